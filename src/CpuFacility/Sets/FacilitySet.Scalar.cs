namespace CpuFacility;

// The scalar path, for hosts without vector hardware, and what a reader compares the vector path with.
public readonly partial struct FacilitySet
{
    internal static FacilitySet UnionScalar(ref readonly FacilitySet left, ref readonly FacilitySet right)
    {
        FacilitySet result = default;
        Span<ulong> words = MutableWordsOf(ref result);
        ReadOnlySpan<ulong> leftWords = WordsOf(in left);
        ReadOnlySpan<ulong> rightWords = WordsOf(in right);
        for (int i = 0; i < WordCount; i++)
        {
            words[i] = leftWords[i] | rightWords[i];
        }

        return result;
    }

    internal static FacilitySet IntersectScalar(ref readonly FacilitySet left, ref readonly FacilitySet right)
    {
        FacilitySet result = default;
        Span<ulong> words = MutableWordsOf(ref result);
        ReadOnlySpan<ulong> leftWords = WordsOf(in left);
        ReadOnlySpan<ulong> rightWords = WordsOf(in right);
        for (int i = 0; i < WordCount; i++)
        {
            words[i] = leftWords[i] & rightWords[i];
        }

        return result;
    }

    internal static FacilitySet ExceptScalar(ref readonly FacilitySet left, ref readonly FacilitySet right)
    {
        FacilitySet result = default;
        Span<ulong> words = MutableWordsOf(ref result);
        ReadOnlySpan<ulong> leftWords = WordsOf(in left);
        ReadOnlySpan<ulong> rightWords = WordsOf(in right);
        for (int i = 0; i < WordCount; i++)
        {
            words[i] = leftWords[i] & ~rightWords[i];
        }

        return result;
    }

    internal static FacilitySet SymmetricExceptScalar(ref readonly FacilitySet left, ref readonly FacilitySet right)
    {
        FacilitySet result = default;
        Span<ulong> words = MutableWordsOf(ref result);
        ReadOnlySpan<ulong> leftWords = WordsOf(in left);
        ReadOnlySpan<ulong> rightWords = WordsOf(in right);
        for (int i = 0; i < WordCount; i++)
        {
            words[i] = leftWords[i] ^ rightWords[i];
        }

        return result;
    }

    internal static FacilitySet WithScalar(ref readonly FacilitySet set, int index)
    {
        FacilitySet result = set;
        MutableWordsOf(ref result)[index >> 6] |= 1UL << index;
        return result;
    }

    internal static FacilitySet WithoutScalar(ref readonly FacilitySet set, int index)
    {
        FacilitySet result = set;
        MutableWordsOf(ref result)[index >> 6] &= ~(1UL << index);
        return result;
    }

    internal static bool IsEmptyScalar(ref readonly FacilitySet set)
    {
        foreach (ulong word in WordsOf(in set))
        {
            if (word != 0)
            {
                return false;
            }
        }

        return true;
    }

    internal static bool EqualsScalar(ref readonly FacilitySet left, ref readonly FacilitySet right)
    {
        ReadOnlySpan<ulong> leftWords = WordsOf(in left);
        ReadOnlySpan<ulong> rightWords = WordsOf(in right);
        for (int i = 0; i < WordCount; i++)
        {
            if (leftWords[i] != rightWords[i])
            {
                return false;
            }
        }

        return true;
    }

    internal static bool IsSubsetOfScalar(ref readonly FacilitySet left, ref readonly FacilitySet right)
    {
        ReadOnlySpan<ulong> leftWords = WordsOf(in left);
        ReadOnlySpan<ulong> rightWords = WordsOf(in right);
        for (int i = 0; i < WordCount; i++)
        {
            if ((leftWords[i] & ~rightWords[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    internal static bool OverlapsScalar(ref readonly FacilitySet left, ref readonly FacilitySet right)
    {
        ReadOnlySpan<ulong> leftWords = WordsOf(in left);
        ReadOnlySpan<ulong> rightWords = WordsOf(in right);
        for (int i = 0; i < WordCount; i++)
        {
            if ((leftWords[i] & rightWords[i]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    internal static FacilitySetRelation GetRelationScalar(ref readonly FacilitySet left, ref readonly FacilitySet right)
    {
        ReadOnlySpan<ulong> leftWords = WordsOf(in left);
        ReadOnlySpan<ulong> rightWords = WordsOf(in right);
        ulong onlyInLeft = 0, onlyInRight = 0, inBoth = 0;
        for (int i = 0; i < WordCount; i++)
        {
            onlyInLeft |= leftWords[i] & ~rightWords[i];
            onlyInRight |= rightWords[i] & ~leftWords[i];
            inBoth |= leftWords[i] & rightWords[i];
        }

        FacilitySetRelation relation = Classify(onlyInLeft != 0, onlyInRight != 0);
        return relation == FacilitySetRelation.Overlapping && inBoth == 0 ? FacilitySetRelation.Disjoint : relation;
    }
}
