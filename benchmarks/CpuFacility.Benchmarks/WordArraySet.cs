using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CpuFacility.Benchmarks;

/// <summary>Candidate B: sixteen words as an inline array, which align to 8 bytes and are reached as vectors.</summary>
public readonly struct WordArraySet
{
    private readonly Words _words;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private WordArraySet(Vector256<ulong> lane0, Vector256<ulong> lane1, Vector256<ulong> lane2, Vector256<ulong> lane3)
    {
        Unsafe.SkipInit(out _words);
        ref ulong first = ref Unsafe.As<Words, ulong>(ref _words);
        lane0.StoreUnsafe(ref first, 0);
        lane1.StoreUnsafe(ref first, 4);
        lane2.StoreUnsafe(ref first, 8);
        lane3.StoreUnsafe(ref first, 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Lane(ref readonly WordArraySet set, nuint lane) =>
        Vector256.LoadUnsafe(ref Unsafe.As<Words, ulong>(ref Unsafe.AsRef(in set._words)), lane * 4);

    public WordArraySet Intersect(in WordArraySet other) =>
        new(Lane(in this, 0) & Lane(in other, 0), Lane(in this, 1) & Lane(in other, 1),
            Lane(in this, 2) & Lane(in other, 2), Lane(in this, 3) & Lane(in other, 3));

    public bool IsSubsetOf(in WordArraySet other) =>
        ((Vector256.AndNot(Lane(in this, 0), Lane(in other, 0)) | Vector256.AndNot(Lane(in this, 1), Lane(in other, 1)))
         | (Vector256.AndNot(Lane(in this, 2), Lane(in other, 2)) | Vector256.AndNot(Lane(in this, 3), Lane(in other, 3))))
        == Vector256<ulong>.Zero;

    public bool Equals(in WordArraySet other) =>
        (((Lane(in this, 0) ^ Lane(in other, 0)) | (Lane(in this, 1) ^ Lane(in other, 1)))
         | ((Lane(in this, 2) ^ Lane(in other, 2)) | (Lane(in this, 3) ^ Lane(in other, 3)))) == Vector256<ulong>.Zero;

    public WordArraySet With(int index)
    {
        WordArraySet set = this;
        Unsafe.Add(ref Unsafe.As<WordArraySet, ulong>(ref set), (uint)index >> 6) |= 1UL << index;
        return set;
    }

    public WordArraySet WithLanes(int index)
    {
        Vector256<ulong> word = Vector256.Create((ulong)(uint)index >> 6);
        Vector256<ulong> bit = Vector256.Create(1UL << index);
        return new(
            Lane(in this, 0) | (Vector256.Equals(word, Vector256.Create(0UL, 1, 2, 3)) & bit),
            Lane(in this, 1) | (Vector256.Equals(word, Vector256.Create(4UL, 5, 6, 7)) & bit),
            Lane(in this, 2) | (Vector256.Equals(word, Vector256.Create(8UL, 9, 10, 11)) & bit),
            Lane(in this, 3) | (Vector256.Equals(word, Vector256.Create(12UL, 13, 14, 15)) & bit));
    }

    public bool Contains(int index) =>
        ((Unsafe.Add(ref Unsafe.As<WordArraySet, ulong>(ref Unsafe.AsRef(in this)), (uint)index >> 6) >> index) & 1) != 0;

    [InlineArray(16)]
    private struct Words
    {
        private ulong _word0;
    }
}
