using CpuFacility.Generators.Model;
using CpuFacility.Generators.Pipeline;

namespace CpuFacility.Generators.Emit;

/// <summary>The marks as sets, each under its own name.</summary>
internal static class MarkEmitter
{
    public static GeneratedSource Emit(CatalogModel model)
    {
        string type = model.Architecture + "Data";
        CodeWriter code = CodeWriter.File(model.Architecture, "marks.csv", SetTables.Usings);
        code.Line($"internal static partial class {type}");
        code.Open();
        SetTables.Emit(
            code,
            DataMembers.MarkSets,
            "One set a mark, in the order of the file.",
            model.Marks.Select(mark => new FacilityBits(mark.Facilities)));
        for (int i = 0; i < model.Marks.Count; i++)
        {
            MarkModel mark = model.Marks[i];
            if (mark.Identifier.Length > 0)
            {
                code.Line();
                code.Line($"/// <summary>The facilities with the mark <c>{CodeWriter.Xml(mark.Name)}</c>.</summary>");
                string value = $"ref {DataMembers.MarkSets}[{CodeWriter.Number(i)}]";
                code.Line($"internal static ref readonly FacilitySet {mark.Identifier} => {value};");
            }
        }

        code.Close();
        return new GeneratedSource($"{type}.Marks.g.cs", code.ToString());
    }
}
