using System.Collections;
using System.Numerics;
using BenchmarkDotNet.Attributes;

namespace CpuFacility.Benchmarks;

/// <summary>What 1,024 hosts have in common with a guest, in place: after the first pass a host is what it has in common, and the work is the same. Before anything is timed, all peers must agree.</summary>
[MemoryDiagnoser, ResultColumn, MinColumn, MedianColumn, MinRatioColumn, StdBitsetFilter]
public class PeersIntersection
{
    private readonly FacilitySet _guest = PeerSets.Shared.Guest;
    private readonly FacilitySet[] _hosts = [.. PeerSets.Shared.Hosts];
    private readonly FacilitySet[] _hostsOfBitset = [.. PeerSets.Shared.Hosts];
    private readonly BitArray _guestBits = PeerSets.Bits(PeerSets.Shared.Guest);
    private readonly HashSet<string> _guestNames = PeerSets.NamesOf(PeerSets.Shared.Guest);
    private readonly BigInteger _guestNumber = PeerSets.Number(PeerSets.Shared.Guest);
    private readonly ulong[] _guestWords = PeerSets.Words(PeerSets.Shared.Guest);
    private readonly PeerFacilities[] _guestFlags = PeerSets.Flags(PeerSets.Shared.Guest);
    private BitArray[] _bits = [];
    private HashSet<string>[] _names = [];
    private BigInteger[] _numbers = [];
    private ulong[][] _words = [];
    private PeerFacilities[][] _flags = [];

    [GlobalSetup]
    public void Setup()
    {
        _bits = PeerSets.Map(_hosts, PeerSets.Bits);
        _names = PeerSets.Map(_hosts, PeerSets.NamesOf);
        _numbers = PeerSets.Map(_hosts, PeerSets.Number);
        _words = PeerSets.Map(_hosts, PeerSets.Words);
        _flags = PeerSets.Map(_hosts, PeerSets.Flags);
        PeerSets.MustAgree(
            FacilitySets(), BitArrays(), HashSets(), BigIntegers(), WordLoops(), EnumFlags(), StdBitset.IsBuilt ? StdBitsets() : FacilitySets());
    }

    /// <summary>Each returns how many the last host has in common with the guest.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = PeerSets.Length)]
    public int FacilitySets()
    {
        FacilitySet guest = _guest;
        foreach (ref FacilitySet host in _hosts.AsSpan())
        {
            host &= guest;
        }

        return _hosts[^1].Count;
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int StdBitsets()
    {
        StdBitset.IntersectWith(_hostsOfBitset, in _guest, _hostsOfBitset.Length);
        return _hostsOfBitset[^1].Count;
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int BitArrays()
    {
        foreach (BitArray host in _bits)
        {
            host.And(_guestBits);
        }

        return Count(_bits[^1]);
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int HashSets()
    {
        foreach (HashSet<string> host in _names)
        {
            host.IntersectWith(_guestNames);
        }

        return _names[^1].Count;
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int BigIntegers()
    {
        foreach (ref BigInteger host in _numbers.AsSpan())
        {
            host &= _guestNumber;
        }

        return _numbers[^1].ToByteArray().Sum(static part => BitOperations.PopCount(part));
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int WordLoops()
    {
        ulong[] guest = _guestWords;
        foreach (ulong[] host in _words)
        {
            for (int i = 0; i < host.Length && i < guest.Length; i++)
            {
                host[i] &= guest[i];
            }
        }

        return _words[^1].Sum(BitOperations.PopCount);
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int EnumFlags()
    {
        PeerFacilities[] guest = _guestFlags;
        foreach (PeerFacilities[] host in _flags)
        {
            for (int i = 0; i < host.Length && i < guest.Length; i++)
            {
                host[i] &= guest[i];
            }
        }

        return _flags[^1].Sum(static flags => BitOperations.PopCount((ulong)flags));
    }

    private static int Count(BitArray bits)
    {
        var words = new int[FacilitySet.Capacity / 32];
        bits.CopyTo(words, 0);
        return words.Sum(static word => BitOperations.PopCount((uint)word));
    }
}
