using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;

namespace CpuFacility.Generators.Tables;

/// <summary>
/// mirrors.csv: bits of a block that repeat a facility whose own place is in another block. Unlike an implied bit, such a bit has a name:
/// reading it gives the facility.
/// </summary>
/// <remarks>It is read after implied.csv: a bit is one or the other.</remarks>
internal static class MirrorsTable
{
    public static readonly string[] Required = ["block", "bit", "facility"];
    public static readonly string[] Optional = [];

    public static void Read(CsvTable table, CatalogModel model, CellChecks checks, DiagnosticBag diagnostics)
    {
        foreach (CsvRow row in table.Rows)
        {
            int block = checks.Block(row["block"]);
            int? bit = block < 0 ? null : checks.Bit(row["bit"], block);
            int facility = checks.Facility(row["facility"]);
            if (bit is null || facility < 0)
            {
                continue;
            }

            CsvPosition position = row["bit"].Position;
            string blockName = model.Blocks[block].Name;
            if (bit < 0)
            {
                diagnostics.Report(DataDiagnostics.BitOutOfBlock, position, "", blockName, "no bits, so none can be a mirror");
            }
            else if (OwnerOf(block, bit.Value, model) is string owner)
            {
                diagnostics.Report(DataDiagnostics.BitTaken, position, row["bit"].Text, blockName, owner);
            }
            else if (model.Facilities[facility].Block == block)
            {
                diagnostics.Report(DataDiagnostics.MirrorInOwnBlock, row["facility"].Position, row["facility"].Text, blockName);
            }
            else if (model.Mirrors.Find(mirror => mirror.Block == block && mirror.Facility == facility) is { } first)
            {
                diagnostics.Report(
                    DataDiagnostics.DuplicateMirror,
                    row["facility"].Position,
                    row["facility"].Text,
                    blockName,
                    CellChecks.LineOf(first.Position));
            }
            else
            {
                model.Mirrors.Add(new MirrorModel(block, bit.Value, facility, position));
            }
        }
    }

    /// <summary>What a bit means already: the name of its facility, or the row that makes it an implied one.</summary>
    private static string? OwnerOf(int block, int bit, CatalogModel model)
    {
        if (model.Facilities.FirstOrDefault(facility => facility.Block == block && facility.Bit == bit) is { } named)
        {
            return named.Name;
        }

        if (model.Mirrors.Find(mirror => mirror.Block == block && mirror.Bit == bit) is { } mirrored)
        {
            return model.Facilities[mirrored.Facility].Name;
        }

        return model.ImpliedBits.Find(implied => implied.Block == block && implied.Bit == bit) is { } implied
            ? $"implied.csv, line {CellChecks.LineOf(implied.Position)}"
            : null;
    }
}
