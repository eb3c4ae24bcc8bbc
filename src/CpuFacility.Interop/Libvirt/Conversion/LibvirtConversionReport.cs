using System.Collections.Immutable;

namespace CpuFacility.Libvirt;

/// <summary>What a conversion between libvirt's and QEMU's models could not keep. Immutable.</summary>
public sealed class LibvirtConversionReport
{
    internal LibvirtConversionReport(
        string source,
        string target,
        ImmutableArray<string> lost,
        ImmutableArray<string> added,
        ImmutableArray<string> unknown,
        bool? isRenamed = null)
    {
        Source = source;
        Target = target;
        Lost = lost;
        Added = added;
        Unknown = unknown;
        IsRenamed = isRenamed ?? source != target;
    }

    /// <summary>The name of the model that was converted.</summary>
    public string Source { get; }

    /// <summary>The name of the model that it became: another one only where the target does not know the name.</summary>
    public string Target { get; }

    /// <summary>
    /// Whether the model goes by another name. On POWER the two write the same processors differently: libvirt's generation and QEMU's name of a processor
    /// of it are no other names of each other, but a revision that libvirt cannot tell is in <see cref="Unknown"/>.
    /// </summary>
    public bool IsRenamed { get; }

    /// <summary>
    /// Features, in the source's names, that the result lacks: the target has no name for them, or hides them from guests because they need others.
    /// </summary>
    public ImmutableArray<string> Lost { get; }

    /// <summary>Features, in the target's names, that the source does not have and that cannot be left out.</summary>
    public ImmutableArray<string> Added { get; }

    /// <summary>What the definition said and has no place in a model: names that nobody knows, policies that depend on the host, elements.</summary>
    public ImmutableArray<string> Unknown { get; }

    /// <summary>Whether the result has exactly the features of the source, under the same name, and nothing was left over.</summary>
    public bool IsExact => !IsRenamed && Lost.IsEmpty && Added.IsEmpty && Unknown.IsEmpty;

    /// <summary>A line for each part that is not empty.</summary>
    public override string ToString()
    {
        var lines = new List<string>();
        if (IsRenamed)
        {
            lines.Add($"{Source} is described as {Target}");
        }

        AddLine(lines, "lost", Lost);
        AddLine(lines, "added", Added);
        AddLine(lines, "unknown", Unknown);
        return lines.Count == 0 ? "nothing is lost or added" : string.Join('\n', lines);
    }

    private static void AddLine(List<string> lines, string word, ImmutableArray<string> names)
    {
        if (!names.IsEmpty)
        {
            lines.Add($"{word}: {string.Join(", ", names)}");
        }
    }
}
