using CpuFacility.Tests.Sets;

namespace CpuFacility.Tests.Paths;

/// <summary>
/// Each path on its own and the public member that chooses between them against HashSet, over all pairs of edge samples. Both paths run
/// whatever the instruction set; the legs of CI that switch sets off make the choice, and the code the compiler makes of it, vary.
/// </summary>
[Trait("Category", "InstructionSet")]
public class FacilitySetPaths
{
    private delegate FacilitySet Combination(ref readonly FacilitySet left, ref readonly FacilitySet right);

    private delegate bool Predicate(ref readonly FacilitySet left, ref readonly FacilitySet right);

    private static readonly (FacilitySet Set, HashSet<int> Members)[] All =
        [.. Samples.Sets.Select(static set => (set, Oracle.Members(in set)))];

    [Fact]
    public void Union_AllSamplePairs_AllPathsAgreeWithOracle() =>
        CheckCombination(
            static (l, r) => l.UnionWith(r), FacilitySet.UnionScalar, FacilitySet.UnionVector256,
            static (ref readonly l, ref readonly r) => l.Union(in r), static (ref readonly l, ref readonly r) => l | r);

    [Fact]
    public void Intersect_AllSamplePairs_AllPathsAgreeWithOracle() =>
        CheckCombination(
            static (l, r) => l.IntersectWith(r), FacilitySet.IntersectScalar, FacilitySet.IntersectVector256,
            static (ref readonly l, ref readonly r) => l.Intersect(in r), static (ref readonly l, ref readonly r) => l & r);

    [Fact]
    public void Except_AllSamplePairs_AllPathsAgreeWithOracle() =>
        CheckCombination(
            static (l, r) => l.ExceptWith(r), FacilitySet.ExceptScalar, FacilitySet.ExceptVector256,
            static (ref readonly l, ref readonly r) => l.Except(in r), static (ref readonly l, ref readonly r) => l - r);

    [Fact]
    public void SymmetricExcept_AllSamplePairs_AllPathsAgreeWithOracle() =>
        CheckCombination(
            static (l, r) => l.SymmetricExceptWith(r), FacilitySet.SymmetricExceptScalar, FacilitySet.SymmetricExceptVector256,
            static (ref readonly l, ref readonly r) => l.SymmetricExcept(in r), static (ref readonly l, ref readonly r) => l ^ r);

    [Fact]
    public void WithAndWithout_EveryIndexOfSamples_AllPathsAgreeWithOracle()
    {
        foreach ((FacilitySet set, _) in All)
        {
            for (int i = 0; i < FacilitySet.Capacity; i++)
            {
                ulong[] words = Oracle.Words(in set);
                words[i / 64] |= 1UL << (i % 64);
                Assert.Equal(words, Oracle.Words(FacilitySet.WithScalar(in set, i)));
                Assert.Equal(words, Oracle.Words(FacilitySet.WithVector256(in set, i)));
                Assert.Equal(words, Oracle.Words(set.With(i)));
                words[i / 64] ^= 1UL << (i % 64);
                Assert.Equal(words, Oracle.Words(FacilitySet.WithoutScalar(in set, i)));
                Assert.Equal(words, Oracle.Words(FacilitySet.WithoutVector256(in set, i)));
                Assert.Equal(words, Oracle.Words(set.Without(i)));
            }
        }
    }

    [Fact]
    public void Equals_AllSamplePairs_AllPathsAgreeWithOracle() =>
        CheckPredicate(
            static (l, r) => l.SetEquals(r), FacilitySet.EqualsScalar, FacilitySet.EqualsVector256,
            static (ref readonly l, ref readonly r) => l.Equals(in r), static (ref readonly l, ref readonly r) => l == r,
            static (ref readonly l, ref readonly r) => !(l != r), static (ref readonly l, ref readonly r) => l.Equals((object)r),
            static (ref readonly l, ref readonly r) => EqualityComparer<FacilitySet>.Default.Equals(l, r));

    [Fact]
    public void IsSubsetOf_AllSamplePairs_AllPathsAgreeWithOracle() =>
        CheckPredicate(
            static (l, r) => l.IsSubsetOf(r), FacilitySet.IsSubsetOfScalar, FacilitySet.IsSubsetOfVector256,
            static (ref readonly l, ref readonly r) => l.IsSubsetOf(in r), static (ref readonly l, ref readonly r) => r.IsSupersetOf(in l));

    [Fact]
    public void IsProperSubsetOf_AllSamplePairs_AgreesWithOracle() =>
        CheckPredicate(
            static (l, r) => l.IsProperSubsetOf(r), static (ref readonly l, ref readonly r) => l.IsProperSubsetOf(in r),
            static (ref readonly l, ref readonly r) => r.IsProperSupersetOf(in l));

    [Fact]
    public void Overlaps_AllSamplePairs_AllPathsAgreeWithOracle() =>
        CheckPredicate(
            static (l, r) => l.Overlaps(r), FacilitySet.OverlapsScalar, FacilitySet.OverlapsVector256,
            static (ref readonly l, ref readonly r) => l.Overlaps(in r));

    [Fact]
    public void IsEmpty_AllSamples_AllPathsAgreeWithOracle()
    {
        foreach ((FacilitySet set, HashSet<int> members) in All)
        {
            bool expected = members.Count == 0;
            Assert.Equal(expected, FacilitySet.IsEmptyScalar(in set));
            Assert.Equal(expected, FacilitySet.IsEmptyVector256(in set));
            Assert.Equal(expected, set.IsEmpty);
        }
    }

    [Fact]
    public void GetRelation_AllSamplePairs_AllPathsAgreeWithOracle()
    {
        foreach ((FacilitySet left, HashSet<int> leftMembers) in All)
        {
            foreach ((FacilitySet right, HashSet<int> rightMembers) in All)
            {
                FacilitySetRelation expected =
                    leftMembers.SetEquals(rightMembers) ? FacilitySetRelation.Equal
                    : leftMembers.IsSubsetOf(rightMembers) ? FacilitySetRelation.Subset
                    : leftMembers.IsSupersetOf(rightMembers) ? FacilitySetRelation.Superset
                    : leftMembers.Overlaps(rightMembers) ? FacilitySetRelation.Overlapping
                    : FacilitySetRelation.Disjoint;
                Assert.Equal(expected, FacilitySet.GetRelationScalar(in left, in right));
                Assert.Equal(expected, FacilitySet.GetRelationVector256(in left, in right));
                Assert.Equal(expected, left.GetRelation(in right));
            }
        }
    }

    private static void CheckCombination(Action<HashSet<int>, HashSet<int>> oracle, params Combination[] paths)
    {
        foreach ((FacilitySet left, HashSet<int> leftMembers) in All)
        {
            foreach ((FacilitySet right, HashSet<int> rightMembers) in All)
            {
                HashSet<int> members = [.. leftMembers];
                oracle(members, rightMembers);
                ulong[] expected = Oracle.Words(Oracle.FromMembers(members));
                foreach (Combination path in paths)
                {
                    Assert.Equal(expected, Oracle.Words(path(in left, in right)));

                    // The result over one of its inputs, which are passed by reference.
                    FacilitySet aliased = left;
                    aliased = path(in aliased, in right);
                    Assert.Equal(expected, Oracle.Words(in aliased));
                    aliased = right;
                    aliased = path(in left, in aliased);
                    Assert.Equal(expected, Oracle.Words(in aliased));
                }
            }
        }
    }

    private static void CheckPredicate(Func<HashSet<int>, HashSet<int>, bool> oracle, params Predicate[] paths)
    {
        foreach ((FacilitySet left, HashSet<int> leftMembers) in All)
        {
            foreach ((FacilitySet right, HashSet<int> rightMembers) in All)
            {
                bool expected = oracle(leftMembers, rightMembers);
                Assert.All(paths, path => Assert.Equal(expected, path(in left, in right)));
            }
        }
    }
}
