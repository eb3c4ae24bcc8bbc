using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;

namespace CpuFacility.Generators.Tables;

/// <summary>
/// definitions.csv: CPU models as published, in the publisher's order. The columns beyond name, since and title are
/// the architecture's own, and hold numbers.
/// </summary>
internal static class DefinitionsTable
{
    public static readonly string[] Required = ["name", "since", "title"];

    /// <summary>Where an architecture has these columns, together they name one definition.</summary>
    private static readonly string[] Identity = ["type", "generation", "ga"];

    public static void Read(CsvTable table, CatalogModel model, CellChecks checks, DiagnosticBag diagnostics)
    {
        model.Definitions.IsComplete = table.IsComplete;
        foreach (Column column in checks.Columns(table, Required, DataMembers.DefinitionColumns))
        {
            model.DefinitionColumns.Add(column.Name);
        }

        foreach (CsvRow row in table.Rows)
        {
            string? name = checks.ModelName(row, "name");
            if (name is null)
            {
                model.Definitions.IsComplete = false;
                continue;
            }

            int other = model.Definitions.IndexOf(name);
            if (other >= 0)
            {
                model.Definitions.IsComplete = false;
                diagnostics.Report(
                    DataDiagnostics.DuplicateDefinition,
                    row["name"].Position,
                    name,
                    CellChecks.LineOf(model.Definitions[other].Position));
                continue;
            }

            model.Definitions.Add(new DefinitionModel(
                name,
                checks.Version(row, "since"),
                checks.Text(row, "title"),
                [.. model.DefinitionColumns.Select(column => checks.Number(row, column, 0, uint.MaxValue) ?? 0)],
                row["name"].Position));
        }

        if (Identity.All(model.DefinitionColumns.Contains))
        {
            ReportDuplicateIdentities(table, model, diagnostics);
        }
    }

    private static void ReportDuplicateIdentities(CsvTable table, CatalogModel model, DiagnosticBag diagnostics)
    {
        int[] columns = [.. Identity.Select(column => model.DefinitionColumns.IndexOf(column))];
        var seen = new Dictionary<(uint, uint, uint), string>();
        foreach (DefinitionModel definition in model.Definitions)
        {
            var identity = (definition.Values[columns[0]], definition.Values[columns[1]], definition.Values[columns[2]]);
            if (seen.TryGetValue(identity, out string? other))
            {
                CsvRow row = table.Rows.First(row => row["name"].Position == definition.Position);
                diagnostics.Report(
                    DataDiagnostics.DuplicateIdentity,
                    row[Identity[0]].Position,
                    definition.Name,
                    string.Join(", ", Identity),
                    other);
            }
            else
            {
                seen.Add(identity, definition.Name);
            }
        }
    }
}
