using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;

namespace CpuFacility.Generators.Tables;

/// <summary>
/// blocks.csv: the bit arrays in which facilities are reported. Further columns are the architecture's own, and hold numbers.
/// </summary>
internal static class BlocksTable
{
    /// <summary>The greatest width in bits: whole bytes whose bit numbers the library's tables hold in 15 bits.</summary>
    public const uint MaxBits = 32_760;

    public static readonly string[] Required = ["name", "bits", "order", "length", "title"];

    private static readonly string[] Known = [.. Required, "identifier"];

    public static void Read(CsvTable table, CatalogModel model, CellChecks checks, DiagnosticBag diagnostics)
    {
        model.Blocks.IsComplete = table.IsComplete;
        Dictionary<string, string> identifiers = Identifier.Taken(model.Architecture + "BlockNumber");
        foreach (Column column in checks.Columns(table, Known, DataMembers.BlockColumns))
        {
            model.BlockColumns.Add(column.Name);
        }

        foreach (CsvRow row in table.Rows)
        {
            CsvPosition position = row["name"].Position;
            string? name = checks.Name(row, "name");
            if (name is null)
            {
                model.Blocks.IsComplete = false;
                continue;
            }

            int other = model.Blocks.IndexOf(name);
            if (other >= 0)
            {
                model.Blocks.IsComplete = false;
                diagnostics.Report(DataDiagnostics.DuplicateBlock, position, name, CellChecks.LineOf(model.Blocks[other].Position));
                continue;
            }

            string? length = checks.Word(row, "length", "fixed", "variable", "none");
            string title = checks.Text(row, "title");
            model.Blocks.Add(new BlockModel(
                name,
                checks.MemberName(row, name, position, identifiers) ?? "",
                ReadBits(row, length, checks, diagnostics),
                ReadOrder(row, length, checks) == "msb0",
                length == "variable",
                title,
                [.. model.BlockColumns.Select(column => checks.Number(row, column, 0, uint.MaxValue) ?? 0)],
                position));
        }
    }

    private static string? ReadOrder(CsvRow row, string? length, CellChecks checks) =>
        length is null ? null : length == "none" ? checks.Word(row, "order", "") : checks.Word(row, "order", "msb0", "lsb0");

    private static int? ReadBits(CsvRow row, string? length, CellChecks checks, DiagnosticBag diagnostics)
    {
        if (length == "none")
        {
            if (row["bits"].Text.Length > 0)
            {
                diagnostics.Report(
                    DataDiagnostics.InvalidNumber,
                    row["bits"].Position,
                    row["bits"].Text,
                    "bits",
                    "empty cell, as a block of length none has");
            }

            return 0;
        }

        return (int?)checks.Number(row, "bits", 8, MaxBits, factor: 8);
    }
}
