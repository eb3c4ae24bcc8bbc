using System.Runtime.Intrinsics;

namespace CpuFacility;

/// <summary>Operations over many sets at once.</summary>
/// <remarks>
/// <para>Those on a span run on the calling thread and allocate nothing; an argument may be an element of the span it is used with.</para>
/// <para>Those that take <see cref="ParallelOptions"/> give the same answers on several threads, which pays when the sets fill more memory
/// than the caches hold: from some ten thousand sets on. They allocate what the threads need, can be cancelled between blocks of sets, and
/// do nothing about another thread that changes the sets meanwhile.</para>
/// <para>Where many of the sets are equal, <see cref="FacilitySetTable"/> answers the same questions in a small part of the time.</para>
/// </remarks>
public static partial class FacilitySets
{
    /// <summary>What all the sets have in common.</summary>
    /// <param name="sets">At least one set.</param>
    /// <exception cref="ArgumentException">There are no sets: what nothing has in common is everything, which a raw set does not know.</exception>
    public static FacilitySet IntersectAll(ReadOnlySpan<FacilitySet> sets)
    {
        if (sets.IsEmpty)
        {
            throw new ArgumentException("At least one set is needed for an intersection.", nameof(sets));
        }

        FacilitySet common = sets[0];
        foreach (ref readonly FacilitySet set in sets[1..])
        {
            common = common.Intersect(in set);
        }

        return common;
    }

    /// <summary>What is in at least one of the sets; the empty set when there are no sets.</summary>
    /// <param name="sets">Any number of sets.</param>
    public static FacilitySet UnionAll(ReadOnlySpan<FacilitySet> sets)
    {
        FacilitySet all = default;
        foreach (ref readonly FacilitySet set in sets)
        {
            all = all.Union(in set);
        }

        return all;
    }

    /// <summary>How many of the sets contain every member of a given one.</summary>
    /// <param name="sets">The sets to look through.</param>
    /// <param name="required">What must be contained; every set contains the empty set.</param>
    /// <returns>From 0 to the number of sets.</returns>
    public static int CountContaining(ReadOnlySpan<FacilitySet> sets, in FacilitySet required)
    {
        FacilitySet wanted = required; // in registers, whatever the caller's reference is to
        int count = 0;
        foreach (ref readonly FacilitySet set in sets)
        {
            count += wanted.IsSubsetOf(in set) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Finds the sets that contain every member of a given one.</summary>
    /// <param name="sets">The sets to look through.</param>
    /// <param name="required">What must be contained; every set contains the empty set.</param>
    /// <param name="positions">
    /// Receives the positions of these sets in <paramref name="sets"/>, in ascending order, as many as there is room for. As many elements
    /// as there are sets are always enough.
    /// </param>
    /// <returns>How many sets contain it, whether or not there was room for all of their positions.</returns>
    public static int FindContaining(ReadOnlySpan<FacilitySet> sets, in FacilitySet required, Span<int> positions)
    {
        int found = 0;
        for (int i = 0; i < sets.Length; i++)
        {
            if (required.IsSubsetOf(in sets[i]))
            {
                if (found < positions.Length)
                {
                    positions[found] = i;
                }

                found++;
            }
        }

        return found;
    }

    /// <summary>Counts for each index how many of the sets have it (the positional population count).</summary>
    /// <param name="sets">The sets to count over.</param>
    /// <param name="counts">
    /// Receives at position <c>i</c> the number of sets with index <c>i</c>: 1,024 numbers, each from 0 to the number of sets. What was
    /// there is overwritten; what lies behind them is left as it was.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="counts"/> has fewer than 1,024 elements; nothing was written.</exception>
    public static void CountEach(ReadOnlySpan<FacilitySet> sets, Span<int> counts)
    {
        if (counts.Length < FacilitySet.Capacity)
        {
            Throw.DestinationTooShort(FacilitySet.Capacity, counts.Length, nameof(counts));
        }

        counts = counts[..FacilitySet.Capacity];
        counts.Clear();
        AddEach(sets, counts);
    }

    /// <summary>Adds to 1,024 counts how many of the sets have each index.</summary>
    private static void AddEach(ReadOnlySpan<FacilitySet> sets, Span<int> counts)
    {
        if (Vector128.IsHardwareAccelerated)
        {
            AddEachVector256(sets, counts);
        }
        else
        {
            AddEachScalar(sets, counts);
        }
    }
}
