using System.Collections;
using System.Collections.Frozen;
using System.Numerics;
using System.Runtime.InteropServices;

namespace CpuFacility.Benchmarks;

/// <summary>Sixty-four facilities as a program with flags would have them; sixteen such words hold a set.</summary>
[Flags]
public enum PeerFacilities : ulong
{
    None = 0,
    First = 1,
    Last = 1UL << 63,
}

/// <summary>
/// The same sets in each peer's form: a guest of some 256 facilities and 1,024 hosts of some 450, of which every third lacks one that the
/// guest has. Names are strings that all sets share.
/// </summary>
internal sealed class PeerSets
{
    public const int Length = 1024;

    private static readonly string[] Names = [.. Enumerable.Range(0, FacilitySet.Capacity).Select(static index => $"facility-{index}")];
    private static readonly Lazy<PeerSets> Instance = new(static () => new PeerSets());

    private PeerSets()
    {
        Hosts = SetLayoutData.Create<FacilitySet>(Length, out FacilitySet guest);
        Guest = guest;
    }

    /// <summary>One for the process: sets of strings take seconds to make.</summary>
    public static PeerSets Shared => Instance.Value;

    public FacilitySet Guest { get; }

    public FacilitySet[] Hosts { get; }

    public static T[] Map<T>(FacilitySet[] sets, Func<FacilitySet, T> map) => [.. sets.Select(map)];

    public static BitArray Bits(FacilitySet set)
    {
        byte[] bytes = new byte[FacilitySet.ByteLength];
        set.WriteBytes(bytes);
        return new BitArray(bytes);
    }

    public static HashSet<string> NamesOf(FacilitySet set)
    {
        var names = new HashSet<string>();
        foreach (int index in set)
        {
            names.Add(Names[index]);
        }

        return names;
    }

    public static FrozenSet<string> FrozenNamesOf(FacilitySet set) => NamesOf(set).ToFrozenSet();

    public static BigInteger Number(FacilitySet set)
    {
        Span<byte> bytes = stackalloc byte[FacilitySet.ByteLength];
        set.WriteBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true);
    }

    public static ulong[] Words(FacilitySet set) => MemoryMarshal.Cast<FacilitySet, ulong>(new ReadOnlySpan<FacilitySet>(in set)).ToArray();

    public static PeerFacilities[] Flags(FacilitySet set) => MemoryMarshal.Cast<FacilitySet, PeerFacilities>(new ReadOnlySpan<FacilitySet>(in set)).ToArray();

    /// <summary>Stops a run whose peers do not agree: figures of wrong code say nothing.</summary>
    public static void MustAgree(params ReadOnlySpan<long> results)
    {
        if (results.ContainsAnyExcept(results[0]))
        {
            throw new InvalidOperationException($"The peers disagree: {string.Join(", ", results.ToArray())}.");
        }
    }
}
