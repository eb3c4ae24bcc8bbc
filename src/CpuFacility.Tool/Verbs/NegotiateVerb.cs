using System.CommandLine;
using System.Text.Json;

namespace CpuFacility.Tool;

/// <summary>Asks a host for a model, and shows what is granted, in software or not, and what is refused.</summary>
internal static class NegotiateVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> model = VerbContext.Model("MODEL", "The model that is asked for.");
        Option<string> host = VerbContext.Host();
        Option<string?> emulated = VerbContext.Emulated();
        var strict = new Option<bool>("--strict") { Description = "Grant all or nothing." };
        return context.Verb(
            "negotiate",
            "Ask a host for a model, and see what the guest would get.",
            ["cpufacility negotiate z13 --on z13,vx=off,te=off --emulated vx", "cpufacility negotiate z14 --on @cpuinfo.txt --strict --json"],
            [model, host, emulated, strict],
            result =>
            {
                ModelArgument models = context.Models(result);
                CpuModel requested = models.Read(result.GetRequiredValue(model));
                HostCapability asked = EmulatedNames.AddTo(models.ReadHost(result.GetRequiredValue(host)), result.GetValue(emulated));
                return new Answer(asked.Negotiate(requested, result.GetValue(strict) ? NegotiationMode.Strict : NegotiationMode.Trim));
            });
    }

    private sealed class Answer(FacilityNegotiation negotiation) : IAnswer
    {
        public ExitCode ExitCode => negotiation.Verdict.ToExitCode();

        private string Verdict => negotiation.Verdict switch
        {
            CompatibilityVerdict.Compatible => "granted",
            CompatibilityVerdict.Unknown => "unknown",
            _ => negotiation.IsAccepted ? "granted-in-part" : "refused",
        };

        public void WriteText(TextOutput output)
        {
            output.WriteLine(negotiation.ToString());
            if (negotiation.IsAccepted && negotiation.Unknown.IsEmpty && !negotiation.IsTooNew)
            {
                output.WriteLine($"The guest is {negotiation.Host.Tag(negotiation.Model!).ToShortString()}.");
            }
        }

        public void WriteJson(Utf8JsonWriter json)
        {
            CpuModelRegistry registry = negotiation.Host.Registry;
            json.WriteString("verdict", Verdict);
            json.WriteString("mode", negotiation.Mode.ToString().ToLowerInvariant());
            json.WriteModel("requested", negotiation.Model!);
            json.WriteHost("host", negotiation.Host);
            json.WriteBoolean("too-new", negotiation.IsTooNew);
            json.WriteFacilities("granted", registry, negotiation.Granted);
            json.WriteFacilities("granted-in-software", registry, negotiation.GrantedInSoftware);
            json.WriteFacilities("refused", registry, negotiation.Refused);
            json.WriteFacilities("unknown", registry, negotiation.Unknown);
            json.WriteReasons("reasons", registry, negotiation.GetReasons());
        }
    }
}
