using CpuFacility.Generators.Model;
using CpuFacility.Generators.Pipeline;

namespace CpuFacility.Generators.Emit;

/// <summary>The public class of one property per facility.</summary>
internal static class FacilityConstantsEmitter
{
    public static GeneratedSource Emit(CatalogModel model)
    {
        string type = model.Architecture + "Facility";
        CodeWriter code = CodeWriter.File(model.Architecture, "facilities.csv");
        code.Line($"/// <summary>The facilities of {model.Architecture}, in the order of their indexes.</summary>");
        code.Line($"public static class {type}");
        code.Open();
        bool first = true;
        for (int index = 0; index < model.Facilities.Count; index++)
        {
            FacilityModel facility = model.Facilities[index];
            if (facility.Identifier.Length == 0)
            {
                continue;
            }

            if (!first)
            {
                code.Line();
            }

            first = false;
            code.Line($"/// <summary>{CodeWriter.Xml(facility.Title)} (<c>{CodeWriter.Xml(facility.Name)}</c>).</summary>");
            code.Line($"/// <remarks>{Place(facility, model)}. Known from version {facility.Since} on.</remarks>");
            code.Line(
                $"public static Facility {facility.Identifier} => new(CpuArchitecture.{model.Architecture}, {CodeWriter.Number(index)});");
        }

        code.Close();
        return new GeneratedSource($"{type}.g.cs", code.ToString());
    }

    private static string Place(FacilityModel facility, CatalogModel model)
    {
        if (facility.Block < 0)
        {
            return "In no block";
        }

        string block = $"<c>{CodeWriter.Xml(model.Blocks[facility.Block].Name)}</c>";
        return facility.Bit < 0 ? $"Block {block}, which has no bits" : $"Block {block}, bit {CodeWriter.Number(facility.Bit)}";
    }
}
