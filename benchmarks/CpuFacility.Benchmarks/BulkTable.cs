using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace CpuFacility.Benchmarks;

/// <summary>
/// Making a table of a million sets, and looking sets up in it; beside a dictionary with the sets as keys.
/// Before anything is timed, all must agree.
/// </summary>
[MemoryDiagnoser, ResultColumn, MinColumn, MedianColumn, MinRatioColumn, CategoriesColumn]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class BulkTable
{
    private const string Insertion = "insertion", Lookup = "look-up";

    private readonly FacilitySet[] _rows = Fleet.Shared.Rows;
    private readonly FacilitySetTable _table = Fleet.Shared.Table;
    private readonly FacilitySet[] _sought = PeerSets.Shared.Hosts;
    private Dictionary<FacilitySet, int> _dictionary = [];

    [GlobalSetup]
    public void Setup()
    {
        _dictionary = [];
        foreach (ref readonly FacilitySet set in _rows.AsSpan())
        {
            _dictionary.TryAdd(set, _dictionary.Count);
        }

        PeerSets.MustAgree(Add(), AddDictionary(), Freeze());
        PeerSets.MustAgree(Find(), FindDictionary());
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Fleet.Length), BenchmarkCategory(Insertion)]
    public int Add()
    {
        var builder = new FacilitySetTable.Builder();
        foreach (ref readonly FacilitySet set in _rows.AsSpan())
        {
            builder.Add(in set);
        }

        return builder.DistinctCount;
    }

    /// <summary>The whole way to a table with its answers.</summary>
    [Benchmark(OperationsPerInvoke = Fleet.Length), BenchmarkCategory(Insertion)]
    public int Freeze() => FacilitySetTable.Create(_rows).DistinctCount;

    [Benchmark(OperationsPerInvoke = Fleet.Length), BenchmarkCategory(Insertion)]
    public int AddDictionary()
    {
        var numbers = new Dictionary<FacilitySet, int>();
        var rows = new List<int>();
        foreach (ref readonly FacilitySet set in _rows.AsSpan())
        {
            ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, set, out bool exists);
            if (!exists)
            {
                number = numbers.Count - 1;
            }

            rows.Add(number);
        }

        return numbers.Count;
    }

    /// <summary>1,024 sets, of which 300 are in the table.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = PeerSets.Length), BenchmarkCategory(Lookup)]
    public int Find()
    {
        int found = 0;
        foreach (ref readonly FacilitySet set in _sought.AsSpan())
        {
            found += _table.TryFind(in set, out _) ? 1 : 0;
        }

        return found;
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length), BenchmarkCategory(Lookup)]
    public int FindDictionary()
    {
        int found = 0;
        foreach (ref readonly FacilitySet set in _sought.AsSpan())
        {
            found += _dictionary.ContainsKey(set) ? 1 : 0;
        }

        return found;
    }
}
