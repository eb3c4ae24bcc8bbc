using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace CpuFacility.Benchmarks;

/// <summary>
/// Questions about a million hosts, asked of the rows, on one thread and on all, and of the table of distinct sets; beside the machine's limit,
/// a read of the same memory that does nothing else. Before anything is timed, all must agree.
/// </summary>
[MemoryDiagnoser, ResultColumn, MinColumn, MedianColumn, MinRatioColumn, CategoriesColumn]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class BulkQueries
{
    private const string Limit = "0 limit", CanRun = "1 how many can run this", Share = "2 what do all share", Each = "3 how many have each";

    private readonly FacilitySet _guest = Fleet.Shared.Guest;
    private readonly FacilitySet[] _rows = Fleet.Shared.Rows;
    private readonly FacilitySetTable _table = Fleet.Shared.Table;
    private readonly ParallelOptions _options = new();
    private readonly int[] _counts = new int[FacilitySet.Capacity];

    [GlobalSetup]
    public void Setup()
    {
        PeerSets.MustAgree(CanRunRows(), CanRunThreads(), CanRunTable());
        PeerSets.MustAgree(EachRows(), EachThreads(), EachTable(), EachMembers());
        if (ShareRows() != ShareThreads() || ShareRows() != ShareTable() || ReadMemory() != ReadMemoryThreads())
        {
            throw new InvalidOperationException("The ways do not agree.");
        }
    }

    /// <summary>The limit of one thread: four independent chains of reads, as wide as the machine has them.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory(Limit)]
    public ulong ReadMemory() => Read(_rows);

    [Benchmark, BenchmarkCategory(Limit)]
    public ulong ReadMemoryThreads()
    {
        ulong sum = 0;
        Lock gate = new();
        Parallel.For(
            0, _rows.Length / 4000, _options, static () => 0UL, (block, _, part) => part ^ Read(_rows.AsSpan(block * 4000, 4000)),
            part =>
            {
                lock (gate)
                {
                    sum ^= part;
                }
            });
        return sum;
    }

    [Benchmark(Baseline = true), BenchmarkCategory(CanRun)]
    public int CanRunRows() => CpuFacility.FacilitySets.CountContaining(_rows, in _guest);

    [Benchmark, BenchmarkCategory(CanRun)]
    public int CanRunThreads() => CpuFacility.FacilitySets.CountContaining(_rows, in _guest, _options);

    [Benchmark, BenchmarkCategory(CanRun)]
    public int CanRunTable() => _table.CountContaining(in _guest);

    [Benchmark(Baseline = true), BenchmarkCategory(Share)]
    public FacilitySet ShareRows() => CpuFacility.FacilitySets.IntersectAll(_rows);

    [Benchmark, BenchmarkCategory(Share)]
    public FacilitySet ShareThreads() => CpuFacility.FacilitySets.IntersectAll(_rows, _options);

    [Benchmark, BenchmarkCategory(Share)]
    public FacilitySet ShareTable() => _table.Intersection;

    /// <summary>Each returns a sum over some of the counts.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory(Each)]
    public long EachRows()
    {
        CpuFacility.FacilitySets.CountEach(_rows, _counts);
        return Sum(_counts);
    }

    [Benchmark, BenchmarkCategory(Each)]
    public long EachThreads()
    {
        CpuFacility.FacilitySets.CountEach(_rows, _counts, _options);
        return Sum(_counts);
    }

    [Benchmark, BenchmarkCategory(Each)]
    public long EachTable()
    {
        _table.CountEach.CopyTo(_counts);
        return Sum(_counts);
    }

    /// <summary>Without adders: over the members of every set.</summary>
    [Benchmark, BenchmarkCategory(Each)]
    public long EachMembers()
    {
        Array.Clear(_counts);
        foreach (ref readonly FacilitySet set in _rows.AsSpan())
        {
            foreach (int index in set)
            {
                _counts[index]++;
            }
        }

        return Sum(_counts);
    }

    private static long Sum(int[] counts) => (long)counts[0] + counts[2] + (2L * counts[4]) + counts[1022];

    /// <summary>Without checks of bounds: nothing but loads of whole cache lines, and an operation each that the processor does meanwhile.</summary>
    private static ulong Read(ReadOnlySpan<FacilitySet> sets)
    {
        ReadOnlySpan<Vector512<ulong>> vectors = MemoryMarshal.Cast<FacilitySet, Vector512<ulong>>(sets);
        ref Vector512<ulong> first = ref MemoryMarshal.GetReference(vectors);
        Vector512<ulong> a = default, b = default, c = default, d = default;
        for (nuint i = 0; i < (nuint)vectors.Length; i += 8)
        {
            ref Vector512<ulong> at = ref Unsafe.Add(ref first, i);
            a ^= at ^ Unsafe.Add(ref at, 4);
            b ^= Unsafe.Add(ref at, 1) ^ Unsafe.Add(ref at, 5);
            c ^= Unsafe.Add(ref at, 2) ^ Unsafe.Add(ref at, 6);
            d ^= Unsafe.Add(ref at, 3) ^ Unsafe.Add(ref at, 7);
        }

        Vector512<ulong> all = a ^ b ^ c ^ d;
        return all[0] ^ all[1] ^ all[2] ^ all[3] ^ all[4] ^ all[5] ^ all[6] ^ all[7];
    }
}
