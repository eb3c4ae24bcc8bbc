using System.Collections;
using System.Collections.Frozen;
using System.Numerics;
using BenchmarkDotNet.Attributes;

namespace CpuFacility.Benchmarks;

/// <summary>How many of 1,024 hosts have all that a guest needs: whether one set is within another. Before anything is timed, all peers must agree.</summary>
[MemoryDiagnoser, ResultColumn, MinColumn, MedianColumn, MinRatioColumn, StdBitsetFilter]
public class PeersSubset
{
    private readonly FacilitySet _guest = PeerSets.Shared.Guest;
    private readonly FacilitySet[] _hosts = PeerSets.Shared.Hosts;
    private readonly BitArray _guestBits = PeerSets.Bits(PeerSets.Shared.Guest);
    private readonly HashSet<string> _guestNames = PeerSets.NamesOf(PeerSets.Shared.Guest);
    private readonly FrozenSet<string> _guestFrozen = PeerSets.FrozenNamesOf(PeerSets.Shared.Guest);
    private readonly BigInteger _guestNumber = PeerSets.Number(PeerSets.Shared.Guest);
    private readonly ulong[] _guestWords = PeerSets.Words(PeerSets.Shared.Guest);
    private readonly PeerFacilities[] _guestFlags = PeerSets.Flags(PeerSets.Shared.Guest);
    private BitArray[] _bits = [];
    private HashSet<string>[] _names = [];
    private FrozenSet<string>[] _frozen = [];
    private BigInteger[] _numbers = [];
    private ulong[][] _words = [];
    private PeerFacilities[][] _flags = [];

    [GlobalSetup]
    public void Setup()
    {
        _bits = PeerSets.Map(_hosts, PeerSets.Bits);
        _names = PeerSets.Map(_hosts, PeerSets.NamesOf);
        _frozen = PeerSets.Map(_hosts, PeerSets.FrozenNamesOf);
        _numbers = PeerSets.Map(_hosts, PeerSets.Number);
        _words = PeerSets.Map(_hosts, PeerSets.Words);
        _flags = PeerSets.Map(_hosts, PeerSets.Flags);
        PeerSets.MustAgree(
            FacilitySets(), BitArrays(), HashSets(), FrozenSets(), BigIntegers(), WordLoops(), EnumFlags(),
            StdBitset.IsBuilt ? StdBitsetNone() : FacilitySets(), StdBitset.IsBuilt ? StdBitsetEquality() : FacilitySets());
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = PeerSets.Length)]
    public int FacilitySets()
    {
        FacilitySet guest = _guest;
        int count = 0;
        foreach (ref readonly FacilitySet host in _hosts.AsSpan())
        {
            count += guest.IsSubsetOf(in host) ? 1 : 0;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int StdBitsetNone() => StdBitset.CountSupersets(in _guest, _hosts, _hosts.Length);

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int StdBitsetEquality() => StdBitset.CountSupersetsByEquality(in _guest, _hosts, _hosts.Length);

    /// <summary>It has no subset test: what the host lacks, in a copy.</summary>
    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int BitArrays()
    {
        int count = 0;
        foreach (BitArray host in _bits)
        {
            count += !new BitArray(host).Not().And(_guestBits).HasAnySet() ? 1 : 0;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int HashSets()
    {
        int count = 0;
        foreach (HashSet<string> host in _names)
        {
            count += _guestNames.IsSubsetOf(host) ? 1 : 0;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int FrozenSets()
    {
        int count = 0;
        foreach (FrozenSet<string> host in _frozen)
        {
            count += _guestFrozen.IsSubsetOf(host) ? 1 : 0;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int BigIntegers()
    {
        int count = 0;
        foreach (BigInteger host in _numbers)
        {
            count += (_guestNumber & host) == _guestNumber ? 1 : 0;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int WordLoops()
    {
        int count = 0;
        foreach (ulong[] host in _words)
        {
            count += IsSubset(_guestWords, host) ? 1 : 0;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int EnumFlags()
    {
        int count = 0;
        foreach (PeerFacilities[] host in _flags)
        {
            count += IsSubset(_guestFlags, host) ? 1 : 0;
        }

        return count;
    }

    private static bool IsSubset(ulong[] guest, ulong[] host)
    {
        for (int i = 0; i < guest.Length; i++)
        {
            if ((guest[i] & ~host[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSubset(PeerFacilities[] guest, PeerFacilities[] host)
    {
        for (int i = 0; i < guest.Length; i++)
        {
            if (!host[i].HasFlag(guest[i]))
            {
                return false;
            }
        }

        return true;
    }
}
