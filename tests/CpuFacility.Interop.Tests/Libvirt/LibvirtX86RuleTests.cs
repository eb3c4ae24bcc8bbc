using CpuFacility.Libvirt;
using CpuFacility.X86;

namespace CpuFacility.Interop.Tests.Libvirt;

/// <summary>Rules that libvirt's own cases do not reach, or reach by chance, each in both directions.</summary>
public partial class LibvirtX86RuleTests
{
    private const string Intel = "GenuineIntel";

    private static readonly LibvirtEdition Edition = LibvirtEdition.Current;

    /// <summary>Two models share family and model and are told apart by stepping; the one that matches is taken though more differs.</summary>
    [Theory]
    [InlineData(4, "Skylake-Server")]
    [InlineData(5, "Cascadelake-Server")]
    [InlineData(7, "Cascadelake-Server")]
    [InlineData(10, "Cooperlake")]
    public void DecodeGuest_Stepping_ChoosesTheGeneration(int stepping, string generation)
    {
        FacilitySet features = Features("Cascadelake-Server");

        LibvirtCpu guest = Edition.DecodeGuest(new LibvirtX86Data(features, Intel, new X86Signature(6, 85, stepping)));

        Assert.StartsWith(generation, guest.Model, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AuthenticAMD", "EPYC")]
    [InlineData(Intel, null)]
    [InlineData("", "EPYC")]
    [InlineData("NobodysChips", "EPYC")]
    public void DecodeGuest_OtherVendorsModels_AreSkipped(string vendor, string? expected)
    {
        LibvirtCpu guest = Edition.DecodeGuest(new LibvirtX86Data(Features("EPYC"), vendor, null));

        if (expected is null)
        {
            Assert.NotEqual("AMD", VendorOf(guest.Model!));
        }
        else
        {
            Assert.Equal(expected, guest.Model);
        }
    }

    [Fact]
    public void Baseline_OnlyOneName_EndsTheSearch()
    {
        LibvirtCpu[] cpus = [Cpu($"<model>486</model>{Elements("Haswell")}")];

        LibvirtCpu alone = Edition.Baseline(cpus);
        LibvirtCpu together = Edition.Baseline([cpus[0], Cpu($"<model>pentium</model>{Elements("Haswell")}")]);

        Assert.Equal(("486", LibvirtFallback.Forbid), (alone.Model, alone.Fallback));
        Assert.Equal(LibvirtFallback.Allow, together.Fallback);
        Assert.StartsWith("Haswell", together.Model, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(63, 3, Intel, false)]
    [InlineData(63, 4, Intel, true)]
    [InlineData(60, 15, Intel, false)]
    [InlineData(69, 1, Intel, false)]
    [InlineData(70, 1, Intel, false)]
    [InlineData(71, 1, Intel, true)]
    [InlineData(63, 3, "", true)]
    [InlineData(63, 3, "AuthenticAMD", true)]
    public void DecodeHost_EarlyHaswell_HasNoTsx(int model, int stepping, string vendor, bool hasTsx)
    {
        LibvirtCpu host = Edition.DecodeHost(new LibvirtX86Data(Features("Haswell"), vendor, new X86Signature(6, model, stepping)));

        Assert.Equal(hasTsx, Edition.HasFeature(host, "rtm"));
        Assert.Equal(hasTsx, Edition.HasFeature(host, "hle"));
        Assert.True(Edition.HasFeature(host, "avx2"));
    }

    [Fact]
    public void DecodeGuest_Blockers_DisableWhatTheDataHas()
    {
        var data = new LibvirtX86Data(Features("Haswell"), Intel, null);

        LibvirtCpu guest = Edition.DecodeGuest(data, [new LibvirtHypervisorModel("Haswell", "rtm", "nobody-knows-this")]);

        Assert.Equal([new("rtm", LibvirtFeaturePolicy.Disable)], guest.Features.ToArray());
    }

    [Fact]
    public void TryDecodeGuest_NothingAllowed_HasNoModel()
    {
        Assert.False(Edition.TryDecodeGuest(default, out _, out LibvirtFailure? failure, [new LibvirtHypervisorModel("nobody-knows-this")]));
        Assert.Equal("Cannot find suitable CPU model for given data", failure.Message);
    }

    /// <summary>libvirt's words, and every reason in its order.</summary>
    [Fact]
    public void Compare_SeveralReasons_NamesAll()
    {
        LibvirtCpu host = Cpu("<arch>x86_64</arch><model>Penryn</model><vendor>Intel</vendor>");

        LibvirtComparison comparison = Edition.Compare(
            host, Cpu("<model>Penryn</model><vendor>AMD</vendor><feature name='ssse3' policy='forbid'/><feature name='avx2'/><feature name='avx'/>"));

        Assert.Equal(LibvirtVerdict.Incompatible, comparison.Verdict);
        Assert.Equal(
            [
                "host CPU vendor does not match required CPU vendor AMD",
                "Host CPU provides forbidden features: ssse3",
                "Host CPU does not provide required features: avx, avx2",
            ],
            comparison.Reasons.Select(static reason => reason.ToString()));
    }

    /// <summary>A model's own feature that is forbidden is still required: the host can neither have it nor lack it.</summary>
    [Theory]
    [InlineData("Penryn")]
    [InlineData("486")]
    public void Compare_OwnFeatureForbidden_NeverSucceeds(string host) => Assert.Equal(
        LibvirtVerdict.Incompatible,
        Edition.Compare(Cpu($"<arch>x86_64</arch><model>{host}</model>"), Cpu("<model>Penryn</model><feature name='ssse3' policy='forbid'/>")).Verdict);

    [Theory]
    [InlineData("<model>Penryn</model><vendor>AMD</vendor>", LibvirtVerdict.Incompatible)]
    [InlineData("<model>Opteron_G1</model>", LibvirtVerdict.Superset)]
    public void Compare_Vendor_IsLookedAtInTheDefinitionAlone(string cpu, LibvirtVerdict expected) => Assert.Equal(
        expected, Edition.Compare(Cpu("<arch>x86_64</arch><model>Haswell</model><vendor>Intel</vendor><feature name='3dnow'/>"), Cpu(cpu)).Verdict);

    [Fact]
    public void TryBaseline_VendorsDiffer_DependsOnTheOrder()
    {
        LibvirtCpu withVendor = Cpu("<arch>x86_64</arch><model>qemu64</model><vendor>Intel</vendor>");
        LibvirtCpu ofModel = Cpu("<arch>x86_64</arch><model>Opteron_G3</model>");

        Assert.False(Edition.TryBaseline([withVendor, ofModel], out _, out LibvirtFailure? failure));
        Assert.Equal("CPU vendors do not match", failure.Message);
        Assert.True(Edition.TryBaseline([ofModel, withVendor], out LibvirtCpu? baseline, out _));
        Assert.Null(baseline.Vendor);
    }

    [Theory]
    [InlineData("<model>Bogus</model>", LibvirtFailureKind.UnknownModel, "internal error: Unknown CPU model Bogus")]
    [InlineData("<model>486</model><vendor>Bogus</vendor>", LibvirtFailureKind.UnknownVendor, "operation failed: Unknown CPU vendor Bogus")]
    [InlineData("<model>486</model><feature name='bogus'/>", LibvirtFailureKind.UnknownFeature, "internal error: Unknown CPU feature bogus")]
    public void Baseline_Unknown_FailsInLibvirtsWords(string elements, LibvirtFailureKind kind, string message)
    {
        LibvirtException exception = Assert.Throws<LibvirtException>(() => Edition.Baseline([Cpu("<arch>x86_64</arch>" + elements)]));

        Assert.Equal((kind, message), (exception.Failure.Kind, exception.Failure.FullMessage));
        Assert.EndsWith(": " + exception.Message, message, StringComparison.Ordinal);
    }

    /// <summary>The words of virsh 9.0.</summary>
    [Fact]
    public void TryBaseline_NoModel_NamesItsPlace()
    {
        Assert.False(Edition.TryBaseline([Cpu("<model>486</model>"), Cpu("")], out _, out LibvirtFailure? failure));
        Assert.Equal("invalid argument: no CPU model specified at index 1", failure.FullMessage);
    }

    [Fact]
    public void TryBaseline_Features_KeepsThemAlone()
    {
        LibvirtCpu baseline = Edition.Baseline([Cpu("<arch>x86_64</arch><model>Haswell</model>")], new LibvirtBaselineOptions { Features = ["fpu", "pse", "unheard-of"], Expand = true });

        Assert.Equal(["fpu", "pse"], baseline.Features.Where(static feature => feature.Policy == LibvirtFeaturePolicy.Require).Select(static feature => feature.Name));
        Assert.False(Edition.TryBaseline([Cpu("<arch>x86_64</arch><model>Haswell</model>")], out _, out LibvirtFailure? failure, new LibvirtBaselineOptions { Features = ["3dnow"] }));
        Assert.Equal("CPUs are incompatible", failure.Message);
    }

    [Fact]
    public void Compare_OtherArchitecture_IsIncompatible() => Assert.Equal(
        LibvirtReasonKind.Architecture,
        Assert.Single(Edition.Compare(Cpu("<arch>x86_64</arch><model>486</model>"), Cpu("<arch>ppc64</arch><model>POWER7</model>")).Reasons).Kind);

    [Fact]
    public void UpdateLive_FullCheck_RefusesDifferences()
    {
        LibvirtCpu cpu = Cpu("<model>486</model>") with { Check = LibvirtCpuCheck.Full };
        var enabled = new LibvirtX86Data(Features("486").Union(X86Editions.Libvirt.Vocabulary.CreateSet("avx")), "", null);

        Assert.False(Edition.TryUpdateLive(cpu, enabled, default, out _, out LibvirtFailure? failure));
        Assert.Equal("guest CPU doesn't match specification: extra features: avx", failure.Message);
        Assert.Equal([new("avx", LibvirtFeaturePolicy.Require)], Edition.UpdateLive(cpu with { Check = LibvirtCpuCheck.None }, enabled, default).Features.ToArray());
        Assert.True(Edition.TryUpdateLive(cpu, new LibvirtX86Data(Features("486"), "", null), default, out _, out _));
    }

    [Fact]
    public void Update_Topology_IsCompletedAsTheEditionDoes()
    {
        LibvirtCpu guest = Cpu("<model>486</model><topology threads=' 1' other='x' sockets='+1' cores='02'/><topology sockets='1' cores='1' threads='1'/>");
        LibvirtCpu host = Cpu("<arch>x86_64</arch><model>486</model>");

        Assert.Contains(
            "  <topology sockets='1' dies='1' cores='2' threads='1' other='x'/>\n  <topology sockets='1' cores='1' threads='1'/>\n",
            LibvirtEdition.Old.Update(guest, host).ToXml(),
            StringComparison.Ordinal);
        Assert.Contains("<topology sockets='1' dies='1' clusters='1' cores='2' threads='1' other='x'/>", Edition.Update(guest, host).ToXml(), StringComparison.Ordinal);
    }

    /// <summary>Whether a vendor is known is asked of the first alone: words of virsh 9.0.</summary>
    [Theory]
    [InlineData("Intel", "operation failed: CPU vendors do not match")]
    [InlineData(null, "operation failed: Unknown CPU vendor Bogus")]
    public void TryBaseline_UnknownSecondVendor_IsComparedFirst(string? first, string expected)
    {
        LibvirtCpu cpu = Cpu("<arch>x86_64</arch><model>486</model>");

        Assert.False(Edition.TryBaseline([cpu with { Vendor = first }, cpu with { Vendor = "Bogus" }], out _, out LibvirtFailure? failure));
        Assert.Equal(expected, failure.FullMessage);
    }

    /// <summary>QEMU has no property for cvt16. Whether invtsc migrates, QEMU says; libvirt 9.0 learns it from KVM alone.</summary>
    [Theory]
    [InlineData(true, "kvm", true, "xsaves")]
    [InlineData(true, "qemu", true, "xsaves invtsc")]
    [InlineData(false, "kvm", true, "xsaves")]
    [InlineData(false, "qemu", true, "xsaves")]
    [InlineData(true, "kvm", false, "xsaves invtsc")]
    [InlineData(false, "kvm", false, "xsaves invtsc")]
    public void BaselineHypervisor_Migratable_LeavesItToQemu(bool isOld, string domain, bool migratable, string expected)
    {
        LibvirtCpu cpu = Cpu("<model>486</model><feature name='cvt16'/><feature name='xsaves'/><feature name='invtsc'/>");
        var capabilities = LibvirtDomainCapabilities.Read(
            $"<domainCapabilities><domain>{domain}</domain><arch>x86_64</arch><cpu><mode name='custom' supported='yes'><model>486</model></mode></cpu></domainCapabilities>");

        LibvirtCpu baseline = (isOld ? LibvirtEdition.Old : Edition).BaselineHypervisor(capabilities, [cpu], new LibvirtBaselineOptions { Migratable = migratable });

        Assert.Equal(expected, string.Join(' ', baseline.Features.Select(static feature => feature.Name)));
    }

    [Fact]
    public void BaselineHypervisor_ModelsGiven_StandInForThoseOfTheCapabilities()
    {
        LibvirtDomainCapabilities capabilities = LibvirtDomainCapabilities.Read(
            "<domainCapabilities><arch>x86_64</arch><cpu><mode name='custom' supported='yes'><model usable='no'>Haswell</model></mode></cpu></domainCapabilities>");
        var options = new LibvirtBaselineOptions { Models = [new LibvirtHypervisorModel("Haswell", "rtm")] };

        Assert.Empty(Edition.BaselineHypervisor(capabilities, [Cpu("<model>Haswell</model>")]).Features);
        Assert.Equal("rtm", Assert.Single(Edition.BaselineHypervisor(capabilities, [Cpu("<model>Haswell</model>")], options).Features).Name);
    }

    private static LibvirtCpu Cpu(string elements) => LibvirtCpu.Read($"<cpu>{elements}</cpu>");

    private static FacilitySet Features(string model) => Definition(model).Default;

    private static string VendorOf(string model) => Definition(model).Identity.VendorName;

    private static X86ModelDefinition Definition(string model) =>
        X86Editions.Libvirt.TryFindDefinition(model, out CpuModelDefinition? definition) ? (X86ModelDefinition)definition : throw new ArgumentException(model);

    private static string Elements(string model) => string.Concat(Edition.Expand(Cpu($"<model>{model}</model>")).Features
        .Where(static feature => feature.Policy == LibvirtFeaturePolicy.Require)
        .Select(static feature => $"<feature name='{feature.Name}'/>"));
}
