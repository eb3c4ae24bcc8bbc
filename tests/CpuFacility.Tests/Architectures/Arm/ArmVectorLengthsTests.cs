using CpuFacility.Arm;
using CpuFacility.Testing;

namespace CpuFacility.Tests.Architectures.Arm;

/// <summary>Vector lengths as facilities, beside the rules on plain bitmaps.</summary>
public class ArmVectorLengthsTests
{
    /// <summary>128, 256, 512, 1024 and 2048 bits, which the architecture demands up to the longest.</summary>
    private const int PowersOfTwo = 1 | 2 | 8 | 128 | 32768;

    [Fact]
    public void Sets_EveryReachablePair_AreWithinAndMeetAsKvmSays()
    {
        int[] reachable = [.. Enumerable.Range(0, 65_536).Where(IsReachable)];
        Assert.Equal(4_116, reachable.Length);
        FacilitySet[] sets = [.. reachable.Select(static bitmap => new ArmVectorLengths((ushort)bitmap).ToFacilities())];
        int wrong = 0;
        for (int guest = 0; guest < reachable.Length; guest++)
        {
            for (int host = 0; host < reachable.Length; host++)
            {
                bool isAccepted = reachable[guest] == Cut(reachable[host], Longest(reachable[guest]));
                wrong += isAccepted == sets[guest].IsSubsetOf(sets[host]) ? 0 : 1;
                if (guest <= host)
                {
                    int common = ArmVectorLengths.FromFacilities(sets[guest].Intersect(sets[host])).Bitmap;
                    wrong += common == Meet(reachable[guest], reachable[host]) ? 0 : 1;
                }
            }
        }

        Assert.Equal(0, wrong);
    }

    /// <summary>KVM asks no powers of two of a host: any set of lengths at all.</summary>
    [Law]
    public void Lengths_AnyPair_AreAcceptedAndMeetAsThePlainRule(ushort first, ushort second, byte equal)
    {
        // Two sets at random hardly ever begin alike.
        int low = (1 << (equal % 17)) - 1;
        var one = new ArmVectorLengths(first);
        var other = new ArmVectorLengths((ushort)((second & ~low) | (first & low)));
        Assert.Equal(one.Bitmap == Cut(other.Bitmap, Longest(one.Bitmap)), one.IsAcceptedBy(other));
        Assert.Equal(one.IsAcceptedBy(other), one.ToFacilities().IsSubsetOf(other.ToFacilities()));
        Assert.Equal(Meet(one.Bitmap, other.Bitmap), one.GetCommon(other).Bitmap);
        FacilitySet common = one.ToFacilities().Intersect(other.ToFacilities());
        Assert.Equal(one.GetCommon(other), ArmVectorLengths.FromFacilities(common));
        Assert.Equal(one.GetCommon(other).ToFacilities(), ArmFacilities.Cut(common));
        Assert.Equal(one, ArmVectorLengths.FromFacilities(one.ToFacilities()));
        Assert.Equal(Longest(one.Bitmap), one.ToFacilities().Count);
    }

    [Fact]
    public void FromFacilities_LengthThatIsThereAndNot_EndsTheSet()
    {
        FacilitySet both = ArmVectorLengths.Create(128, 256, 512).ToFacilities().With(ArmFacility.SveNoLength256.Index);
        Assert.Equal(ArmVectorLengths.Create(128), ArmVectorLengths.FromFacilities(both));
        Assert.True(ArmVectorLengths.FromFacilities(FacilitySet.Create(ArmFacility.SveNoLength128.Index)).IsEmpty);
    }

    [Fact]
    public void Members_ExampleSet_SayItsLengths()
    {
        ArmVectorLengths lengths = ArmVectorLengths.Create(512, 128, 256);
        Assert.Equal((11, 512, "128 256 512"), (lengths.Bitmap, lengths.Longest, lengths.ToString()));
        Assert.True(lengths.Contains(512));
        Assert.False(lengths.Contains(384));
        Assert.Equal("128 256", lengths.CutAt(384).ToString());
        Assert.Equal(("none", 0, true), (default(ArmVectorLengths).ToString(), default(ArmVectorLengths).Longest, default(ArmVectorLengths).IsEmpty));
        Assert.True(lengths == new ArmVectorLengths(11) && lengths != lengths.CutAt(256));
        Assert.All(new[] { 0, 64, 129, 2176, -128 }, static wrong => Assert.Throws<ArgumentOutOfRangeException>(() => ArmVectorLengths.Create(wrong)));
        Assert.Equal((lengths, default(ArmVectorLengths)), (lengths.CutAt(int.MaxValue), lengths.CutAt(-5)));
    }

    private static bool IsReachable(int bitmap) => (PowersOfTwo & ((1 << Longest(bitmap)) - 1) & ~bitmap) == 0;

    private static int Longest(int bitmap)
    {
        int longest = 0;
        for (int number = 1; number <= 16; number++)
        {
            longest = (bitmap >> (number - 1) & 1) == 1 ? number : longest;
        }

        return longest;
    }

    private static int Cut(int bitmap, int longest) => bitmap & ((1 << longest) - 1);

    /// <summary>The longest set that is the beginning of both.</summary>
    private static int Meet(int first, int second)
    {
        for (int longest = 16; longest > 0; longest--)
        {
            if (Longest(Cut(first, longest)) == longest && Cut(first, longest) == Cut(second, longest))
            {
                return Cut(first, longest);
            }
        }

        return 0;
    }
}
