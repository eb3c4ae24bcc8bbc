using System.Text;
using CpuFacility.Testing;
using CpuFacility.Tests.Sets;
using FsCheck.Xunit;

namespace CpuFacility.Tests.Laws;

/// <summary>What holds for all facility sets: the laws of a lattice, of a partial order, and of every way out and in again.</summary>
[Properties(Arbitrary = [typeof(Generators), typeof(ModelGenerators)])]
public class FacilitySetLaws
{
    private static readonly FacilitySet Full = FacilitySet.CreateRange(0, FacilitySet.Capacity);

    [Law]
    public bool UnionAndIntersect_AnySets_CommuteAndAssociate(FacilitySet a, FacilitySet b, FacilitySet c) =>
        (a | b) == (b | a) && (a & b) == (b & a) && ((a | b) | c) == (a | (b | c)) && ((a & b) & c) == (a & (b & c));

    [Law]
    public bool UnionAndIntersect_AnySets_AbsorbAndDistribute(FacilitySet a, FacilitySet b, FacilitySet c) =>
        (a | (a & b)) == a && (a & (a | b)) == a && (a & (b | c)) == ((a & b) | (a & c)) && (a | (b & c)) == ((a | b) & (a | c));

    [Law]
    public bool UnionAndIntersect_WithItselfEmptyAndFull_AreNeutralOrDominant(FacilitySet a) =>
        (a | a) == a && (a & a) == a && (a | FacilitySet.Empty) == a && (a & Full) == a && (a & FacilitySet.Empty).IsEmpty && (a | Full) == Full;

    [Law]
    public bool Except_AnySets_ObeysDeMorganAndSplits(FacilitySet a, FacilitySet b, FacilitySet c) =>
        (c - (a | b)) == ((c - a) & (c - b)) && (c - (a & b)) == ((c - a) | (c - b))
        && ((a - b) | (a & b)) == a && !(a - b).Overlaps(in b);

    [Law]
    public bool SymmetricExcept_AnySets_IsItsOwnInverse(FacilitySet a, FacilitySet b) =>
        (a ^ b) == ((a | b) - (a & b)) && ((a ^ b) ^ b) == a && (a ^ a).IsEmpty;

    [Law]
    public bool IsSubsetOf_RelatedSets_IsEmptyDifferenceAndUnchangedUnion(RelatedSets pair)
    {
        (FacilitySet a, FacilitySet b) = pair;
        bool subset = a.IsSubsetOf(in b);
        return subset == (a - b).IsEmpty && subset == ((a | b) == b) && subset == ((a & b) == a) && subset == b.IsSupersetOf(in a);
    }

    [Law]
    public bool IsSubsetOf_AnySets_IsAPartialOrder(RelatedSets pair, FacilitySet c)
    {
        (FacilitySet a, FacilitySet b) = pair;
        FacilitySet ab = a & b, abc = ab & c;
        bool reflexive = a.IsSubsetOf(in a) && !a.IsProperSubsetOf(in a);
        bool antisymmetric = !(a.IsSubsetOf(in b) && b.IsSubsetOf(in a)) || a == b;
        bool transitive = abc.IsSubsetOf(in ab) && ab.IsSubsetOf(in a) && abc.IsSubsetOf(in a)
            && (!(a.IsSubsetOf(in b) && b.IsSubsetOf(in c)) || a.IsSubsetOf(in c));
        return reflexive && antisymmetric && transitive;
    }

    [Law]
    public bool Intersect_AnySets_IsTheGreatestLowerBound(RelatedSets pair, FacilitySet c)
    {
        (FacilitySet a, FacilitySet b) = pair;
        FacilitySet bound = c & a & b;
        FacilitySet meet = a & b;
        return meet.IsSubsetOf(in a) && meet.IsSubsetOf(in b) && bound.IsSubsetOf(in meet)
            && (c.IsSubsetOf(in a) && c.IsSubsetOf(in b)) == c.IsSubsetOf(in meet);
    }

    [Law]
    public bool GetRelation_RelatedSets_AgreesWithPredicatesAndMirrors(RelatedSets pair)
    {
        (FacilitySet a, FacilitySet b) = pair;
        FacilitySetRelation relation = a.GetRelation(in b);
        FacilitySetRelation mirrored = relation switch
        {
            FacilitySetRelation.Subset => FacilitySetRelation.Superset,
            FacilitySetRelation.Superset => FacilitySetRelation.Subset,
            var other => other,
        };
        return (relation == FacilitySetRelation.Equal) == (a == b)
            && (relation == FacilitySetRelation.Subset) == a.IsProperSubsetOf(in b)
            && (relation == FacilitySetRelation.Superset) == a.IsProperSupersetOf(in b)
            && (relation != FacilitySetRelation.Disjoint || !a.Overlaps(in b))
            && (relation != FacilitySetRelation.Overlapping || a.Overlaps(in b))
            && b.GetRelation(in a) == mirrored;
    }

    [Law]
    public bool Equality_RelatedSets_IsEqualMemoryAndEqualHash(RelatedSets pair)
    {
        (FacilitySet a, FacilitySet b) = pair;
        bool sameMemory = Oracle.Words(in a).AsSpan().SequenceEqual(Oracle.Words(in b));
        return (a == b) == sameMemory && (!sameMemory || a.GetHashCode() == b.GetHashCode());
    }

    [Law]
    public bool Count_AnySets_IsInclusionAndExclusion(FacilitySet a, FacilitySet b) =>
        (a | b).Count + (a & b).Count == a.Count + b.Count && a.IsEmpty == (a.Count == 0);

    [Law]
    public bool With_AnyIndex_AddsThatMemberOnly(FacilitySet a, AnyIndex index)
    {
        FacilitySet with = a.With(index.Value), without = a.Without(index.Value);
        return with.Contains(index.Value) && !without.Contains(index.Value)
            && with == (a | [index.Value]) && without == (a - [index.Value]) && (with ^ without) == [index.Value];
    }

    [Law]
    public bool Enumeration_AnySet_IsAscendingAndMakesTheSetAgain(FacilitySet a)
    {
        int previous = -1;
        FacilitySet.Builder builder = default;
        foreach (int index in a)
        {
            if (index <= previous || !builder.Add(index))
            {
                return false;
            }

            previous = index;
        }

        return builder.ToFacilitySet() == a && previous == a.HighestIndex && FacilitySet.Create(a.ToArray()) == a;
    }

    [Law]
    public bool Text_AnySetAndFormat_ReadsBackAndIsCanonical(FacilitySet a)
    {
        foreach (string format in (ReadOnlySpan<string>)["R", "X", "x"])
        {
            string text = a.ToString(format);
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            Span<byte> written = new byte[utf8.Length];
            if (FacilitySet.Parse(text) != a || FacilitySet.Parse(utf8) != a
                || !a.TryFormat(written, out int length, format) || !written[..length].SequenceEqual(utf8))
            {
                return false;
            }
        }

        return true;
    }

    [Law]
    public bool Bytes_AnySet_ReadBackWholeAndCutAfterTheLastMember(FacilitySet a)
    {
        byte[] bytes = a.ToByteArray();
        return FacilitySet.FromBytes(bytes) == a && FacilitySet.FromBytes(bytes.AsSpan(0, (a.HighestIndex + 8) / 8)) == a;
    }

    [Law]
    public bool StableHash_RelatedSets_DependsOnMembersOnly(RelatedSets pair)
    {
        (FacilitySet a, FacilitySet b) = pair;

        // Made the other way round, member by member: the way to a set must leave no trace in its hash.
        FacilitySet.Builder builder = new(in b);
        builder.ExceptWith(b - a);
        foreach (int index in a)
        {
            builder.Add(index);
        }

        UInt128 hash = a.GetStableHash();
        return builder.ToFacilitySet().GetStableHash() == hash && (b.GetStableHash() == hash) == (a == b);
    }

    [Law]
    public bool BulkOperations_AnySets_EqualTheirDefinitions(FacilitySet a, FacilitySet b, FacilitySet c)
    {
        FacilitySet[] sets = [a, b, c];
        Span<int> counts = new int[FacilitySet.Capacity];
        FacilitySets.CountEach(sets, counts);
        int sum = 0;
        foreach (int count in counts)
        {
            sum += count;
        }

        return FacilitySets.IntersectAll(sets) == (a & b & c) && FacilitySets.UnionAll(sets) == (a | b | c)
            && sum == a.Count + b.Count + c.Count && counts.IndexOf(3) == (a & b & c).LowestIndex;
    }
}
