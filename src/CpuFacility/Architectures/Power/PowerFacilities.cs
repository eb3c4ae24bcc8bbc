namespace CpuFacility.Power;

/// <summary>What facilities of POWER imply, so that one set can be within another.</summary>
public static class PowerFacilities
{
    private static readonly (short Facility, short Implied)[] Implications =
        [.. PowerRegistry.Catalog.Data.Dependencies.Select(static row => (row.Facility, row.Requires))];

    /// <summary>The levels in AT_HWCAP that exclude each other there, from the first to the last.</summary>
    private static readonly int[] Replaced =
    [
        PowerFacility.Power4.Index, PowerFacility.Power5.Index, PowerFacility.Power5Plus.Index, PowerFacility.Arch2_05.Index, PowerFacility.Arch2_06.Index,
    ];

    /// <summary>
    /// A set with all that its facilities imply: each architecture level the one before it, and each compatibility mode the one before it
    /// (<c>power7+</c> and <c>power8</c> both imply <c>power7</c>). Transactional memory is implied by nothing. It does not allocate.
    /// </summary>
    /// <param name="facilities">The set. Indexes that are no facilities of POWER stay as they are.</param>
    public static FacilitySet Close(in FacilitySet facilities)
    {
        var closed = default(FacilitySet.Builder);
        closed.UnionWith(facilities);
        bool isGrowing = true;
        while (isGrowing)
        {
            isGrowing = false;
            foreach ((short facility, short implied) in Implications)
            {
                if (closed.Contains(facility) && !closed.Contains(implied))
                {
                    closed.Add(implied);
                    isGrowing = true;
                }
            }
        }

        return closed.ToFacilitySet();
    }

    /// <summary>A set as Linux' words have it: of the levels POWER4 to ISA 2.06 only the last. It does not allocate.</summary>
    /// <param name="facilities">The set.</param>
    public static FacilitySet Reduce(in FacilitySet facilities)
    {
        var reduced = default(FacilitySet.Builder);
        reduced.UnionWith(facilities);
        bool hasLater = false;
        for (int i = Replaced.Length - 1; i >= 0; i--)
        {
            if (hasLater)
            {
                reduced.Remove(Replaced[i]);
            }

            hasLater |= facilities.Contains(Replaced[i]);
        }

        return reduced.ToFacilitySet();
    }
}
