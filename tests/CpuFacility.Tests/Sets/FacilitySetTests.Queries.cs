namespace CpuFacility.Tests.Sets;

public partial class FacilitySetTests
{
    [Fact]
    public void Queries_AllSamples_AgreeWithOracle()
    {
        foreach (FacilitySet set in Samples.Sets)
        {
            HashSet<int> members = Oracle.Members(in set);
            Assert.Equal(members.Count, set.Count);
            Assert.Equal(members.Count == 0 ? -1 : members.Min(), set.LowestIndex);
            Assert.Equal(members.Count == 0 ? -1 : members.Max(), set.HighestIndex);
            for (int i = 0; i < FacilitySet.Capacity; i++)
            {
                Assert.Equal(members.Contains(i), set.Contains(i));
            }
        }
    }

    [Fact]
    public void Enumeration_AllSamples_IsAscendingAndWhole()
    {
        foreach (FacilitySet set in Samples.Sets)
        {
            int[] expected = [.. Oracle.Members(in set).Order()];
            Assert.Equal(expected, set.ToArray());
            List<int> seen = [];
            foreach (int index in set)
            {
                seen.Add(index);
            }

            Assert.Equal(expected, seen);
        }
    }

    [Fact]
    public void Enumerator_BeforeStartAndAfterEnd_SaysSo()
    {
        FacilitySet set = [1023];
        FacilitySet.Enumerator enumerator = set.GetEnumerator();
        Assert.Equal(-1, enumerator.Current);
        Assert.True(enumerator.MoveNext());
        Assert.Equal(1023, enumerator.Current);
        Assert.False(enumerator.MoveNext());
        Assert.False(enumerator.MoveNext());
    }

    [Fact]
    public void CopyTo_DestinationTooShort_ThrowsAndWritesNothing()
    {
        FacilitySet set = [1, 2, 3];
        int[] destination = [-7, -7];
        ArgumentException exception = Assert.Throws<ArgumentException>("destination", () => set.CopyTo(destination));
        Assert.Contains("at least 3", exception.Message, StringComparison.Ordinal);
        Assert.Equal([-7, -7], destination);
    }

    [Fact]
    public void CopyTo_DestinationLonger_LeavesTheRest()
    {
        FacilitySet set = [1, 900];
        int[] destination = [-7, -7, -7];
        Assert.Equal(2, set.CopyTo(destination));
        Assert.Equal([1, 900, -7], destination);
    }

    [Theory]
    [InlineData("", "", FacilitySetRelation.Equal)]
    [InlineData("", "5", FacilitySetRelation.Subset)]
    [InlineData("5", "", FacilitySetRelation.Superset)]
    [InlineData("5,1023", "5,1023", FacilitySetRelation.Equal)]
    [InlineData("5", "5,1023", FacilitySetRelation.Subset)]
    [InlineData("5,1023", "5", FacilitySetRelation.Superset)]
    [InlineData("5,6", "5,1023", FacilitySetRelation.Overlapping)]
    [InlineData("6", "1023", FacilitySetRelation.Disjoint)]
    public void GetRelation_EachKind_IsAsDocumented(string left, string right, FacilitySetRelation expected) =>
        Assert.Equal(expected, FacilitySet.Parse(left).GetRelation(FacilitySet.Parse(right)));

    [Fact]
    public void Overlaps_EmptyWithItself_IsFalse() => Assert.False(FacilitySet.Empty.Overlaps(FacilitySet.Empty));

    [Fact]
    public void Equals_OtherTypesAndNull_IsFalse()
    {
        Assert.False(FacilitySet.Empty.Equals(null));
        Assert.False(FacilitySet.Empty.Equals((object)0));
    }

    [Fact]
    public void GetHashCode_AllSingleAndMissingBits_AreSpread()
    {
        // 2,049 sets that differ in a bit or two: a hash that loses bits collides here at once. By chance alone, 32 bits would
        // give a collision with probability 0.0005, and the values are the same on every run.
        FacilitySet full = FacilitySet.CreateRange(0, FacilitySet.Capacity);
        HashSet<int> hashes = [FacilitySet.Empty.GetHashCode()];
        for (int i = 0; i < FacilitySet.Capacity; i++)
        {
            hashes.Add(FacilitySet.Create(i).GetHashCode());
            hashes.Add(full.Without(i).GetHashCode());
        }

        Assert.Equal((2 * FacilitySet.Capacity) + 1, hashes.Count);
    }
}
