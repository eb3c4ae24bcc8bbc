using CpuFacility.Kvm;
using CpuFacility.X86;

namespace CpuFacility.Tool;

/// <summary>What this machine's KVM offers to guests.</summary>
internal static class KvmHost
{
    /// <summary>The file that stands for it.</summary>
    public const string Device = "/dev/kvm";

    /// <summary>
    /// Asks KVM. What it offers beyond the processor's own CPUID it does in software: the x2APIC, the deadline timer, its own interface.
    /// </summary>
    public static HostDescription Read(ReleaseView view)
    {
        if (!KvmX86.TryRead(out KvmX86? kvm, out string reason))
        {
            throw new UnknownException(reason);
        }

        CpuModelRegistry registry = view.Registry(CpuArchitecture.X86);
        CpuidData processor = CpuidFile.Read(null, null);
        FacilitySet offered = kvm.Supported.ReadFacilities(out FacilitySet unreported);
        FacilitySet own = processor.ReadFacilities(out FacilitySet unread);
        FacilitySet hardware = offered.Intersect(own.Union(unread));
        return registry.TryDescribe(processor.Identity, offered, out CpuModel? model)
            ? new HostDescription(new HostCapability(model, hardware, offered.Except(hardware), hidden: own.Except(offered).Except(unreported), unreported, Device))
            : throw new UnknownException($"KVM offers too few features for any model of {registry.Edition}.");
    }
}
