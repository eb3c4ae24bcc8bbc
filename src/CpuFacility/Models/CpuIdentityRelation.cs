namespace CpuFacility;

/// <summary>How one CPU identity stands to another in the order that its architecture defines, if it defines one.</summary>
public enum CpuIdentityRelation
{
    /// <summary>Neither is older: on s390x the same generation and GA level, whatever the machine type.</summary>
    Same = 0,

    /// <summary>The first is older: what it can do, the second can do as far as the identity is concerned.</summary>
    Older = 1,

    /// <summary>The first is newer.</summary>
    Newer = 2,

    /// <summary>The two have no order: another architecture, or another vendor.</summary>
    Unrelated = 3,
}
