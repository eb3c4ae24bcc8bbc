namespace CpuFacility.Libvirt;

/// <summary>How a guest's CPU is chosen: the attribute <c>mode</c>.</summary>
public enum LibvirtCpuMode
{
    /// <summary>The model and features of the definition.</summary>
    Custom,

    /// <summary>A model that comes near to the host's, fixed when the guest starts.</summary>
    HostModel,

    /// <summary>The host's CPU as it is.</summary>
    HostPassthrough,

    /// <summary>Everything that the hypervisor can offer.</summary>
    Maximum,
}
