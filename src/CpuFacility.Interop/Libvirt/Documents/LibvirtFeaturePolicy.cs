namespace CpuFacility.Libvirt;

/// <summary>What a guest's definition says of a feature: the attribute <c>policy</c>.</summary>
public enum LibvirtFeaturePolicy
{
    /// <summary>The guest has it, whether or not the host does.</summary>
    Force,

    /// <summary>The guest has it, and needs a host that does: libvirt's default.</summary>
    Require,

    /// <summary>The guest has it if the host does.</summary>
    Optional,

    /// <summary>The guest does not have it.</summary>
    Disable,

    /// <summary>The guest does not have it, and needs a host that does not.</summary>
    Forbid,
}
