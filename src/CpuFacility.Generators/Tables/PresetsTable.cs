using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;

namespace CpuFacility.Generators.Tables;

/// <summary>presets.csv: models that are published as a definition with a set of their own, which a mark names.</summary>
internal static class PresetsTable
{
    public static readonly string[] Required = ["name", "definition", "mark", "title"];
    public static readonly string[] Optional = [];

    public static void Read(CsvTable table, CatalogModel model, CellChecks checks, DiagnosticBag diagnostics)
    {
        model.Presets.IsComplete = table.IsComplete;
        foreach (CsvRow row in table.Rows)
        {
            string? name = checks.ModelName(row, "name");
            int definition = checks.Find(model.Definitions, row["definition"], DataDiagnostics.UnknownDefinition);
            int mark = checks.Find(model.Marks, row["mark"], DataDiagnostics.UnknownMark);
            string title = checks.Text(row, "title");
            if (name is null)
            {
                model.Presets.IsComplete = false;
                continue;
            }

            if (model.Presets.IndexOf(name) >= 0 || model.Definitions.IndexOf(name) >= 0)
            {
                diagnostics.Report(DataDiagnostics.DuplicatePreset, row["name"].Position, name);
                model.Presets.IsComplete = false;
            }
            else if (definition >= 0 && mark >= 0)
            {
                model.Presets.Add(new PresetModel(name, definition, mark, title, row["name"].Position));
            }
            else
            {
                model.Presets.IsComplete = false;
            }
        }
    }
}
