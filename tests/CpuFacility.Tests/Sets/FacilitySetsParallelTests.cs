namespace CpuFacility.Tests.Sets;

/// <summary>The forms on several threads against those on one.</summary>
public class FacilitySetsParallelTests
{
    private static readonly FacilitySet Common = [3, 700, 1023];

    /// <summary>Less than a block, blocks to the set, a set more, and many.</summary>
    public static TheoryData<int, int> Cases
    {
        get
        {
            var cases = new TheoryData<int, int>();
            foreach (int length in (int[])[1, 100, FacilitySets.BlockSize - 1, FacilitySets.BlockSize, FacilitySets.BlockSize + 1, (5 * FacilitySets.BlockSize) + 17])
            {
                cases.Add(length, -1);
                cases.Add(length, 1);
                cases.Add(length, 3);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryForm_AnyLengthAndThreads_AnswersAsOneThread(int length, int threads)
    {
        FacilitySet[] sets = Create(length);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        Assert.Equal(FacilitySets.IntersectAll(sets), FacilitySets.IntersectAll(sets, options));
        Assert.Equal(FacilitySets.UnionAll(sets), FacilitySets.UnionAll(sets, options));
        FacilitySet required = Common.With(5);
        Assert.Equal(FacilitySets.CountContaining(sets, in required), FacilitySets.CountContaining(sets, in required, options));
        int[] expected = new int[FacilitySet.Capacity + 1], counts = [.. Enumerable.Repeat(-7, FacilitySet.Capacity + 1)];
        FacilitySets.CountEach(sets, expected);
        expected[^1] = -7;
        FacilitySets.CountEach(sets, counts, options);
        Assert.Equal(expected, counts);
    }

    [Fact]
    public void EveryForm_Cancelled_ThrowsAndWritesNothing()
    {
        FacilitySet[] sets = Create(3 * FacilitySets.BlockSize);
        var options = new ParallelOptions { CancellationToken = new CancellationToken(canceled: true) };
        int[] counts = [.. Enumerable.Repeat(-7, FacilitySet.Capacity)];
        Assert.Throws<OperationCanceledException>(() => FacilitySets.IntersectAll(sets, options));
        Assert.Throws<OperationCanceledException>(() => FacilitySets.UnionAll(sets, options));
        Assert.Throws<OperationCanceledException>(() => FacilitySets.CountContaining(sets, in Common, options));
        Assert.Throws<OperationCanceledException>(() => FacilitySets.CountEach(sets, counts, options));
        Assert.All(counts, static count => Assert.Equal(-7, count));
    }

    [Fact]
    public void EveryForm_NoSets_AnswersAsOneThreadOrThrows()
    {
        var options = new ParallelOptions();
        Assert.Throws<ArgumentException>("sets", () => FacilitySets.IntersectAll(ReadOnlyMemory<FacilitySet>.Empty, options));
        Assert.True(FacilitySets.UnionAll(ReadOnlyMemory<FacilitySet>.Empty, options).IsEmpty);
        Assert.Equal(0, FacilitySets.CountContaining(ReadOnlyMemory<FacilitySet>.Empty, in Common, options));
    }

    [Fact]
    public void EveryForm_BadArguments_Throws()
    {
        FacilitySet[] sets = [Common];
        Assert.Throws<ArgumentNullException>("options", () => FacilitySets.UnionAll(sets, null!));
        Assert.Throws<ArgumentNullException>("options", () => FacilitySets.IntersectAll(sets, null!));
        Assert.Throws<ArgumentNullException>("options", () => FacilitySets.CountContaining(sets, in Common, null!));
        Assert.Throws<ArgumentNullException>("options", () => FacilitySets.CountEach(sets, new int[FacilitySet.Capacity], (ParallelOptions)null!));
        Assert.Throws<ArgumentException>("counts", () => FacilitySets.CountEach(sets, new int[FacilitySet.Capacity - 1], new ParallelOptions()));
    }

    private static FacilitySet[] Create(int length)
    {
        var random = new Random(length);
        return [.. Enumerable.Range(0, length).Select(_ => Common.With(random.Next(8)).With(random.Next(FacilitySet.Capacity)))];
    }
}
