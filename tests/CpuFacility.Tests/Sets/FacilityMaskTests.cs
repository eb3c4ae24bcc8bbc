namespace CpuFacility.Tests.Sets;

public class FacilityMaskTests
{
    private static readonly FacilityMask Mask = new(on: [7, 1023], off: [0, 1, 129]);

    [Fact]
    public void Default_NothingGiven_LeavesEverythingAlone()
    {
        FacilityMask mask = default;
        Assert.True(mask.IsEmpty);
        Assert.All(Samples.Sets, set =>
        {
            Assert.Equal(set, mask.Apply(in set));
            Assert.True(mask.Matches(in set));
        });
        Assert.Equal(FacilityMaskState.LeaveAlone, mask[1023]);
    }

    [Fact]
    public void Indexer_EachState_IsWhatWasGiven()
    {
        for (int i = 0; i < FacilitySet.Capacity; i++)
        {
            FacilityMaskState expected = i is 7 or 1023 ? FacilityMaskState.On
                : i is 0 or 1 or 129 ? FacilityMaskState.Off
                : FacilityMaskState.LeaveAlone;
            Assert.Equal(expected, Mask[i]);
        }

        Assert.Equal([7, 1023], Mask.On);
        Assert.Equal([0, 1, 129], Mask.Off);
        Assert.Equal([0, 1, 7, 129, 1023], Mask.Care);
    }

    [Fact]
    public void Apply_SetWithAllThreeKinds_ChangesOnlyWhatTheMaskSays() =>
        Assert.Equal([2, 7, 1023], Mask.Apply([0, 2, 7, 129]));

    [Theory]
    [InlineData("7,1023", true)]
    [InlineData("2,7,1000,1023", true)]
    [InlineData("7", false)]
    [InlineData("0,7,1023", false)]
    [InlineData("7,129,1023", false)]
    public void Matches_Sets_NeedsOnAndForbidsOff(string set, bool expected) =>
        Assert.Equal(expected, Mask.Matches(FacilitySet.Parse(set)));

    [Fact]
    public void Constructor_FacilityOnAndOff_ThrowsNamingTheLowest()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("off", static () => new FacilityMask(on: [5, 9, 700], off: [9, 700]));
        Assert.Contains("Facility 9 ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromValueAndCare_ValueOutsideCare_ThrowsNamingTheLowest()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("value", static () => FacilityMask.FromValueAndCare([5, 9], [5, 700]));
        Assert.Contains("Facility 9 ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromValueAndCare_ValueWithinCare_IsTheMaskOfOnAndOff() =>
        Assert.Equal(Mask, FacilityMask.FromValueAndCare([7, 1023], [0, 1, 7, 129, 1023]));

    [Fact]
    public void Equality_SameValueOtherCare_Differs()
    {
        FacilityMask off = new(on: [7], off: [8]);
        FacilityMask alone = new(on: [7], off: []);
        Assert.Equal(off.On, alone.On);
        Assert.False(off.Equals(in alone));
        Assert.False(off == alone);
        Assert.True(off != alone);
        Assert.False(off.Equals((object)alone));
        Assert.False(off.Equals(null));
        Assert.NotEqual(off.GetHashCode(), alone.GetHashCode());
    }

    [Fact]
    public void With_EachStateOverEachState_SaysThatAboutTheOneFacility()
    {
        FacilityMaskState[] states = [FacilityMaskState.LeaveAlone, FacilityMaskState.On, FacilityMaskState.Off];
        foreach (FacilityMaskState before in states)
        {
            foreach (FacilityMaskState after in states)
            {
                FacilityMask mask = Mask.With(500, before).With(500, after);
                Assert.Equal(after, mask[500]);
                Assert.Equal(Mask, mask.With(500, FacilityMaskState.LeaveAlone));
            }
        }
    }

    [Fact]
    public void With_StateOutOfRange_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>("state", static () => Mask.With(1, (FacilityMaskState)3));

    [Fact]
    public void Then_BothSaySomething_LaterWins()
    {
        FacilityMask both = new FacilityMask(on: [1, 2], off: [3]).Then(new FacilityMask(on: [3], off: [2]));
        Assert.Equal(new FacilityMask(on: [1, 3], off: [2]), both);
    }

    [Fact]
    public void Combine_Contradiction_ThrowsNamingTheLowest()
    {
        FacilityMask first = new(on: [1, 20], off: [30]), second = new(on: [30], off: [20]);
        Assert.Equal([20, 30], first.ConflictsWith(in second));
        Assert.False(first.TryCombine(in second, out FacilityMask combined));
        Assert.Equal(default, combined);
        ArgumentException exception = Assert.Throws<ArgumentException>("other", () => first.Combine(second));
        Assert.Contains("Facility 20 ", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("+7,1023;-0-1,129", "+7,1023;-0-1,129")]
    [InlineData("-5", "-5")]
    [InlineData(" - 1 ; + 7 ; -0\n", "+7;-0-1")]
    [InlineData("+0x80;-0x3", "+7;-0-1")]
    [InlineData("+7,8;+8,9;-1;-1", "+7-9;-1")]
    public void Parse_WellFormed_GivesTheCanonicalMask(string text, string canonical)
    {
        FacilityMask mask = FacilityMask.Parse(text);
        Assert.Equal(canonical, mask.ToString());
        Assert.Equal(canonical, $"{mask}");
        Assert.True(FacilityMask.TryParse(text, null, out FacilityMask again));
        Assert.Equal(mask, again);
    }

    [Fact]
    public void ToString_Hexadecimal_WritesBothPartsSo() => Assert.Equal("+0xA;-0x400", new FacilityMask(on: [1, 3], off: [10]).ToString("X"));

    [Theory]
    [InlineData("7", 0)]
    [InlineData("+", 1)]
    [InlineData("+0x0", 1)]
    [InlineData("+7;", 3)]
    [InlineData("+7; ", 4)]
    [InlineData(";+7", 0)]
    [InlineData("+7;-x", 4)]
    [InlineData("+7;-1024", 4)]
    [InlineData("+7,9;  -8-9", 7)]
    [InlineData("+7;  -x", 6)]
    [InlineData("+7 -8,x", 6)]
    public void Parse_Malformed_NamesThePosition(string text, int position)
    {
        Assert.False(FacilityMask.TryParse(text, out FacilityMask mask, out FacilityFormatError error));
        Assert.Equal(default, mask);
        Assert.Equal(position, error.Position);
        FacilityFormatException exception = Assert.Throws<FacilityFormatException>(() => FacilityMask.Parse(text));
        Assert.Equal(error, new FacilityFormatError(exception.Position, exception.Reason));
        Assert.False(FacilityMask.TryParse(text.AsSpan(), null, out _));
    }

    [Fact]
    public void TryParse_OnAndOff_NamesTheLowestThatIsBoth()
    {
        Assert.False(FacilityMask.TryParse("+1,5,6;-0,5-6", out _, out FacilityFormatError error));
        Assert.Equal("Facility 5 is both on and off.", error.Reason);
    }

    [Fact]
    public void TryParse_LongerThanTheLimit_IsRefusedUnread()
    {
        Assert.True(FacilityMask.TryParse(new string(' ', 65_534) + "+7", out FacilityMask mask, out _));
        Assert.Equal("+7", mask.ToString());
        Assert.False(FacilityMask.TryParse(new string(' ', 65_537), out _, out FacilityFormatError error));
        Assert.Equal(65_536, error.Position);
    }

    [Fact]
    public void Parse_Null_ThrowsAndTryParseIsFalse()
    {
        Assert.Throws<ArgumentNullException>(static () => FacilityMask.Parse((string)null!));
        Assert.False(FacilityMask.TryParse(null, null, out _));
    }

    [Fact]
    public void TryFormat_EveryTooShortDestination_IsFalse()
    {
        string text = Mask.ToString();
        for (int length = 0; length < text.Length; length++)
        {
            Assert.False(Mask.TryFormat(new char[length], out int written));
            Assert.Equal(0, written);
        }

        char[] exact = new char[text.Length];
        Assert.True(Mask.TryFormat(exact, out int characters));
        Assert.Equal(text, new string(exact, 0, characters));
    }
}
