using System.CommandLine;
using System.Text.Json;

namespace CpuFacility.Tool;

/// <summary>Finds the common denominator of models as QEMU's <c>query-cpu-model-baseline</c> names it, and what that name loses.</summary>
internal static class BaselineVerb
{
    public static Command Create(VerbContext context)
    {
        var arguments = new Argument<string[]>("MODEL")
        {
            Description = "Two models or more.",
            Arity = new ArgumentArity(2, 100_000),
        };
        return context.Verb(
            "baseline",
            "Name what CPU models have in common.",
            ["cpufacility baseline z13 z14,te=off", "cpufacility baseline @host1.json @host2.json @host3.json"],
            [arguments],
            result =>
            {
                ModelArgument reader = context.Models(result);
                CpuModel[] models = [.. result.GetRequiredValue(arguments).Select(reader.Read)];
                return models.Any(model => model.Registry.Architecture != models[0].Registry.Architecture)
                    ? throw new UsageException("Models of different architectures have nothing in common: name models of one architecture.")
                    : new Answer(models[0].Registry.GetBaselineReport(models), reader.Unreported);
            });
    }

    private sealed class Answer(BaselineReport report, FacilitySet unreported) : IAnswer
    {
        public ExitCode ExitCode =>
            report.Model is null ? ExitCode.No : report.DroppedProperties.IsEmpty ? ExitCode.Yes : ExitCode.Unknown;

        private ArchitectureDetails Details => ArchitectureDetails.Of(report.Models[0].Architecture);

        public void WriteText(TextOutput output)
        {
            output.WriteLine(report.ToString());
            Details.WriteBaseline(output, report, unreported);
        }

        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteStartArray("models");
            foreach (CpuModel model in report.Models)
            {
                json.WriteStartObject();
                json.WriteMembers(model);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (report.Model is null)
            {
                json.WriteNull("baseline");
            }
            else
            {
                json.WriteModel("baseline", report.Model);
            }

            CpuModelRegistry registry = report.Intersection.Registry;
            json.WriteStartObject("intersection");
            json.WriteString("level", report.Intersection.Identity?.Level);
            json.WriteFacilities("has", registry, report.Intersection.Facilities);
            json.WriteEndObject();
            json.WriteBoolean("older-than-intersection", report.IsOlderThanIntersection);
            json.WriteFacilities("lost", registry, report.Lost);
            json.WriteFacilities("lost-by-name", registry, report.LostByName);
            json.WriteProperties("dropped-properties", report.DroppedProperties);
            Details.WriteBaseline(json, report, unreported);
        }
    }
}
