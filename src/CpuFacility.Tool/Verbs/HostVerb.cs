using System.CommandLine;
using System.Text.Json;

namespace CpuFacility.Tool;

/// <summary>Shows what a host offers: this machine, or one that a file describes.</summary>
internal static class HostVerb
{
    public static Command Create(VerbContext context, Terminal terminal)
    {
        var host = new Argument<string?>("HOST")
        {
            Description = "A model that the hardware does, or @FILE; left out, this machine.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> emulated = VerbContext.Emulated();
        return context.Verb(
            "host",
            "Show what a host offers: this machine, or another one.",
            ["cpufacility host --json", "cpufacility host @cpuinfo.txt", "cpuid -1 -r | cpufacility host @-"],
            [host, emulated],
            result =>
            {
                HostDescription found = result.GetValue(host) is string text
                    ? context.Models(result).ReadDescription(text)
                    : ThisMachine.Read(context.View(result), terminal);
                return new Answer(found with { Host = EmulatedNames.AddTo(found.Host, result.GetValue(emulated)) });
            });
    }

    private sealed class Answer(HostDescription description) : IAnswer
    {
        private HostCapability Host => description.Host;

        private ArchitectureDetails Details => ArchitectureDetails.Of(Host.Architecture);

        public ExitCode ExitCode => ExitCode.Yes;

        public void WriteText(TextOutput output)
        {
            output.WriteLine($"source      {(Host.Source.Length == 0 ? "the command line" : Host.Source)}");
            output.WriteLine($"definition  {Host.Offer.Definition.Name}: {Host.Offer.Definition.Title}");
            output.WriteLine($"identity    {Host.Identity}");
            output.WriteLine($"edition     {Host.Registry.Edition}");
            Details.WriteHost(output, description);
            output.WriteNames("in software", Names(Host.ActiveSoftware(Host.Offered)));
            output.WriteNames("kept from guests", Names(Host.Hidden));
            if (!Host.Unreported.IsEmpty)
            {
                int count = Host.Unreported.Count;
                output.WriteLine($"not known: {count} {(count == 1 ? "facility" : "facilities")}, of which {Host.Source} says nothing");
            }

            foreach (string sentence in Host.Unnamed)
            {
                output.WriteLine(sentence);
            }
        }

        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteHost("host", Host);
            json.WriteFacilities("hardware", Host.Registry, Host.Hardware);
            json.WriteFacilities("unreported", Host.Registry, Host.Unreported);
            json.WriteStrings("unnamed", Host.Unnamed);
            Details.WriteHost(json, description);
        }

        private IEnumerable<string> Names(FacilitySet facilities) =>
            Host.Registry.Vocabulary.Summarize(facilities).ToImmutableArray().Select(static term => term.Name);
    }
}
