using Microsoft.CodeAnalysis;

namespace CpuFacility.Generators.Pipeline;

/// <summary>One data file: equal to another when path and text are.</summary>
/// <param name="Architecture">The folder above <c>Data</c>, such as <c>S390x</c>; <see cref="Graph"/> is none of an architecture.</param>
/// <param name="Name">The file's name without <c>.csv</c>, such as <c>facilities</c> or <c>order.EDITION</c>.</param>
/// <param name="Path">The path as the compiler was given it, for diagnostics.</param>
/// <param name="Text">The whole text.</param>
internal sealed record DataFile(string Architecture, string Name, string Path, string Text)
{
    /// <summary>The room of the microarchitectures: what they require are features of no single architecture.</summary>
    public const string Graph = "Microarchitectures";

    private const string Extension = ".csv";

    /// <summary>
    /// The file, when its path ends in <c>Architectures/ARCHITECTURE/Data/NAME.csv</c> or <c>Microarchitectures/Data/NAME.csv</c>; others are not ours.
    /// </summary>
    public static DataFile? From(AdditionalText file, CancellationToken cancellationToken)
    {
        string[] parts = file.Path.Split('/', '\\');
        int last = parts.Length - 1;
        if (last < 3 || parts[last - 1] != "Data" || (parts[last - 3] != "Architectures" && parts[last - 2] != Graph)
            || !parts[last].EndsWith(Extension, StringComparison.Ordinal))
        {
            return null;
        }

        string name = parts[last].Substring(0, parts[last].Length - Extension.Length);
        string text = file.GetText(cancellationToken)?.ToString() ?? "";
        return new DataFile(parts[last - 2], name, file.Path, text);
    }
}

/// <summary>An architecture's data files, in ordinal order of their names, then paths.</summary>
internal sealed record ArchitectureFiles(string Architecture, EquatableArray<DataFile> Files)
{
    public static IEnumerable<ArchitectureFiles> Group(IEnumerable<DataFile> files) =>
        files.GroupBy(file => file.Architecture, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new ArchitectureFiles(
                group.Key,
                new EquatableArray<DataFile>(
                    group.OrderBy(file => file.Name, StringComparer.Ordinal).ThenBy(file => file.Path, StringComparer.Ordinal))));
}

/// <summary>A file to add to the compilation.</summary>
internal sealed record GeneratedSource(string HintName, string Text);
