using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;

namespace CpuFacility.Generators.Tables;

/// <summary>
/// models.EDITION.csv: the CPU models of one publisher, in its order. A model begins with the sets of its ancestor, which
/// <see cref="ChangesTable"/> changes. The columns beyond name, ancestor and title are the architecture's own.
/// </summary>
internal static class ModelsTable
{
    public static readonly string[] Required = ["name", "ancestor", "title"];

    public static void Read(CsvTable table, EditionModel edition, CellChecks checks, DiagnosticBag diagnostics)
    {
        edition.Models.IsComplete = table.IsComplete;
        edition.Columns.AddRange(checks.Columns(table, Required, [.. DataMembers.ModelColumns, Identifier.FromName(edition.Name)]));
        foreach (CsvRow row in table.Rows)
        {
            string? name = checks.ModelName(row, "name");
            int other = name is null ? -1 : edition.Models.IndexOf(name);
            if (other >= 0)
            {
                CsvPosition first = edition.Models[other].Position;
                diagnostics.Report(DataDiagnostics.DuplicateDefinition, row["name"].Position, name!, CellChecks.LineOf(first));
            }

            if (name is null || other >= 0)
            {
                edition.Models.IsComplete = false;
                continue;
            }

            edition.Models.Add(new ModelRow(
                name,
                checks.Text(row, "title"),
                row["ancestor"],
                [.. edition.Columns.Where(column => column.IsText).Select(column => row[column.Name].Text)],
                [.. edition.Columns.Where(column => !column.IsText).Select(column => checks.Number(row, column.Name, 0, uint.MaxValue) ?? 0)],
                row["name"].Position));
        }

        foreach (ModelRow model in edition.Models.Where(model => model.AncestorCell.Text.Length > 0))
        {
            model.Ancestor = Find(edition, model.AncestorCell, diagnostics);
        }
    }

    /// <summary>The number of a model, -1 where there is none of that name.</summary>
    public static int Find(EditionModel edition, CsvCell cell, DiagnosticBag diagnostics)
    {
        int number = edition.Models.IndexOf(cell.Text);
        if (number < 0 && edition.Models.IsComplete)
        {
            diagnostics.Report(DataDiagnostics.UnknownModel, cell.Position, cell.Text, edition.Name);
        }

        return number;
    }
}
