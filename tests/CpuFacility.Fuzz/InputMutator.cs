using System.Text;

namespace CpuFacility.Fuzz;

/// <summary>Inputs made from seeds: pieces cut out, doubled, put in from elsewhere, bits and bytes changed, numbers made extreme.</summary>
internal sealed class InputMutator(Random random, IReadOnlyList<byte[]> seeds)
{
    private const int LongestInput = 1 << 16;

    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "", "-1", "0", "1023", "1024", "2147483647", "2147483648", "4294967296", "18446744073709551615", "18446744073709551616", "99999999999999999999999",
            "0x", "0xffffffffffffffff", "1e999", "-", "+", "=", ",", ";", ":", " ", "\t", "\n", "\r\n", "\n\n", "\0", "\uFEFF", "\u00e9", "\ud83d\ude00", "<", ">", "<!--", "]]>",
            "&amp;", "&#0;", "&#xD800;", "&lt", "'", "\"", "{", "}", "[", "]", "\\u", "\\ud800", "null", "true", "on", "off", "host", "max", "_", "x", "z", "rv",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0, 0, 0, 0, 0],
    ];

    /// <summary>The next input.</summary>
    public byte[] Next()
    {
        byte[] input = seeds.Count == 0 ? Noise(64) : seeds[random.Next(seeds.Count)];
        for (int i = 1 << random.Next(5); i > 0; i--)
        {
            input = Change(input);
        }

        return input.Length > LongestInput ? input[..LongestInput] : input;
    }

    private byte[] Change(byte[] input)
    {
        int from = random.Next(input.Length + 1);
        int to = Math.Min(input.Length, from + random.Next(1 << random.Next(9)));
        switch (random.Next(12))
        {
            case 0:
                return [.. input.AsSpan(0, from), .. input.AsSpan(to)];
            case 1:
                return input[..from];
            case 2:
                return [.. input.AsSpan(0, to), .. input.AsSpan(from)];
            case 3:
                return [.. input.AsSpan(0, from), .. Noise(8), .. input.AsSpan(to)];
            case 4:
                byte[] other = seeds.Count == 0 ? input : seeds[random.Next(seeds.Count)];
                int start = random.Next(other.Length + 1);
                int length = random.Next(other.Length - start + 1);
                return [.. input.AsSpan(0, from), .. other.AsSpan(start, length), .. input.AsSpan(to)];
            case 5 or 6 or 7:
                return [.. input.AsSpan(0, from), .. Words[random.Next(Words.Length)], .. input.AsSpan(random.Next(2) == 0 ? from : to)];
            case 8 when to - from > 0:
                // A piece many times: what is quadratic shows.
                byte[] repeated = [.. Enumerable.Repeat(input.AsSpan(from, to - from).ToArray(), random.Next(1, 1 << random.Next(1, 10))).SelectMany(static piece => piece)];
                return [.. input.AsSpan(0, from), .. repeated.AsSpan(0, Math.Min(repeated.Length, LongestInput)), .. input.AsSpan(to)];
            default:
                if (input.Length == 0)
                {
                    return Noise(4);
                }

                byte[] changed = [.. input];
                int place = random.Next(input.Length);
                changed[place] = random.Next(3) switch
                {
                    0 => (byte)(changed[place] ^ (1 << random.Next(8))),
                    1 => (byte)random.Next(256),
                    _ => (byte)(changed[place] + random.Next(-2, 3)),
                };
                return changed;
        }
    }

    private byte[] Noise(int most)
    {
        byte[] bytes = new byte[random.Next(most + 1)];
        random.NextBytes(bytes);
        return bytes;
    }
}
