using CpuFacility.Generators.Model;
using CpuFacility.Generators.Pipeline;

namespace CpuFacility.Generators.Emit;

/// <summary>The models of an edition as a class of parallel tables, and the sets that they share.</summary>
internal static class EditionEmitter
{
    public static GeneratedSource Emit(CatalogModel model, EditionModel edition)
    {
        string type = model.Architecture + "Data";
        string name = Identifier.FromName(edition.Name);
        CodeWriter code = CodeWriter.File(
            model.Architecture, $"models.{edition.Name}.csv and changes.{edition.Name}.csv", SetTables.Usings);
        code.Line($"internal static partial class {type}");
        code.Open();
        code.Line($"/// <summary>The models of edition <c>{CodeWriter.Xml(edition.Name)}</c>.</summary>");
        code.Line($"internal static class {name}");
        code.Open();
        ColumnTables.Strings(code, "Names", "Names, in the publisher's order.", edition.Models.Select(m => m.Name));
        ColumnTables.Strings(code, "Titles", "By model: what it is.", edition.Models.Select(m => m.Title));
        Columns(code, edition);
        (List<FacilityBits[]> rows, List<int> rowOf) = Share(edition);
        ColumnTables.Numbers(code, "ushort", "SetRow", "By model: the row in <see cref=\"Sets\"/>.", rowOf.Select(row => (long)row));
        SetTables.Emit(
            code,
            "Sets",
            $"Three sets a row, {string.Join(", ", EditionModel.SetNames)}: those of row <c>r</c> start at <c>3 * r</c>.",
            rows.SelectMany(row => row));
        code.Close();
        code.Close();
        return new GeneratedSource($"{type}.{name}.g.cs", code.ToString());
    }

    private static void Columns(CodeWriter code, EditionModel edition)
    {
        int texts = 0;
        int numbers = 0;
        foreach (Column column in edition.Columns)
        {
            string summary = $"By model: the column <c>{CodeWriter.Xml(column.Name)}</c>.";
            if (column.IsText)
            {
                int number = texts++;
                ColumnTables.Strings(code, column.Identifier, summary, edition.Models.Select(m => m.Texts[number]));
            }
            else
            {
                int number = numbers++;
                ColumnTables.Numbers(code, "uint", column.Identifier, summary, edition.Models.Select(m => (long)m.Numbers[number]));
            }
        }
    }

    /// <summary>Aliases and versions often have equal sets: each is emitted once.</summary>
    private static (List<FacilityBits[]> Rows, List<int> RowOf) Share(EditionModel edition)
    {
        var rows = new List<FacilityBits[]>();
        var rowOf = new List<int>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (ModelRow model in edition.Models)
        {
            FacilityBits[] sets = model.Sets!;
            string key = string.Join(",", sets.SelectMany(set => set.Words).Select(word => CodeWriter.Number(unchecked((long)word))));
            if (!known.TryGetValue(key, out int row))
            {
                row = rows.Count;
                known.Add(key, row);
                rows.Add(sets);
            }

            rowOf.Add(row);
        }

        return (rows, rowOf);
    }
}
