namespace CpuFacility.Tests.Sets;

/// <summary>Sets at the edges of words, vectors and the capacity, for tests over all pairs.</summary>
internal static class Samples
{
    private static readonly int[] Edges = [0, 1, 63, 64, 127, 128, 255, 256, 511, 512, 767, 768, 960, 1022, 1023];

    public static IReadOnlyList<FacilitySet> Sets { get; } = Create();

    private static List<FacilitySet> Create()
    {
        int[] all = [.. Enumerable.Range(0, 1024)];
        List<FacilitySet> sets = [default, Oracle.FromMembers(all)];
        sets.AddRange(Edges.Select(edge => Oracle.FromMembers([edge])));
        sets.AddRange(Edges.Select(edge => Oracle.FromMembers(all.Where(i => i != edge))));
        sets.AddRange(Enumerable.Range(0, 4).Select(lane => Oracle.FromMembers(all.Where(i => i / 256 == lane))));
        sets.Add(Oracle.FromMembers(all.Where(i => i % 2 == 0)));
        sets.Add(Oracle.FromMembers(all.Where(i => i % 2 == 1)));
        sets.Add(Oracle.FromMembers(all.Where(i => i % 3 != 2)));
        sets.Add(Oracle.FromMembers(Edges));
        var random = new Random(2);
        sets.AddRange(Enumerable.Range(0, 8).Select(_ => Oracle.FromMembers(all.Where(_ => random.Next(8) == 0))));
        return sets;
    }
}
