using CpuFacility.Testing;
using CpuFacility.Tests.Sets;
using FsCheck.Xunit;

namespace CpuFacility.Tests.Laws;

/// <summary>A table of interned sets against a plain list and dictionary of the same sets.</summary>
[Properties(Arbitrary = [typeof(Generators)])]
public class FacilitySetTableLaws
{
    [Law]
    public bool Table_AnySets_HasThemAtTheirPositionsAndEachOnce(FacilitySet[] pool, int[] picks)
    {
        List<FacilitySet> sets = Pick(pool, picks);
        FacilitySetTable table = FacilitySetTable.Create([.. sets]);
        Dictionary<FacilitySet, List<int>> positions = [];
        for (int i = 0; i < sets.Count; i++)
        {
            if (!positions.TryGetValue(sets[i], out List<int>? list))
            {
                positions.Add(sets[i], list = []);
            }

            list.Add(i);
        }

        return table.Count == sets.Count && table.DistinctCount == positions.Count
            && table.DistinctSets.SequenceEqual(sets.Distinct().ToArray())
            && Enumerable.Range(0, sets.Count).All(i => table[i] == sets[i] && table.DistinctSets[table.DistinctIndexes[i]] == sets[i])
            && positions.All(pair => table.PositionsOf(pair.Key).SequenceEqual(pair.Value.ToArray())
                && table.TryFind(pair.Key, out int index) && table.DistinctCounts[index] == pair.Value.Count)
            && pool.All(set => table.TryFind(in set, out _) == positions.ContainsKey(set));
    }

    [Law]
    public bool Table_AnySets_AnswersAsTheListOfThem(FacilitySet[] pool, int[] picks, FacilitySet required)
    {
        List<FacilitySet> sets = Pick(pool, picks);
        HashSet<int>[] members = [.. sets.Select(static set => Oracle.Members(in set))];
        FacilitySetTable table = FacilitySetTable.Create([.. sets]);
        return pool.Append(required).All(wanted =>
            {
                HashSet<int> needed = Oracle.Members(in wanted);
                int[] expected = [.. Enumerable.Range(0, sets.Count).Where(i => needed.IsSubsetOf(members[i]))];
                int[] found = new int[sets.Count];
                return table.CountContaining(in wanted) == expected.Length && table.FindContaining(in wanted, found) == expected.Length
                    && found.Take(expected.Length).Order().SequenceEqual(expected);
            })
            && Oracle.Members(table.Union).SetEquals(members.SelectMany(static set => set))
            && (sets.Count == 0 || Oracle.Members(table.Intersection).SetEquals(members.Aggregate(static (a, b) => [.. a.Intersect(b)])))
            && Enumerable.Range(0, FacilitySet.Capacity).All(i => table.CountEach[i] == members.Count(set => set.Contains(i)));
    }

    [Law]
    public bool Builder_InTwoSteps_GivesTheTableOfOneStep(FacilitySet[] pool, int[] picks, byte cut)
    {
        FacilitySet[] sets = [.. Pick(pool, picks)];
        int first = sets.Length * cut / 255;
        FacilitySetTable.Builder builder = FacilitySetTable.Create(sets.AsSpan(0, first)).ToBuilder();
        builder.AddRange(sets.AsSpan(first));
        FacilitySetTable steps = builder.ToTable(), whole = FacilitySetTable.Create(sets);
        return steps.DistinctSets.SequenceEqual(whole.DistinctSets) && steps.DistinctCounts.SequenceEqual(whole.DistinctCounts)
            && steps.DistinctIndexes.SequenceEqual(whole.DistinctIndexes) && steps.CountEach.SequenceEqual(whole.CountEach);
    }

    /// <summary>Eight sets for each pick, each one of a few or one bit beside it: some are equal, and there are enough for the table to grow.</summary>
    private static List<FacilitySet> Pick(FacilitySet[] pool, int[] picks) =>
        pool.Length == 0
            ? []
            : [.. picks.SelectMany(pick => Enumerable.Range(0, 8).Select(i =>
                i == 0 ? pool[(int)((uint)pick % (uint)pool.Length)] : pool[i % pool.Length] ^ [(pick + i) & 15]))];
}
