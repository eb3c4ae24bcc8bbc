using System.Text.Json;
using CpuFacility.X86;

namespace CpuFacility.Tool;

/// <summary>x86: CPUID, the levels of the psABI, and the models that a processor may be.</summary>
internal sealed class X86ArchitectureDetails : ArchitectureDetails
{
    public override LevelReport GetLevels(HostDescription description)
    {
        X86Details details = X86Details.Of(description);
        return new LevelReport(
            details.DescribeLevel(),
            details.Level.GetName(),
            details.Highest.GetName(),
            [.. X86Levels.All.Select(level => new LevelState(level.GetName(), details.ListMissing(level), details.ListUnknown(level)))]);
    }

    public override void WriteHost(TextOutput output, HostDescription description)
    {
        X86Details.Of(description).WriteText(output);
        output.WriteFacilities("in hardware", description.Host.Registry, description.Host.Hardware);
    }

    public override void WriteHost(Utf8JsonWriter json, HostDescription description) => X86Details.Of(description).WriteJson(json);
}
