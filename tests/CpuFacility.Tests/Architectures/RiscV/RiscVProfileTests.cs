using CpuFacility.RiscV;

namespace CpuFacility.Tests.Architectures.RiscV;

/// <summary>Profiles are within each other once they are closed, and say what is missing.</summary>
public class RiscVProfileTests
{
    [Theory]
    [InlineData("RVI20U64", "RVA20U64")]
    [InlineData("RVA20U64", "RVA22U64")]
    [InlineData("RVA22U64", "RVA23U64")]
    [InlineData("RVB23U64", "RVA23U64")]
    [InlineData("RVA20S64", "RVA22S64")]
    [InlineData("RVA22S64", "RVA23S64")]
    [InlineData("RVB23S64", "RVA23S64")]
    [InlineData("RVA23U64", "RVA23S64")]
    public void Facilities_OlderProfile_IsWithinTheNewer(string older, string newer)
    {
        Assert.True(Find(older).Facilities.IsProperSubsetOf(Find(newer).Facilities));
        Assert.True(Find(older).FindMissing(Find(newer).Mandatory).IsEmpty);
        Assert.False(Find(newer).FindMissing(Find(older).Mandatory).IsEmpty);
    }

    /// <summary>The order needs the closure: the newer ask for <c>za64rs</c> and <c>ss1p13</c> and do not name what these imply.</summary>
    [Fact]
    public void Mandatory_WithoutClosure_IsNotWithinTheNewer()
    {
        Assert.Equal(NamedExtensions.Parse("za128rs"), Find("RVA20U64").Mandatory.Except(Find("RVA22U64").Mandatory));
        Assert.Equal(NamedExtensions.Parse("ss1p12"), Find("RVA22S64").Mandatory.Except(Find("RVA23S64").Mandatory));
    }

    [Fact]
    public void FindMissing_ProcessorWithoutVectors_NamesWhatTheProfileAsksFor()
    {
        FacilitySet processor = Find("RVA23U64").Facilities.Except(NamedExtensions.Parse("v zve64d zve64f zve64x zve32f zve32x zbs b"));
        Assert.Equal(NamedExtensions.Parse("v b"), Find("RVA23U64").FindMissing(processor));
        Assert.Equal("RVA23U64: lacks b, v.", Find("RVA23U64").Check(processor, default).ToString());
        Assert.Equal("RVA22U64: lacks b.", Find("RVA22U64").Check(processor, default).ToString());
        Assert.Equal("RVA20U64: all there.", Find("RVA20U64").Check(processor, default).ToString());
    }

    /// <summary>Linux has no words for most of what profiles ask for beyond instructions: that is not known, and not missing.</summary>
    [Fact]
    public void CheckAll_SetThatLinuxReports_LeavesOpenWhatItCannotSay()
    {
        FacilitySet linux = Find("RVA22U64").Facilities.Except(RiscVExtensions.NotNamedByLinux);
        RiscVProfileCheck[] checks = [.. RiscVProfileCheck.CheckAll(linux, RiscVExtensions.NotNamedByLinux)];
        Assert.Equal(RiscVProfile.All, checks.Select(static check => check.Profile));
        Assert.Equal(CompatibilityVerdict.Unknown, Of("RVA22U64").Verdict);
        Assert.Equal("RVA22U64: not known: za64rs, zic64b, ziccamoa, ziccif, zicclsm.", Of("RVA22U64").ToString());
        Assert.Equal(CompatibilityVerdict.Incompatible, Of("RVA23U64").Verdict);
        Assert.Contains("; not known: ", Of("RVA23U64").ToString(), StringComparison.Ordinal);
        Assert.Equal(CompatibilityVerdict.Compatible, Of("RVI20U64").Verdict);
        Assert.Equal("RVI20U32: lacks rv32.", Of("RVI20U32").ToString());

        RiscVProfileCheck Of(string name) => checks.Single(check => check.Profile.Name == name);
    }

    [Fact]
    public void TryFind_NameInAnyCase_FindsIt()
    {
        Assert.Same(Find("RVA23S64"), Find("rva23s64"));
        Assert.False(RiscVProfile.TryFind("RVA24U64", out RiscVProfile? none));
        Assert.Null(none);
    }

    internal static RiscVProfile Find(string name) =>
        RiscVProfile.TryFind(name, out RiscVProfile? profile) ? profile : throw new ArgumentException(name);
}
