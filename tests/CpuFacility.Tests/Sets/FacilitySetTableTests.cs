namespace CpuFacility.Tests.Sets;

public class FacilitySetTableTests
{
    private static readonly FacilitySet[] Fleet = [[1, 2], [3], [1, 2], [], [3], [1, 2], [1, 2, 3]];
    private static readonly FacilitySetTable Table = FacilitySetTable.Create(Fleet);

    [Fact]
    public void Create_SomeEqualSets_StoresEachOnceInOrderOfArrival()
    {
        Assert.Equal(7, Table.Count);
        Assert.Equal(4, Table.DistinctCount);
        Assert.Equal([[1, 2], [3], [], [1, 2, 3]], Table.DistinctSets.ToArray());
        Assert.Equal([3, 2, 1, 1], Table.DistinctCounts.ToArray());
        Assert.Equal([0, 1, 0, 2, 1, 0, 3], Table.DistinctIndexes.ToArray());
        Assert.Equal(Fleet, Enumerable.Range(0, 7).Select(static position => Table[position]));
    }

    [Fact]
    public void PositionsOf_EachDistinctSet_AreItsPositionsAscending()
    {
        Assert.Equal([0, 2, 5], Table.PositionsOf(0).ToArray());
        Assert.Equal([6], Table.PositionsOf(3).ToArray());
        Assert.Equal([1, 4], Table.PositionsOf([3]).ToArray());
        Assert.Equal([3], Table.PositionsOf(FacilitySet.Empty).ToArray());
        Assert.Empty(Table.PositionsOf([2]).ToArray());
    }

    [Fact]
    public void TryFind_SetThatWasNeverAdded_IsFalseWithMinusOne()
    {
        Assert.True(Table.TryFind([3], out int found));
        Assert.Equal(1, found);
        Assert.False(Table.TryFind([1], out found));
        Assert.Equal(-1, found);
    }

    [Fact]
    public void Queries_SomeEqualSets_CountEqualOnesEach()
    {
        Assert.Equal(4, Table.CountContaining([1]));
        Assert.Equal(7, Table.CountContaining([]));
        Assert.Equal(0, Table.CountContaining([4]));
        Assert.Equal([], Table.Intersection);
        Assert.Equal([1, 2, 3], Table.Union);
        Assert.Equal([0, 4, 4, 3, 0], Table.CountEach[..5].ToArray());
        Assert.Equal(1024, Table.CountEach.Length);
        Assert.Equal([3], FacilitySetTable.Create([3, 4], [2, 3]).Intersection);
    }

    [Fact]
    public void FindContaining_LittleRoom_GivesTheFirstAndTheWholeCount()
    {
        int[] positions = [-7, -7, -7, -7, -7];
        Assert.Equal(4, Table.FindContaining([1], positions));
        Assert.Equal([0, 2, 5, 6, -7], positions);
        positions = [-7, -7];
        Assert.Equal(3, Table.FindContaining([3], positions));
        Assert.Equal([1, 4], positions);
        Assert.Equal(4, Table.FindContaining([1], positions));
        Assert.Equal([0, 2], positions);
        Assert.Equal(3, Table.FindContaining([3], []));
    }

    [Fact]
    public void Empty_EveryQuery_FindsNothing()
    {
        FacilitySetTable none = FacilitySetTable.Empty;
        Assert.Equal(0, none.Count + none.DistinctCount + none.CountContaining([]) + none.FindContaining([], []));
        Assert.False(none.TryFind([], out _));
        Assert.True(none.Union.IsEmpty);
        Assert.All(none.CountEach.ToArray(), static count => Assert.Equal(0, count));
        Assert.Contains("At least one", Assert.Throws<InvalidOperationException>(() => none.Intersection).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(7)]
    public void Item_PositionOutsideTheTable_ThrowsWithTheRange(int position)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(nameof(position), () => Table[position].Count);
        Assert.Contains("from 0 to 6", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentOutOfRangeException>(nameof(position), () => FacilitySetTable.Empty[0].Count);
        Assert.StartsWith("There is nothing to choose from.", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Of some hundred thousand sets, a few have one hash: they are no less two sets.</summary>
    [Fact]
    public void Create_SetsOfOneHash_AreToldApart()
    {
        var seen = new Dictionary<int, FacilitySet>();
        FacilitySet[]? pair = null;
        for (int i = 0; i < FacilitySet.Capacity && pair is null; i++)
        {
            for (int j = i + 1; j < FacilitySet.Capacity && pair is null; j++)
            {
                FacilitySet set = [i, j];
                pair = seen.TryAdd(set.GetHashCode(), set) ? null : [seen[set.GetHashCode()], set];
            }
        }

        Assert.NotNull(pair);
        FacilitySetTable table = FacilitySetTable.Create(pair);
        Assert.Equal(2, table.DistinctCount);
        Assert.Equal((pair[0], pair[1]), (table[0], table[1]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void PositionsOf_DistinctIndexOutsideTheTable_ThrowsWithTheRange(int distinctIndex)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(nameof(distinctIndex), () => Table.PositionsOf(distinctIndex).Length);
        Assert.Contains("from 0 to 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Builder_GoesOnAfterToTable_LeavesTheTableAsItWas()
    {
        FacilitySetTable.Builder builder = Table.ToBuilder();
        FacilitySetTable before = builder.ToTable();
        Assert.Equal(0, builder.Add([1, 2]));
        Assert.Equal(4, builder.Add([9]));
        Assert.Equal((9, 5), (builder.Count, builder.DistinctCount));
        for (int i = 0; i < 100; i++)
        {
            builder.Add([i, i + 900]);
        }

        Assert.All([before, Table], static table =>
        {
            Assert.Equal((7, 4, 3), (table.Count, table.DistinctCount, table.DistinctCounts[0]));
            Assert.False(table.TryFind([9], out _));
        });
        FacilitySetTable after = builder.ToTable();
        Assert.Equal((109, 105, 4), (after.Count, after.DistinctCount, after.DistinctCounts[0]));
    }

    /// <summary>The set that is added lies in the memory that the table is made from and grows into.</summary>
    [Fact]
    public void Add_AnElementOfTheTableItself_IsTakenAsItIs()
    {
        FacilitySetTable.Builder builder = FacilitySetTable.Create([.. Samples.Sets]).ToBuilder();
        foreach (ref readonly FacilitySet set in builder.ToTable().DistinctSets)
        {
            builder.Add(in set);
        }

        Assert.Equal(Samples.Sets.Distinct().Count(), builder.DistinctCount);
        Assert.Equal(Samples.Sets.Count + builder.DistinctCount, builder.Count);
    }
}
