using System.Collections.Immutable;
using System.Numerics;

namespace CpuFacility;

public sealed partial class FacilityBlock
{
    /// <summary>Reads the block as hardware stores it.</summary>
    /// <param name="source">
    /// The bytes of the block in storage order: exactly <see cref="Width"/> / 8, or any number up to that if the block
    /// <see cref="IsVariableLength"/>.
    /// </param>
    /// <param name="unknown">The bits that the catalog has no name for: never dropped, to be passed back when writing.</param>
    /// <returns>The facilities whose bits are on.</returns>
    /// <exception cref="FacilityFormatException">The number of bytes is not that of the block.</exception>
    public FacilitySet Read(ReadOnlySpan<byte> source, out UnknownBits unknown) =>
        TryRead(source, out FacilitySet facilities, out unknown, out FacilityFormatError error)
            ? facilities
            : throw new FacilityFormatException(error);

    /// <summary>Reads the block as hardware stores it, without an exception for a wrong number of bytes.</summary>
    /// <param name="source">The bytes, as for <see cref="Read"/>.</param>
    /// <param name="facilities">The facilities whose bits are on.</param>
    /// <param name="unknown">The bits that the catalog has no name for.</param>
    /// <param name="error">What is wrong with the bytes, and from which byte on.</param>
    /// <returns>Whether the number of bytes is that of the block. It allocates nothing unless bits are unknown.</returns>
    public bool TryRead(ReadOnlySpan<byte> source, out FacilitySet facilities, out UnknownBits unknown, out FacilityFormatError error)
    {
        facilities = default;
        unknown = default;
        if (!HasValidLength(source.Length))
        {
            error = new FacilityFormatError(Math.Min(source.Length, Width / 8), LengthRule(source.Length));
            return false;
        }

        error = default;
        var found = default(FacilitySet.Builder);
        ImmutableArray<int>.Builder? on = null;
        for (int position = 0; position < source.Length; position++)
        {
            for (uint rest = source[position]; rest != 0;)
            {
                int bit = (position * 8) + TakeFirst(ref rest);
                int index = FacilityAt(bit);
                if (index >= 0)
                {
                    found.Add(index);
                }
                else if (!IsImplied(bit))
                {
                    (on ??= ImmutableArray.CreateBuilder<int>()).Add(bit);
                }
            }
        }

        facilities = found.ToFacilitySet();
        unknown = CheckImplied(source, facilities, on);
        return true;
    }

    /// <summary>Implied bits that agree with the facilities are no news; the others are kept, so that writing restores them.</summary>
    private UnknownBits CheckImplied(ReadOnlySpan<byte> source, in FacilitySet facilities, ImmutableArray<int>.Builder? on)
    {
        ImmutableArray<int>.Builder? off = null;
        foreach (ImpliedBit implied in _impliedBits)
        {
            if (implied.Bit >= source.Length * 8)
            {
                continue;
            }

            bool isOn = (source[implied.Bit / 8] & MaskOf(implied.Bit)) != 0;
            bool shouldBeOn = implied.IsOnWith(facilities);
            if (shouldBeOn && !isOn)
            {
                (off ??= ImmutableArray.CreateBuilder<int>()).Add(implied.Bit);
            }
            else if (isOn && !shouldBeOn)
            {
                (on ??= ImmutableArray.CreateBuilder<int>()).Add(implied.Bit);
            }
        }

        if (on is null && off is null)
        {
            return default;
        }

        on?.Sort();
        return new UnknownBits(this, on?.ToImmutable() ?? [], off?.ToImmutable() ?? []);
    }

    private bool IsImplied(int bit)
    {
        foreach (ImpliedBit implied in _impliedBits)
        {
            if (implied.Bit == bit)
            {
                return true;
            }
        }

        return false;
    }

    private bool HasValidLength(int length) => IsVariableLength ? length <= Width / 8 : length == Width / 8;

    private string LengthRule(int length) =>
        $"Block {Name} has {(IsVariableLength ? "0 to " : "")}{Width / 8} bytes, but {length} were given.";

    /// <summary>Takes the set bit with the lowest number in the block's numbering off a byte and returns that number, 0 to 7.</summary>
    private int TakeFirst(ref uint rest)
    {
        if (BitOrder == BlockBitOrder.LeastSignificantFirst)
        {
            int lowest = BitOperations.TrailingZeroCount(rest);
            rest &= rest - 1;
            return lowest;
        }

        int highest = BitOperations.Log2(rest);
        rest ^= 1u << highest;
        return 7 - highest;
    }

    private byte MaskOf(int bit) =>
        BitOrder == BlockBitOrder.LeastSignificantFirst ? (byte)(1 << (bit & 7)) : (byte)(0x80 >> (bit & 7));
}
