using CpuFacility.Generators.Model;
using CpuFacility.Generators.Pipeline;

namespace CpuFacility.Generators.Emit;

/// <summary>The columns that an architecture adds to blocks.csv, as tables.</summary>
internal static class BlockColumnEmitter
{
    public static GeneratedSource Emit(CatalogModel model)
    {
        string type = model.Architecture + "Data";
        CodeWriter code = CodeWriter.File(model.Architecture, "blocks.csv", "System");
        code.Line($"internal static partial class {type}");
        code.Open();
        for (int i = 0; i < model.BlockColumns.Count; i++)
        {
            string column = model.BlockColumns[i];
            ColumnTables.Numbers(
                code,
                "uint",
                DataMembers.BlockPrefix + Identifier.FromName(column),
                $"By block: the column <c>{CodeWriter.Xml(column)}</c>.",
                model.Blocks.Select(block => (long)block.Values[i]),
                last: i == model.BlockColumns.Count - 1);
        }

        code.Close();
        return new GeneratedSource($"{type}.Blocks.g.cs", code.ToString());
    }
}
