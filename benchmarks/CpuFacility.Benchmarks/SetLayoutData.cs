using System.Runtime.InteropServices;

namespace CpuFacility.Benchmarks;

/// <summary>What a model looks like to its set: something small in front of it, so that the set's alignment decides the size.</summary>
/// <typeparam name="TSet">The candidate.</typeparam>
internal readonly struct Outer<TSet>(byte tag, in TSet set)
    where TSet : unmanaged
{
    public readonly byte Tag = tag;
    public readonly TSet Set = set;
}

/// <summary>The same values for every candidate.</summary>
internal static class SetLayoutData
{
    public const int Seed = 20261123;

    /// <summary>A query set and the given number of supersets of it, some of which lack one member.</summary>
    public static TSet[] Create<TSet>(int count, out TSet query)
        where TSet : unmanaged
    {
        var random = new Random(Seed);
        var asWords = new ulong[count * 16];
        var queryWords = new ulong[16];
        for (int i = 0; i < queryWords.Length; i++)
        {
            queryWords[i] = (ulong)random.NextInt64() & (ulong)random.NextInt64();
        }

        for (int i = 0; i < asWords.Length; i++)
        {
            asWords[i] = queryWords[i & 15] | ((ulong)random.NextInt64() & (ulong)random.NextInt64());
        }

        for (int i = 0; i < count; i += 3)
        {
            asWords[(i * 16) + 13] &= asWords[(i * 16) + 13] - 1;
        }

        query = MemoryMarshal.Read<TSet>(MemoryMarshal.AsBytes(queryWords.AsSpan()));
        return MemoryMarshal.Cast<ulong, TSet>(asWords).ToArray();
    }

    /// <summary>Stops a run whose candidates do not agree: figures of wrong code say nothing.</summary>
    public static void MustAgree<TA, TB, TC>(TA resultA, TB resultB, TC resultC)
        where TA : unmanaged
        where TB : unmanaged
        where TC : unmanaged
    {
        ReadOnlySpan<byte> bytesA = MemoryMarshal.AsBytes(new ReadOnlySpan<TA>(in resultA));
        if (!bytesA.SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<TB>(in resultB)))
            || !bytesA.SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<TC>(in resultC))))
        {
            throw new InvalidOperationException("The candidates disagree.");
        }
    }
}
