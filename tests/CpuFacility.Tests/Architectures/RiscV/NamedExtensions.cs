using CpuFacility.Testing;

namespace CpuFacility.Tests.Architectures.RiscV;

/// <summary>
/// A second implementation of closure, on names: it reads the data files themselves and knows no sets of bits.
/// </summary>
internal static class NamedExtensions
{
    private static readonly string Folder = RepositoryFolder.Locate("src", "CpuFacility", "Architectures", "RiscV", "Data");
    private static readonly ILookup<string, string> Implied = Rows("dependencies.csv").ToLookup(static row => row["facility"], static row => row["requires"]);
    private static readonly List<Dictionary<string, string>> Conditional = Rows("conditional-implications.csv");
    private static readonly string[] Bundles = [.. Rows("marks.csv").Where(static row => row["mark"] == "bundle").Select(static row => row["facility"])];

    /// <summary>The names of a set, as the catalog has them.</summary>
    public static HashSet<string> Of(FacilitySet facilities)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (int index in facilities)
        {
            names.Add(CpuModels.RiscV.Catalog.Data.Names[index]);
        }

        return names;
    }

    /// <summary>The set of some names.</summary>
    public static FacilitySet Set(params IEnumerable<string> names) =>
        FacilitySet.Create([.. names.Select(static name => Array.IndexOf(CpuModels.RiscV.Catalog.Data.Names, name) is int index and >= 0
            ? index
            : throw new ArgumentException(name))]);

    /// <summary>The set of names with blanks between them.</summary>
    public static FacilitySet Parse(string names) => Set(names.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public static HashSet<string> Close(IEnumerable<string> names)
    {
        var closed = new HashSet<string>(names, StringComparer.Ordinal);
        for (int before = -1; before != closed.Count;)
        {
            before = closed.Count;
            closed.UnionWith([.. closed.SelectMany(static name => Implied[name])]);
            closed.UnionWith(Conditional
                .Where(row => closed.Contains(row["facility:facility"]) && closed.Contains(row["with:facility"])
                    && (row["base:facility?"].Length == 0 || closed.Contains(row["base:facility?"])))
                .Select(static row => row["implied:facility"]));
            closed.UnionWith(Bundles.Where(bundle => Implied[bundle].All(closed.Contains)));
        }

        return closed;
    }

    private static List<Dictionary<string, string>> Rows(string file) => CsvRows.Read(Path.Combine(Folder, file));
}
