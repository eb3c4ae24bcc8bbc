namespace CpuFacility;

/// <summary>What stands in the way. The order of the values is the order of reasons in a report.</summary>
public enum CompatibilityReasonKind
{
    /// <summary>Guest and host are of different architectures.</summary>
    Architecture = 0,

    /// <summary>The guest's identity is newer than the host's, or without an order to it: on s390x by generation or GA level.</summary>
    Identity = 1,

    /// <summary>All facilities of a group are missing on the host, or kept from guests.</summary>
    Group = 2,

    /// <summary>A facility is missing on the host, or kept from guests.</summary>
    Facility = 3,

    /// <summary>The guest reaches a level that its architecture defines as a set of facilities, such as x86-64-v3, and the host does not.</summary>
    Level = 4,

    /// <summary>The host would do a facility or a group in software, which the policy does not allow.</summary>
    Software = 5,

    /// <summary>The tag of what is done in software for the guest is not in the host's table.</summary>
    SoftwareTag = 6,

    /// <summary>Whether the host has some facilities is not known: one reason for all of them.</summary>
    Unreported = 7,

    /// <summary>The guest has a property that the edition has no name for, and the host does not have it with the same value.</summary>
    UnknownProperty = 8,
}
