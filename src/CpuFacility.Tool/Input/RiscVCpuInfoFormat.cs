using CpuFacility.Linux;
using CpuFacility.RiscV;

namespace CpuFacility.Tool;

/// <summary>The text of <c>/proc/cpuinfo</c> of Linux on RISC-V.</summary>
internal sealed class RiscVCpuInfoFormat : IModelFormat
{
    public string Name => "/proc/cpuinfo of Linux on RISC-V";

    public int MaximumLength => RiscVCpuInfo.MaximumLength;

    public bool Matches(ReadOnlySpan<byte> content) => RiscVCpuInfo.Matches(content);

    public bool TryRead(ReleaseView view, ReadOnlySpan<byte> content, out HostDescription? description, out FacilityFormatError error)
    {
        description = RiscVCpuInfo.TryParse(content, out RiscVCpuInfo? info, out error) ? Describe(view, info, default, Name) : null;
        return description is not null;
    }

    /// <summary>The machine as a host.</summary>
    public static HostDescription Describe(ReleaseView view, RiscVCpuInfo info, RiscVValues values, string source) =>
        new(info.CreateHost(view.Registry(CpuArchitecture.RiscV), values, source: source))
        {
            Notes = info.DifferentProcessors.IsEmpty
                ? []
                : [$"Not all processors are like the first: what all have counts here. {string.Join(", ", info.DifferentProcessors)} differ in their ISA strings."],
        };
}
