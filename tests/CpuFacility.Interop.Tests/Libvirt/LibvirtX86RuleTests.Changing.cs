using CpuFacility.Libvirt;
using CpuFacility.X86;

namespace CpuFacility.Interop.Tests.Libvirt;

/// <summary>What a definition amounts to, and what is made of it: each policy, type and mode.</summary>
public partial class LibvirtX86RuleTests
{
    private const string Host = "<arch>x86_64</arch>";

    [Theory]
    [InlineData("force", true)]
    [InlineData("require", true)]
    [InlineData("optional", false)]
    [InlineData("disable", false)]
    [InlineData("forbid", false)]
    public void HasFeature_EachPolicy_AddsTakesOrIsPassedOver(string policy, bool isAdded)
    {
        Assert.Equal(isAdded, Edition.HasFeature(Cpu($"<model>486</model><feature name='avx' policy='{policy}'/>"), "avx"));
        Assert.Equal(isAdded || policy == "optional", Edition.HasFeature(Cpu($"<model>486</model><feature name='fpu' policy='{policy}'/>"), "fpu"));
        Assert.True(Edition.HasFeature(Cpu($"{Host}<model>486</model><feature name='avx' policy='{policy}'/>"), "avx"));
    }

    /// <summary>Whatever its features are said to be: a host has what it lists. Built by hand, as no document says more of them.</summary>
    [Fact]
    public void Compare_HostsOwnPolicies_HaveNoPart()
    {
        LibvirtCpu host = Cpu(Host + "<model>486</model>") with { Features = [new("avx", LibvirtFeaturePolicy.Disable)], Match = LibvirtCpuMatch.Strict };

        Assert.True(Edition.HasFeature(host, "avx"));
        Assert.Equal(LibvirtVerdict.Identical, Edition.Compare(host, host).Verdict);
        Assert.Equal(LibvirtVerdict.Superset, Edition.Compare(Cpu(Host + "<model>pentium</model><feature name='avx'/>"), host).Verdict);
    }

    [Theory]
    [InlineData("i686", LibvirtVerdict.Identical)]
    [InlineData("x86_64", LibvirtVerdict.Identical)]
    [InlineData("s390x", LibvirtVerdict.Incompatible)]
    public void Compare_Architecture_IsX86InBothWidths(string architecture, LibvirtVerdict expected) => Assert.Equal(
        expected, Edition.Compare(Cpu(Host + "<model>486</model>"), Cpu($"<arch>{architecture}</arch><model>486</model>")).Verdict);

    [Fact]
    public void Compare_HostWithoutModel_IsUnknown()
    {
        LibvirtComparison comparison = Edition.Compare(new LibvirtCpu { Type = LibvirtCpuType.Host, Architecture = "x86_64" }, Cpu(""));

        Assert.Equal("unknown host CPU", Assert.Single(comparison.Reasons).ToString());
    }

    /// <summary>Each policy but forbid takes a feature out of what is required and of what is more.</summary>
    [Theory]
    [InlineData("force", LibvirtVerdict.Identical)]
    [InlineData("optional", LibvirtVerdict.Identical)]
    [InlineData("disable", LibvirtVerdict.Identical)]
    [InlineData("require", LibvirtVerdict.Incompatible)]
    [InlineData("forbid", LibvirtVerdict.Incompatible)]
    public void Compare_PolicyOfAModelsFeature_TakesItOutOfBothSides(string policy, LibvirtVerdict expected)
    {
        LibvirtCpu host = Cpu(Host + "<model>486</model>");
        LibvirtCpu lacks = Cpu($"<model>486</model><feature name='avx' policy='{policy}'/>");

        Assert.Equal(expected == LibvirtVerdict.Incompatible && policy == "forbid" ? LibvirtVerdict.Identical : expected, Edition.Compare(host, lacks).Verdict);
        Assert.Equal(
            policy == "forbid" ? LibvirtVerdict.Incompatible : LibvirtVerdict.Identical,
            Edition.Compare(Cpu(Host + "<model>486</model><feature name='avx'/>"), lacks with { Match = LibvirtCpuMatch.Strict }).Verdict);
    }

    /// <summary>The erratum is of family 6 alone.</summary>
    [Theory]
    [InlineData(6, false)]
    [InlineData(15, true)]
    public void DecodeHost_OtherFamily_KeepsTsx(int family, bool hasTsx) => Assert.Equal(
        hasTsx, Edition.HasFeature(Edition.DecodeHost(new LibvirtX86Data(Features("Haswell"), Intel, new X86Signature(family, 60, 1))), "rtm"));

    [Fact]
    public void DecodeHost_Vendor_IsTheDatas()
    {
        Assert.Null(Edition.DecodeHost(new LibvirtX86Data(Features("EPYC"), "NobodysChips", null)).Vendor);
        Assert.Equal("Intel", Edition.DecodeHost(new LibvirtX86Data(Features("486"), Intel, null)).Vendor);
    }

    /// <summary>What is removed from a model is disabled for guests, behind the others, and once.</summary>
    [Fact]
    public void DecodeGuest_Removed_IsDisabledLast()
    {
        var data = new LibvirtX86Data(Features("Opteron_G3").Without(Index("misalignsse")).Union(Set("avx", "aes")), "AuthenticAMD", null);

        LibvirtCpu guest = Edition.DecodeGuest(data, [new LibvirtHypervisorModel("Opteron_G3")]);
        LibvirtCpu host = Edition.DecodeHost(data with { Facilities = Features("Opteron_G3") });

        Assert.Equal("require aes, require avx, disable misalignsse, disable monitor", string.Join(", ", guest.Features));
        Assert.StartsWith("Opteron_G3", host.Model, StringComparison.Ordinal);
        Assert.Empty(host.Features);
        Assert.Single(Edition.DecodeGuest(data with { Facilities = data.Facilities.Union(Set("monitor")) }, [new LibvirtHypervisorModel("Opteron_G3")]).Features, static feature => feature.Name == "monitor");
    }

    /// <summary>The only model that is named and not allowed is passed over, for another may stand in.</summary>
    [Fact]
    public void Baseline_OnlyNameNotAllowed_TakesAnother()
    {
        LibvirtCpu baseline = Edition.Baseline([Cpu(Host + "<model>486</model>")], new LibvirtBaselineOptions { Models = [new LibvirtHypervisorModel("pentium")] });

        Assert.Equal(("pentium", LibvirtFallback.Allow), (baseline.Model, baseline.Fallback));
    }

    [Fact]
    public void Update_Modes_AreMadeAbsolute()
    {
        LibvirtCpu host = Cpu(Host + "<model>Opteron_G3</model><vendor>AMD</vendor><feature name='avx'/>");

        Assert.Equal("require avx, force aes, disable monitor", Written("<cpu mode='host-model'><feature policy='force' name='aes'/></cpu>"));
        Assert.Equal("require avx, disable monitor", Written("<cpu match='minimum'><model>486</model></cpu>"));
        Assert.Equal("require fpu, disable aes", Written("<cpu><model>486</model><feature policy='optional' name='fpu'/><feature policy='optional' name='aes'/></cpu>"));
        Assert.Equal("disable monitor", Written("<cpu><model>Opteron_G3</model></cpu>"));
        LibvirtCpu hostModel = Edition.Update(LibvirtCpu.Read("<cpu mode='host-model'/>"), host);
        LibvirtCpu minimum = Edition.Update(LibvirtCpu.Read("<cpu match='minimum'><model fallback='forbid'>486</model></cpu>"), host);
        Assert.Equal(("AMD", LibvirtCpuMode.Custom, LibvirtCpuMatch.Exact), (hostModel.Vendor, hostModel.Mode, hostModel.Match));
        Assert.Equal((null, LibvirtFallback.Forbid, LibvirtCpuMatch.Exact), (minimum.Vendor, minimum.Fallback, minimum.Match));
        foreach (string mode in (string[])["host-passthrough", "maximum"])
        {
            LibvirtCpu guest = LibvirtCpu.Read($"<cpu mode='{mode}' match='minimum'><feature policy='optional' name='nobody-knows-this'/></cpu>");
            Assert.Same(guest, Edition.Update(guest, host));
        }

        Assert.False(Edition.TryUpdate(Cpu("<model>486</model><feature policy='optional' name='bogus'/>"), host, out _, out LibvirtFailure? failure));
        Assert.Equal("internal error: Unknown CPU feature bogus", failure.FullMessage);

        string Written(string text) => string.Join(", ", Edition.Update(LibvirtCpu.Read(text), host).Features);
    }

    /// <summary>By the first signature and vendor of the model; what is listed keeps its policy, the definition its vendor.</summary>
    [Fact]
    public void Translate_Model_FindsItsGeneration()
    {
        LibvirtCpu cpu = Cpu("<model>Skylake-Client-IBRS</model><feature policy='force' name='avx'/><feature policy='optional' name='vmx'/>");
        LibvirtHypervisorModel[] models = [new("Broadwell"), new("Skylake-Client"), new("EPYC")];

        LibvirtCpu translated = Edition.Translate(cpu, [.. models]);

        Assert.Equal(("Skylake-Client", (string?)null), (translated.Model, translated.Vendor));
        Assert.Contains(new LibvirtCpuFeature("avx", LibvirtFeaturePolicy.Force), translated.Features);
        Assert.Contains(new LibvirtCpuFeature("vmx", LibvirtFeaturePolicy.Optional), translated.Features);
        Assert.False(Edition.TryTranslate(cpu, [models[2]], out _, out LibvirtFailure? failure));
        Assert.Equal(LibvirtFailureKind.NoSuitableModel, failure.Kind);
        Assert.False(Edition.TryTranslate(cpu with { Fallback = LibvirtFallback.Forbid }, [models[1]], out _, out failure));
        Assert.Equal("unsupported configuration: CPU model Skylake-Client-IBRS is not supported by hypervisor", failure.FullMessage);
        Assert.Same(cpu, Edition.Translate(cpu, [new("Skylake-Client-IBRS")]));
    }

    [Fact]
    public void Expand_Guest_KeepsTwoPoliciesAndSorts()
    {
        LibvirtCpu guest = Edition.Expand(Cpu("<model>486</model><feature policy='force' name='aes'/><feature policy='disable' name='vme'/><feature name='avx'/>"));
        LibvirtCpu host = Edition.Expand(Cpu(Host + "<model>Opteron_G3</model>"));

        Assert.Equal("require avx, require fpu, require pse, disable vme", string.Join(", ", guest.Features));
        Assert.DoesNotContain(host.Features, static feature => feature.Name == "monitor");
        Assert.Contains(new LibvirtCpuFeature("monitor", LibvirtFeaturePolicy.Disable), Edition.Expand(Cpu("<model>Opteron_G3</model>")).Features);
    }

    [Fact]
    public void TryHasFeature_Unknown_Fails()
    {
        Assert.False(Edition.TryHasFeature(Cpu("<model>486</model>"), "bogus", out _, out LibvirtFailure? failure));
        Assert.Equal("internal error: Unknown CPU feature bogus", failure.FullMessage);
    }

    /// <summary>What is said to be both on and off is off; what is removed from the model is disabled.</summary>
    [Fact]
    public void UpdateLive_EnabledAndDisabled_IsDisabled()
    {
        var enabled = new LibvirtX86Data(Features("Opteron_G3").Union(Set("avx")), "", null);

        LibvirtCpu updated = Edition.UpdateLive(Cpu("<model>Opteron_G3</model>"), enabled, new LibvirtX86Data(Set("avx", "fpu"), "", null));

        Assert.Equal("disable avx, disable fpu, disable monitor", string.Join(", ", updated.Features));
        Assert.False(Edition.TryUpdateLive(LibvirtCpu.Read("<cpu mode='host-model'/>"), enabled, default, out _, out LibvirtFailure? failure));
        Assert.Equal(LibvirtFailureKind.Unsupported, failure.Kind);
    }

    /// <summary>A usable model with nothing but disabled features is a superset at once in 12.8, whatever its vendor.</summary>
    [Theory]
    [InlineData("<model>Haswell</model><vendor>AMD</vendor>", true)]
    [InlineData("<model>Haswell</model><feature policy='disable' name='avx'/>", true)]
    [InlineData("<model>Haswell</model><feature policy='optional' name='avx'/>", false)]
    [InlineData("<model>Broadwell</model>", false)]
    [InlineData("<model>Westmere</model>", false)]
    [InlineData("<arch>x86_64</arch><model>Haswell</model>", true)]
    [InlineData("<arch>x86_64</arch><model>Haswell</model><feature name='avx'/>", false)]
    public void CompareHypervisor_UsableModel_IsTrusted(string cpu, bool isTrusted)
    {
        LibvirtDomainCapabilities capabilities = LibvirtDomainCapabilities.Read("""
            <domainCapabilities><arch>x86_64</arch><cpu>
              <mode name='host-model' supported='yes'><model fallback='forbid'>486</model></mode>
              <mode name='custom' supported='yes'><model usable='yes'>Haswell</model><model usable='no'>Broadwell</model><model>Westmere</model></mode>
            </cpu></domainCapabilities>
            """);

        Assert.Equal(isTrusted ? LibvirtVerdict.Superset : LibvirtVerdict.Incompatible, Edition.CompareHypervisor(capabilities, Cpu(cpu)).Verdict);
        Assert.Equal(LibvirtVerdict.Incompatible, LibvirtEdition.Old.CompareHypervisor(capabilities, Cpu(cpu)).Verdict);
    }

    [Fact]
    public void WithoutUnmigratable_ListedFeatures_AreDropped() => Assert.Equal(
        "require bogus, require avx",
        string.Join(", ", Edition.WithoutUnmigratable(Cpu("<model>486</model><feature name='bogus'/><feature name='invtsc'/><feature name='avx'/><feature name='xsaves'/>")).Features));

    private static FacilitySet Set(params string[] names) => X86Editions.Libvirt.Vocabulary.CreateSet(names);

    private static int Index(string name) => Set(name).ToArray()[0];
}
