using System.Text;
using CpuFacility.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace CpuFacility.Interop.Tests.Laws;

/// <summary>A real reply with some bytes changed, dropped, repeated or put in.</summary>
/// <param name="Utf8">The bytes, which need not be UTF-8 any more.</param>
public sealed record MutatedReply(byte[] Utf8)
{
    public override string ToString() => Encoding.Latin1.GetString(Utf8);
}

/// <summary>A seed for what is written at random.</summary>
/// <param name="Value">Any number.</param>
public readonly record struct AnySeed(int Value);

/// <summary>The generators of the laws on QMP. FsCheck finds them by their types.</summary>
public static class ReplyGenerators
{
    private static readonly byte[][] Replies =
        [.. Directory.GetFiles(RepositoryFolder.Locate("samples", "replies"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    /// <summary>What breaks JSON, or makes other JSON of it.</summary>
    private static readonly byte[][] Pieces =
    [
        .. "{|}|[|]|\"|,|:|\\|\\u|\\ud800|/**/|//|null|true|1|-|\0|\n|\uFEFF|é|\"name\"|\"name\":\"z14\",|\"vx\":1,|{\"error\":{}}|\"return\":|\"model\":null,"
            .Split('|').Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80],
        [.. "\"vx\":\""u8, 0xFF, .. "\","u8],
    ];

    public static Arbitrary<AnySeed> Numbers() => Arb.From(Seeds().Select(static seed => new AnySeed(seed)));

    public static Arbitrary<MutatedReply> Mutations() => Arb.From(Seeds().Select(static seed => Mutate(new Random(seed))));

    private static Gen<int> Seeds() => Gen.Choose(int.MinValue, int.MaxValue);

    private static MutatedReply Mutate(Random random)
    {
        List<byte> text = [.. Replies[random.Next(Replies.Length)]];
        for (int left = random.Next(1, 4); left > 0; left--)
        {
            int start = random.Next(text.Count + 1);
            int length = Math.Min(random.Next(1, 20), text.Count - start);
            switch (random.Next(9))
            {
                case 0:
                    text.RemoveRange(start, length);
                    break;
                case 1:
                    text.InsertRange(start, text.GetRange(start, length));
                    break;
                case 2 when length > 0:
                    text[start] ^= (byte)(1 << random.Next(8));
                    break;
                case 3:
                    text.RemoveRange(start, random.Next(4) == 0 ? text.Count - start : length);
                    break;
                case 4:
                    text.InsertRange(start, Enumerable.Repeat((byte)'[', random.Next(60)));
                    break;
                case 5:
                    RepeatProperty(text, start);
                    break;
                case 6:
                    // Behind the brace of the properties the piece is where it may make other JSON of the text.
                    text.InsertRange(text.LastIndexOf((byte)'{') + 1, Pieces[random.Next(Pieces.Length)]);
                    break;
                default:
                    text.InsertRange(start, Pieces[random.Next(Pieces.Length)]);
                    break;
            }
        }

        return new MutatedReply([.. text]);
    }

    /// <summary>Drops or repeats a whole <c>, "name": true</c>, which stays JSON.</summary>
    private static void RepeatProperty(List<byte> text, int start)
    {
        int from = text.IndexOf((byte)',', start);
        int to = from < 0 ? -1 : text.IndexOf((byte)',', from + 1);
        if (to > 0)
        {
            if (start % 2 == 0)
            {
                text.RemoveRange(from, to - from);
            }
            else
            {
                text.InsertRange(from, text.GetRange(from, to - from));
            }
        }
    }
}
