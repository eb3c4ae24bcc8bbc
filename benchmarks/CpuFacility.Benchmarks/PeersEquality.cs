using System.Collections;
using System.Collections.Frozen;
using System.Numerics;
using BenchmarkDotNet.Attributes;

namespace CpuFacility.Benchmarks;

/// <summary>How many of 1,024 pairs of sets are equal, as all but every third are: those differ in one member near the end. Before anything is timed, all peers must agree.</summary>
[MemoryDiagnoser, ResultColumn, MinColumn, MedianColumn, MinRatioColumn, StdBitsetFilter]
public class PeersEquality
{
    private readonly FacilitySet[] _first = PeerSets.Shared.Hosts;
    private readonly FacilitySet[] _second = [.. PeerSets.Shared.Hosts];
    private (BitArray, BitArray)[] _bits = [];
    private (HashSet<string>, HashSet<string>)[] _names = [];
    private (FrozenSet<string>, FrozenSet<string>)[] _frozen = [];
    private (BigInteger, BigInteger)[] _numbers = [];
    private (ulong[], ulong[])[] _words = [];
    private (PeerFacilities[], PeerFacilities[])[] _flags = [];

    [GlobalSetup]
    public void Setup()
    {
        for (int i = 0; i < _second.Length; i += 3)
        {
            _second[i] ^= [900];
        }

        _bits = Pairs(PeerSets.Bits);
        _names = Pairs(PeerSets.NamesOf);
        _frozen = Pairs(PeerSets.FrozenNamesOf);
        _numbers = Pairs(PeerSets.Number);
        _words = Pairs(PeerSets.Words);
        _flags = Pairs(PeerSets.Flags);
        PeerSets.MustAgree(
            FacilitySets(), BitArrays(), HashSets(), FrozenSets(), BigIntegers(), WordSpans(), EnumFlags(),
            StdBitset.IsBuilt ? StdBitsets() : FacilitySets());
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = PeerSets.Length)]
    public int FacilitySets()
    {
        int count = 0;
        FacilitySet[] second = _second;
        for (int i = 0; i < _first.Length && i < second.Length; i++)
        {
            count += _first[i].Equals(in second[i]) ? 1 : 0;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int StdBitsets() => StdBitset.CountEqual(_first, _second, _first.Length);

    /// <summary>It has no comparison: what differs, in a copy.</summary>
    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int BitArrays()
    {
        int count = 0;
        foreach ((BitArray first, BitArray second) in _bits)
        {
            count += !new BitArray(first).Xor(second).HasAnySet() ? 1 : 0;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int HashSets()
    {
        int count = 0;
        foreach ((HashSet<string> first, HashSet<string> second) in _names)
        {
            count += first.SetEquals(second) ? 1 : 0;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int FrozenSets()
    {
        int count = 0;
        foreach ((FrozenSet<string> first, FrozenSet<string> second) in _frozen)
        {
            count += first.SetEquals(second) ? 1 : 0;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int BigIntegers()
    {
        int count = 0;
        foreach ((BigInteger first, BigInteger second) in _numbers)
        {
            count += first == second ? 1 : 0;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int WordSpans()
    {
        int count = 0;
        foreach ((ulong[] first, ulong[] second) in _words)
        {
            count += first.AsSpan().SequenceEqual(second) ? 1 : 0;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int EnumFlags()
    {
        int count = 0;
        foreach ((PeerFacilities[] first, PeerFacilities[] second) in _flags)
        {
            count += first.AsSpan().SequenceEqual(second) ? 1 : 0;
        }

        return count;
    }

    private (T, T)[] Pairs<T>(Func<FacilitySet, T> map) => [.. _first.Zip(_second, (first, second) => (map(first), map(second)))];
}
