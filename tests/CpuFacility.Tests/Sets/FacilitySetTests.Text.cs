using System.Globalization;
using System.Numerics;
using System.Text;

namespace CpuFacility.Tests.Sets;

public partial class FacilitySetTests
{
    [Theory]
    [InlineData("", new int[0])]
    [InlineData("0", new[] { 0 })]
    [InlineData("0-1", new[] { 0, 1 })]
    [InlineData("0-3,7,129", new[] { 0, 1, 2, 3, 7, 129 })]
    [InlineData("9-11,99-101,999-1001,1023", new[] { 9, 10, 11, 99, 100, 101, 999, 1000, 1001, 1023 })]
    public void ToString_RangeText_IsCanonical(string expected, int[] indexes)
    {
        FacilitySet set = FacilitySet.Create(indexes);
        Assert.Equal(expected, set.ToString());
        Assert.Equal(expected, set.ToString("R"));
        Assert.Equal(expected, $"{set}");
        Assert.Equal(set, FacilitySet.Parse(expected));
    }

    [Theory]
    [InlineData("", "0x0")]
    [InlineData("0", "0x1")]
    [InlineData("4", "0x10")]
    [InlineData("0-3,7,129", "0x20000000000000000000000000000008F")]
    public void ToString_Hexadecimal_IsCanonical(string ranges, string expected)
    {
        FacilitySet set = FacilitySet.Parse(ranges);
        Assert.Equal(expected, set.ToString("X"));
        Assert.Equal(expected.ToLowerInvariant(), set.ToString("x", CultureInfo.GetCultureInfo("")));
        Assert.Equal(set, FacilitySet.Parse(expected));
        Assert.Equal(set, FacilitySet.Parse(expected.ToLowerInvariant()));
    }

    [Fact]
    public void Hexadecimal_AllSamples_IsTheNumberOfTheOracle()
    {
        foreach (FacilitySet set in Samples.Sets)
        {
            BigInteger number = Oracle.Number(in set);
            string expected = number.ToString("X", CultureInfo.InvariantCulture).TrimStart('0');
            Assert.Equal("0x" + (expected.Length == 0 ? "0" : expected), set.ToString("X"));
        }
    }

    [Theory]
    [InlineData("r")]
    [InlineData("D")]
    [InlineData("X4")]
    [InlineData("RR")]
    public void ToString_UnknownFormat_Throws(string format)
    {
        Assert.Throws<FormatException>(() => FacilitySet.Empty.ToString(format));
        Assert.Throws<FormatException>(() => default(FacilityMask).ToString(format));
    }

    [Fact]
    public void TryFormat_LongestText_FitsTheDocumentedRoom()
    {
        // Longest of all sets with a regular pattern, and so of the kind that the documented bound is reckoned from.
        int longest = 0;
        for (int period = 2; period <= 6; period++)
        {
            for (int run = 1; run < period; run++)
            {
                for (int phase = 0; phase < period; phase++)
                {
                    FacilitySet set = Oracle.FromMembers(Enumerable.Range(0, 1024).Where(i => (i + phase) % period < run));
                    longest = Math.Max(longest, set.ToString().Length);
                }
            }
        }

        Assert.InRange(longest, 2_600, FacilitySetText.MaxLength);
    }

    [Theory]
    [InlineData("R")]
    [InlineData("X")]
    public void TryFormat_EveryTooShortDestination_IsFalse(string format)
    {
        FacilitySet set = [0, 1, 2, 9, 10, 64, 999, 1000, 1023];
        string text = set.ToString(format);
        for (int length = 0; length < text.Length; length++)
        {
            Assert.False(set.TryFormat(new char[length], out int written, format));
            Assert.Equal(0, written);
            Assert.False(set.TryFormat(new byte[length], out written, format));
            Assert.Equal(0, written);
        }

        char[] exact = new char[text.Length];
        Assert.True(set.TryFormat(exact, out int characters, format));
        Assert.Equal(text, new string(exact, 0, characters));
        byte[] utf8 = new byte[text.Length];
        Assert.True(set.TryFormat(utf8, out int bytes, format));
        Assert.Equal(text, Encoding.UTF8.GetString(utf8, 0, bytes));
    }

    [Theory]
    [InlineData("129,7,0-3", "0-3,7,129")]
    [InlineData(" 0 - 3 ,\t7 , 129 \r\n", "0-3,7,129")]
    [InlineData("0-5,3-9,4", "0-9")]
    [InlineData("5-5", "5")]
    [InlineData("007,0000000000000000008", "7-8")]
    [InlineData("   ", "")]
    [InlineData("0XfF", "0-7")]
    [InlineData(" 0x0000 ", "")]
    [InlineData("0-1023", "0-1023")]
    public void Parse_LooseButWellFormed_GivesTheSet(string text, string canonical)
    {
        Assert.Equal(canonical, FacilitySet.Parse(text).ToString());
        Assert.Equal(canonical, FacilitySet.Parse(Encoding.UTF8.GetBytes(text)).ToString());
        Assert.True(FacilitySet.TryParse(text, out FacilitySet set));
        Assert.Equal(canonical, set.ToString());
    }

    [Theory]
    [InlineData("1024", 0)]
    [InlineData("0-3,1024", 4)]
    [InlineData("0-1024", 2)]
    [InlineData("99999999999999999999", 0)]
    [InlineData("7-3", 2)]
    [InlineData("1,,2", 2)]
    [InlineData("1,", 2)]
    [InlineData(",1", 0)]
    [InlineData("-1", 0)]
    [InlineData("+1", 0)]
    [InlineData("1-", 2)]
    [InlineData("1-2-3", 3)]
    [InlineData("1 2", 2)]
    [InlineData("1;2", 1)]
    [InlineData("junk", 0)]
    [InlineData("0-3,7x", 5)]
    [InlineData("1\u00A0", 1)]
    [InlineData("\u0661", 0)]
    [InlineData("1\0", 1)]
    [InlineData("0x", 2)]
    [InlineData(" 0xG", 3)]
    [InlineData("0x1,2", 3)]
    [InlineData("0x1 2", 4)]
    public void Parse_Malformed_NamesThePosition(string text, int position)
    {
        Assert.False(FacilitySet.TryParse(text, out FacilitySet set, out FacilityFormatError error));
        Assert.Equal(FacilitySet.Empty, set);
        Assert.Equal(position, error.Position);
        Assert.NotEmpty(error.Reason);
        Assert.False(FacilitySet.TryParse(Encoding.UTF8.GetBytes(text), out _, out FacilityFormatError utf8Error));
        Assert.Equal(error, utf8Error);
        Assert.False(FacilitySet.TryParse(text, out _));
        Assert.False(FacilitySet.TryParse(text.AsSpan(), null, out _));
        Assert.False(FacilitySet.TryParse(Encoding.UTF8.GetBytes(text), null, out _));

        FacilityFormatException exception = Assert.Throws<FacilityFormatException>(() => FacilitySet.Parse(text));
        Assert.Equal(error, new FacilityFormatError(exception.Position, exception.Reason));
        Assert.Contains(error.Reason, exception.Message, StringComparison.Ordinal);
        Assert.Throws<FacilityFormatException>(() => FacilitySet.Parse(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Parse_HexadecimalAtTheEdge_AcceptsBit1023AndRefusesBit1024()
    {
        Assert.Equal([1023], FacilitySet.Parse("0x8" + new string('0', 255)));
        Assert.Equal([1023], FacilitySet.Parse("0x0008" + new string('0', 255)));
        Assert.False(FacilitySet.TryParse("0x001" + new string('0', 256), out _, out FacilityFormatError error));
        Assert.Equal(4, error.Position);
    }

    [Fact]
    public void TryParse_LongerThanTheLimit_IsRefusedUnread()
    {
        Assert.Equal([5], FacilitySet.Parse(new string(' ', 65_535) + "5"));
        Assert.False(FacilitySet.TryParse(new string(' ', 65_536) + "5", out _, out FacilityFormatError error));
        Assert.Equal(65_536, error.Position);
    }

    [Fact]
    public void Parse_Null_ThrowsAndTryParseIsFalse()
    {
        Assert.Throws<ArgumentNullException>(() => FacilitySet.Parse((string)null!));
        Assert.False(FacilitySet.TryParse((string?)null, out _));
    }
}
