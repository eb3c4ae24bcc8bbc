namespace CpuFacility;

public readonly partial struct FacilitySet
{
    private const string TooManyBytes = "A set has at most 128 bytes.";

    /// <summary>
    /// Writes the canonical bytes: 128, the sixteen words in order, each in little-endian order on every machine. Index <c>i</c> is bit
    /// <c>i mod 8</c>, counted from the least significant, of byte <c>i / 8</c>.
    /// </summary>
    /// <param name="destination">Where to write; at least 128 bytes. What lies behind them is left as it was.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than 128 bytes; nothing was written.</exception>
    public void WriteBytes(Span<byte> destination)
    {
        if (destination.Length < ByteLength)
        {
            Throw.DestinationTooShort(ByteLength, destination.Length, nameof(destination));
        }

        WordBytes.Write(WordsOf(in this), destination, WordBytes.Host);
    }

    /// <summary>Writes the canonical bytes, as <see cref="WriteBytes"/> does, when there is room.</summary>
    /// <param name="destination">Where to write.</param>
    /// <param name="bytesWritten">128, or 0 when there is no room.</param>
    /// <returns>Whether the destination had room for 128 bytes; if not, nothing was written.</returns>
    public bool TryWriteBytes(Span<byte> destination, out int bytesWritten)
    {
        if (destination.Length < ByteLength)
        {
            bytesWritten = 0;
            return false;
        }

        WordBytes.Write(WordsOf(in this), destination, WordBytes.Host);
        bytesWritten = ByteLength;
        return true;
    }

    /// <summary>The canonical bytes in a new array of 128.</summary>
    public byte[] ToByteArray()
    {
        byte[] bytes = new byte[ByteLength];
        WriteBytes(bytes);
        return bytes;
    }

    /// <summary>Reads canonical bytes.</summary>
    /// <param name="bytes">0 to 128 bytes; those missing at the end are zero, so that bytes cut after the last member read as the same set.</param>
    /// <exception cref="FacilityFormatException">There are more than 128 bytes, even if the rest is zero; the position is 128.</exception>
    public static FacilitySet FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (!TryFromBytes(bytes, out FacilitySet set, out FacilityFormatError error))
        {
            Throw.BadFormat(error);
        }

        return set;
    }

    /// <summary>Reads canonical bytes.</summary>
    /// <param name="bytes">0 to 128 bytes; those missing at the end are zero.</param>
    /// <param name="set">The set; empty when the result is <see langword="false"/>.</param>
    /// <param name="error">Position and reason when the result is <see langword="false"/>.</param>
    /// <returns>Whether there are at most 128 bytes.</returns>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, out FacilitySet set, out FacilityFormatError error)
    {
        set = default;
        if (bytes.Length > ByteLength)
        {
            error = new FacilityFormatError(ByteLength, TooManyBytes);
            return false;
        }

        error = default;
        WordBytes.Read(bytes, MutableWordsOf(ref set), WordBytes.Host);
        return true;
    }
}
