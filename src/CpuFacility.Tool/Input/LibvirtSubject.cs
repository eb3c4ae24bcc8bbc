using CpuFacility.Libvirt;

namespace CpuFacility.Tool;

/// <summary>What one of libvirt's documents says of a CPU.</summary>
/// <param name="Cpu">The definition, or null if the document has none.</param>
/// <param name="IsHost">Whether it says what a host offers, and not what a guest is to have.</param>
/// <param name="Absence">Why there is no definition, and what to read in its place.</param>
internal sealed record LibvirtSubject(LibvirtCpu? Cpu, bool IsHost, string Absence = "")
{
    public delegate bool Reader(ReadOnlySpan<char> text, out LibvirtSubject? subject, out FacilityFormatError error);

    public static bool TryReadCpu(ReadOnlySpan<char> text, out LibvirtSubject? subject, out FacilityFormatError error)
    {
        subject = LibvirtCpu.TryRead(text, out LibvirtCpu? cpu, out error) ? new LibvirtSubject(cpu, cpu.Type == LibvirtCpuType.Host) : null;
        return subject is not null;
    }

    public static bool TryReadDomain(ReadOnlySpan<char> text, out LibvirtSubject? subject, out FacilityFormatError error)
    {
        subject = LibvirtDomain.TryRead(text, out LibvirtDomain? domain, out error)
            ? new LibvirtSubject(
                domain.Cpu,
                IsHost: false,
                "The domain has no 'cpu' element: it gets the hypervisor's default, which the document does not name. "
                    + "Read the definition of the running guest (virsh dumpxml).")
            : null;
        return subject is not null;
    }

    public static bool TryReadCapabilities(ReadOnlySpan<char> text, out LibvirtSubject? subject, out FacilityFormatError error)
    {
        subject = LibvirtCapabilities.TryRead(text, out LibvirtCapabilities? capabilities, out error) ? new LibvirtSubject(capabilities.HostCpu, IsHost: true) : null;
        return subject is not null;
    }

    public static bool TryReadDomainCapabilities(ReadOnlySpan<char> text, out LibvirtSubject? subject, out FacilityFormatError error)
    {
        subject = null;
        if (!LibvirtDomainCapabilities.TryRead(text, out LibvirtDomainCapabilities? capabilities, out error))
        {
            return false;
        }

        LibvirtCpu? hostModel = capabilities.HostModel;
        subject = new LibvirtSubject(
            hostModel is null || capabilities.Architecture.Length == 0 ? hostModel : hostModel with { Architecture = capabilities.Architecture },
            IsHost: true,
            "The domain capabilities have no mode 'host-model': the hypervisor does not say what it offers on this host. "
                + "Read those for --virttype kvm, or the host's capabilities (virsh capabilities)."
                + LibvirtUsableModels.Describe(capabilities));
        return true;
    }

    /// <summary>Why a definition without a model is none that can be compared.</summary>
    public string DescribeAbsence() => Cpu switch
    {
        null => Absence,
        { Type: LibvirtCpuType.Host } => "libvirt has no model for this host's processor: read it in another form, such as what cpuid -r writes.",
        { Mode: LibvirtCpuMode.Custom } => "The 'cpu' element names no model: the guest gets the hypervisor's default. Read the definition of the running guest (virsh dumpxml).",
        { Mode: var mode } => $"The CPU is of mode '{NameOf(mode)}': it is what the host has on which the guest runs, and the document does not say what that is. "
            + "Read the host's description (virsh domcapabilities), or the definition of the running guest (virsh dumpxml).",
    };

    private static string NameOf(LibvirtCpuMode mode) => mode switch
    {
        LibvirtCpuMode.HostModel => "host-model",
        LibvirtCpuMode.HostPassthrough => "host-passthrough",
        _ => "maximum",
    };
}
