using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace CpuFacility;

public readonly partial struct FacilitySet
{
    /// <summary>
    /// A hash of 128 bits that depends on the members only: the same in every process, on every machine, in every version of the library,
    /// and when the capacity grows.
    /// </summary>
    /// <remarks>
    /// <para>Specification: XXH128 (the 128-bit variant of XXH3) with seed 0 over the canonical bytes (<see cref="WriteBytes"/>) without
    /// their trailing zero bytes; for the empty set, over no bytes at all.</para>
    /// <para>The number's 32 hexadecimal digits, as <c>ToString("x32")</c> gives them, are those that <c>xxhsum -H2</c> prints for a file
    /// of these bytes: its first eight bytes are the upper half of the number, most significant byte first.</para>
    /// <para>It tells sets apart, but is no protection against someone who makes sets collide on purpose.</para>
    /// </remarks>
    /// <example>The set <c>[0]</c> is the one byte 0x01: <c>printf '\x01' | xxhsum -H2</c>.</example>
    public UInt128 GetStableHash() => StableHash(WordsOf(in this), WordBytes.Host);

    /// <summary>The stable hash of words as a machine of the given byte order holds them.</summary>
    internal static UInt128 StableHash(ReadOnlySpan<ulong> words, ByteOrder host)
    {
        // Such a machine has the canonical bytes in memory.
        if (host == ByteOrder.LittleEndian)
        {
            return HashTrimmed(MemoryMarshal.AsBytes(words));
        }

        Span<byte> bytes = stackalloc byte[ByteLength];
        WordBytes.Write(words, bytes, host);
        return HashTrimmed(bytes);
    }

    private static UInt128 HashTrimmed(ReadOnlySpan<byte> bytes) =>
        XxHash128.HashToUInt128(bytes[..(bytes.LastIndexOfAnyExcept((byte)0) + 1)]);
}
