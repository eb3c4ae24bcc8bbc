using CpuFacility.Generators.Model;
using CpuFacility.Generators.Pipeline;
using static CpuFacility.Generators.Emit.ColumnTables;

namespace CpuFacility.Generators.Emit;

/// <summary>The definitions as parallel tables, and the sets that they share.</summary>
internal static class DefinitionEmitter
{
    public static GeneratedSource Emit(CatalogModel model)
    {
        string type = model.Architecture + "Data";
        CodeWriter code = CodeWriter.File(
            model.Architecture, "definitions.csv, increments.csv and presets.csv", SetTables.Usings);
        code.Line($"internal static partial class {type}");
        code.Open();
        Strings(code, DataMembers.DefinitionNames, "Names, in the publisher's order.", model.Definitions.Select(d => d.Name));
        Versions(code, DataMembers.DefinitionSince, "By definition: the first release that has it.", model.Definitions.Select(d => d.Since));
        Strings(code, DataMembers.DefinitionTitles, "By definition: what it is.", model.Definitions.Select(d => d.Title));
        for (int i = 0; i < model.DefinitionColumns.Count; i++)
        {
            string column = model.DefinitionColumns[i];
            Numbers(
                code,
                "uint",
                DataMembers.DefinitionPrefix + Identifier.FromName(column),
                $"By definition: the column <c>{CodeWriter.Xml(column)}</c>.",
                model.Definitions.Select(d => (long)d.Values[i]));
        }

        Numbers(
            code,
            "ushort",
            DataMembers.DefinitionSetRow,
            "By definition: the row in <see cref=\"DefinitionSets\"/>.",
            model.Definitions.Select(d => (long)Math.Max(d.SetRow, 0)));
        SetTables.Emit(
            code,
            DataMembers.DefinitionSets,
            "Three sets a row, base within default within full: those of row <c>r</c> start at <c>3 * r</c>.",
            model.SetRows.SelectMany(row => row.Sets));
        code.Line();
        Presets(code, model);
        code.Close();
        return new GeneratedSource($"{type}.Definitions.g.cs", code.ToString());
    }

    private static void Presets(CodeWriter code, CatalogModel model)
    {
        Strings(code, DataMembers.PresetNames, "Definitions published with a set of their own.", model.Presets.Select(p => p.Name));
        Strings(code, DataMembers.PresetTitles, "By preset: what it is.", model.Presets.Select(p => p.Title));
        Numbers(
            code,
            "ushort",
            DataMembers.PresetDefinition,
            "By preset: the definition's number.",
            model.Presets.Select(p => (long)p.Definition));
        Numbers(
            code,
            "ushort",
            DataMembers.PresetMark,
            "By preset: the number of the mark whose facilities are its set.",
            model.Presets.Select(p => (long)p.Mark),
            last: true);
    }
}
