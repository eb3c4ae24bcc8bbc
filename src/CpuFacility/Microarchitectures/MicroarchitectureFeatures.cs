using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CpuFacility.Microarchitectures;

/// <summary>The features that archspec names, of all families: mostly the words of Linux' <c>/proc/cpuinfo</c>.</summary>
/// <remarks>A feature has an index in the order of its data file, which is append-only; sets of features hold these. One name can stand for features of two families (<c>aes</c>).</remarks>
public static class MicroarchitectureFeatures
{
    private static readonly FacilityCatalogData Data = MicroarchitecturesData.CreateCatalogData();

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> IndexByName =
        Data.Names.Index().ToFrozenDictionary(static row => row.Item, static row => row.Index).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How many features there are.</summary>
    public static int Count => Data.Names.Length;

    /// <summary>Finds a feature by its name.</summary>
    /// <param name="name">The name, compared exactly.</param>
    /// <param name="index">Its index, or -1.</param>
    /// <returns>Whether archspec has the name. It does not allocate.</returns>
    public static bool TryFind(ReadOnlySpan<char> name, out int index)
    {
        bool isFound = IndexByName.TryGetValue(name, out index);
        index = isFound ? index : -1;
        return isFound;
    }

    /// <summary>The name of a feature.</summary>
    /// <param name="index">The index, from 0 to <see cref="Count"/> minus 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside that range.</exception>
    public static string GetName(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return Data.Names[index];
    }

    /// <summary>The names of a set, in ordinal order.</summary>
    /// <param name="features">Indexes of features.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is that of no feature.</exception>
    public static ImmutableArray<string> GetNames(in FacilitySet features)
    {
        var names = ImmutableArray.CreateBuilder<string>(features.Count);
        foreach (int index in features)
        {
            names.Add(GetName(index));
        }

        names.Sort(StringComparer.Ordinal);
        return names.MoveToImmutable();
    }
}
