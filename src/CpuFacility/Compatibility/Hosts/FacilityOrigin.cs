namespace CpuFacility;

/// <summary>Where a host has a facility from, as far as guests are concerned.</summary>
public enum FacilityOrigin
{
    /// <summary>The host does not offer it: it does not have it, or hides it from guests.</summary>
    None = 0,

    /// <summary>The hardware does it.</summary>
    Hardware = 1,

    /// <summary>The hypervisor does it in software, and the hardware does not.</summary>
    Software = 2,

    /// <summary>Whether the host offers it is not known: what describes the host does not speak of it.</summary>
    Unknown = 3,
}
