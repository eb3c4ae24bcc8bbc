using CpuFacility.Libvirt;
using CpuFacility.Power;
using CpuFacility.X86;

namespace CpuFacility.Interop.Tests.Libvirt;

public class LibvirtModelsTests
{
    private static readonly LibvirtEdition Edition = LibvirtEdition.Current;

    public static TheoryData<string> Editions => [.. LibvirtEdition.All.Select(static edition => edition.Name)];

    [Theory]
    [MemberData(nameof(Editions))]
    public void ToModel_EveryName_IsTheRegistrysModel(string name)
    {
        LibvirtEdition edition = LibvirtEdition.All.Single(known => known.Name == name);
        foreach ((CpuArchitecture architecture, string libvirt) in ((CpuArchitecture, string)[])
            [(CpuArchitecture.X86, "x86_64"), (CpuArchitecture.X86, "i686"), (CpuArchitecture.Power, "ppc64le"), (CpuArchitecture.S390x, "s390x")])
        {
            CpuModelRegistry registry = LibvirtModels.GetRegistry(architecture, edition);
            Assert.Equal(architecture == CpuArchitecture.S390x ? "qemu-11.1" : name, registry.Edition);
            foreach (CpuModel named in registry.NamedModels)
            {
                CpuModel model = LibvirtModels.ToModel(new LibvirtCpu { Architecture = libvirt, Model = named.Name }, edition);
                Assert.Same(registry, model.Registry);
                Assert.Equal(named, model);
                Assert.Equal(named.ToString(), model.ToString());
            }
        }
    }

    [Fact]
    public void ToModel_Policies_SwitchOnAndOff()
    {
        LibvirtCpu cpu = LibvirtCpu.Read(
            "<cpu match='minimum'><model>Penryn</model><feature name='avx' policy='optional'/><feature name='vmx' policy='force'/><feature name='cx16' policy='forbid'/>"
                + "<feature name='sse4.1' policy='disable'/><feature name='aes' policy='require'/></cpu>");

        Assert.True(LibvirtModels.TryToModel(cpu, Edition, out CpuModel? model, out LibvirtConversionReport? report, out _));

        Assert.Equal("Penryn,cx16=off,sse4.1=off,vmx=on,aes=on", model.ToString());
        Assert.Equal(["match minimum", "optional avx", "force vmx", "forbid cx16"], report.Unknown.ToArray());
        Assert.Empty(report.Lost);
        Assert.Empty(report.Added);
    }

    /// <summary>Exact in the edition: a feature that QEMU has no name for is kept.</summary>
    [Fact]
    public void ToModel_FeatureThatQemuDoesNotKnow_IsKept()
    {
        CpuModel model = LibvirtModels.ToModel(LibvirtCpu.Read("<cpu><model>Penryn</model><feature name='cmt'/></cpu>"), Edition);

        Assert.Equal("Penryn,cmt=on", model.ToString());
    }

    [Theory]
    [InlineData("<cpu><model>kvm64</model><vendor>AMD</vendor></cpu>", "AuthenticAMD")]
    [InlineData("<cpu><model vendor_id='HygonGenuine'>EPYC</model><vendor>AMD</vendor></cpu>", "HygonGenuine")]
    [InlineData("<cpu><model>EPYC</model></cpu>", "AuthenticAMD")]
    [InlineData("<cpu><model>kvm64</model></cpu>", "")]
    public void ToModel_Vendor_IsShownWantedOrTheModels(string text, string vendor)
    {
        CpuModel model = LibvirtModels.ToModel(LibvirtCpu.Read(text), Edition);

        Assert.Equal(vendor, ((X86Identity)model.Identity).Vendor);
    }

    [Fact]
    public void ToHost_Host_HasSignatureAndWhatIsNotKnown()
    {
        LibvirtCpu cpu = LibvirtCpu.Read(
            "<cpu><arch>x86_64</arch><model>kvm64</model><vendor>AMD</vendor><signature family='25' model='17' stepping='1'/><feature name='avx'/></cpu>");

        HostCapability host = LibvirtModels.ToHost(cpu, Edition, "here");

        Assert.Equal("AMD, family 25 model 17 stepping 1", host.Identity.ToString());
        Assert.Equal(X86Editions.Libvirt.Parse("kvm64,avx=on").Facilities, host.Offered);
        Assert.Equal(("kvm64", "here"), (host.Offer.Definition.Name, host.Source));
        Assert.Equal(X86Editions.Libvirt.Catalog.All.Except(X86Editions.Libvirt.Vocabulary.Known), host.Unreported);
    }

    /// <summary>In QEMU's names the features are the same, and the host goes by the model that describes it best.</summary>
    [Fact]
    public void TryToHost_InQemusNames_HasTheSameFeatures()
    {
        LibvirtCpu cpu = LibvirtCpu.Read("<cpu><arch>x86_64</arch><model>EPYC-Rome</model><vendor>AMD</vendor><feature name='cmt'/></cpu>");

        Assert.True(LibvirtModels.TryToHost(cpu, Edition, "", out HostCapability? host, out _, X86Editions.Qemu));

        Assert.Equal("qemu-11.1", host.Registry.Edition);
        Assert.Equal(LibvirtModels.ToHost(cpu, Edition).Offered, host.Offered);
    }

    [Theory]
    [InlineData("s390x", "z14", "generation 14 GA 1")]
    [InlineData("ppc64", "POWER9", "generation POWER9")]
    public void ToHost_OtherArchitecture_IsItsModel(string architecture, string model, string level) =>
        Assert.Equal(
            level,
            LibvirtModels.ToHost(new LibvirtCpu { Type = LibvirtCpuType.Host, Architecture = architecture, Model = model }, Edition).Identity.Level);

    [Fact]
    public void TryToHost_RegistryOfAnotherArchitecture_Throws() =>
        Assert.Throws<ArgumentException>(() =>
            LibvirtModels.TryToHost(new LibvirtCpu { Model = "486" }, Edition, "", out _, out _, CpuModels.S390x));

    [Theory]
    [InlineData("x86_64", "<cpu/>", LibvirtFailureKind.NoModel)]
    [InlineData("x86_64", "<cpu><model>z14</model></cpu>", LibvirtFailureKind.UnknownModel)]
    [InlineData("x86_64", "<cpu><model>486</model><vendor>Bogus</vendor></cpu>", LibvirtFailureKind.UnknownVendor)]
    [InlineData("x86_64", "<cpu><model>486</model><feature name='bogus'/></cpu>", LibvirtFailureKind.UnknownFeature)]
    [InlineData("s390x", "<cpu/>", LibvirtFailureKind.NoModel)]
    [InlineData("s390x", "<cpu><model>486</model></cpu>", LibvirtFailureKind.UnknownModel)]
    [InlineData("s390x", "<cpu><model>z14</model><feature name='avx'/></cpu>", LibvirtFailureKind.UnknownFeature)]
    [InlineData("s390x", "<cpu><model>z13</model><feature name='nnpa'/></cpu>", LibvirtFailureKind.Incompatible)]
    [InlineData("ppc64", "<cpu/>", LibvirtFailureKind.NoModel)]
    [InlineData("ppc64", "<cpu><model>POWER5</model></cpu>", LibvirtFailureKind.UnknownModel)]
    [InlineData("ppc64", "<cpu mode='host-model'><model>power5</model></cpu>", LibvirtFailureKind.CompatibilityMode)]
    [InlineData("ppc64", "<cpu mode='host-model'><model>power7+</model></cpu>", LibvirtFailureKind.CompatibilityMode)]
    [InlineData("armv7l", "<cpu><model>cortex-a57</model></cpu>", LibvirtFailureKind.Unsupported)]
    public void TryToModel_Wrong_Fails(string architecture, string text, LibvirtFailureKind kind)
    {
        LibvirtCpu cpu = LibvirtCpu.Read(text) with { Architecture = architecture };

        Assert.False(LibvirtModels.TryToModel(cpu, Edition, out _, out _, out LibvirtFailure? failure));
        Assert.Equal(kind, failure.Kind);
        Assert.False(LibvirtModels.TryToHost(cpu, Edition, "", out _, out _));
        Assert.Throws<LibvirtException>(() => LibvirtModels.ToModel(cpu, Edition));
        Assert.Throws<LibvirtException>(() => LibvirtModels.ToHost(cpu, Edition));
    }

    /// <summary>libvirt 9.0 knows no POWER11: neither the model nor the mode.</summary>
    [Theory]
    [InlineData("<cpu><model>POWER11</model></cpu>")]
    [InlineData("<cpu mode='host-model'><model>power11</model></cpu>")]
    public void TryToModel_LaterPower_IsUnknownToTheOldEdition(string text)
    {
        LibvirtCpu cpu = LibvirtCpu.Read(text) with { Architecture = "ppc64" };

        Assert.True(LibvirtModels.TryToModel(cpu, LibvirtEdition.Current, out CpuModel? model, out _, out _));
        Assert.Equal("power11", ((PowerIdentity)model.Identity).HighestMode!.Name);
        Assert.False(LibvirtModels.TryToModel(cpu, LibvirtEdition.Old, out _, out _, out _));
    }
}
