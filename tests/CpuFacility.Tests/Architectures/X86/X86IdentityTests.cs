using CpuFacility.S390x;
using CpuFacility.X86;

namespace CpuFacility.Tests.Architectures.X86;

public class X86IdentityTests
{
    private static readonly X86Identity Intel = new("GenuineIntel", new X86Signature(6, 85, 4));
    private static readonly X86Identity OtherIntel = new("GenuineIntel", new X86Signature(6, 63, 2));
    private static readonly X86Identity Amd = new("AuthenticAMD", new X86Signature(23, 1, 2));
    private static readonly X86Identity Any = new("");

    [Fact]
    public void GetRelation_Vendors_AreTheSameOrUnrelated()
    {
        Assert.Equal(CpuIdentityRelation.Same, Intel.GetRelation(OtherIntel));
        Assert.Equal(CpuIdentityRelation.Same, Intel.GetRelation(Any));
        Assert.Equal(CpuIdentityRelation.Same, Any.GetRelation(Amd));
        Assert.Equal(CpuIdentityRelation.Unrelated, Intel.GetRelation(Amd));
        Assert.Equal(CpuIdentityRelation.Unrelated, Intel.GetRelation(new S390xIdentity(0x3906, 14, 1)));
    }

    [Fact]
    public void GetCommon_Vendors_KeepsWhatBothSay()
    {
        Assert.Equal(Intel, Intel.GetCommon(new X86Identity("GenuineIntel", new X86Signature(6, 85, 4))));
        Assert.Equal(new X86Identity("GenuineIntel"), Intel.GetCommon(OtherIntel));
        Assert.Equal(new X86Identity("GenuineIntel"), Any.GetCommon(Intel));
        Assert.Equal(new X86Identity("GenuineIntel"), Intel.GetCommon(Any));
        Assert.Equal(Intel, new X86Identity("", Intel.Signature).GetCommon(Intel));
        Assert.Null(Intel.GetCommon(Amd));
        Assert.Null(Intel.GetCommon(new S390xIdentity(0x3906, 14, 1)));
    }

    [Fact]
    public void Equals_AllParts_AreCompared()
    {
        Assert.Equal(Intel, new X86Identity("GenuineIntel", new X86Signature(6, 85, 4)));
        Assert.Equal(Intel.GetHashCode(), new X86Identity("GenuineIntel", new X86Signature(6, 85, 4)).GetHashCode());
        Assert.NotEqual<CpuIdentity>(Intel, OtherIntel);
        Assert.NotEqual<CpuIdentity>(Intel, new X86Identity("GenuineIntel"));
        Assert.NotEqual<CpuIdentity>(Intel, Amd);
    }

    [Fact]
    public void ToString_Vendors_AreNamedAsLibvirtDoes()
    {
        Assert.Equal("Intel, family 6 model 85 stepping 4", Intel.ToString());
        Assert.Equal("vendor AMD", Amd.Level);
        Assert.Equal("any vendor", Any.ToString());
        Assert.Equal("any vendor", Any.Level);
        Assert.Equal("vendor SomeMaker 12", new X86Identity("SomeMaker 12").Level);
        Assert.Equal(CpuArchitecture.X86, Intel.Architecture);
    }

    [Theory]
    [InlineData("Intel")]
    [InlineData("GenuineIntelX")]
    [InlineData("GenuineInte\u00e9")]
    [InlineData("GenuineInte\n")]
    [InlineData("GenuineInte\u007f")]
    public void Constructor_NotTwelveCharacters_Throws(string vendor)
    {
        var exception = Assert.Throws<ArgumentException>(() => new X86Identity(vendor));
        Assert.StartsWith("A vendor has 12 characters of ASCII, or none if no vendor is meant.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_FirstAndLastPrintableCharacter_AreTaken() => Assert.Equal(" ~Vendor~12 ", new X86Identity(" ~Vendor~12 ").Vendor);

    [Fact]
    public void TryFind_Vendors_ByTheirCharacters()
    {
        Assert.True(X86Vendor.TryFind("HygonGenuine", out X86Vendor? hygon));
        Assert.Equal(("Hygon", true), (hygon.ToString(), hygon.RepeatsLeaf1));
        Assert.False(X86Vendor.TryFind("hygongenuine", out _));
        Assert.Equal(["Intel", "AMD", "Hygon", "Zhaoxin CentaurHauls"], X86Vendor.All.Select(static vendor => vendor.Name));
        Assert.Equal([false, true, true, false], X86Vendor.All.Select(static vendor => vendor.RepeatsLeaf1));
    }
}
