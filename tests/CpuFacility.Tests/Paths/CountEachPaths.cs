using CpuFacility.Tests.Sets;

namespace CpuFacility.Tests.Paths;

/// <summary>Both paths of the positional population count against counting bit by bit. The vector path works on groups of 64 sets, in steps of 8, and empties its bytes after 255 groups.</summary>
[Trait("Category", "InstructionSet")]
public class CountEachPaths
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 20), 63, 64, 65, 71, 72, 73, 127, 128, 129, 200, (255 * 64) - 1, 255 * 64, (255 * 64) + 1, (2 * 255 * 64) + 37];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void AddEach_SamplesInTurn_AllPathsAgreeWithOracle(int length)
    {
        var random = new Random(length);
        FacilitySet[] sets = [.. Enumerable.Range(0, length).Select(_ => Samples.Sets[random.Next(Samples.Sets.Count)])];
        int[] expected = new int[FacilitySet.Capacity];
        foreach (FacilitySet set in sets)
        {
            foreach (int index in Oracle.Members(in set))
            {
                expected[index]++;
            }
        }

        Check(sets, expected);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void AddEach_FullSets_NoPathOverflows(int length) =>
        Check(
            [.. Enumerable.Repeat(FacilitySet.CreateRange(0, FacilitySet.Capacity), length)],
            [.. Enumerable.Repeat(length, FacilitySet.Capacity)]);

    private static void Check(FacilitySet[] sets, int[] expected)
    {
        int[] counts = new int[FacilitySet.Capacity];
        FacilitySets.CountEach(sets, counts);
        Assert.Equal(expected, counts);

        // The paths add to what is there.
        int[] more = [.. expected.Select(static (count, index) => count + index)];
        int[] scalar = [.. Enumerable.Range(0, FacilitySet.Capacity)], vector = [.. scalar];
        FacilitySets.AddEachScalar(sets, scalar);
        FacilitySets.AddEachVector256(sets, vector);
        Assert.Equal(more, scalar);
        Assert.Equal(more, vector);
    }
}
