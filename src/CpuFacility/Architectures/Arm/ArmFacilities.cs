namespace CpuFacility.Arm;

/// <summary>Sets of Arm facilities that belong together, and what a set must have to be one of a processor.</summary>
public static class ArmFacilities
{
    private static readonly (short Facility, short Implied)[] Implications =
        [.. ArmRegistry.Catalog.Data.Dependencies.Select(static row => (row.Facility, row.Requires))];

    private static readonly FacilitySet OfUser = Union(static field => field.IsUserVisible);

    private static readonly FacilitySet OfLengths =
        FacilitySet.Create([.. Enumerable.Range(0, ArmVectorLengths.Count).SelectMany(static i => new int[] { ArmData.VectorLengths.Present[i], ArmData.VectorLengths.Absent[i] })]);

    /// <summary>The facilities of fields that Linux shows to programs.</summary>
    public static ref readonly FacilitySet UserVisible => ref OfUser;

    /// <summary>The facilities that stand for SVE vector lengths.</summary>
    public static ref readonly FacilitySet VectorLengths => ref OfLengths;

    /// <summary>
    /// A set with all that its thresholds imply: 2 or higher implies 1 or higher. What comes from registers has them all; what comes from names
    /// alone, such as Linux' words, has not. It does not allocate.
    /// </summary>
    /// <param name="facilities">The set. Indexes that are no facilities of Arm stay as they are.</param>
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
                isGrowing |= closed.Contains(facility) && closed.Add(implied);
            }
        }

        return closed.ToFacilitySet();
    }

    /// <summary>
    /// What a guest can be given of an intersection: the same set, with vector lengths cut where the hosts first differ and then at the longest that
    /// is left. Everything that runs within the intersection is within the result. It does not allocate.
    /// </summary>
    /// <param name="facilities">What some hosts have in common.</param>
    public static FacilitySet Cut(in FacilitySet facilities) =>
        facilities.Except(OfLengths).Union(ArmVectorLengths.FromFacilities(facilities).ToFacilities());

    internal static FacilitySet Union(Func<ArmField, bool> isIn)
    {
        var facilities = default(FacilitySet.Builder);
        foreach (ArmField field in ArmField.All.Where(isIn))
        {
            facilities.UnionWith(field.Facilities);
        }

        return facilities.ToFacilitySet();
    }
}
