using System.CommandLine;
using System.Text.Json;

namespace CpuFacility.Tool;

/// <summary>Lists models, and which of them a host can run.</summary>
internal static class ModelsVerb
{
    public static Command Create(VerbContext context)
    {
        var host = new Option<string?>("--host") { Description = "Say for each model whether this host runs it, and what it lacks.", HelpName = "MODEL" };
        var runnable = new Option<bool>("--runnable") { Description = "List only what the host runs." };
        var allNames = new Option<bool>("--all-names") { Description = "List static names and presets, too." };
        return context.Verb(
            "models",
            "List the CPU models.",
            ["cpufacility models --host z14,te=off --runnable", "cpufacility models --all-names --json"],
            [host, runnable, allNames],
            result => result.GetValue(host) is string text
                ? Evaluate(context.Models(result).ReadHost(text), result.GetValue(allNames), result.GetValue(runnable))
                : result.GetValue(runnable)
                    ? throw new UsageException("--runnable needs a host: add --host MODEL.")
                    : List(context.Registry(result), result.GetValue(allNames)));
    }

    private static Answer List(CpuModelRegistry registry, bool allNames) =>
        new(registry, null, default, [.. registry.NamedModels
            .Where(model => allNames || model.Kind == CpuModelKind.Default)
            .Select(static model => new Entry(model, null))]);

    private static Answer Evaluate(HostCapability described, bool allNames, bool onlyRunnable)
    {
        CpuModel host = described.Offer;
        CpuModelKinds kinds = allNames ? CpuModelKinds.All : CpuModelKinds.Default;
        ModelEvaluation evaluation = onlyRunnable ? host.Registry.Runnable(host, kinds) : host.Registry.Evaluate(host, kinds);
        return new Answer(host.Registry, host, described.Unreported, [.. evaluation.Select(static usability => new Entry(usability.Model, usability))]);
    }

    private sealed record Entry(CpuModel Model, ModelUsability? Usability);

    private sealed class Answer(CpuModelRegistry registry, CpuModel? host, FacilitySet unreported, Entry[] entries) : IAnswer
    {
        private ArchitectureDetails Details => ArchitectureDetails.Of(registry.Architecture);

        private int Runnable => entries.Count(static entry => entry.Usability?.IsRunnable == true);

        // What the host has beyond the names of the edition could be what the models lack.
        public ExitCode ExitCode =>
            host is null || Runnable > 0 ? ExitCode.Yes
            : host.UnknownProperties.IsEmpty && !entries.Any(IsOpen) ? ExitCode.No
            : ExitCode.Unknown;

        public void WriteText(TextOutput output)
        {
            string[] headings = ["MODEL", "LEVEL", .. host is null ? ["TITLE"] : (string[])["ON THE HOST"]];
            output.WriteTable(headings, [.. entries.Select(entry => (string[])
                [entry.Model.Name, Details.DescribeLevel(entry.Model), Describe(entry)])]);
            output.WriteLine(host is null ? $"{entries.Length} models in {registry.Edition}." : $"{host} runs {Runnable} of the {entries.Length} models listed.");
        }

        /// <summary>Whether nothing that is known keeps the model from running, but not all is known.</summary>
        private bool IsOpen(Entry entry) =>
            entry.Usability is ModelUsability { IsRunnable: false, IsTooNew: false } usability && usability.Missing.IsSubsetOf(unreported);

        private string Describe(Entry entry) =>
            entry.Usability is not ModelUsability usability ? entry.Model.Definition.Title
            : IsOpen(entry) ? $"not known: {Details.Format(registry, usability.Missing)}"
            : Details.Describe(usability);

        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteString("edition", registry.Edition);
            if (host is not null)
            {
                json.WriteModel("host", host);
            }

            json.WriteStartArray("models");
            foreach ((CpuModel model, ModelUsability? usability) in entries)
            {
                json.WriteStartObject();
                json.WriteString("name", model.Name);
                json.WriteString("kind", model.Kind.ToString().ToLowerInvariant());
                json.WriteString("level", model.Identity.Level);
                json.WriteString("title", model.Definition.Title);
                json.WriteString("since", model.Definition.Since?.ToString());
                if (usability is ModelUsability known)
                {
                    json.WriteBoolean("runnable", known.IsRunnable);
                    json.WriteStrings("unavailable-features", known.GetUnavailableFeatures());
                    json.WriteFacilities("unknown", registry, known.Missing.Intersect(unreported));
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }
}
