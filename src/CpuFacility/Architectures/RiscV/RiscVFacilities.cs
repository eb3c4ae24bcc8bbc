namespace CpuFacility.RiscV;

/// <summary>What extensions of RISC-V imply, so that one set can be within another.</summary>
/// <remarks>
/// The width of the integer registers is in the sets, too: <c>rv32</c>, <c>rv64</c> or <c>rv128</c>. Some implications depend on it or on a second
/// extension: <c>c</c> brings <c>zcd</c> with <c>d</c> only, and <c>zcf</c> with <c>f</c> on 32 bits only.
/// </remarks>
public static class RiscVFacilities
{
    private static readonly (short Facility, short Implied)[] Implied =
        [.. RiscVRegistry.Catalog.Data.Dependencies.Select(static row => (row.Facility, row.Requires))];

    /// <summary>Names that stand for the sum of what they imply, and that sum.</summary>
    private static readonly (int Bundle, FacilitySet Parts)[] Bundles =
        [.. Enumerable.Range(0, RiscVRegistry.Catalog.Count).Where(static index => RiscVData.Bundle.Contains(index)).Select(static index => (index, GetImplied(index)))];

    /// <summary>
    /// A set with all that its extensions imply, and with the names of bundles whose parts are all there: <c>v</c> brings <c>zve64d</c> and the
    /// lesser ones, <c>zba</c>, <c>zbb</c> and <c>zbs</c> together are <c>b</c>. It does not allocate.
    /// </summary>
    /// <param name="facilities">The set. Indexes that are no facilities of RISC-V stay as they are.</param>
    public static FacilitySet Close(in FacilitySet facilities)
    {
        FacilitySet closed = facilities;
        FacilitySet before;
        do
        {
            before = closed;
            closed = AddBundles(AddImplied(closed));
        }
        while (closed != before);

        return closed;
    }

    /// <summary>
    /// The shortest set that <see cref="Close"/> makes the same of: without what other members imply. It does not allocate.
    /// </summary>
    /// <param name="facilities">The set.</param>
    public static FacilitySet Reduce(in FacilitySet facilities)
    {
        FacilitySet closed = Close(facilities);
        var reduced = default(FacilitySet.Builder);
        reduced.UnionWith(closed);
        foreach ((short facility, short implied) in Implied)
        {
            if (closed.Contains(facility))
            {
                reduced.Remove(implied);
            }
        }

        for (int i = 0; i < RiscVData.ConditionalImplications.Implied.Length; i++)
        {
            if (IsImplied(closed, i))
            {
                reduced.Remove(RiscVData.ConditionalImplications.Implied[i]);
            }
        }

        // A bundle can be the sum of parts of greater ones: zkn where there is zk.
        FacilitySet shortest = reduced.ToFacilitySet();
        foreach ((int bundle, _) in Bundles)
        {
            FacilitySet without = shortest.Without(bundle);
            shortest = Close(without).Contains(bundle) ? without : shortest;
        }

        return shortest;
    }

    /// <summary>The width of the integer registers that a set names: 32, 64 or 128 bits; 0 if it names none or several.</summary>
    /// <param name="facilities">The set.</param>
    public static int GetXlen(in FacilitySet facilities) =>
        (facilities.Contains(RiscVFacility.Rv32.Index), facilities.Contains(RiscVFacility.Rv64.Index), facilities.Contains(RiscVFacility.Rv128.Index)) switch
        {
            (true, false, false) => 32,
            (false, true, false) => 64,
            (false, false, true) => 128,
            _ => 0,
        };

    private static FacilitySet AddImplied(in FacilitySet facilities)
    {
        var closed = default(FacilitySet.Builder);
        closed.UnionWith(facilities);
        Implications.Close(ref closed, Implied);
        return AddConditional(closed.ToFacilitySet());
    }

    /// <summary>Adds what two extensions bring together. It does not allocate.</summary>
    internal static FacilitySet AddConditional(in FacilitySet facilities)
    {
        var closed = default(FacilitySet.Builder);
        closed.UnionWith(facilities);
        for (int i = 0; i < RiscVData.ConditionalImplications.Implied.Length; i++)
        {
            if (IsImplied(facilities, i))
            {
                closed.Add(RiscVData.ConditionalImplications.Implied[i]);
            }
        }

        return closed.ToFacilitySet();
    }

    private static bool IsImplied(in FacilitySet facilities, int row) =>
        facilities.Contains(RiscVData.ConditionalImplications.Facility[row])
        && facilities.Contains(RiscVData.ConditionalImplications.With[row])
        && (RiscVData.ConditionalImplications.Base[row] < 0 || facilities.Contains(RiscVData.ConditionalImplications.Base[row]));

    private static FacilitySet AddBundles(in FacilitySet facilities)
    {
        var closed = default(FacilitySet.Builder);
        closed.UnionWith(facilities);
        foreach ((int bundle, FacilitySet parts) in Bundles)
        {
            if (parts.IsSubsetOf(facilities))
            {
                closed.Add(bundle);
            }
        }

        return closed.ToFacilitySet();
    }

    private static FacilitySet GetImplied(int index) =>
        FacilitySet.Create([.. Implied.Where(row => row.Facility == index).Select(static row => (int)row.Implied)]);
}
