namespace CpuFacility.Tests.Catalogs;

public sealed class NearestNamesTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("vxhe", "vxeh", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    [InlineData("abcd", "badc", 2)]
    public void GetDistance_KnownPairs_IsOptimalStringAlignment(string from, string to, int expected)
    {
        Assert.Equal(expected, NearestNames.GetDistance(from, to));
        Assert.Equal(expected, NearestNames.GetDistance(to, from));
    }

    /// <summary>As many changes as read as a slip, by the length of what was written: a change more, and nothing is near.</summary>
    [Theory]
    [InlineData("a", "b", false)]
    [InlineData("ab", "xb", true)]
    [InlineData("abcde", "xbcde", true)]
    [InlineData("abcde", "xycde", false)]
    [InlineData("abcdef", "xycdef", true)]
    [InlineData("abcdefghi", "xycdefghi", true)]
    [InlineData("abcdefghi", "xyzdefghi", false)]
    [InlineData("abcdefghij", "xyzdefghij", true)]
    [InlineData("abcdefghij", "wxyzefghij", false)]
    [InlineData("abcdefghij", "abcdefghijklm", true)]
    [InlineData("abcdefghij", "abcdefghijklmn", false)]
    public void Find_Changes_AreNearUpToAThird(string name, string candidate, bool isNear) =>
        Assert.Equal(isNear ? [candidate] : [], NearestNames.Find(name, [candidate]));

    [Fact]
    public void Find_LengthAtTheLimit_IsLookedFor()
    {
        string longest = new('a', NearestNames.MaximumLength);
        Assert.Equal([longest], NearestNames.Find(longest, [longest]));
        Assert.Empty(NearestNames.Find(longest + "a", [longest + "a"]));
    }

    [Theory]
    [InlineData("z14,vxhe=on", 4, "Did you mean 'vxeh'")]
    [InlineData("z14,VXEH=on", 4, "Did you mean 'vxeh'")]
    [InlineData("Z14", 0, "Did you mean 'z14'")]
    [InlineData("gen16a-bsae", 0, "Did you mean 'gen16a-base'")]
    [InlineData("z14,mas5=on", 4, "'msa5'")]
    [InlineData("z14,+vxhe", 5, "Did you mean 'vxeh'")]
    public void TryParse_Misspelt_AsksForTheNearestNames(string expression, int position, string expected)
    {
        Assert.False(CpuModels.S390x.TryParse(expression, out _, out FacilityFormatError error));
        Assert.Equal(position, error.Position);
        Assert.Contains(expected, error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("qqqqqqqq")]
    [InlineData("z14,nothinglikeit=on")]
    [InlineData("z14,=on")]
    [InlineData("x")]
    public void TryParse_NothingNear_AsksNothing(string expression)
    {
        Assert.False(CpuModels.S390x.TryParse(expression, out _, out FacilityFormatError error));
        Assert.DoesNotContain("Did you mean", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_NewerName_IsNotSuggestedForAnOlderRelease()
    {
        CpuModelRegistry old = CpuModels.S390x.AsOf(new Version(7, 2));
        Assert.False(old.TryParse("gen17b", out _, out FacilityFormatError error));
        Assert.Contains("'gen16b'", error.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("'gen17a'", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateSet_Misspelt_AsksForTheNearestNames()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => CpuModels.S390x.Vocabulary.CreateSet("vxhe"));
        Assert.Contains("Did you mean 'vxeh'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_ManyNear_GivesThreeByDistanceThenInOrder() =>
        Assert.Equal(["abcde", "zbcde", "abcdz"], NearestNames.Find("abcde", ["zbcde", "abcdz", "abcdy", "abcde", "vwxyz"]));

    [Fact]
    public void Ask_OneTwoAndThree_IsASentence()
    {
        Assert.Equal(" Did you mean 'abcd'?", NearestNames.Ask("abce", ["abcd"]));
        Assert.Equal(" Did you mean 'abcd' or 'abcf'?", NearestNames.Ask("abce", ["abcd", "abcf"]));
        Assert.Equal(" Did you mean 'abcd', 'abcf' or 'abcg'?", NearestNames.Ask("abce", ["abcd", "abcf", "abcg", "abch"]));
    }

    [Fact]
    public void Find_LongName_LooksAtNoCandidate() =>
        Assert.Empty(NearestNames.Find(new string('v', 65_536), Untouchable()));

    private static IEnumerable<string> Untouchable()
    {
        Assert.Fail("A candidate was looked at.");
        yield return "";
    }
}
