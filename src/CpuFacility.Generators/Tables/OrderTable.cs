using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;

namespace CpuFacility.Generators.Tables;

/// <summary>order.EDITION.csv: every facility once, in the order of a publisher whose list differs from facilities.csv.</summary>
internal static class OrderTable
{
    public const string FilePrefix = "order.";

    public static readonly string[] Required = ["name"];
    public static readonly string[] Optional = [];

    public static void Read(CsvTable table, string edition, CatalogModel model, CellChecks checks, DiagnosticBag diagnostics)
    {
        var ranks = new List<int>();
        var lines = new Dictionary<int, CsvPosition>();
        CsvPosition last = table.Header[0].Position;
        foreach (CsvRow row in table.Rows)
        {
            last = row["name"].Position;
            int facility = checks.Facility(row["name"]);
            if (facility < 0)
            {
                continue;
            }

            if (lines.TryGetValue(facility, out CsvPosition first))
            {
                diagnostics.Report(DataDiagnostics.DuplicateOrderEntry, last, row["name"].Text, CellChecks.LineOf(first));
                continue;
            }

            lines.Add(facility, last);
            ranks.Add(facility);
        }

        int lacking = model.Facilities.Count - ranks.Count;
        if (lacking > 0 && table.IsComplete && model.Facilities.IsComplete)
        {
            string missing = model.Facilities.First(facility => !lines.ContainsKey(model.Facilities.IndexOf(facility.Name))).Name;
            diagnostics.Report(DataDiagnostics.OrderIncomplete, last, CellChecks.Invariant((uint)lacking), missing);
        }

        model.Orders.Add(new OrderModel(edition, ranks));
    }
}
