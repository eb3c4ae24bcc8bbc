namespace CpuFacility.Power;

/// <summary>How a release of QEMU decides whether a processor accepts a compatibility mode.</summary>
public enum PowerCompatibilityRule
{
    /// <summary>QEMU 11.1: the family has the mode's level, and the mode's logical PVR is not greater than the family's.</summary>
    LevelAndLogicalPvr = 0,

    /// <summary>
    /// QEMU 7.2: the family has the mode's level. Modes of one level are then not told apart: POWER8 accepts <c>power7+</c>. That release has
    /// neither POWER11 nor its mode, and accepts none for the one and the other for none.
    /// </summary>
    Level = 1,
}
