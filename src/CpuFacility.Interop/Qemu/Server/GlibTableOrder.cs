using System.Numerics;
using System.Text;

namespace CpuFacility.Qemu;

/// <summary>
/// The order in which GLib's hash table of strings lists its keys. It shows when a command has several arguments that it does not know: QEMU
/// names the first in this order.
/// </summary>
/// <remarks>Open addressing in a table of a power of two, home positions modulo a prime below it (<c>glib/ghash.c</c>); checked against QEMU 7.2.</remarks>
internal static class GlibTableOrder
{
    private const int SmallestBits = 3;

    /// <summary>The prime used with a table of 2^n positions.</summary>
    private static ReadOnlySpan<int> Primes =>
        [1, 2, 3, 7, 13, 31, 61, 127, 251, 509, 1021, 2039, 4093, 8191, 16381, 32749, 65521, 131071, 262139, 524287, 1048573, 2097143];

    /// <summary>The keys in the table's order.</summary>
    /// <param name="keys">Distinct keys in the order in which they are put in.</param>
    /// <param name="taken">Those that are then taken out, in the order in which that is done: the table shrinks, and others move.</param>
    public static IEnumerable<string> Sort(IReadOnlyList<string> keys, params IEnumerable<string> taken)
    {
        int bits = SmallestBits;
        var table = new string?[1 << bits];
        int count = 0;
        foreach (string key in keys)
        {
            Put(table, bits, key);
            count++;
            if (table.Length <= count + (count / 16))
            {
                Resize(ref table, ref bits, count);
            }
        }

        foreach (string key in taken)
        {
            // Nothing is put in after this, so that it makes no difference that the position is not free again before the table shrinks.
            table[Array.IndexOf(table, key)] = null;
            count--;
            if (table.Length > count * 4 && bits > SmallestBits)
            {
                Resize(ref table, ref bits, count);
            }
        }

        return table.OfType<string>();
    }

    private static void Put(string?[] table, int bits, string key)
    {
        uint position = HomeOf(key, bits);
        for (uint step = 1; table[position] is not null; step++)
        {
            position = (position + step) & (uint)(table.Length - 1);
        }

        table[position] = key;
    }

    /// <summary>
    /// Makes room for a third more than there is. The table changes in place: a key that stands where another belongs gives way and looks for its own new
    /// position next.
    /// </summary>
    private static void Resize(ref string?[] table, ref int bits, int count)
    {
        bits = count == 0 ? SmallestBits : Math.Max(SmallestBits, 1 + BitOperations.Log2((uint)(count * 1.333)));
        int oldLength = table.Length;
        int length = 1 << bits;
        Array.Resize(ref table, Math.Max(oldLength, length));
        bool[] isPlaced = new bool[table.Length];
        for (int i = 0; i < oldLength; i++)
        {
            string? key = isPlaced[i] ? null : table[i];
            if (key is not null)
            {
                table[i] = null;
            }

            while (key is not null)
            {
                uint position = HomeOf(key, bits);
                for (uint step = 1; isPlaced[position]; step++)
                {
                    position = (position + step) & (uint)(length - 1);
                }

                isPlaced[position] = true;
                (key, table[position]) = (table[position], key);
            }
        }

        Array.Resize(ref table, length);
    }

    private static uint HomeOf(string key, int bits) => unchecked(HashOf(key) * 11) % (uint)Primes[bits];

    private static uint HashOf(string key)
    {
        uint hash = 5381;
        foreach (byte unit in Encoding.UTF8.GetBytes(key))
        {
            // The bytes are signed there.
            hash = unchecked((hash * 33) + (uint)(sbyte)unit);
        }

        // 0 and 1 mark free positions.
        return Math.Max(hash, 2);
    }
}
