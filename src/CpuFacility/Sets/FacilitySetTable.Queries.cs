namespace CpuFacility;

// The questions of FacilitySets, answered from the distinct sets.
public sealed partial class FacilitySetTable
{
    /// <summary>What all the sets have in common.</summary>
    /// <exception cref="InvalidOperationException">There are no sets: what nothing has in common is everything, which a raw set does not know.</exception>
    public FacilitySet Intersection =>
        Count > 0 ? _intersection : throw new InvalidOperationException("At least one set is needed for an intersection; the table has none.");

    /// <summary>What is in at least one of the sets; the empty set when there are no sets.</summary>
    public FacilitySet Union => _union;

    /// <summary>For each index, how many of the sets have it: 1,024 numbers, each from 0 to <see cref="Count"/>.</summary>
    public ReadOnlySpan<int> CountEach => _countEach;

    /// <summary>How many of the sets contain every member of a given one.</summary>
    /// <param name="required">What must be contained; every set contains the empty set.</param>
    /// <returns>From 0 to <see cref="Count"/>.</returns>
    public int CountContaining(in FacilitySet required)
    {
        ReadOnlySpan<FacilitySet> distinct = _index.Sets;
        int count = 0;
        for (int i = 0; i < distinct.Length; i++)
        {
            count += required.IsSubsetOf(in distinct[i]) ? _countOf[i] : 0;
        }

        return count;
    }

    /// <summary>Finds the sets that contain every member of a given one.</summary>
    /// <param name="required">What must be contained; every set contains the empty set.</param>
    /// <param name="positions">
    /// Receives the positions of these sets, as many as there is room for: in ascending order for one distinct set, and distinct sets in their
    /// order. <see cref="Count"/> elements are always enough.
    /// </param>
    /// <returns>How many sets contain it, whether or not there was room for all of their positions.</returns>
    public int FindContaining(in FacilitySet required, Span<int> positions)
    {
        ReadOnlySpan<FacilitySet> distinct = _index.Sets;
        int found = 0;
        for (int i = 0; i < distinct.Length; i++)
        {
            if (required.IsSubsetOf(in distinct[i]))
            {
                ReadOnlySpan<int> group = PositionsOf(i);
                if (found < positions.Length)
                {
                    Span<int> room = positions[found..];
                    group[..Math.Min(group.Length, room.Length)].CopyTo(room);
                }

                found += group.Length;
            }
        }

        return found;
    }
}
