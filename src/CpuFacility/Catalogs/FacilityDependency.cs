namespace CpuFacility;

/// <summary>
/// A dependency between two facilities of one architecture: whoever offers <paramref name="Dependent"/> should offer
/// <paramref name="Required"/> too. QEMU only warns when it is not so, and the library only reports it.
/// </summary>
/// <param name="Dependent">The facility that needs the other.</param>
/// <param name="Required">The facility that is needed.</param>
public readonly record struct FacilityDependency(Facility Dependent, Facility Required);
