using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;

namespace CpuFacility.Generators.Tables;

/// <summary>
/// increments.csv: what each (generation, ga) changes in the sets base, default and full of the one before it.
/// An addition also enters the outer sets; a removal takes from its own set only.
/// </summary>
internal static class IncrementsTable
{
    public static readonly string[] Required = ["generation", "ga", "set", "change", "name"];
    public static readonly string[] Optional = [];

    /// <summary>The columns that definitions.csv must have too.</summary>
    public static readonly string[] KeyColumns = ["generation", "ga"];

    public static void Read(CsvTable table, CatalogModel model, CellChecks checks, DiagnosticBag diagnostics)
    {
        List<Increment> increments = ReadRows(table, model, checks, diagnostics);
        FacilityBits[] sets = [.. SetRow.SetNames.Select(_ => new FacilityBits())];
        foreach (IGrouping<(uint Generation, uint Ga), Increment> key in increments
            .GroupBy(increment => (increment.Generation, increment.Ga))
            .OrderBy(group => group.Key.Generation)
            .ThenBy(group => group.Key.Ga))
        {
            foreach (Increment increment in key)
            {
                Apply(increment, sets, model, diagnostics);
            }

            ReportNotNested(key.Last(), sets, model, diagnostics);
            model.SetRows.Add(new SetRow(key.Key.Generation, key.Key.Ga, [.. sets.Select(set => set.Copy())]));
        }
    }

    /// <summary>Gives each definition the sets of the last key that is not after it.</summary>
    public static void Assign(CatalogModel model, DiagnosticBag diagnostics)
    {
        int generation = model.DefinitionColumns.IndexOf(KeyColumns[0]);
        int ga = model.DefinitionColumns.IndexOf(KeyColumns[1]);
        foreach (DefinitionModel definition in model.Definitions)
        {
            uint ownGeneration = definition.Values[generation];
            uint ownGa = definition.Values[ga];
            definition.SetRow = model.SetRows.FindLastIndex(row => row.CompareTo(ownGeneration, ownGa) <= 0);
            if (definition.SetRow < 0)
            {
                diagnostics.Report(DataDiagnostics.DefinitionWithoutSets, definition.Position, definition.Name);
            }
        }
    }

    private static List<Increment> ReadRows(CsvTable table, CatalogModel model, CellChecks checks, DiagnosticBag diagnostics)
    {
        var increments = new List<Increment>();
        foreach (CsvRow row in table.Rows)
        {
            uint? generation = checks.Number(row, "generation", 0, uint.MaxValue);
            uint? ga = checks.Number(row, "ga", 0, uint.MaxValue);
            string? set = checks.Word(row, "set", SetRow.SetNames);
            string? change = checks.Word(row, "change", "add", "remove");
            List<int> members = Members(row["name"], model, diagnostics);
            if (generation is not null && ga is not null && set is not null && change is not null)
            {
                int setIndex = Array.IndexOf(SetRow.SetNames, set);
                increments.Add(new Increment(generation.Value, ga.Value, setIndex, change == "add", members, row["name"].Position));
            }
        }

        return increments;
    }

    /// <summary>A facility, or all members of a group.</summary>
    private static List<int> Members(CsvCell cell, CatalogModel model, DiagnosticBag diagnostics)
    {
        int facility = model.Facilities.IndexOf(cell.Text);
        int group = model.Groups.IndexOf(cell.Text);
        if (facility < 0 && group < 0 && model.Facilities.IsComplete && model.Groups.IsComplete)
        {
            diagnostics.Report(DataDiagnostics.UnknownGroup, cell.Position, cell.Text);
        }

        return facility >= 0 ? [facility] : group >= 0 ? model.Groups[group].Members : [];
    }

    private static void Apply(Increment increment, FacilityBits[] sets, CatalogModel model, DiagnosticBag diagnostics)
    {
        FacilityBits own = sets[increment.Set];
        foreach (int facility in increment.Members)
        {
            if (own.Contains(facility) == increment.Adds)
            {
                diagnostics.Report(
                    increment.Adds ? DataDiagnostics.AddedTwice : DataDiagnostics.RemovedWithoutBeing,
                    increment.Position,
                    model.Facilities[facility].Name,
                    SetRow.SetNames[increment.Set],
                    CellChecks.Invariant(increment.Generation),
                    CellChecks.Invariant(increment.Ga));
            }
            else if (increment.Adds)
            {
                foreach (FacilityBits set in sets.Skip(increment.Set))
                {
                    set.Add(facility);
                }
            }
            else
            {
                own.Remove(facility);
            }
        }
    }

    private static void ReportNotNested(Increment last, FacilityBits[] sets, CatalogModel model, DiagnosticBag diagnostics)
    {
        for (int inner = 0; inner < sets.Length - 1; inner++)
        {
            for (int facility = 0; facility < model.Facilities.Count; facility++)
            {
                if (sets[inner].Contains(facility) && !sets[inner + 1].Contains(facility))
                {
                    diagnostics.Report(
                        DataDiagnostics.SetsNotNested,
                        last.Position,
                        SetRow.SetNames[inner],
                        CellChecks.Invariant(last.Generation),
                        CellChecks.Invariant(last.Ga),
                        model.Facilities[facility].Name,
                        SetRow.SetNames[inner + 1]);
                    break;
                }
            }
        }
    }

    private sealed record Increment(uint Generation, uint Ga, int Set, bool Adds, List<int> Members, CsvPosition Position);
}
