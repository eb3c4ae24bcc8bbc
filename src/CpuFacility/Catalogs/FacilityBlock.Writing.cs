namespace CpuFacility;

public sealed partial class FacilityBlock
{
    /// <summary>
    /// The number of bytes that hold a set: <see cref="Width"/> / 8, or if the block <see cref="IsVariableLength"/> as many as its
    /// highest bit needs, rounded up to doublewords (8 bytes), the unit in which hardware stores such a list.
    /// </summary>
    /// <param name="facilities">The set; facilities that the block does not report do not count.</param>
    /// <param name="unknown">The unknown bits to be written with it.</param>
    /// <exception cref="ArgumentException">The unknown bits are of another block.</exception>
    public int GetByteCount(in FacilitySet facilities, UnknownBits unknown = default)
    {
        ThrowIfOfAnotherBlock(unknown);
        if (!IsVariableLength)
        {
            return Width / 8;
        }

        int highest = HighestBit(facilities, unknown);
        foreach (ImpliedBit implied in _impliedBits)
        {
            if (implied.IsOnWith(facilities))
            {
                highest = Math.Max(highest, implied.Bit);
            }
        }

        return (highest + 64) / 64 * 8;
    }

    /// <summary>
    /// Writes the block exactly as hardware would store it: bits that are always on, or on together with a facility, included.
    /// The whole destination is written.
    /// </summary>
    /// <param name="facilities">The set; facilities that the block does not report are not written.</param>
    /// <param name="destination">
    /// Where to write: <see cref="Width"/> / 8 bytes, or if the block <see cref="IsVariableLength"/> any number up to that which holds
    /// all facilities and unknown bits. Bits that only come with a facility are cut off with a shorter destination, as hardware does.
    /// </param>
    /// <param name="unknown">The unknown bits of an earlier <see cref="Read"/> of the same block.</param>
    /// <exception cref="ArgumentException">The destination has a wrong length, or the unknown bits are of another block. Nothing is written.</exception>
    public void Write(in FacilitySet facilities, Span<byte> destination, UnknownBits unknown = default)
    {
        if (!HasValidLength(destination.Length))
        {
            throw new ArgumentException(LengthRule(destination.Length), nameof(destination));
        }

        if (!TryWrite(facilities, destination, unknown))
        {
            throw new ArgumentException(
                $"Bit {HighestBit(facilities, unknown)} of block {Name} does not fit into {destination.Length} bytes: " +
                $"{GetByteCount(facilities, unknown)} hold everything.",
                nameof(destination));
        }
    }

    /// <summary>Writes the block as <see cref="Write"/> does, without an exception for a destination of the wrong length.</summary>
    /// <param name="facilities">The set; facilities that the block does not report are not written.</param>
    /// <param name="destination">Where to write, as for <see cref="Write"/>.</param>
    /// <param name="unknown">The unknown bits of an earlier <see cref="Read"/> of the same block.</param>
    /// <returns>Whether the destination has a valid length and holds all facilities and unknown bits; if not, nothing is written.</returns>
    /// <exception cref="ArgumentException">The unknown bits are of another block.</exception>
    public bool TryWrite(in FacilitySet facilities, Span<byte> destination, UnknownBits unknown = default)
    {
        ThrowIfOfAnotherBlock(unknown);
        if (!HasValidLength(destination.Length) || HighestBit(facilities, unknown) >= destination.Length * 8)
        {
            return false;
        }

        destination.Clear();
        for (int bit = 0; bit < _facilityByBit.Length; bit++)
        {
            if (_facilityByBit[bit] >= 0 && facilities.Contains(_facilityByBit[bit]))
            {
                destination[bit / 8] |= MaskOf(bit);
            }
        }

        foreach (ImpliedBit implied in _impliedBits)
        {
            if (implied.Bit < destination.Length * 8 && implied.IsOnWith(facilities))
            {
                destination[implied.Bit / 8] |= MaskOf(implied.Bit);
            }
        }

        foreach (int bit in unknown.On)
        {
            destination[bit / 8] |= MaskOf(bit);
        }

        foreach (int bit in unknown.Off)
        {
            if (bit < destination.Length * 8)
            {
                destination[bit / 8] &= (byte)~MaskOf(bit);
            }
        }

        return true;
    }

    /// <summary>The highest bit that must not be cut off, or -1: those of facilities and the unknown ones, not the implied ones.</summary>
    private int HighestBit(in FacilitySet facilities, UnknownBits unknown)
    {
        int highest = unknown.On.IsEmpty ? -1 : unknown.On[^1];
        for (int bit = _facilityByBit.Length - 1; bit > highest; bit--)
        {
            if (_facilityByBit[bit] >= 0 && facilities.Contains(_facilityByBit[bit]))
            {
                return bit;
            }
        }

        return highest;
    }

    private void ThrowIfOfAnotherBlock(UnknownBits unknown)
    {
        if (unknown.Block is not null && !ReferenceEquals(unknown.Block, this))
        {
            throw new ArgumentException($"The unknown bits are of block {unknown.Block.Name}, not of {Name}.", nameof(unknown));
        }
    }
}
