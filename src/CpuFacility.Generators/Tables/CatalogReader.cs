using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;
using CpuFacility.Generators.Pipeline;

namespace CpuFacility.Generators.Tables;

/// <summary>Reads all data files of an architecture into one model.</summary>
internal static class CatalogReader
{
    /// <summary>
    /// The model as far as the files can be read; rows that are wrong are reported and left out.
    /// Null when there is no list of facilities to speak of.
    /// </summary>
    public static CatalogModel? Read(ArchitectureFiles files, DiagnosticBag diagnostics)
    {
        var model = new CatalogModel(files.Architecture);
        var checks = new CellChecks(model, diagnostics);
        Dictionary<string, DataFile> byName = ByName(files, diagnostics);
        var read = new HashSet<string>(StringComparer.Ordinal);

        ReportUnknown(files, diagnostics);
        ReportMissing(byName, diagnostics);
        foreach (TableKind kind in TableKind.All.Where(kind => byName.ContainsKey(kind.Name)))
        {
            DataFile file = byName[kind.Name];
            CsvTable? table = CsvTable.Read(file.Path, file.Text, kind.Required, kind.Optional, diagnostics);
            if (table is not null && kind.Needs.All(need => read.Contains(need) || IsReadLater(need, kind)))
            {
                kind.Read(table, model, checks, diagnostics);
                read.Add(kind.Name);
            }
        }

        ReadOwn(files, model, checks, diagnostics);
        if (!read.Contains("facilities"))
        {
            return null;
        }

        EditionFiles.Read(byName.Values, model, checks, diagnostics);
        AssignSets(byName, read, model, diagnostics);
        return model;
    }

    private static Dictionary<string, DataFile> ByName(ArchitectureFiles files, DiagnosticBag diagnostics)
    {
        var byName = new Dictionary<string, DataFile>(StringComparer.Ordinal);
        foreach (DataFile file in files.Files)
        {
            if (byName.TryGetValue(file.Name, out DataFile? other))
            {
                diagnostics.Report(DataDiagnostics.DuplicateFile, CsvTable.Start(file.Path), file.Name, other.Path);
            }
            else
            {
                byName.Add(file.Name, file);
            }
        }

        return byName;
    }

    private static bool IsReadLater(string need, TableKind kind) =>
        Array.FindIndex(TableKind.All, other => other.Name == need) > Array.IndexOf(TableKind.All, kind);

    private static bool IsUnknown(DataFile file) => !EditionFiles.IsOne(file) && TableKind.All.All(kind => kind.Name != file.Name);

    /// <summary>Tables under names of the folder's own: what they are is in their headers, so that the generator need not know them.</summary>
    private static void ReadOwn(ArchitectureFiles files, CatalogModel model, CellChecks checks, DiagnosticBag diagnostics)
    {
        foreach (DataFile file in files.Files.Where(file => IsUnknown(file) && TypedTable.IsOwn(file)))
        {
            CsvTable? table = CsvTable.Read(file.Path, file.Text, TypedTable.Required, null, diagnostics);
            if (table is not null)
            {
                TypedTable.Read(table, file.Name, model, checks, diagnostics);
            }
        }
    }

    private static void ReportUnknown(ArchitectureFiles files, DiagnosticBag diagnostics)
    {
        foreach (DataFile file in files.Files.Where(file => IsUnknown(file) && !TypedTable.IsOwn(file)))
        {
            IEnumerable<string> known = TableKind.All.Select(kind => kind.Name).Concat(EditionFiles.Names);
            diagnostics.Report(
                DataDiagnostics.UnknownFile, CsvTable.Start(file.Path), file.Name, string.Join(", ", known));
        }
    }

    /// <summary>Each file that is missing is reported once, at the first file that needs it.</summary>
    private static void ReportMissing(Dictionary<string, DataFile> byName, DiagnosticBag diagnostics)
    {
        var reported = new HashSet<string>(StringComparer.Ordinal);
        foreach (TableKind kind in TableKind.All.Where(kind => byName.ContainsKey(kind.Name)))
        {
            foreach (string need in kind.Needs.Where(need => !byName.ContainsKey(need) && reported.Add(need)))
            {
                diagnostics.Report(
                    DataDiagnostics.MissingFile, CsvTable.Start(byName[kind.Name].Path), kind.Name + ".csv", need + ".csv");
            }
        }
    }

    private static void AssignSets(
        Dictionary<string, DataFile> byName, HashSet<string> read, CatalogModel model, DiagnosticBag diagnostics)
    {
        if (!read.Contains("increments") || !read.Contains("definitions"))
        {
            return;
        }

        string[] missing = [.. IncrementsTable.KeyColumns.Where(column => !model.DefinitionColumns.Contains(column))];
        if (missing.Length > 0)
        {
            diagnostics.Report(
                DataDiagnostics.MissingColumn, CsvTable.Start(byName["definitions"].Path), string.Join(", ", missing));
            return;
        }

        IncrementsTable.Assign(model, diagnostics);
    }
}
