using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace CpuFacility.Tool;

/// <summary>Shows what a model is and has.</summary>
internal static class ShowVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> model = VerbContext.Model("MODEL", "The model.");
        return context.Verb(
            "show",
            "Show what a CPU model is and has.",
            ["cpufacility show z14,te=off", "cpufacility show @reply.json --json"],
            [model],
            result => new Answer(context.Models(result).Read(result.GetRequiredValue(model))));
    }

    private sealed class Answer(CpuModel model) : IAnswer
    {
        public ExitCode ExitCode => ExitCode.Yes;

        private string StableHash => model.Facilities.GetStableHash().ToString("x32", CultureInfo.InvariantCulture);

        public void WriteText(TextOutput output)
        {
            output.WriteLine($"model       {model}");
            output.WriteLine($"definition  {model.Definition.Name}: {model.Definition.Title}");
            output.WriteLine($"identity    {model.Identity}");
            output.WriteLine($"edition     {model.Registry.Edition}");
            output.WriteLine($"since       {model.Definition.Since}");
            output.WriteLine($"facilities  {model.Facilities.Count}, stable hash {StableHash}");
            ArchitectureDetails.Of(model.Architecture).WriteModel(output, model);
            output.WriteNames("deprecated", Names(model.Facilities.Intersect(model.Registry.Catalog.Deprecated)));
            output.WriteNames("without a name in the edition", model.UnknownProperties.Select(static property => property.ToString()));
        }

        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteModel("model", model);
            json.WriteString("definition", model.Definition.Name);
            json.WriteString("title", model.Definition.Title);
            json.WriteString("identity", model.Identity.ToString());
            json.WriteString("since", model.Definition.Since?.ToString());
            json.WriteNumber("count", model.Facilities.Count);
            json.WriteString("stable-hash", StableHash);
            json.WriteFacilities("has", model.Registry, model.Facilities);
            json.WriteFacilities("deprecated", model.Registry, model.Facilities.Intersect(model.Registry.Catalog.Deprecated));
            ArchitectureDetails.Of(model.Architecture).WriteModel(json, model);
        }

        private IEnumerable<string> Names(FacilitySet facilities) =>
            model.Registry.Vocabulary.Summarize(facilities).ToImmutableArray().Select(static term => term.Name);
    }
}
