using System.Collections.Immutable;
using System.Text.Json;
using CpuFacility.Power;

namespace CpuFacility.Tool;

/// <summary>POWER: compatibility modes, in which guests move.</summary>
internal sealed class PowerArchitectureDetails : ArchitectureDetails
{
    public override void WriteHost(TextOutput output, HostDescription description)
    {
        output.WriteLine($"modes       {PowerDetails.List(PowerDetails.ModesOf(description.Host.Offered))}");
        base.WriteHost(output, description);
    }

    public override void WriteHost(Utf8JsonWriter json, HostDescription description) =>
        json.WriteModes("modes", PowerDetails.ModesOf(description.Host.Offered));

    public override void WriteCheck(TextOutput output, CompatibilityReport report)
    {
        if (report.Verdict != CompatibilityVerdict.Compatible)
        {
            PowerDetails.Of(report)?.WriteText(output);
        }
    }

    public override void WriteCheck(Utf8JsonWriter json, CompatibilityReport report)
    {
        if (PowerDetails.Of(report) is PowerCommonMode common)
        {
            json.WriteJson("power", common);
        }
    }

    public override void WriteBaseline(TextOutput output, BaselineReport report, in FacilitySet unreported)
    {
        ImmutableArray<PowerCompatibilityMode> modes = PowerDetails.ModesOf(report.Models);
        output.WriteLine(modes.IsEmpty
            ? "They offer no compatibility mode in common."
            : $"The highest compatibility mode of all is {modes[^1]} ({PowerDetails.DescribeLimit(modes[^1])}).");
    }

    public override void WriteBaseline(Utf8JsonWriter json, BaselineReport report, in FacilitySet unreported) => json.WriteModes("modes", PowerDetails.ModesOf(report.Models));
}
