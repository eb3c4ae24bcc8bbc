namespace CpuFacility.Power;

/// <summary>What facilities of POWER imply, so that one set can be within another.</summary>
public static class PowerFacilities
{
    private static readonly (short Facility, short Implied)[] Implied =
        [.. PowerRegistry.Catalog.Data.Dependencies.Select(static row => (row.Facility, row.Requires))];

    /// <summary>
    /// A set with all that its facilities imply: each architecture level the one before it, and each compatibility mode the one before it
    /// (<c>power7+</c> and <c>power8</c> both imply <c>power7</c>). Transactional memory is implied by nothing. It does not allocate.
    /// </summary>
    /// <param name="facilities">The set. Indexes that are no facilities of POWER stay as they are.</param>
    public static FacilitySet Close(in FacilitySet facilities)
    {
        var closed = default(FacilitySet.Builder);
        closed.UnionWith(facilities);
        Implications.Close(ref closed, Implied);

        return closed.ToFacilitySet();
    }

    /// <summary>A set as Linux' words have it: of the levels POWER4 to ISA 2.06 only the last. It does not allocate.</summary>
    /// <param name="facilities">The set.</param>
    public static FacilitySet Reduce(in FacilitySet facilities)
    {
        FacilitySet levels = facilities.Intersect(PowerData.ReplacedLevel);
        var reduced = default(FacilitySet.Builder);
        reduced.UnionWith(facilities.Except(levels));
        if (!levels.IsEmpty)
        {
            reduced.Add(levels.HighestIndex);
        }

        return reduced.ToFacilitySet();
    }
}
