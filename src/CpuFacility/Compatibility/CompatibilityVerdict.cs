namespace CpuFacility;

/// <summary>Yes, no and unknown are three answers.</summary>
public enum CompatibilityVerdict
{
    /// <summary>Nothing that is known stands in the way, but something is not known.</summary>
    Unknown = 0,

    /// <summary>The guest can run on the host.</summary>
    Compatible = 1,

    /// <summary>It cannot: at least one reason is certain.</summary>
    Incompatible = 2,
}
