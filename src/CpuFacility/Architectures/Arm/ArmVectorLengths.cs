using System.Globalization;
using System.Numerics;

namespace CpuFacility.Arm;

/// <summary>
/// A set of SVE vector lengths: multiples of 128 bits up to 2048. A value type; the default value is no SVE. Safe to share between threads.
/// </summary>
/// <remarks>
/// <para>More lengths are not better: a program sees which length it gets when it asks for one that is not there. KVM therefore gives a guest what
/// the host has up to the guest's longest length, and nothing else: <see cref="IsAcceptedBy"/>.</para>
/// <para>As facilities, a length has two bits, one when it is there and one when it is not although a longer one is. So a set of lengths is within
/// another exactly if it is the other, cut at its own longest length. Sets are cut again when they are read: what two have in common counts up to
/// the first length that one has and the other has not, and then up to the longest that both have.</para>
/// </remarks>
public readonly struct ArmVectorLengths : IEquatable<ArmVectorLengths>
{
    /// <summary>The step between lengths, and the shortest, in bits.</summary>
    public const int Step = 128;

    /// <summary>The longest length, in bits.</summary>
    public const int MaximumLength = 2048;

    /// <summary>The number of lengths.</summary>
    public const int Count = MaximumLength / Step;

    /// <summary>Creates a set from a bitmap.</summary>
    /// <param name="bitmap">Bit 0 for 128 bits, bit 1 for 256 and so on, as KVM and QEMU have it.</param>
    public ArmVectorLengths(ushort bitmap) => Bitmap = bitmap;

    /// <summary>The set as a bitmap: bit 0 for 128 bits, bit 1 for 256 and so on.</summary>
    public ushort Bitmap { get; }

    /// <summary>Whether there is no length: SVE is not there.</summary>
    public bool IsEmpty => Bitmap == 0;

    /// <summary>The longest length in bits, 0 without SVE.</summary>
    public int Longest => (32 - BitOperations.LeadingZeroCount(Bitmap)) * Step;

    /// <summary>Creates a set from lengths in bits.</summary>
    /// <param name="lengths">Multiples of 128 from 128 to 2048, in any order.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is no length.</exception>
    public static ArmVectorLengths Create(params ReadOnlySpan<int> lengths)
    {
        int bitmap = 0;
        foreach (int length in lengths)
        {
            bitmap |= BitOf(length, nameof(lengths));
        }

        return new ArmVectorLengths((ushort)bitmap);
    }

    /// <summary>The lengths that a set says.</summary>
    /// <param name="facilities">A set; of an intersection, what all have in common. It does not allocate.</param>
    public static ArmVectorLengths FromFacilities(in FacilitySet facilities)
    {
        int present = 0;
        int absent = 0;
        for (int i = 0; i < Count; i++)
        {
            present |= facilities.Contains(ArmData.VectorLengths.Present[i]) ? 1 << i : 0;
            absent |= facilities.Contains(ArmData.VectorLengths.Absent[i]) ? 1 << i : 0;
        }

        int decided = BitOperations.TrailingZeroCount(~(present ^ absent));
        return new ArmVectorLengths((ushort)(present & ((1 << decided) - 1)));
    }

    /// <summary>Whether a length is there.</summary>
    /// <param name="length">A multiple of 128 from 128 to 2048, in bits.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is no length.</exception>
    public bool Contains(int length) => (Bitmap & BitOf(length, nameof(length))) != 0;

    /// <summary>The lengths up to one.</summary>
    /// <param name="longest">In bits; 0 for none.</param>
    public ArmVectorLengths CutAt(int longest) => new((ushort)(Bitmap & ((1 << Math.Clamp(longest / Step, 0, Count)) - 1)));

    /// <summary>Whether KVM takes a guest with these lengths: they are the host's, cut at their own longest.</summary>
    /// <param name="host">The lengths of the host.</param>
    public bool IsAcceptedBy(ArmVectorLengths host) => Bitmap == host.CutAt(Longest).Bitmap;

    /// <summary>The longest set that both hosts accept from a guest.</summary>
    /// <param name="other">The lengths of the other host.</param>
    public ArmVectorLengths GetCommon(ArmVectorLengths other)
    {
        int equal = BitOperations.TrailingZeroCount(Bitmap ^ other.Bitmap);
        return CutAt(equal * Step);
    }

    /// <summary>The facilities that stand for the set: a bit for each length up to the longest. It does not allocate.</summary>
    public FacilitySet ToFacilities()
    {
        var facilities = default(FacilitySet.Builder);
        for (int i = 0; i < Longest / Step; i++)
        {
            facilities.Add((Bitmap & (1 << i)) != 0 ? ArmData.VectorLengths.Present[i] : ArmData.VectorLengths.Absent[i]);
        }

        return facilities.ToFacilitySet();
    }

    /// <inheritdoc/>
    public bool Equals(ArmVectorLengths other) => Bitmap == other.Bitmap;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ArmVectorLengths other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Bitmap;

    /// <summary>Whether both have the same lengths.</summary>
    /// <param name="left">The first set.</param>
    /// <param name="right">The second set.</param>
    public static bool operator ==(ArmVectorLengths left, ArmVectorLengths right) => left.Equals(right);

    /// <summary>Whether lengths differ.</summary>
    /// <param name="left">The first set.</param>
    /// <param name="right">The second set.</param>
    public static bool operator !=(ArmVectorLengths left, ArmVectorLengths right) => !left.Equals(right);

    /// <summary>The lengths in bits, as in <c>128 256 512</c>; <c>none</c> without SVE.</summary>
    public override string ToString()
    {
        ushort bitmap = Bitmap;
        return bitmap == 0
            ? "none"
            : string.Join(' ', Enumerable.Range(0, Count)
                .Where(i => (bitmap & (1 << i)) != 0)
                .Select(static i => ((i + 1) * Step).ToString(CultureInfo.InvariantCulture)));
    }

    private static int BitOf(int length, string parameter) =>
        length is >= Step and <= MaximumLength && length % Step == 0
            ? 1 << ((length / Step) - 1)
            : throw new ArgumentOutOfRangeException(parameter, length, $"A vector length is a multiple of {Step} from {Step} to {MaximumLength} bits.");
}
