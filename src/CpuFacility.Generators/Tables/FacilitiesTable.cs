using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;

namespace CpuFacility.Generators.Tables;

/// <summary>facilities.csv: one row a facility, whose index is the row's number from 0.</summary>
internal static class FacilitiesTable
{
    public static readonly string[] Required = ["name", "block", "bit", "since", "title"];
    public static readonly string[] Optional = ["identifier", "qemu"];

    public static void Read(CsvTable table, CatalogModel model, CellChecks checks, DiagnosticBag diagnostics)
    {
        model.Facilities.IsComplete = table.IsComplete;
        Dictionary<string, string> identifiers = Identifier.Taken(model.Architecture + "Facility");
        var taken = new Dictionary<(int Block, int Bit), string>();
        foreach (CsvRow row in table.Rows)
        {
            CsvPosition position = row["name"].Position;
            string? name = checks.Name(row, "name");
            if (name is null)
            {
                model.Facilities.IsComplete = false;
                continue;
            }

            int other = model.Facilities.IndexOf(name);
            if (other >= 0)
            {
                model.Facilities.IsComplete = false;
                diagnostics.Report(
                    DataDiagnostics.DuplicateFacility, position, name, CellChecks.LineOf(model.Facilities[other].Position));
                continue;
            }

            if (model.Facilities.Count == CatalogModel.MaxFacilities)
            {
                model.Facilities.IsComplete = false;
                diagnostics.Report(
                    DataDiagnostics.TooManyFacilities, position, name, CellChecks.Invariant(CatalogModel.MaxFacilities));
                return;
            }

            int block = checks.Block(row["block"]);
            model.Facilities.Add(new FacilityModel(
                name,
                checks.MemberName(row, name, position, identifiers) ?? "",
                block,
                ReadBit(row, name, block, model, checks, taken, diagnostics),
                checks.Version(row, "since"),
                checks.Text(row, "title"),
                table.Has("qemu") && checks.Word(row, "qemu", "", "no") == "no",
                position));
        }
    }

    private static int ReadBit(
        CsvRow row,
        string name,
        int block,
        CatalogModel model,
        CellChecks checks,
        Dictionary<(int Block, int Bit), string> taken,
        DiagnosticBag diagnostics)
    {
        int bit = block < 0 ? -1 : checks.Bit(row["bit"], block) ?? -1;
        if (bit < 0)
        {
            return bit;
        }

        if (taken.TryGetValue((block, bit), out string? other))
        {
            diagnostics.Report(DataDiagnostics.BitTaken, row["bit"].Position, row["bit"].Text, model.Blocks[block].Name, other);
        }
        else
        {
            taken.Add((block, bit), name);
        }

        return bit;
    }
}
