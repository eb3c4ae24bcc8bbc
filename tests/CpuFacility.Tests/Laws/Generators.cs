using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;

namespace CpuFacility.Tests.Laws;

/// <summary>An index that every set can hold, edges of words and vectors more often than the rest.</summary>
/// <param name="Value">From 0 to 1,023.</param>
public readonly record struct AnyIndex(int Value);

/// <summary>Two sets that are often related: equal, one within the other, or different in one member only.</summary>
/// <param name="First">The first set.</param>
/// <param name="Second">The second set.</param>
public readonly record struct RelatedSets(FacilitySet First, FacilitySet Second);

/// <summary>The generators of the laws. FsCheck finds them by their types.</summary>
public static class Generators
{
    /// <summary>Indexes at the edges of the set, of its words and of its vectors.</summary>
    private static readonly int[] Edges =
        [0, 1, 7, 8, 31, 32, 62, 63, 64, 65, 127, 128, 191, 192, 255, 256, 257, 511, 512, 767, 768, 959, 960, 1022, 1023];

    public static Arbitrary<FacilitySet> Sets() => Arb.From(Seeds().Select(static seed => AnySet(new SplitMix(seed))), Shrink);

    public static Arbitrary<AnyIndex> Indexes() =>
        Arb.From(Gen.OneOf(Gen.Choose(0, FacilitySet.Capacity - 1), Gen.Elements(Edges)).Select(static index => new AnyIndex(index)));

    public static Arbitrary<RelatedSets> Pairs() => Arb.From(Seeds().Select(static seed => AnyPair(new SplitMix(seed))));

    public static Arbitrary<FacilityMask> Masks() =>
        Arb.From(Seeds().Select(static seed =>
        {
            var random = new SplitMix(seed);
            FacilitySet care = AnySet(random);
            return FacilityMask.FromValueAndCare(AnySet(random) & care, in care);
        }));

    private static Gen<ulong> Seeds() =>
        Gen.Choose(int.MinValue, int.MaxValue).SelectMany(
            static _ => Gen.Choose(int.MinValue, int.MaxValue), static (high, low) => ((ulong)(uint)high << 32) | (uint)low);

    private static RelatedSets AnyPair(SplitMix random)
    {
        FacilitySet first = AnySet(random), other = AnySet(random);
        int index = (int)random.Next(FacilitySet.Capacity);
        return random.Next(8) switch
        {
            0 => new(first, first),
            1 => new(first, first | other),
            2 => new(first | other, first),
            3 => new(first, first.With(index)),
            4 => new(first, first.Without(index)),
            5 => new(first, other - first),
            _ => new(first, other),
        };
    }

    private static FacilitySet AnySet(SplitMix random)
    {
        Span<ulong> words = stackalloc ulong[16];
        switch (random.Next(10))
        {
            case 0:
                break;
            case 1:
                words.Fill(ulong.MaxValue);
                break;
            case 2 or 3:
                SetBits(words, (int)random.Next(9), random, static random => (int)random.Next(FacilitySet.Capacity));
                break;
            case 4 or 5:
                SetBits(words, (int)random.Next(12), random, static random => Edges[random.Next((ulong)Edges.Length)]);
                break;
            case 6:
                SetRuns(words, random);
                break;
            case 7:
                words.Fill(ulong.MaxValue);
                words[(int)random.Next(16)] ^= 1UL << (int)random.Next(64);
                break;
            case 8:
                FillRandomly(words.Slice((int)random.Next(4) * 4, 4), random);
                break;
            default:
                FillRandomly(words, random);
                break;
        }

        return MemoryMarshal.Cast<ulong, FacilitySet>(words)[0];
    }

    private static void SetBits(Span<ulong> words, int count, SplitMix random, Func<SplitMix, int> next)
    {
        for (int i = 0; i < count; i++)
        {
            int index = next(random);
            words[index >> 6] |= 1UL << index;
        }
    }

    private static void SetRuns(Span<ulong> words, SplitMix random)
    {
        for (int run = 0; run < 3; run++)
        {
            int first = (int)random.Next(FacilitySet.Capacity);
            int end = Math.Min(FacilitySet.Capacity, first + (int)random.Next(200));
            for (int index = first; index < end; index++)
            {
                words[index >> 6] |= 1UL << index;
            }
        }
    }

    private static void FillRandomly(Span<ulong> words, SplitMix random)
    {
        foreach (ref ulong word in words)
        {
            word = random.Next();
        }
    }

    /// <summary>Half of the members at a time, then one less at a time.</summary>
    private static IEnumerable<FacilitySet> Shrink(FacilitySet set)
    {
        int[] indexes = set.ToArray();
        if (indexes.Length > 1)
        {
            yield return FacilitySet.Create(indexes.AsSpan(0, indexes.Length / 2));
            yield return FacilitySet.Create(indexes.AsSpan(indexes.Length / 2));
        }

        foreach (int index in indexes)
        {
            yield return set.Without(index);
        }
    }

    /// <summary>SplitMix64 (Steele, Lea, Flood 2014): a set needs up to 16 words, and FsCheck's own generator is slow at that.</summary>
    private sealed class SplitMix(ulong state)
    {
        private ulong _state = state;

        public ulong Next()
        {
            ulong z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }

        /// <summary>From 0 to <paramref name="bound"/> minus 1; the bias is far below what matters here.</summary>
        public ulong Next(ulong bound) => (Next() >> 16) % bound;
    }
}
