using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;

namespace CpuFacility.Generators.Tables;

/// <summary>
/// vendors.csv, leaves.csv, modes.csv, families.csv and properties.EDITION.csv: facts that only the architecture's own code reads. The first column names the row, once.
/// </summary>
internal static class TextTable
{
    public static readonly string[] Required = ["name"];

    public static void Read(CsvTable table, string file, CatalogModel model, CellChecks checks, DiagnosticBag diagnostics)
    {
        if (!NestedClasses.IsFree(file, table, model, diagnostics))
        {
            return;
        }

        List<Column> columns = checks.Columns(table, known: [], Identifier.FromName(file));
        var rows = new List<string[]>();
        var seen = new Dictionary<string, CsvPosition>(StringComparer.Ordinal);
        foreach (CsvRow row in table.Rows)
        {
            string name = checks.Text(row, "name");
            if (seen.TryGetValue(name, out CsvPosition first))
            {
                diagnostics.Report(DataDiagnostics.DuplicateRow, row["name"].Position, name, CellChecks.LineOf(first));
                continue;
            }

            seen.Add(name, row["name"].Position);
            rows.Add([.. columns.Select(column => row[column.Name].Text)]);
        }

        model.TextTables.Add(new TextTableModel(file, columns, rows));
    }
}
