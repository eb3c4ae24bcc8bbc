namespace CpuFacility;

/// <summary>
/// The system whose names for facilities are meant. The same word can mean different facilities in two dialects, so every look-up
/// by name is in one dialect.
/// </summary>
public enum FacilityDialect
{
    /// <summary>The property names of QEMU's CPU models: the canonical names of a catalog.</summary>
    Qemu = 0,

    /// <summary>The feature names of libvirt's CPU map.</summary>
    Libvirt = 1,

    /// <summary>The words of the features or flags line of Linux' <c>/proc/cpuinfo</c>.</summary>
    Linux = 2,
}
