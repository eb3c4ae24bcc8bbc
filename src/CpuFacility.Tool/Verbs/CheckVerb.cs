using System.CommandLine;
using System.Text.Json;
using CpuFacility.Power;

namespace CpuFacility.Tool;

/// <summary>Checks whether a guest can move to a host.</summary>
internal static class CheckVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> guest = VerbContext.Model("GUEST", "The model that the guest sees, with its tag if it has one: z13~0a1b2c3d.");
        Option<string> host = VerbContext.Host();
        Option<string?> emulated = VerbContext.Emulated();
        var policies = new PolicyOptions();
        return context.Verb(
            "check",
            "Check whether a guest can run on a host, with every reason if not.",
            ["cpufacility check zEC12.2 --on zEC12,te=off", "cpufacility check z13 --on z13,vx=off --emulated vx --policy strict --json"],
            [guest, host, emulated, .. policies.All],
            result =>
            {
                ModelArgument models = context.Models(result);
                TaggedModel moving = models.ReadGuest(result.GetRequiredValue(guest));
                HostCapability target = EmulatedNames.AddTo(models.ReadHost(result.GetRequiredValue(host)), result.GetValue(emulated));
                return new Answer(
                    moving.CheckMigrationTo(target, policies.Read(result, target.Registry)),
                    PowerDetails.Of(new HostCapability(moving.Model), target));
            });
    }

    private sealed class Answer(CompatibilityReport report, PowerCommonMode? power) : IAnswer
    {
        public ExitCode ExitCode => report.Verdict.ToExitCode();

        public void WriteText(TextOutput output)
        {
            output.WriteLine(report.ToString());
            if (report.Verdict != CompatibilityVerdict.Compatible)
            {
                power?.WriteText(output);
            }
        }

        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteString("verdict", report.Verdict.ToString().ToLowerInvariant());
            json.WriteString("policy", report.Policy?.Name);
            json.WriteGuest("guest", report.RunningGuest);
            json.WriteHost("host", report.Capability);
            json.WriteReasons("reasons", report.Guest.Registry, report.Reasons);
            json.WriteStrings("hosts", report.Hosts.Expressions);
            json.WriteString("common", report.Common?.ToString());
            if (power is not null)
            {
                json.WriteJson("power", power);
            }
        }
    }
}
