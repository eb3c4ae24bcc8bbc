using System.CommandLine;
using System.Text.Json;

namespace CpuFacility.Tool;

/// <summary>Checks whether a guest can move to a host.</summary>
internal static class CheckVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> guest = VerbContext.Model("GUEST", "The model that the guest sees.");
        var host = new Option<string>("--on") { Description = "The model that the host offers.", HelpName = "MODEL", Required = true };
        return context.Verb(
            "check",
            "Check whether a guest can run on a host, with every reason if not.",
            ["cpufacility check zEC12.2 --on zEC12,te=off", "cpufacility check @guest.json --on @host.json --json"],
            [guest, host],
            result =>
            {
                ModelArgument models = context.Models(result);
                CpuModel moving = models.Read(result.GetRequiredValue(guest));
                return new Answer(moving.CheckMigrationTo(models.Read(result.GetRequiredValue(host))));
            });
    }

    private sealed class Answer(CompatibilityReport report) : IAnswer
    {
        public ExitCode ExitCode => report.Verdict switch
        {
            CompatibilityVerdict.Compatible => ExitCode.Yes,
            CompatibilityVerdict.Incompatible => ExitCode.No,
            _ => ExitCode.Unknown,
        };

        public void WriteText(TextOutput output) => output.WriteLine(report.ToString());

        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteString("verdict", report.Verdict.ToString().ToLowerInvariant());
            json.WriteModel("guest", report.Guest);
            json.WriteModel("host", report.Host);
            json.WriteStartArray("reasons");
            foreach (CompatibilityReason reason in report.Reasons)
            {
                json.WriteStartObject();
                json.WriteString("kind", NameOf(reason.Kind));
                json.WriteString("property", reason.Property);
                json.WriteFacilities("missing", report.Guest.Registry, reason.Missing);
                json.WriteString("guest-setting", reason.GuestSetting);
                json.WriteStrings("hosts", reason.Hosts.Expressions);
                json.WriteString("sentence", reason.Sentence);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStrings("hosts", report.Hosts.Expressions);
            json.WriteString("common", report.Common?.ToString());
        }

        private static string NameOf(CompatibilityReasonKind kind) =>
            kind == CompatibilityReasonKind.UnknownProperty ? "unknown-property" : kind.ToString().ToLowerInvariant();
    }
}
