using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;

namespace CpuFacility.Generators.Tables;

/// <summary>dependencies.csv: one facility requires another.</summary>
internal static class DependenciesTable
{
    public static readonly string[] Required = ["facility", "requires"];
    public static readonly string[] Optional = ["mutual"];

    public static void Read(CsvTable table, CatalogModel model, CellChecks checks, DiagnosticBag diagnostics)
    {
        var seen = new Dictionary<(int Facility, int Requires), CsvPosition>();
        foreach (CsvRow row in table.Rows)
        {
            CsvCell dependent = row["facility"];
            CsvCell required = row["requires"];
            int facility = checks.Facility(dependent);
            int requires = checks.Facility(required);
            if (facility < 0 || requires < 0)
            {
                continue;
            }

            if (facility == requires)
            {
                diagnostics.Report(DataDiagnostics.SelfDependency, required.Position, required.Text);
            }
            else if (seen.TryGetValue((facility, requires), out CsvPosition first))
            {
                diagnostics.Report(
                    DataDiagnostics.DuplicateDependency, row.Position, dependent.Text, required.Text, CellChecks.LineOf(first));
            }
            else
            {
                seen.Add((facility, requires), row.Position);
                bool isMutual = table.Has("mutual") && checks.Word(row, "mutual", "", "yes") == "yes";
                model.Dependencies.Add(new DependencyModel(facility, requires, isMutual, row.Position));
            }
        }

        ReportCycles(model, diagnostics);
    }

    /// <summary>
    /// Follows the rows in their order, depth first; a row that leads back into the path being followed closes a cycle. Rows that are said
    /// to be the other half of a pair that needs each other are left out.
    /// </summary>
    private static void ReportCycles(CatalogModel model, DiagnosticBag diagnostics)
    {
        ILookup<int, DependencyModel> rows = model.Dependencies.Where(row => !row.IsMutual).ToLookup(row => row.Facility);
        var finished = new HashSet<int>();
        var path = new List<int>();

        void Follow(int facility)
        {
            path.Add(facility);
            foreach (DependencyModel row in rows[facility])
            {
                int start = path.IndexOf(row.Requires);
                if (start >= 0)
                {
                    IEnumerable<int> cycle = path.Skip(start).Concat([row.Requires]);
                    diagnostics.Report(
                        DataDiagnostics.DependencyCycle,
                        row.Position,
                        string.Join(" requires ", cycle.Select(index => model.Facilities[index].Name)));
                }
                else if (!finished.Contains(row.Requires))
                {
                    Follow(row.Requires);
                }
            }

            path.RemoveAt(path.Count - 1);
            finished.Add(facility);
        }

        foreach (DependencyModel row in model.Dependencies)
        {
            if (!finished.Contains(row.Facility))
            {
                Follow(row.Facility);
            }
        }
    }
}
