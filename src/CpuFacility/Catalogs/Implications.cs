namespace CpuFacility;

/// <summary>Closes sets over pairs of indexes of which the first implies the second.</summary>
internal static class Implications
{
    /// <summary>Adds all that is implied, and what that implies in turn. It does not allocate.</summary>
    public static void Close(ref FacilitySet.Builder set, ReadOnlySpan<(short Facility, short Implied)> implications)
    {
        bool isGrowing = true;
        while (isGrowing)
        {
            isGrowing = false;
            foreach ((short facility, short implied) in implications)
            {
                if (set.Contains(facility) && !set.Contains(implied))
                {
                    set.Add(implied);
                    isGrowing = true;
                }
            }
        }
    }
}
