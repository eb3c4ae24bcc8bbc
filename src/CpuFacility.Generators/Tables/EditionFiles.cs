using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;
using CpuFacility.Generators.Pipeline;

namespace CpuFacility.Generators.Tables;

/// <summary>The files that an architecture has once for each edition: <c>KIND.EDITION.csv</c>. They are read after all others.</summary>
internal static class EditionFiles
{
    private const string Models = "models.";
    private const string Changes = "changes.";

    /// <summary>Tables that only the architecture's own code reads.</summary>
    private static readonly string[] Typed = ["properties.", "pvrs."];

    private static readonly string[] Prefixes = [OrderTable.FilePrefix, Models, Changes, .. Typed];

    /// <summary>The names of such files, for messages.</summary>
    public static IEnumerable<string> Names => Prefixes.Select(prefix => prefix + "EDITION");

    public static bool IsOne(DataFile file) => Prefixes.Any(prefix => file.Name.StartsWith(prefix, StringComparison.Ordinal));

    public static void Read(IEnumerable<DataFile> files, CatalogModel model, CellChecks checks, DiagnosticBag diagnostics)
    {
        DataFile[] sorted = [.. files.Where(IsOne).OrderBy(file => file.Name, StringComparer.Ordinal)];
        foreach ((string edition, CsvTable table) in Tables(sorted, OrderTable.FilePrefix, OrderTable.Required, OrderTable.Optional, diagnostics))
        {
            OrderTable.Read(table, edition, model, checks, diagnostics);
        }

        foreach (string prefix in Typed)
        {
            foreach ((string edition, CsvTable table) in Tables(sorted, prefix, TypedTable.Required, null, diagnostics))
            {
                TypedTable.Read(table, prefix + edition, model, checks, diagnostics);
            }
        }

        foreach ((string edition, CsvTable table) in Tables(sorted, Models, ModelsTable.Required, null, diagnostics))
        {
            if (NestedClasses.IsFree(edition, table, model, diagnostics))
            {
                var read = new EditionModel(edition);
                ModelsTable.Read(table, read, checks, diagnostics);
                model.Editions.Add(read);
            }
        }

        foreach ((string edition, CsvTable table) in Tables(sorted, Changes, ChangesTable.Required, ChangesTable.Optional, diagnostics))
        {
            if (model.Editions.Find(candidate => candidate.Name == edition) is { } of)
            {
                ChangesTable.Read(table, of, checks, diagnostics);
            }
            else if (!sorted.Any(file => file.Name == Models + edition))
            {
                diagnostics.Report(
                    DataDiagnostics.MissingFile, CsvTable.Start(table.Path), $"{Changes}{edition}.csv", $"{Models}{edition}.csv");
            }
        }

        foreach (EditionModel edition in model.Editions)
        {
            ChangesTable.Apply(edition, model, diagnostics);
        }
    }

    private static IEnumerable<(string Edition, CsvTable Table)> Tables(
        IEnumerable<DataFile> files, string prefix, string[] required, string[]? optional, DiagnosticBag diagnostics)
    {
        foreach (DataFile file in files.Where(file => file.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            CsvTable? table = CsvTable.Read(file.Path, file.Text, required, optional, diagnostics);
            if (table is not null)
            {
                yield return (file.Name.Substring(prefix.Length), table);
            }
        }
    }
}
