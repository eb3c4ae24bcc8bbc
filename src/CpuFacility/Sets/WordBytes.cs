using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CpuFacility;

/// <summary>
/// Words to bytes and back: word 0 first, each word in little-endian order whatever the machine.
/// </summary>
/// <remarks>
/// Both directions treat words as memory of a machine of the given order. For <see cref="ByteOrder.BigEndian"/> on a little-endian
/// machine, words with swapped bytes are exactly what a big-endian machine has in memory.
/// </remarks>
internal static class WordBytes
{
    /// <summary>The order of the machine that runs this.</summary>
    public static ByteOrder Host => BitConverter.IsLittleEndian ? ByteOrder.LittleEndian : ByteOrder.BigEndian;

    /// <summary>Writes 8 bytes per word.</summary>
    public static void Write(ReadOnlySpan<ulong> words, Span<byte> destination, ByteOrder host)
    {
        MemoryMarshal.AsBytes(words).CopyTo(destination);
        if (host == ByteOrder.BigEndian)
        {
            Span<byte> written = destination[..(words.Length * sizeof(ulong))];
            for (int i = 0; i < written.Length; i += sizeof(ulong))
            {
                written.Slice(i, sizeof(ulong)).Reverse();
            }
        }
    }

    /// <summary>Reads as many bytes as there are, which may end within a word; what is missing is zero.</summary>
    public static void Read(ReadOnlySpan<byte> source, Span<ulong> words, ByteOrder host)
    {
        words.Clear();
        source.CopyTo(MemoryMarshal.AsBytes(words));
        if (host == ByteOrder.BigEndian)
        {
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }
}
