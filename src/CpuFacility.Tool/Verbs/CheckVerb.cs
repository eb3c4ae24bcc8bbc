using System.CommandLine;
using System.Text.Json;

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
        var rule = new Option<string?>("--rule")
        {
            Description = "Arm: answer for an operating system (all-fields, the default), for programs alone (programs), or for what KVM takes (kvm).",
            HelpName = "RULE",
        };
        return context.Verb(
            "check",
            "Check whether a guest can run on a host, with every reason if not.",
            ["cpufacility check zEC12.2 --on zEC12,te=off", "cpufacility check z13 --on z13,vx=off --emulated vx --policy strict --json"],
            [guest, host, emulated, .. policies.All, rule],
            result =>
            {
                ModelArgument models = context.Models(result);
                TaggedModel moving = models.ReadGuest(result.GetRequiredValue(guest));
                HostCapability target = EmulatedNames.AddTo(models.ReadHost(result.GetRequiredValue(host)), result.GetValue(emulated));
                return new Answer(
                    moving.CheckMigrationTo(target, policies.Read(result, target.Registry)),
                    ReadRule(result.GetValue(rule), moving.Model.Architecture, target.Architecture));
            });
    }

    private static string? ReadRule(string? rule, CpuArchitecture guest, CpuArchitecture host)
    {
        string[] rules = guest == host ? ArchitectureDetails.Of(guest).Rules : [];
        return rule is null || rules.Contains(rule) ? rule
            : rules.Length > 0 ? throw new UsageException($"'{Shortened.Text(rule)}' is no rule. The rules: {string.Join(", ", rules)}.")
            : throw new UsageException($"--rule is for guests and hosts of Arm: these are of {Architectures.NameOf(guest)} and {Architectures.NameOf(host)}.");
    }

    private sealed class Answer(CompatibilityReport report, string? rule) : IAnswer
    {
        private ArchitectureDetails Details => ArchitectureDetails.Of(report.Guest.Architecture);

        public ExitCode ExitCode => (rule is null ? report.Verdict : Details.GetVerdict(report, rule)).ToExitCode();

        public void WriteText(TextOutput output)
        {
            output.WriteLine(report.ToString());
            Details.WriteCheck(output, report);
            if (rule is not null)
            {
                output.WriteLine($"The answer by rule {rule} is {TextOutput.Word(Details.GetVerdict(report, rule))}.");
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
            json.WriteString("rule", rule);
            Details.WriteCheck(json, report);
        }
    }
}
