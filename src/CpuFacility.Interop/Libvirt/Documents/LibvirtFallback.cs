namespace CpuFacility.Libvirt;

/// <summary>Whether another model may stand in for one that the hypervisor lacks: the attribute <c>fallback</c> of <c>&lt;model&gt;</c>.</summary>
public enum LibvirtFallback
{
    /// <summary>It may: libvirt's default.</summary>
    Allow,

    /// <summary>It may not.</summary>
    Forbid,
}
