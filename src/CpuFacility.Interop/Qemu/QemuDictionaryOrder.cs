using System.Text;

namespace CpuFacility.Qemu;

/// <summary>
/// The order in which QEMU walks a JSON object: by the buckets of its hash table, and in a bucket the last entry first. It shows in two places:
/// a model's properties are switched in this order, which decides when a group and one of its members are given, and replies are written in it.
/// </summary>
/// <remarks>The hash is that of QEMU's dictionary type (<c>qobject/qdict.c</c>), checked against replies of QEMU 7.2.</remarks>
internal static class QemuDictionaryOrder
{
    private const int Buckets = 512;

    /// <summary>Sorts entries that are given in the order of the text.</summary>
    public static IEnumerable<KeyValuePair<string, TValue>> Sort<TValue>(IEnumerable<KeyValuePair<string, TValue>> entries) =>
        entries.Reverse().OrderBy(static entry => BucketOf(entry.Key));

    internal static int BucketOf(string name)
    {
        Span<byte> utf8 = stackalloc byte[256];
        if (!Encoding.UTF8.TryGetBytes(name, utf8, out int length))
        {
            utf8 = Encoding.UTF8.GetBytes(name);
            length = utf8.Length;
        }

        uint value = 0x238F13AF * (uint)length;
        for (int i = 0; i < length; i++)
        {
            value += (uint)utf8[i] << (i * 5 % 24);
        }

        return (int)(((1103515243 * value) + 12345) % Buckets);
    }
}
