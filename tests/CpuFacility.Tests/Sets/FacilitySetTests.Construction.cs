using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CpuFacility.Tests.Sets;

public partial class FacilitySetTests
{
    /// <summary>The nearest indexes outside the range, and what a careless shift or cast would wrap.</summary>
    public static TheoryData<int> IndexesOutOfRange => [-1, 1024, 1025, 65536, int.MinValue, int.MaxValue];

    [Fact]
    public void Default_NothingGiven_IsEmpty()
    {
        Assert.Equal(FacilitySet.Empty, default);
        Assert.Empty(Oracle.Members(FacilitySet.Empty));
        Assert.Equal(1024, FacilitySet.Capacity);
        Assert.Equal(128, FacilitySet.ByteLength);
    }

    [Fact]
    public void CollectionExpression_IndexesInAnyOrder_AreMembers()
    {
        FacilitySet set = [129, 0, 7, 1023, 7];
        Assert.Equal([0, 7, 129, 1023], Oracle.Members(in set).Order());
    }

    [Fact]
    public void CollectionExpression_Spread_TakesEnumeratedIndexes()
    {
        FacilitySet some = [3, 700];
        FacilitySet more = [1, .. some];
        Assert.Equal([1, 3, 700], more.ToArray());
    }

    [Fact]
    public void Create_EachIndexAlone_IsThatBitOnly()
    {
        for (int i = 0; i < FacilitySet.Capacity; i++)
        {
            FacilitySet set = FacilitySet.Create(i);
            Assert.Equal([i], Oracle.Members(in set));
        }
    }

    [Theory]
    [MemberData(nameof(IndexesOutOfRange))]
    public void IndexMembers_IndexOutOfRange_ThrowWithAllowedRange(int index)
    {
        FacilitySet set = [5];
        Action[] calls =
        [
            () => FacilitySet.Create(1, index),
            () => set.Contains(index),
            () => set.With(index),
            () => set.Without(index),
            () => FacilitySet.CreateRange(index, 1),
            () => default(FacilitySet.Builder).Add(index),
            () => default(FacilitySet.Builder).AddRange([1, index]),
            () => default(FacilitySet.Builder).AddRange(index, 1),
            () => default(FacilitySet.Builder).Remove(index),
            () => default(FacilitySet.Builder).Contains(index),
            () => _ = default(FacilityMask)[index],
            () => default(FacilityMask).With(index, FacilityMaskState.On),
            () => default(FacilityMask).With(index, FacilityMaskState.Off),
            () => default(FacilityMask).With(index, FacilityMaskState.LeaveAlone),
        ];
        Assert.All(calls, call =>
        {
            ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(call);
            Assert.Contains("0 to 1023", exception.Message, StringComparison.Ordinal);
            Assert.Equal(index, exception.ActualValue);
        });
    }

    [Fact]
    public void CreateRange_AllStartsAndEdgeCounts_AreThoseIndexes()
    {
        for (int first = 0; first < FacilitySet.Capacity; first++)
        {
            int rest = FacilitySet.Capacity - first;
            foreach (int count in new[] { 0, 1, 2, 63, 64, 65, 128, 300, rest }.Where(count => count <= rest))
            {
                FacilitySet expected = Oracle.FromMembers(Enumerable.Range(first, count));
                Assert.Equal(expected, FacilitySet.CreateRange(first, count));
            }
        }
    }

    [Theory]
    [InlineData(0, 1025)]
    [InlineData(1, 1024)]
    [InlineData(1023, 2)]
    [InlineData(1023, int.MaxValue)]
    [InlineData(5, -1)]
    public void CreateRange_CountOutOfRange_ThrowsAndBuilderIsUnchanged(int first, int count)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(nameof(count), () => FacilitySet.CreateRange(first, count));
        Assert.StartsWith($"The count of indexes from {first} must be from 0 to {1024 - first}: ", error.Message, StringComparison.Ordinal);
        var builder = new FacilitySet.Builder([2]);
        Assert.Throws<ArgumentOutOfRangeException>(nameof(count), () => builder.AddRange(first, count));
        Assert.Equal([2], builder.ToFacilitySet());
    }

    [Fact]
    public void Layout_ForTables_IsSixteenWordsWithoutPadding()
    {
        Assert.Equal(FacilitySet.ByteLength, Unsafe.SizeOf<FacilitySet>());
        Assert.Equal(8 + FacilitySet.ByteLength, Unsafe.SizeOf<(byte Tag, FacilitySet Set)>());

        // From an odd word on: a table need not be aligned for vectors.
        ulong[] table = [ulong.MaxValue, .. Enumerable.Range(0, 32).Select(i => (ulong)i * 0x0101010101010101)];
        ReadOnlySpan<FacilitySet> sets = MemoryMarshal.Cast<ulong, FacilitySet>(table.AsSpan(1));
        Assert.Equal(2, sets.Length);
        for (int i = 0; i < 2; i++)
        {
            for (int bit = 0; bit < FacilitySet.Capacity; bit++)
            {
                bool expected = ((table[1 + (16 * i) + (bit / 64)] >> (bit % 64)) & 1) == 1;
                Assert.Equal(expected, sets[i].Contains(bit));
            }
        }
    }

    [Fact]
    public void Builder_StepsOnHashSet_AlwaysAgree()
    {
        var random = new Random(7);
        FacilitySet.Builder builder = default;
        HashSet<int> expected = [];
        for (int step = 0; step < 20_000; step++)
        {
            int index = random.Next(FacilitySet.Capacity);
            FacilitySet other = Samples.Sets[random.Next(Samples.Sets.Count)];
            switch (random.Next(20))
            {
                case < 8:
                    Assert.Equal(expected.Add(index), builder.Add(index));
                    break;
                case < 13:
                    Assert.Equal(expected.Remove(index), builder.Remove(index));
                    break;
                case 13:
                    builder.UnionWith(in other);
                    expected.UnionWith(Oracle.Members(in other));
                    break;
                case 14:
                    builder.IntersectWith(in other);
                    expected.IntersectWith(Oracle.Members(in other));
                    break;
                case 15:
                    builder.ExceptWith(in other);
                    expected.ExceptWith(Oracle.Members(in other));
                    break;
                case 16:
                    builder.SymmetricExceptWith(in other);
                    expected.SymmetricExceptWith(Oracle.Members(in other));
                    break;
                case 17:
                    int count = random.Next(FacilitySet.Capacity - index);
                    builder.AddRange(index, count);
                    expected.UnionWith(Enumerable.Range(index, count));
                    break;
                case 18:
                    builder.AddRange([index, 1023 - index]);
                    expected.UnionWith([index, 1023 - index]);
                    break;
                default:
                    builder.Clear();
                    expected.Clear();
                    break;
            }

            Assert.Equal(expected.Contains(index), builder.Contains(index));
            Assert.Equal(expected.Count, builder.Count);
            Assert.Equal(expected.Count == 0, builder.IsEmpty);
        }

        Assert.Equal(Oracle.FromMembers(expected), builder.ToFacilitySet());
    }

    [Fact]
    public void Builder_ChangedAfterToFacilitySet_LeavesTheSetAlone()
    {
        FacilitySet original = [1, 2];
        FacilitySet.Builder builder = original.ToBuilder();
        builder.Add(3);
        FacilitySet taken = builder.ToFacilitySet();
        builder.Add(4);
        Assert.Equal([1, 2], original);
        Assert.Equal([1, 2, 3], taken);
    }

    [Fact]
    public void BuilderAddRange_OneIndexBad_AddsNone()
    {
        var builder = new FacilitySet.Builder([2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.AddRange([5, 1024]));
        Assert.Equal([2], builder.ToFacilitySet());
    }
}
