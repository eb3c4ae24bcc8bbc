using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;

namespace CpuFacility.Generators.Tables;

/// <summary>groups.csv: names for several facilities; the groups' order is that of their first rows.</summary>
internal static class GroupsTable
{
    public static readonly string[] Required = ["group", "facility"];
    public static readonly string[] Optional = [];

    public static void Read(CsvTable table, CatalogModel model, CellChecks checks, DiagnosticBag diagnostics)
    {
        model.Groups.IsComplete = table.IsComplete;
        foreach (CsvRow row in table.Rows)
        {
            string? name = checks.Name(row, "group");
            if (name is null)
            {
                model.Groups.IsComplete = false;
                continue;
            }

            int group = model.Groups.IndexOf(name);
            if (group < 0)
            {
                group = model.Groups.Count;
                model.Groups.Add(new GroupModel(name, [], row["group"].Position));
                if (model.Facilities.IndexOf(name) >= 0)
                {
                    diagnostics.Report(DataDiagnostics.GroupNameClash, row["group"].Position, name);
                }
            }

            int facility = checks.Facility(row["facility"]);
            if (model.Groups[group].Members.Contains(facility))
            {
                diagnostics.Report(DataDiagnostics.DuplicateGroupMember, row["facility"].Position, row["facility"].Text, name);
            }
            else if (facility >= 0)
            {
                model.Groups[group].Members.Add(facility);
            }
        }
    }
}
