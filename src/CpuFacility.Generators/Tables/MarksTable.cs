using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;

namespace CpuFacility.Generators.Tables;

/// <summary>marks.csv: named sets of facilities; the marks' order is that of their first rows.</summary>
internal static class MarksTable
{
    public static readonly string[] Required = ["mark", "facility"];
    public static readonly string[] Optional = [];

    public static void Read(CsvTable table, CatalogModel model, CellChecks checks, DiagnosticBag diagnostics)
    {
        model.Marks.IsComplete = table.IsComplete;
        Dictionary<string, string> identifiers = Identifier.Taken([.. DataMembers.Names, model.Architecture + "Data"]);
        foreach (CsvRow row in table.Rows)
        {
            string? name = checks.Name(row, "mark");
            if (name is null)
            {
                model.Marks.IsComplete = false;
                continue;
            }

            int mark = model.Marks.IndexOf(name);
            if (mark < 0)
            {
                mark = model.Marks.Count;
                CsvPosition position = row["mark"].Position;
                model.Marks.Add(new MarkModel(name, checks.MemberName(row, name, position, identifiers) ?? "", [], position));
            }

            int facility = checks.Facility(row["facility"]);
            if (model.Marks[mark].Facilities.Contains(facility))
            {
                diagnostics.Report(DataDiagnostics.DuplicateMarkMember, row["facility"].Position, row["facility"].Text, name);
            }
            else if (facility >= 0)
            {
                model.Marks[mark].Facilities.Add(facility);
            }
        }
    }
}
