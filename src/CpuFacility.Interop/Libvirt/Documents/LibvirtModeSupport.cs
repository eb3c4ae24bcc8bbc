namespace CpuFacility.Libvirt;

/// <summary>Whether a hypervisor offers a mode on a host.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="IsSupported">Whether it does.</param>
public readonly record struct LibvirtModeSupport(LibvirtCpuMode Mode, bool IsSupported);
