using System.CommandLine;
using System.Text.Json;

namespace CpuFacility.Tool;

/// <summary>Compares two models as QEMU's <c>query-cpu-model-comparison</c> does.</summary>
internal static class CompareVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> first = VerbContext.Model("A", "The first model.");
        Argument<string> second = VerbContext.Model("B", "The second model.");
        return context.Verb(
            "compare",
            "Compare two CPU models: identical, subset, superset or incompatible.",
            ["cpufacility compare z13 z14", "cpufacility compare z14,te=off @host.json --json"],
            [first, second],
            result =>
            {
                ModelArgument models = context.Models(result);
                CpuModel one = models.Read(result.GetRequiredValue(first));
                CpuModel other = models.Read(result.GetRequiredValue(second));
                return new Answer(one, other, models.TookUnknownAsMissing, models.Unreported);
            });
    }

    private sealed class Answer(CpuModel first, CpuModel second, bool isPartlyKnown, FacilitySet unreported) : IAnswer
    {
        private readonly CpuModelComparison _comparison = first.CompareWith(second);

        private bool IsCertain => _comparison.IsCertain && !isPartlyKnown;

        public ExitCode ExitCode =>
            !IsCertain ? ExitCode.Unknown : _comparison.Relation == CpuModelRelation.Incompatible ? ExitCode.No : ExitCode.Yes;

        public void WriteText(TextOutput output)
        {
            output.WriteLine(_comparison.Relation switch
            {
                CpuModelRelation.Identical => "identical: both can stand for each other.",
                CpuModelRelation.Subset => "subset: the second has all of the first, and more.",
                CpuModelRelation.Superset => "superset: the first has all of the second, and more.",
                _ => "incompatible: neither has all of the other.",
            });
            output.WriteLine($"  first   {first} ({ArchitectureDetails.Of(first.Architecture).DescribeIdentity(first)})");
            output.WriteLine($"  second  {second} ({ArchitectureDetails.Of(second.Architecture).DescribeIdentity(second)})");
            ArchitectureDetails.Of(first.Architecture).WriteComparison(output, _comparison, first, second, unreported);
            if (!_comparison.IsCertain)
            {
                output.WriteLine("Not certain: there are properties that the edition has no name for.");
            }
        }

        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteModel("first", first);
            json.WriteModel("second", second);
            json.WriteString("result", _comparison.Relation.ToString().ToLowerInvariant());
            json.WriteBoolean("certain", IsCertain);
            json.WriteString("first-is", _comparison.IdentityRelation.ToString().ToLowerInvariant());
            json.WriteStrings("responsible-properties", _comparison.GetResponsibleProperties());
            json.WriteFacilities("only-in-first", first.Registry, _comparison.OnlyInFirst);
            json.WriteFacilities("only-in-second", second.Registry, _comparison.OnlyInSecond);
            ArchitectureDetails.Of(first.Architecture).WriteComparison(json, _comparison, first, second, unreported);
        }
    }
}
