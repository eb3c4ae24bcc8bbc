using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;

namespace CpuFacility.Generators.Tables;

/// <summary>implied.csv: bits without a name of their own that are on whenever a facility is, or always.</summary>
internal static class ImpliedTable
{
    public static readonly string[] Required = ["block", "bit", "facility"];
    public static readonly string[] Optional = [];

    public static void Read(CsvTable table, CatalogModel model, CellChecks checks, DiagnosticBag diagnostics)
    {
        var seen = new Dictionary<(int Block, int Bit), CsvPosition>();
        foreach (CsvRow row in table.Rows)
        {
            int block = checks.Block(row["block"]);
            int? bit = block < 0 ? null : checks.Bit(row["bit"], block);
            bool always = row["facility"].Text.Length == 0;
            int facility = always ? -1 : checks.Facility(row["facility"]);
            if (bit is null || (facility < 0 && !always))
            {
                continue;
            }

            CsvPosition position = row["bit"].Position;
            string blockName = model.Blocks[block].Name;
            if (bit < 0)
            {
                diagnostics.Report(DataDiagnostics.BitOutOfBlock, position, "", blockName, "no bits, so none can be implied");
            }
            else if (seen.TryGetValue((block, bit.Value), out CsvPosition first))
            {
                diagnostics.Report(
                    DataDiagnostics.DuplicateImpliedBit, position, row["bit"].Text, blockName, CellChecks.LineOf(first));
            }
            else if (!always && model.Facilities.FirstOrDefault(f => f.Block == block && f.Bit == bit) is { } named)
            {
                // A bit that is always on may have a name too; one that follows another facility must not.
                diagnostics.Report(DataDiagnostics.BitTaken, position, row["bit"].Text, blockName, named.Name);
            }
            else
            {
                seen.Add((block, bit.Value), position);
                model.ImpliedBits.Add(new ImpliedBitModel(block, bit.Value, facility, position));
            }
        }
    }
}
