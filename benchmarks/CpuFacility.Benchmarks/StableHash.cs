using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using BenchmarkDotNet.Attributes;

namespace CpuFacility.Benchmarks;

/// <summary>Hashes of 1,024 sets beside copies of them, and what a program with names would hash: the names, sorted, in one string.</summary>
[MemoryDiagnoser, ResultColumn, MinColumn, MedianColumn, MinRatioColumn]
public class StableHash
{
    private readonly FacilitySet[] _sets = PeerSets.Shared.Hosts;
    private readonly FacilitySet[] _copies = new FacilitySet[PeerSets.Length];
    private HashSet<string>[] _names = [];

    [GlobalSetup]
    public void Setup()
    {
        _names = PeerSets.Map(_sets, PeerSets.NamesOf);
        Copy();
        if (Stable() != BareHash() || !_copies.AsSpan().SequenceEqual(_sets))
        {
            throw new InvalidOperationException("The stable hash is not that of the bytes, or a copy differs.");
        }
    }

    /// <summary>One after the other.</summary>
    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public FacilitySet Copy()
    {
        FacilitySet[] copies = _copies;
        for (int i = 0; i < _sets.Length && i < copies.Length; i++)
        {
            copies[i] = _sets[i];
        }

        return copies[^1];
    }

    /// <summary>All at once, as memory is copied.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = PeerSets.Length)]
    public FacilitySet CopyAll()
    {
        _sets.AsSpan().CopyTo(_copies);
        return _copies[^1];
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public UInt128 Stable()
    {
        UInt128 hashes = 0;
        foreach (ref readonly FacilitySet set in _sets.AsSpan())
        {
            hashes ^= set.GetStableHash();
        }

        return hashes;
    }

    /// <summary>XXH128 of the same bytes and nothing else.</summary>
    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public UInt128 BareHash()
    {
        UInt128 hashes = 0;
        foreach (ref readonly FacilitySet set in _sets.AsSpan())
        {
            hashes ^= XxHash128.HashToUInt128(MemoryMarshal.AsBytes(new ReadOnlySpan<FacilitySet>(in set)));
        }

        return hashes;
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public int HashCode()
    {
        int hashes = 0;
        foreach (ref readonly FacilitySet set in _sets.AsSpan())
        {
            hashes ^= set.GetHashCode();
        }

        return hashes;
    }

    [Benchmark(OperationsPerInvoke = PeerSets.Length)]
    public UInt128 Names()
    {
        UInt128 hashes = 0;
        foreach (HashSet<string> names in _names)
        {
            hashes ^= XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(string.Join(',', names.Order(StringComparer.Ordinal))));
        }

        return hashes;
    }
}
