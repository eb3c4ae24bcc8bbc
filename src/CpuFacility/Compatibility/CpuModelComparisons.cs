namespace CpuFacility;

/// <summary>Comparison of models and the check whether a guest can move to a host.</summary>
public static class CpuModelComparisons
{
    /// <summary>
    /// Compares two models as QEMU's <c>query-cpu-model-comparison</c> does: by identity, then by facilities; if both differ, in the same
    /// direction or not at all. It does not allocate.
    /// </summary>
    /// <param name="first">A model.</param>
    /// <param name="second">The model to compare it with; one of another architecture is incompatible.</param>
    public static CpuModelComparison CompareWith(this CpuModel first, CpuModel second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Architecture != second.Architecture)
        {
            return new CpuModelComparison(
                first, second, CpuModelRelation.Incompatible, CpuIdentityRelation.Unrelated, FacilitySetRelation.Disjoint);
        }

        CpuIdentityRelation identity = first.Identity.GetRelation(second.Identity);
        FacilitySetRelation facilities = first.Facilities.GetRelation(second.Facilities);
        return new CpuModelComparison(first, second, Combine(identity, facilities), identity, facilities);
    }

    /// <summary>
    /// Whether a guest that runs as this model can move to a host that offers another, with every reason why not. QEMU starts a guest under
    /// the same condition: its identity is not newer than the host's, and the host has all of its facilities.
    /// </summary>
    /// <param name="guest">What the guest sees.</param>
    /// <param name="host">What the host offers.</param>
    public static CompatibilityReport CheckMigrationTo(this CpuModel guest, CpuModel host)
    {
        ArgumentNullException.ThrowIfNull(guest);
        ArgumentNullException.ThrowIfNull(host);
        return MigrationCheck.Run(new TaggedModel(guest, default, default), new HostCapability(host), policy: null);
    }

    /// <summary>The product of two partial orders, without a branch. In all three relations one bit says that the second has more, the next that the first has.</summary>
    private static CpuModelRelation Combine(CpuIdentityRelation identity, FacilitySetRelation facilities)
    {
        int sides = (int)identity | Math.Min((int)facilities, (int)FacilitySetRelation.Overlapping);
        // Neither, the second, the first, both: identical, subset, superset, incompatible, whose value is 0.
        return (CpuModelRelation)((sides + 1) & 3);
    }
}
