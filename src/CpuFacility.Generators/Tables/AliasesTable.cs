using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;

namespace CpuFacility.Generators.Tables;

/// <summary>aliases.csv: other systems' names for facilities. A dialect's name means one facility; a facility may have several.</summary>
internal static class AliasesTable
{
    public static readonly string[] Required = ["dialect", "name", "facility"];
    public static readonly string[] Optional = [];

    /// <summary>The dialect of facilities.csv and groups.csv, whose names are taken.</summary>
    private const string Canonical = "qemu";

    /// <summary>The members of <c>FacilityDialect</c>, in lower case.</summary>
    private static readonly string[] Dialects = [Canonical, "libvirt", "linux"];

    public static void Read(CsvTable table, CatalogModel model, CellChecks checks, DiagnosticBag diagnostics)
    {
        var seen = new Dictionary<(string Dialect, string Name), CsvPosition>();
        foreach (CsvRow row in table.Rows)
        {
            string? dialect = checks.Word(row, "dialect", Dialects);
            string? name = checks.Name(row, "name");
            int facility = checks.Facility(row["facility"]);
            if (dialect is null || name is null)
            {
                continue;
            }

            if (seen.TryGetValue((dialect, name), out CsvPosition first))
            {
                diagnostics.Report(
                    DataDiagnostics.DuplicateAlias, row["name"].Position, dialect, name, CellChecks.LineOf(first));
                continue;
            }

            seen.Add((dialect, name), row.Position);
            if (dialect == Canonical && (model.Facilities.IndexOf(name) >= 0 || model.Groups.IndexOf(name) >= 0))
            {
                diagnostics.Report(DataDiagnostics.AliasNameClash, row["name"].Position, name);
                continue;
            }

            if (facility >= 0)
            {
                model.Aliases.Add(new AliasModel(dialect, name, facility, row.Position));
            }
        }
    }
}
