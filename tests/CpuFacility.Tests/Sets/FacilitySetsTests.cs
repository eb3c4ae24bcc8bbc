namespace CpuFacility.Tests.Sets;

public class FacilitySetsTests
{
    private static readonly FacilitySet[] All = [.. Samples.Sets];

    /// <summary>Every length from 1 on, so that no step of an unrolled loop is left out.</summary>
    public static TheoryData<int> Lengths => [.. Enumerable.Range(1, Samples.Sets.Count)];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void IntersectAllAndUnionAll_FirstSamples_AgreeWithOracle(int length)
    {
        FacilitySet[] sets = All[^length..];
        HashSet<int> common = Oracle.Members(in sets[0]), any = [];
        foreach (FacilitySet set in sets)
        {
            common.IntersectWith(Oracle.Members(in set));
            any.UnionWith(Oracle.Members(in set));
        }

        Assert.Equal(Oracle.FromMembers(common), FacilitySets.IntersectAll(sets));
        Assert.Equal(Oracle.FromMembers(any), FacilitySets.UnionAll(sets));
    }

    [Fact]
    public void IntersectAll_NoSets_Throws() =>
        Assert.Throws<ArgumentException>("sets", static () => FacilitySets.IntersectAll([]));

    [Fact]
    public void UnionAll_NoSets_IsEmpty() => Assert.Equal(FacilitySet.Empty, FacilitySets.UnionAll([]));

    [Fact]
    public void BulkOperations_ResultOverAnElement_IsThatOfTheOriginal()
    {
        FacilitySet[] sets = [[1, 2, 3], [2, 3, 4], [3, 4, 5]];
        FacilitySet[] again = [.. sets];
        sets[0] = FacilitySets.IntersectAll(sets);
        Assert.Equal([3], sets[0]);
        again[1] = FacilitySets.UnionAll(again);
        Assert.Equal([1, 2, 3, 4, 5], again[1]);
        Assert.Equal(1, FacilitySets.CountContaining(again, in again[1]));
    }

    [Fact]
    public void CountContainingAndFindContaining_EachSampleAsRequired_AgreeWithOracle()
    {
        HashSet<int>[] members = [.. All.Select(static set => Oracle.Members(in set))];
        for (int r = 0; r < All.Length; r++)
        {
            int[] expected = [.. Enumerable.Range(0, All.Length).Where(i => members[i].IsSupersetOf(members[r]))];
            Assert.Equal(expected.Length, FacilitySets.CountContaining(All, in All[r]));
            int[] positions = new int[All.Length];
            int found = FacilitySets.FindContaining(All, in All[r], positions);
            Assert.Equal(expected, positions[..found]);
        }
    }

    [Fact]
    public void FindContaining_LittleRoom_GivesTheFirstAndTheWholeCount()
    {
        FacilitySet[] sets = [[1], [2], [1, 2], [1, 3]];
        int[] positions = [-7, -7];
        Assert.Equal(3, FacilitySets.FindContaining(sets, [1], positions));
        Assert.Equal([0, 2], positions);
        Assert.Equal(3, FacilitySets.FindContaining(sets, [1], []));
        Assert.Equal(0, FacilitySets.FindContaining([], [1], positions));
    }

    [Fact]
    public void CountEach_AllSamples_AgreesWithOracleAndOverwrites()
    {
        int[] expected = new int[FacilitySet.Capacity + 1];
        foreach (FacilitySet set in All)
        {
            foreach (int index in Oracle.Members(in set))
            {
                expected[index]++;
            }
        }

        expected[^1] = -7;
        int[] counts = [.. Enumerable.Repeat(-7, FacilitySet.Capacity + 1)];
        FacilitySets.CountEach(All, counts);
        Assert.Equal(expected, counts);
    }

    /// <summary>Hundreds of sets, so that groups of 64 are full and what is left of one is there too: every index has a count of its own.</summary>
    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(512)]
    [InlineData(1023)]
    public void CountEach_FullAndPartialGroups_CountsEachIndexByItself(int length)
    {
        FacilitySet[] sets = [.. Enumerable.Range(0, length).Select(static i => FacilitySet.CreateRange(i, FacilitySet.Capacity - i))];
        int[] counts = new int[FacilitySet.Capacity];
        FacilitySets.CountEach(sets, counts);
        Assert.Equal(Enumerable.Range(0, FacilitySet.Capacity).Select(index => Math.Min(index + 1, length)), counts);
    }

    [Fact]
    public void CountEach_CountsTooShort_ThrowsAndWritesNothing()
    {
        int[] counts = [.. Enumerable.Repeat(-7, FacilitySet.Capacity - 1)];
        ArgumentException exception = Assert.Throws<ArgumentException>("counts", () => FacilitySets.CountEach(All, counts));
        Assert.Contains("1024", exception.Message, StringComparison.Ordinal);
        Assert.All(counts, static count => Assert.Equal(-7, count));
    }
}
