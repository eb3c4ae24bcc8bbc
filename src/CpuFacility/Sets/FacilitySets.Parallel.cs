namespace CpuFacility;

public static partial class FacilitySets
{
    /// <summary>Sets in the block that a thread takes at a time: 512 KiB, large beside the cost of taking it.</summary>
    internal const int BlockSize = 4096;

    /// <summary><see cref="IntersectAll(ReadOnlySpan{FacilitySet})"/> on several threads.</summary>
    /// <param name="sets">At least one set. They must not change meanwhile.</param>
    /// <param name="options">How many threads at most, whose, and what cancels.</param>
    /// <exception cref="ArgumentException">There are no sets.</exception>
    /// <exception cref="OperationCanceledException">The token of <paramref name="options"/> was cancelled.</exception>
    public static FacilitySet IntersectAll(ReadOnlyMemory<FacilitySet> sets, ParallelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (sets.IsEmpty)
        {
            throw new ArgumentException("At least one set is needed for an intersection.", nameof(sets));
        }

        FacilitySet first = sets.Span[0];
        return Fold(
            sets, options, () => new Partial { Set = first },
            static (block, partial) => partial.Set &= IntersectAll(block),
            static (all, partial) => all.Set &= partial.Set).Set;
    }

    /// <summary><see cref="UnionAll(ReadOnlySpan{FacilitySet})"/> on several threads.</summary>
    /// <param name="sets">Any number of sets. They must not change meanwhile.</param>
    /// <param name="options">How many threads at most, whose, and what cancels.</param>
    /// <exception cref="OperationCanceledException">The token of <paramref name="options"/> was cancelled.</exception>
    public static FacilitySet UnionAll(ReadOnlyMemory<FacilitySet> sets, ParallelOptions options) =>
        Fold(
            sets, options, static () => new Partial(),
            static (block, partial) => partial.Set |= UnionAll(block),
            static (all, partial) => all.Set |= partial.Set).Set;

    /// <summary><see cref="CountContaining(ReadOnlySpan{FacilitySet}, in FacilitySet)"/> on several threads.</summary>
    /// <param name="sets">The sets to look through. They must not change meanwhile.</param>
    /// <param name="required">What must be contained; every set contains the empty set.</param>
    /// <param name="options">How many threads at most, whose, and what cancels.</param>
    /// <returns>From 0 to the number of sets.</returns>
    /// <exception cref="OperationCanceledException">The token of <paramref name="options"/> was cancelled.</exception>
    public static int CountContaining(ReadOnlyMemory<FacilitySet> sets, in FacilitySet required, ParallelOptions options)
    {
        FacilitySet wanted = required;
        return Fold(
            sets, options, () => new Partial { Set = wanted },
            static (block, partial) => partial.Count += CountContaining(block, in partial.Set),
            static (all, partial) => all.Count += partial.Count).Count;
    }

    /// <summary><see cref="CountEach(ReadOnlySpan{FacilitySet}, Span{int})"/> on several threads.</summary>
    /// <param name="sets">The sets to count over. They must not change meanwhile.</param>
    /// <param name="counts">
    /// Receives at position <c>i</c> the number of sets with index <c>i</c>: 1,024 numbers. What was there is overwritten; when the work is
    /// cancelled, it is left as it was.
    /// </param>
    /// <param name="options">How many threads at most, whose, and what cancels.</param>
    /// <exception cref="ArgumentException"><paramref name="counts"/> has fewer than 1,024 elements; nothing was written.</exception>
    /// <exception cref="OperationCanceledException">The token of <paramref name="options"/> was cancelled.</exception>
    public static void CountEach(ReadOnlyMemory<FacilitySet> sets, Span<int> counts, ParallelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (counts.Length < FacilitySet.Capacity)
        {
            Throw.DestinationTooShort(FacilitySet.Capacity, counts.Length, nameof(counts));
        }

        Fold(
            sets, options, static () => new Partial { Counts = new int[FacilitySet.Capacity] },
            static (block, partial) => AddEach(block, partial.Counts),
            static (all, partial) =>
            {
                for (int i = 0; i < FacilitySet.Capacity; i++)
                {
                    all.Counts[i] += partial.Counts[i];
                }
            }).Counts.CopyTo(counts);
    }

    /// <summary>What one thread has found so far.</summary>
    private sealed class Partial
    {
        public FacilitySet Set;
        public int Count;
        public int[] Counts = [];
    }

    /// <summary>Has threads add blocks of sets to what each found, then joins what they found; no order may matter.</summary>
    private static Partial Fold(
        ReadOnlyMemory<FacilitySet> sets, ParallelOptions options, Func<Partial> create,
        Action<ReadOnlySpan<FacilitySet>, Partial> add, Action<Partial, Partial> join)
    {
        ArgumentNullException.ThrowIfNull(options);
        Partial all = create();
        Parallel.For(
            0, (int)(((long)sets.Length + BlockSize - 1) / BlockSize), options, create,
            (block, _, partial) =>
            {
                ReadOnlySpan<FacilitySet> rest = sets.Span[(block * BlockSize)..];
                add(rest[..Math.Min(BlockSize, rest.Length)], partial);
                return partial;
            },
            partial =>
            {
                lock (all)
                {
                    join(all, partial);
                }
            });
        return all;
    }
}
