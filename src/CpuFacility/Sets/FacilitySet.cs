using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CpuFacility;

/// <summary>
/// An immutable set of facilities, one bit each: indexes from 0 to 1,023, both included.
/// </summary>
/// <remarks>
/// <para><b>Bit numbering.</b> Index <c>i</c> is bit <c>i mod 64</c>, counted from the least significant, of word <c>i / 64</c>.
/// The value is sixteen 64-bit words in that order, 128 bytes without padding.
/// These are catalog indexes; the bit numbers of the hardware belong to its blocks.</para>
/// <para><b>Meaning.</b> A set is raw: it knows no architecture, so that combining sets of two architectures is not noticed here.</para>
/// <para><b>Equality and order.</b> Two sets are equal when they have the same members. Sets are ordered by inclusion only, which is a
/// partial order (<see cref="GetRelation"/>); there are no <c>&lt;</c> operators. There is no complement, which would need a universe.</para>
/// <para><b>Default value.</b> <c>default</c> is the empty set.</para>
/// <para><b>Errors.</b> An index outside 0 to 1,023 is refused with <see cref="ArgumentOutOfRangeException"/> by every member that takes one.</para>
/// <para><b>Threads and memory.</b> The type is immutable; a value in a field that is written while another thread reads it can be seen
/// half written, as with any struct of this size. No member allocates, except those that return a string, an array or an object.</para>
/// </remarks>
/// <example>
/// <code>
/// FacilitySet host = [0, 1, 2, 7, 129];
/// FacilitySet guest = FacilitySet.Parse("0-2,129");
/// bool runs = guest.IsSubsetOf(host);       // true
/// FacilitySet unused = host - guest;        // 7
/// </code>
/// </example>
// Packed: a vector would otherwise align every struct that holds a set to 32 bytes. The figures are in docs/set-layout.md.
[StructLayout(LayoutKind.Sequential, Pack = sizeof(ulong))]
[CollectionBuilder(typeof(FacilitySet), nameof(Create))]
public readonly partial struct FacilitySet
{
    /// <summary>How many facilities a set can hold: 1,024. The indexes are 0 to 1,023.</summary>
    public const int Capacity = 1024;

    /// <summary>Length of the canonical bytes: 128.</summary>
    public const int ByteLength = Capacity / 8;

    internal const int WordCount = Capacity / 64;

    private readonly Vector256<ulong> _lane0, _lane1, _lane2, _lane3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private FacilitySet(Vector256<ulong> lane0, Vector256<ulong> lane1, Vector256<ulong> lane2, Vector256<ulong> lane3)
    {
        _lane0 = lane0;
        _lane1 = lane1;
        _lane2 = lane2;
        _lane3 = lane3;
    }

    /// <summary>The set without members.</summary>
    public static FacilitySet Empty => default;

    /// <summary>Creates the set of the given indexes. This is what a collection expression calls: <c>FacilitySet s = [0, 7, 129];</c></summary>
    /// <param name="indexes">Indexes from 0 to 1,023 in any order; repeated ones count once.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside 0 to 1,023.</exception>
    public static FacilitySet Create(params ReadOnlySpan<int> indexes)
    {
        FacilitySet set = default;
        ref ulong first = ref MutableFirstWord(ref set);
        foreach (int index in indexes)
        {
            Throw.IfIndexOutOfRange(index, nameof(indexes));
            Unsafe.Add(ref first, (uint)index >> 6) |= 1UL << index;
        }

        return set;
    }

    /// <summary>Creates the set of <paramref name="count"/> consecutive indexes.</summary>
    /// <param name="first">The lowest index, from 0 to 1,023.</param>
    /// <param name="count">How many indexes, from 0 to 1,024 minus <paramref name="first"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within 0 to 1,023, or <paramref name="count"/> is negative.</exception>
    public static FacilitySet CreateRange(int first, int count)
    {
        FacilitySet set = default;
        SetRange(ref set, first, count);
        return set;
    }

    /// <summary>This set and one index more.</summary>
    /// <param name="index">The index to include, from 0 to 1,023.</param>
    /// <returns>The new set; equal to this one when the index is already a member.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is outside 0 to 1,023.</exception>
    public FacilitySet With(int index)
    {
        Throw.IfIndexOutOfRange(index, nameof(index));
        return IsVectorPath ? WithVector256(in this, index) : WithScalar(in this, index);
    }

    /// <summary>This set without one index.</summary>
    /// <param name="index">The index to leave out, from 0 to 1,023.</param>
    /// <returns>The new set; equal to this one when the index is no member.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is outside 0 to 1,023.</exception>
    public FacilitySet Without(int index)
    {
        Throw.IfIndexOutOfRange(index, nameof(index));
        return IsVectorPath ? WithoutVector256(in this, index) : WithoutScalar(in this, index);
    }

    /// <summary>The words of a set in place, for the vector, scalar and codec helpers of this assembly.</summary>
    internal static ReadOnlySpan<ulong> WordsOf(ref readonly FacilitySet set) =>
        MemoryMarshal.CreateReadOnlySpan(in FirstWord(in set), WordCount);

    /// <summary>The words of a set under construction.</summary>
    internal static Span<ulong> MutableWordsOf(ref FacilitySet set) =>
        MemoryMarshal.CreateSpan(ref MutableFirstWord(ref set), WordCount);

    private static ref readonly ulong FirstWord(ref readonly FacilitySet set) =>
        ref Unsafe.As<Vector256<ulong>, ulong>(ref Unsafe.AsRef(in set._lane0));

    private static ref ulong MutableFirstWord(ref FacilitySet set) =>
        ref Unsafe.As<Vector256<ulong>, ulong>(ref Unsafe.AsRef(in set._lane0));

    /// <summary>Adds a range to a set under construction; checks all before it changes anything.</summary>
    private static void SetRange(ref FacilitySet set, int first, int count)
    {
        Throw.IfIndexOutOfRange(first, nameof(first));
        if ((uint)count > (uint)(Capacity - first))
        {
            Throw.RangeOutOfRange(first, count, nameof(count));
        }

        Span<ulong> words = MutableWordsOf(ref set);
        int end = first + count;
        for (int index = first; index < end;)
        {
            int inWord = index & 63;
            int bits = Math.Min(64 - inWord, end - index);
            words[index >> 6] |= (ulong.MaxValue >> (64 - bits)) << inWord;
            index += bits;
        }
    }
}
