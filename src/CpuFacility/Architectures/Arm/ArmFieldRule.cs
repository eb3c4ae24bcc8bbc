namespace CpuFacility.Arm;

/// <summary>How Linux folds the values of a field of several CPUs into one that is safe on all of them.</summary>
public enum ArmFieldRule
{
    /// <summary>The field is not tracked: its safe value is 0, and it has no part in sets.</summary>
    None = 0,

    /// <summary>The lower value is safe: a higher one promises more. Signed fields are compared with their sign.</summary>
    Lower = 1,

    /// <summary>The higher value is safe: a lower one promises more.</summary>
    Higher = 2,

    /// <summary>0 stands for "not known" and is safe; else the higher value is.</summary>
    HigherOrZero = 3,

    /// <summary>Only an equal value is safe; where values differ, a fixed one is.</summary>
    Exact = 4,
}
