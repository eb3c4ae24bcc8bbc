using CpuFacility.Linux;
using CpuFacility.X86;

namespace CpuFacility.Tool;

/// <summary>Makes hosts of what describes an x86 processor.</summary>
internal static class X86HostReader
{
    /// <summary>A host that offers what a CPUID table says, or null if it has too few features for any model.</summary>
    public static HostDescription? TryDescribe(CpuModelRegistry registry, CpuidData data, string source)
    {
        FacilitySet facilities = data.ReadFacilities(out FacilitySet unreported);
        return registry.TryCreateHost(data.Identity, facilities, unreported, source, out HostCapability? host)
            ? new HostDescription(host, data)
            : null;
    }

    /// <summary>A host that offers what Linux shows; what Linux has no name for is not known.</summary>
    public static HostDescription? TryDescribe(CpuModelRegistry registry, X86CpuInfo info, string source) =>
        registry.TryCreateHost(info.Identity, info.Facilities, registry.Catalog.All.Except(info.Reported), source, out HostCapability? host)
            ? new HostDescription(host) { Notes = [.. info.Differences.Select(static difference => difference.ToString())] }
            : null;
}
