using System.Numerics;
using System.Runtime.CompilerServices;

namespace CpuFacility;

public readonly partial struct FacilitySet
{
    /// <summary>Whether the set has no members.</summary>
    public bool IsEmpty => IsVectorPath ? IsEmptyVector256(in this) : IsEmptyScalar(in this);

    /// <summary>How many members the set has, from 0 to 1,024.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            foreach (ulong word in WordsOf(in this))
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    /// <summary>The lowest index in the set, from 0 to 1,023; -1 when the set is empty.</summary>
    public int LowestIndex
    {
        get
        {
            ReadOnlySpan<ulong> words = WordsOf(in this);
            for (int i = 0; i < words.Length; i++)
            {
                if (words[i] != 0)
                {
                    return (i << 6) + BitOperations.TrailingZeroCount(words[i]);
                }
            }

            return -1;
        }
    }

    /// <summary>The highest index in the set, from 0 to 1,023; -1 when the set is empty.</summary>
    public int HighestIndex
    {
        get
        {
            ReadOnlySpan<ulong> words = WordsOf(in this);
            for (int i = words.Length - 1; i >= 0; i--)
            {
                if (words[i] != 0)
                {
                    return (i << 6) + BitOperations.Log2(words[i]);
                }
            }

            return -1;
        }
    }

    /// <summary>Whether an index is a member.</summary>
    /// <param name="index">The index, from 0 to 1,023.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is outside 0 to 1,023.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(int index)
    {
        Throw.IfIndexOutOfRange(index, nameof(index));
        return ((Unsafe.Add(ref Unsafe.AsRef(in FirstWord(in this)), (uint)index >> 6) >> index) & 1) != 0;
    }

    /// <summary>Whether every member of this set is in the other. The empty set is a subset of every set, and every set of itself.</summary>
    /// <param name="other">The set that may be larger.</param>
    public bool IsSubsetOf(in FacilitySet other) =>
        IsVectorPath ? IsSubsetOfVector256(in this, in other) : IsSubsetOfScalar(in this, in other);

    /// <summary>Whether every member of this set is in the other, which has more.</summary>
    /// <param name="other">The set that may be larger.</param>
    public bool IsProperSubsetOf(in FacilitySet other) => IsSubsetOf(in other) && !Equals(in other);

    /// <summary>Whether every member of the other set is in this one. Every set is a superset of the empty set and of itself.</summary>
    /// <param name="other">The set that may be smaller.</param>
    public bool IsSupersetOf(in FacilitySet other) => other.IsSubsetOf(in this);

    /// <summary>Whether every member of the other set is in this one, which has more.</summary>
    /// <param name="other">The set that may be smaller.</param>
    public bool IsProperSupersetOf(in FacilitySet other) => other.IsProperSubsetOf(in this);

    /// <summary>Whether the sets share a member. The empty set overlaps no set, not even itself.</summary>
    /// <param name="other">The other set.</param>
    public bool Overlaps(in FacilitySet other) =>
        IsVectorPath ? OverlapsVector256(in this, in other) : OverlapsScalar(in this, in other);

    /// <summary>How this set lies to the other, found in one pass over both.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>
    /// <see cref="FacilitySetRelation.Subset"/> when this set is the smaller one. The empty set is classed as
    /// <see cref="FacilitySetRelation.Equal"/> to itself and as <see cref="FacilitySetRelation.Subset"/> of every other set, never as disjoint.
    /// </returns>
    public FacilitySetRelation GetRelation(in FacilitySet other) =>
        IsVectorPath ? GetRelationVector256(in this, in other) : GetRelationScalar(in this, in other);

    // The values of the relations are these two bits; that no member is shared has to be seen only where each has one that the other lacks.
    private static FacilitySetRelation Classify(bool onlyInLeft, bool onlyInRight) =>
        (FacilitySetRelation)((onlyInRight ? 1 : 0) | (onlyInLeft ? 2 : 0));
}
