namespace CpuFacility.Libvirt;

/// <summary>Whether a host can run a model: the attribute <c>usable</c> in the domain capabilities.</summary>
public enum LibvirtUsability
{
    /// <summary>The hypervisor does not say.</summary>
    Unknown,

    /// <summary>It can.</summary>
    Yes,

    /// <summary>It cannot: the blockers are what it lacks.</summary>
    No,
}
