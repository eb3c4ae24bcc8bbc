namespace CpuFacility;

/// <summary>Placeholder of the scaffold.</summary>
public readonly partial struct FacilitySet;
