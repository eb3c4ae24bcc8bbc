namespace CpuFacility;

/// <summary>
/// How one set lies to another. Exactly one value holds for any two sets; where several descriptions would fit an empty set, the first
/// fitting value in the order of this list is given.
/// </summary>
public enum FacilitySetRelation
{
    /// <summary>Both have the same members. Two empty sets are equal.</summary>
    Equal = 0,

    /// <summary>All members of the first are in the second, which has more. The empty set is a subset of every other set.</summary>
    Subset = 1,

    /// <summary>All members of the second are in the first, which has more. Every other set is a superset of the empty set.</summary>
    Superset = 2,

    /// <summary>They share a member, and each has one that the other lacks.</summary>
    Overlapping = 3,

    /// <summary>Both have members and share none.</summary>
    Disjoint = 4,
}
