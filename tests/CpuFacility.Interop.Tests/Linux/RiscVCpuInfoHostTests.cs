using System.Text;
using CpuFacility.Linux;
using CpuFacility.RiscV;

namespace CpuFacility.Interop.Tests.Linux;

/// <summary>Hosts of <c>/proc/cpuinfo</c> of RISC-V machines: what is known, and what is not.</summary>
public class RiscVCpuInfoHostTests
{
    private static readonly CpuModelRegistry Models = CpuModels.RiscV;

    [Fact]
    public void CreateHost_SpacemitK1_OffersWhatItNamesAndLeavesTheRestOpen()
    {
        HostCapability host = Parse(RiscVCpuInfoTests.SpacemitK1).CreateHost(Models);
        Assert.Equal(("host", "rv64", "/proc/cpuinfo"), (host.Offer.Definition.Name, host.Identity.ToString(), host.Source));
        Assert.Equal("Extensions that are not known: ime.", Assert.Single(host.Unnamed));
        Origins(host, FacilityOrigin.Hardware, RiscVFacility.V, RiscVFacility.Zve64d, RiscVFacility.Zvkt, RiscVFacility.Sv39, RiscVFacility.S, RiscVFacility.Mmu);
        Origins(host, FacilityOrigin.None, RiscVFacility.Q, RiscVFacility.H, RiscVFacility.E, RiscVFacility.Rv32);
        Origins(host, FacilityOrigin.Unknown, RiscVFacility.Zicbop, RiscVFacility.Zacas, RiscVFacility.Pmp, RiscVFacility.Sv57);
        Assert.Equal(RiscVFacilities.Close(host.Offered), host.Offered);
    }

    /// <summary>Linux 7.2 names 'zicbop', and has no name for 'ziccif'.</summary>
    [Fact]
    public void CreateHost_KernelThatNamesMore_SaysMore()
    {
        FacilitySet named = Models.Catalog.All.Except(RiscVExtensions.NotNamedByLinux);
        HostCapability host = Parse(RiscVCpuInfoTests.SpacemitK1).CreateHost(Models, named: named);
        Origins(host, FacilityOrigin.None, RiscVFacility.Zicbop, RiscVFacility.Zacas, RiscVFacility.Zvbb);
        Origins(host, FacilityOrigin.Unknown, RiscVFacility.Ziccif, RiscVFacility.Pmp);
    }

    /// <summary>A letter that is not there says the same of all that would bring it along.</summary>
    [Fact]
    public void CreateHost_NoFloatingPoint_HasNothingThatNeedsIt()
    {
        HostCapability host = Parse("processor\t: 0\nisa\t\t: rv64imac\nmmu\t\t: none\n").CreateHost(Models);
        Origins(host, FacilityOrigin.None, RiscVFacility.F, RiscVFacility.Zfh, RiscVFacility.V);
        Origins(host, FacilityOrigin.Unknown, RiscVFacility.Zba, RiscVFacility.Zve32x, RiscVFacility.S, RiscVFacility.Mmu);
    }

    /// <summary>The line 'isa' of an old kernel is the processor's own: only what all have counts.</summary>
    [Fact]
    public void CommonFacilities_UnlikeProcessors_AreThoseOfAll()
    {
        RiscVCpuInfo info = Parse("processor : 0\nisa : rv64imafdc_zba\n\nprocessor : 1\nisa : rv64imac_zba_zbb\n\nprocessor : 2\nisa : rv64imac_zba_zbb\n");
        Assert.Equal(RiscVFacilities.Close(RiscVIsaString.Parse("rv64imac_zba").Facilities), info.CommonFacilities);
        Assert.False(info.CreateHost(Models).Offered.Contains(RiscVFacility.D.Index));
    }

    /// <summary>What a guest asks for and the host does not state is not known; what it states otherwise is a no.</summary>
    [Theory]
    [InlineData(0u, 0u, CompatibilityVerdict.Unknown, "Whether the host has vlen 128, elen 64 is not known: /proc/cpuinfo does not say.")]
    [InlineData(128u, 0u, CompatibilityVerdict.Unknown, "Whether the host has elen 64 is not known: /proc/cpuinfo does not say.")]
    [InlineData(256u, 0u, CompatibilityVerdict.Incompatible, "The guest sees what the host does not have so: ")]
    [InlineData(256u, 64u, CompatibilityVerdict.Incompatible, "The guest sees what the host does not have so: ")]
    [InlineData(128u, 64u, CompatibilityVerdict.Compatible, "")]
    public void CheckMigrationTo_NumbersOfTheHost_DecideOrAreNotKnown(uint vlen, uint elen, CompatibilityVerdict verdict, string reason)
    {
        var values = new RiscVValues { VectorLength = vlen, ElementLength = elen };
        HostCapability host = Parse("processor : 0\nisa : rv64imafdcv\n").CreateHost(Models, values);
        CpuModel guest = Models.Parse("rv64i,sdtrig=off,m=on,a=on,v=on,vlen=128,elen=64");
        CompatibilityReport report = guest.CheckMigrationTo(host);
        Assert.Equal(verdict, report.Verdict);
        Assert.Equal(verdict, host.Negotiate(guest).Verdict);
        Assert.Equal(verdict == CompatibilityVerdict.Incompatible, host.Negotiate(guest).IsTooNew);
        Assert.Contains(reason, report.ToString(), StringComparison.Ordinal);
        Assert.Contains(reason, host.Negotiate(guest).ToString(), StringComparison.Ordinal);
    }

    /// <summary>A host that is described in full lacks the numbers that it does not state.</summary>
    [Fact]
    public void CheckMigrationTo_HostKnownInFull_LacksWhatItDoesNotState() =>
        Assert.Equal(CompatibilityVerdict.Incompatible, Models.Parse("rv64i,vlen=128").CheckMigrationTo(new HostCapability(Models.Parse("rv64i"))).Verdict);

    [Fact]
    public void FromIsaString_IsTheBareModelWithWhatIsNamed()
    {
        Assert.Equal("rv64i,sdtrig=off,m=on,v=on", Models.FromIsaString(RiscVIsaString.Parse("rv64imv")).ToString());
        Assert.Equal("rv32e,sdtrig=off,c=on", Models.FromIsaString(RiscVIsaString.Parse("rv32ec")).ToString());
        Assert.Equal("rv64i,sdtrig=off,v=on,xfrob=on,zvl256b=on", Models.FromIsaString(RiscVIsaString.Parse("rv64iv_zvl256b_xfrob")).ToString());
        Assert.Equal("rv64i,sdtrig=off,v=on", Models.FromIsaString(RiscVIsaString.Parse("rv64iv_zvl128b")).ToString());
        Assert.Equal("x-rv128", Models.FromIsaString(RiscVIsaString.Parse("rv128i")).Definition.Name);
        Assert.Equal(RiscVFacilities.Close(RiscVIsaString.Parse("rv64gcv").Facilities), Models.FromIsaString(RiscVIsaString.Parse("rv64gcv")).Facilities);
        Assert.Throws<ArgumentException>(() => CpuModels.Arm.FromIsaString(RiscVIsaString.Parse("rv64i")));
    }

    [Theory]
    [InlineData("processor : 0\nisa : rv64i\n", true)]
    [InlineData("isa\t\t: RV32I", true)]
    [InlineData("processor : 0\nisa : mips1 mips2\n", false)]
    [InlineData("processor : 0\nisax : rv64i\n", false)]
    [InlineData("", false)]
    public void Matches_Text_IsByItsLine(string text, bool expected) => Assert.Equal(expected, RiscVCpuInfo.Matches(Encoding.UTF8.GetBytes(text)));

    private static void Origins(HostCapability host, FacilityOrigin expected, params Facility[] facilities) =>
        Assert.All(facilities, facility => Assert.Equal((facility.ToString(), expected), (facility.ToString(), host.GetOrigin(facility))));

    private static RiscVCpuInfo Parse(string text) => RiscVCpuInfo.Parse(Encoding.UTF8.GetBytes(text));
}
