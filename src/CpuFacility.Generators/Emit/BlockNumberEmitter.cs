using CpuFacility.Generators.Model;
using CpuFacility.Generators.Pipeline;

namespace CpuFacility.Generators.Emit;

/// <summary>Names for the positions of blocks in the catalog's table.</summary>
internal static class BlockNumberEmitter
{
    public static GeneratedSource Emit(CatalogModel model)
    {
        string type = model.Architecture + "BlockNumber";
        CodeWriter code = CodeWriter.File(model.Architecture, "blocks.csv");
        code.Line("/// <summary>The positions of the blocks in the catalog's table of blocks.</summary>");
        code.Line($"internal static class {type}");
        code.Open();
        for (int number = 0; number < model.Blocks.Count; number++)
        {
            BlockModel block = model.Blocks[number];
            if (block.Identifier.Length > 0)
            {
                code.Line($"/// <summary>{CodeWriter.Xml(block.Title)} (<c>{CodeWriter.Xml(block.Name)}</c>).</summary>");
                code.Line($"public const int {block.Identifier} = {CodeWriter.Number(number)};");
            }
        }

        code.Close();
        return new GeneratedSource($"{type}.g.cs", code.ToString());
    }
}
