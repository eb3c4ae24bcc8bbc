using CpuFacility.Libvirt;

namespace CpuFacility.Interop.Tests.Libvirt;

/// <summary>What hosts and hypervisors bring in: rules that planted bugs showed to be held by nothing. Expected by libvirt's source (<c>cpu_x86.c</c>).</summary>
public partial class LibvirtX86RuleTests
{
    /// <summary>libvirt looks at the vendor before it looks any feature up.</summary>
    [Fact]
    public void Compare_VendorDiffersAndFeatureIsUnknown_IsIncompatible()
    {
        LibvirtComparison comparison = Edition.Compare(
            Cpu(Host + "<model>486</model><vendor>Intel</vendor>"), Cpu("<model>486</model><vendor>AMD</vendor><feature name='bogus'/>"));

        Assert.Equal((LibvirtVerdict.Incompatible, LibvirtReasonKind.Vendor), (comparison.Verdict, Assert.Single(comparison.Reasons).Kind));
        Assert.Equal(LibvirtVerdict.Error, Edition.Compare(Cpu(Host + "<model>486</model>"), Cpu("<model>486</model><feature name='bogus'/>")).Verdict);
    }

    /// <summary>Every feature that a host lists is there; the policies of a host model in domain capabilities, which is a guest's definition, stay.</summary>
    [Fact]
    public void Update_HostsFeatures_AreRequiredUnlessTheyHavePolicies()
    {
        LibvirtCpu guest = LibvirtCpu.Read("<cpu mode='host-model'/>");
        LibvirtCpu host = Cpu(Host + "<model>486</model>") with { Features = [new("avx", LibvirtFeaturePolicy.Disable)] };

        Assert.Equal("require avx", string.Join(", ", Edition.Update(guest, host).Features));
        Assert.Equal("disable fpu, force avx", string.Join(", ", Edition.Update(
            guest, Cpu("<model>486</model><feature policy='disable' name='fpu'/><feature policy='force' name='avx'/>")).Features));
    }

    [Fact]
    public void Update_GuestsOwnEntry_StandsInThePlaceOfTheHosts()
    {
        LibvirtCpu guest = LibvirtCpu.Read("<cpu mode='host-model'><feature policy='disable' name='aes'/></cpu>");

        Assert.Equal("disable aes, require avx", string.Join(", ", Edition.Update(guest, Cpu(Host + "<model>486</model><feature name='aes'/><feature name='avx'/>")).Features));
    }

    [Fact]
    public void Update_OptionalFeature_KeepsItsPlace() => Assert.Equal(
        "require fpu, force aes",
        string.Join(", ", Edition.Update(
            Cpu("<model>486</model><feature policy='optional' name='fpu'/><feature policy='force' name='aes'/>"), Cpu(Host + "<model>486</model>")).Features));

    [Fact]
    public void Expand_HostsOwnPolicies_HaveNoPart()
    {
        LibvirtCpu host = Cpu(Host + "<model>486</model>") with { Features = [new("avx", LibvirtFeaturePolicy.Optional)] };

        Assert.Contains(Edition.Expand(host).Features, static feature => feature.Name == "avx");
    }

    /// <summary>What the guest was to have and the hypervisor did not switch on is disabled, though it is not said to be off.</summary>
    [Fact]
    public void UpdateLive_NotEnabled_IsDisabled()
    {
        LibvirtCpu updated = Edition.UpdateLive(Cpu("<model>486</model>"), new LibvirtX86Data(Features("486").Without(Index("vme")), "", null), default);

        Assert.Equal("disable vme", string.Join(", ", updated.Features));
    }

    /// <summary>A host's features have no policy in libvirt, so none is 'disable'. Built by hand, as no document says more of them.</summary>
    [Fact]
    public void CompareHypervisor_HostsDefinitionWithFeatures_IsNotTrusted()
    {
        LibvirtDomainCapabilities capabilities = Capabilities("<mode name='host-model' supported='yes'><model>486</model></mode>", "<model usable='yes'>Haswell</model>");
        LibvirtCpu cpu = Cpu(Host + "<model>Haswell</model>") with { Features = [new("avx", LibvirtFeaturePolicy.Disable)] };

        Assert.Equal(LibvirtVerdict.Incompatible, Edition.CompareHypervisor(capabilities, cpu).Verdict);
    }

    [Fact]
    public void CompareHypervisor_WithoutHostModel_IsRefused()
    {
        LibvirtComparison comparison = Edition.CompareHypervisor(Capabilities("", "<model usable='no'>Haswell</model>"), Cpu("<model>Haswell</model>"));

        Assert.Equal("Operation not supported: QEMU '' does not support reporting CPU model for virttype ''", comparison.Failure?.FullMessage);
    }

    [Fact]
    public void BaselineHypervisor_Features_KeepsThemAlone()
    {
        LibvirtCpu baseline = Edition.BaselineHypervisor(
            Capabilities("", "<model usable='yes'>486</model>"), [Cpu("<model>Haswell</model>")], new LibvirtBaselineOptions { Features = ["fpu", "pse", "avx"] });

        Assert.Equal(("486", "require avx, disable vme"), (baseline.Model, string.Join(", ", baseline.Features)));
    }

    /// <summary>The first architecture that is named counts: of a host, of what is compared with it, of any of several, of the capabilities.</summary>
    [Fact]
    public void Architecture_NamedAnywhere_Counts()
    {
        LibvirtCpu named = Cpu("<arch>ppc64</arch><model>POWER8</model>");
        LibvirtCpu unnamed = Cpu("<model>POWER8</model>");

        Assert.Equal(LibvirtVerdict.Identical, Edition.Compare(unnamed, named).Verdict);
        Assert.Equal(LibvirtVerdict.Identical, Edition.Compare(named, unnamed).Verdict);
        Assert.Equal("POWER8", Edition.Baseline([unnamed, named]).Model);
        Assert.False(Edition.TryBaselineHypervisor(Capabilities("", "<model>POWER8</model>", "ppc64"), [unnamed], out _, out LibvirtFailure? failure));
        Assert.Equal("ppc64", Assert.Single(failure.Names));
    }

    private static LibvirtDomainCapabilities Capabilities(string modes, string models, string architecture = "x86_64") => LibvirtDomainCapabilities.Read(
        $"<domainCapabilities><arch>{architecture}</arch><cpu>{modes}<mode name='custom' supported='yes'>{models}</mode></cpu></domainCapabilities>");
}
