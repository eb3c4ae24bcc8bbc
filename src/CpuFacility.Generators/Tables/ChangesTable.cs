using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;

namespace CpuFacility.Generators.Tables;

/// <summary>changes.EDITION.csv: what a model of models.EDITION.csv adds to the sets of its ancestor, and what it takes from them.</summary>
internal static class ChangesTable
{
    public static readonly string[] Required = ["model", "set", "change", "facility"];
    public static readonly string[] Optional = [];

    public static void Read(CsvTable table, EditionModel edition, CellChecks checks, DiagnosticBag diagnostics)
    {
        foreach (CsvRow row in table.Rows)
        {
            int model = ModelsTable.Find(edition, row["model"], diagnostics);
            string? set = checks.Word(row, "set", EditionModel.SetNames);
            string? change = checks.Word(row, "change", "add", "remove");
            int facility = checks.Facility(row["facility"]);
            if (model >= 0 && set is not null && change is not null && facility >= 0)
            {
                int number = Array.IndexOf(EditionModel.SetNames, set);
                edition.Models[model].Changes.Add(new ModelChange(number, change == "add", facility, row["facility"].Position));
            }
        }
    }

    /// <summary>Works out the sets of all models, each ancestor before its descendants.</summary>
    public static void Apply(EditionModel edition, CatalogModel model, DiagnosticBag diagnostics)
    {
        foreach (ModelRow row in edition.Models)
        {
            Resolve(row, edition, model, diagnostics, []);
        }
    }

    private static FacilityBits[] Resolve(
        ModelRow row, EditionModel edition, CatalogModel model, DiagnosticBag diagnostics, HashSet<ModelRow> descendants)
    {
        if (row.Sets is not null)
        {
            return row.Sets;
        }

        if (!descendants.Add(row))
        {
            diagnostics.Report(DataDiagnostics.AncestorCycle, row.AncestorCell.Position, row.Name);
            edition.HasCycle = true;
            return row.Sets = [.. EditionModel.SetNames.Select(_ => new FacilityBits())];
        }

        FacilityBits[] sets = row.Ancestor < 0
            ? [.. EditionModel.SetNames.Select(_ => new FacilityBits())]
            : [.. Resolve(edition.Models[row.Ancestor], edition, model, diagnostics, descendants).Select(set => set.Copy())];
        if (row.Sets is not null)
        {
            // The ancestors lead back to this model: that is reported, and nothing else about it makes sense.
            return row.Sets;
        }

        foreach (ModelChange change in row.Changes)
        {
            Apply(change, sets[change.Set], row, edition, model, diagnostics);
        }

        return row.Sets = sets;
    }

    private static void Apply(ModelChange change, FacilityBits set, ModelRow row, EditionModel edition, CatalogModel model, DiagnosticBag diagnostics)
    {
        if (set.Contains(change.Facility) == change.Adds && edition.HasCycle)
        {
            // What an ancestor has is not known.
            return;
        }

        if (set.Contains(change.Facility) == change.Adds)
        {
            diagnostics.Report(
                DataDiagnostics.ChangeWithoutEffect,
                change.Position,
                EditionModel.SetNames[change.Set],
                row.Name,
                change.Adds ? "has" : "lacks",
                model.Facilities[change.Facility].Name);
        }
        else if (change.Adds)
        {
            set.Add(change.Facility);
        }
        else
        {
            set.Remove(change.Facility);
        }
    }
}
