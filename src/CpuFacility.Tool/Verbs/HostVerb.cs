using System.CommandLine;
using System.Text.Json;
using CpuFacility.Power;
using CpuFacility.X86;

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
                return new Answer(EmulatedNames.AddTo(found.Host, result.GetValue(emulated)), found.Cpuid);
            });
    }

    private sealed class Answer(HostCapability host, CpuidData? cpuid) : IAnswer
    {
        public ExitCode ExitCode => ExitCode.Yes;

        public void WriteText(TextOutput output)
        {
            output.WriteLine($"source      {(host.Source.Length == 0 ? "the command line" : host.Source)}");
            output.WriteLine($"definition  {host.Offer.Definition.Name}: {host.Offer.Definition.Title}");
            output.WriteLine($"identity    {host.Identity}");
            output.WriteLine($"edition     {host.Registry.Edition}");
            if (X86Details.Of(host, cpuid) is X86Details details)
            {
                details.WriteText(output);
                output.WriteFacilities("in hardware", host.Registry, host.Hardware);
            }
            else
            {
                if (host.Identity is PowerIdentity)
                {
                    output.WriteLine($"modes       {PowerDetails.List(PowerDetails.ModesOf(host.Offered))}");
                }

                output.WriteNames("in hardware", Names(host.Hardware));
            }

            output.WriteNames("in software", Names(host.ActiveSoftware(host.Offered)));
            output.WriteNames("kept from guests", Names(host.Hidden));
            if (!host.Unreported.IsEmpty)
            {
                int count = host.Unreported.Count;
                output.WriteLine($"not known: {count} {(count == 1 ? "facility" : "facilities")}, of which {host.Source} says nothing");
            }

            foreach (string sentence in host.Unnamed)
            {
                output.WriteLine(sentence);
            }
        }

        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteHost("host", host);
            json.WriteFacilities("hardware", host.Registry, host.Hardware);
            json.WriteFacilities("unreported", host.Registry, host.Unreported);
            json.WriteStrings("unnamed", host.Unnamed);
            X86Details.Of(host, cpuid)?.WriteJson(json);
            if (host.Identity is PowerIdentity)
            {
                json.WriteModes("modes", PowerDetails.ModesOf(host.Offered));
            }
        }

        private IEnumerable<string> Names(FacilitySet facilities) =>
            host.Registry.Vocabulary.Summarize(facilities).ToImmutableArray().Select(static term => term.Name);
    }
}
