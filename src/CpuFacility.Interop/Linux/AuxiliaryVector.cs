using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Linux;

/// <summary>
/// The auxiliary vector of a 64-bit program, as Linux shows it in <c>/proc/self/auxv</c>: pairs of 64-bit words, type and value, up to a pair of type
/// 0. Immutable.
/// </summary>
public sealed class AuxiliaryVector
{
    /// <summary>The most bytes that are read. The kernel writes some twenty pairs, of 16 bytes each.</summary>
    public const int MaximumLength = 65_536;

    /// <summary>The type of the end: AT_NULL.</summary>
    public const ulong End = 0;

    /// <summary>The type of the platform's name: AT_PLATFORM. The value is an address in the program's own memory, so a file does not have the name.</summary>
    public const ulong Platform = 15;

    /// <summary>The type of the first word of hardware capabilities: AT_HWCAP.</summary>
    public const ulong HardwareCapabilities = 16;

    /// <summary>The type of the second word of hardware capabilities: AT_HWCAP2.</summary>
    public const ulong HardwareCapabilities2 = 26;

    /// <summary>The type of the third word of hardware capabilities: AT_HWCAP3.</summary>
    public const ulong HardwareCapabilities3 = 29;

    private const int EntryLength = 16;

    private AuxiliaryVector(ImmutableArray<AuxiliaryVectorEntry> entries)
    {
        Entries = entries;
    }

    /// <summary>The entries before the end, in their order.</summary>
    public ImmutableArray<AuxiliaryVectorEntry> Entries { get; }

    /// <summary>Reads an auxiliary vector.</summary>
    /// <param name="source">The bytes, at most <see cref="MaximumLength"/>.</param>
    /// <param name="isLittleEndian">The byte order of the words: that of the machine that wrote them.</param>
    /// <exception cref="FacilityFormatException">The bytes are no auxiliary vector; the exception has the byte position.</exception>
    public static AuxiliaryVector Parse(ReadOnlySpan<byte> source, bool isLittleEndian) =>
        TryParse(source, isLittleEndian, out AuxiliaryVector? vector, out FacilityFormatError error) ? vector : throw new FacilityFormatException(error);

    /// <summary>Reads an auxiliary vector, without an exception for bad input.</summary>
    /// <param name="source">The bytes, at most <see cref="MaximumLength"/>.</param>
    /// <param name="isLittleEndian">The byte order of the words: that of the machine that wrote them.</param>
    /// <param name="vector">The vector, or null.</param>
    /// <param name="error">What is wrong, and from which byte on.</param>
    /// <returns>Whether the bytes are whole pairs up to one of type 0, with nothing but zeros behind it, and no capabilities are there twice.</returns>
    public static bool TryParse(
        ReadOnlySpan<byte> source, bool isLittleEndian, [NotNullWhen(true)] out AuxiliaryVector? vector, out FacilityFormatError error)
    {
        vector = null;
        error = default;
        if (source.Length > MaximumLength)
        {
            error = new FacilityFormatError(MaximumLength, $"An auxiliary vector is read up to {MaximumLength} bytes, but this one has {source.Length}.");
            return false;
        }

        var entries = ImmutableArray.CreateBuilder<AuxiliaryVectorEntry>(source.Length / EntryLength);
        for (int position = 0; position + EntryLength <= source.Length; position += EntryLength)
        {
            ulong type = ReadWord(source[position..], isLittleEndian);
            if (type == End)
            {
                int rest = source[(position + EntryLength)..].IndexOfAnyExcept((byte)0);
                if (rest >= 0)
                {
                    error = new FacilityFormatError(position + EntryLength + rest, "Something follows the end of the auxiliary vector, a pair of type 0.");
                    return false;
                }

                vector = new AuxiliaryVector(entries.ToImmutable());
                return true;
            }

            if (type is HardwareCapabilities or HardwareCapabilities2 or HardwareCapabilities3 && entries.Any(entry => entry.Type == type))
            {
                error = new FacilityFormatError(position, $"The auxiliary vector has type {type} twice.");
                return false;
            }

            entries.Add(new AuxiliaryVectorEntry(type, ReadWord(source[(position + 8)..], isLittleEndian)));
        }

        error = new FacilityFormatError(
            source.Length, "The auxiliary vector has no end, a pair of type 0: it is cut off, or the byte order is the other one.");
        return false;
    }

    /// <summary>Finds the value of the first entry of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="value">The value found.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGet(ulong type, out ulong value)
    {
        foreach (AuxiliaryVectorEntry entry in Entries)
        {
            if (entry.Type == type)
            {
                value = entry.Value;
                return true;
            }
        }

        value = 0;
        return false;
    }

    private static ulong ReadWord(ReadOnlySpan<byte> source, bool isLittleEndian) =>
        isLittleEndian ? BinaryPrimitives.ReadUInt64LittleEndian(source) : BinaryPrimitives.ReadUInt64BigEndian(source);
}
