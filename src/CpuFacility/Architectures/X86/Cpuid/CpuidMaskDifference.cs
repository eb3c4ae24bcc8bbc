namespace CpuFacility.X86;

/// <summary>What a table that a guest sees shows of its host: the reverse of a mask.</summary>
/// <param name="Hidden">The facilities that the host has and the guest does not see.</param>
/// <param name="Invented">The facilities that the guest sees and the host lacks: a hypervisor does them, or they fail.</param>
/// <param name="Unknown">The facilities that one of the tables has and of which the other does not speak.</param>
public readonly record struct CpuidMaskDifference(FacilitySet Hidden, FacilitySet Invented, FacilitySet Unknown);
