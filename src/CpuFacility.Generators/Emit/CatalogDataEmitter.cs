using CpuFacility.Generators.Model;
using CpuFacility.Generators.Pipeline;

namespace CpuFacility.Generators.Emit;

/// <summary>The catalog's tables, in the shape of <c>FacilityCatalogData</c>.</summary>
internal static class CatalogDataEmitter
{
    public static GeneratedSource Emit(CatalogModel model)
    {
        string type = model.Architecture + "Data";
        CodeWriter code = CodeWriter.File(model.Architecture, "the tables", "System");
        code.Line($"/// <summary>The tables of {model.Architecture} as its data files have them.</summary>");
        code.Line($"internal static partial class {type}");
        code.Open();
        code.Line("/// <summary>A new instance of the catalog's tables: who asks keeps it.</summary>");
        code.Line($"internal static FacilityCatalogData {DataMembers.CreateCatalogData}() => new()");
        code.Open();
        code.Line($"Architecture = CpuArchitecture.{(model.Architecture == DataFile.Graph ? "None" : model.Architecture)},");
        code.Collection("Names =", model.Facilities.Select(f => CodeWriter.Literal(f.Name)), ",");
        code.Collection("Titles =", model.Facilities.Select(f => CodeWriter.Literal(f.Title)), ",");
        code.Collection("Since =", model.Facilities.Select(f => CodeWriter.Version(f.Since)), ",");
        code.Collection("BlockNumbers =", model.Facilities.Select(f => CodeWriter.Number(f.Block)), ",");
        code.Collection("Bits =", model.Facilities.Select(f => CodeWriter.Number(f.Bit)), ",");
        code.Collection("Blocks =", model.Blocks.Select(Block), ",");
        code.Collection("ImpliedBits =", model.ImpliedBits.Select(b => New(b.Block, b.Bit, b.Facility)), ",");
        code.Collection("Mirrors =", model.Mirrors.Select(m => New(m.Block, m.Bit, m.Facility)), ",");
        code.Collection("Groups =", model.Groups.Select(g => New(g.Name, g.Members)), ",");
        code.Collection("Dependencies =", model.Dependencies.Select(d => New(d.Facility, d.Requires)), ",");
        code.Collection("Aliases =", model.Aliases.Select(Alias), ",");
        code.Collection(
            "Foreign =",
            Enumerable.Range(0, model.Facilities.Count).Where(index => model.Facilities[index].IsForeign).Select(static index => CodeWriter.Number(index)),
            ",");
        code.Collection("Orders =", model.Orders.Select(o => New(o.Edition, o.FacilityByRank)), ",");
        code.Collection("Marks =", model.Marks.Select(m => New(m.Name, m.Facilities)), ",");
        code.Close("};");
        code.Close();
        return new GeneratedSource($"{type}.Catalog.g.cs", code.ToString());
    }

    private static string Block(BlockModel block) =>
        $"new({CodeWriter.Literal(block.Name)}, {CodeWriter.Literal(block.Title)}, {CodeWriter.Number(block.Bits ?? 0)}, "
        + $"{(block.MostSignificantFirst ? "true" : "false")}, {(block.VariableLength ? "true" : "false")})";

    private static string Alias(AliasModel alias) =>
        $"new(FacilityDialect.{Identifier.FromName(alias.Dialect)}, {CodeWriter.Literal(alias.Name)}, {CodeWriter.Number(alias.Facility)})";

    private static string New(params int[] numbers) => $"new({string.Join(", ", numbers.Select(n => CodeWriter.Number(n)))})";

    private static string New(string name, IEnumerable<int> facilities) =>
        $"new({CodeWriter.Literal(name)}, [{string.Join(", ", facilities.Select(f => CodeWriter.Number(f)))}])";
}
