namespace CpuFacility.Microarchitectures;

/// <summary>What a reason is about, in the order of reports.</summary>
public enum MicroarchitectureReasonKind
{
    /// <summary>The machine is of another family.</summary>
    Family = 0,

    /// <summary>The machine is of another vendor.</summary>
    Vendor = 1,

    /// <summary>The machine lacks features.</summary>
    Features = 2,

    /// <summary>POWER: the machine is of an older generation.</summary>
    Generation = 3,

    /// <summary>RISC-V and Apple: the machine names another core, or none.</summary>
    Core = 4,

    /// <summary>Arm: the machine's part number is another one's.</summary>
    Part = 5,

    /// <summary>It is no level that is detected, or does not descend from the machine's.</summary>
    Level = 6,

    /// <summary>Nothing is missing, but another one is further down the graph.</summary>
    Better = 7,
}
