using CpuFacility.Linux;

namespace CpuFacility.Tool;

/// <summary>The text of <c>/proc/cpuinfo</c> of Linux on IBM Z.</summary>
internal sealed class S390xCpuInfoFormat : IModelFormat
{
    public string Name => "/proc/cpuinfo of Linux on IBM Z";

    public int MaximumLength => S390xCpuInfo.MaximumLength;

    public bool Matches(ReadOnlySpan<byte> content) => S390xCpuInfo.Matches(content);

    public bool TryRead(ReleaseView view, ReadOnlySpan<byte> content, out HostDescription? description, out FacilityFormatError error)
    {
        description = null;
        CpuModelRegistry registry = view.Registry(CpuArchitecture.S390x);
        if (!S390xCpuInfo.TryParse(content, out S390xCpuInfo? info, out error))
        {
            return false;
        }

        if (!info.TryGetHost(registry, out HostCapability? host))
        {
            error = new FacilityFormatError(0, $"The machine, of type {info.MachineType:x4}, is none that {registry.Edition} has a model for.");
        }

        description = host is null ? null : new HostDescription(host);
        return description is not null;
    }
}
