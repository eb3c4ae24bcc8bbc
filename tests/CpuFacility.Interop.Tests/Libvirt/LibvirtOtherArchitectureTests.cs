using CpuFacility.Libvirt;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Libvirt;

/// <summary>POWER by libvirt's own rules, s390x by QEMU's, and architectures of which libvirt says nothing.</summary>
public class LibvirtOtherArchitectureTests
{
    private static readonly LibvirtEdition Edition = LibvirtEdition.Current;

    [Theory]
    [InlineData("<model>POWER9</model>", LibvirtVerdict.Identical)]
    [InlineData("<model>POWER8</model>", LibvirtVerdict.Incompatible)]
    [InlineData("<model>power9</model>", LibvirtVerdict.Error)]
    [InlineData("<arch>x86_64</arch><model>POWER9</model>", LibvirtVerdict.Incompatible)]
    [InlineData("<model>POWER9</model><vendor>Freescale</vendor>", LibvirtVerdict.Incompatible)]
    public void Compare_Power_GoesByNames(string cpu, LibvirtVerdict expected) =>
        Assert.Equal(expected, Edition.Compare(Cpu("<arch>ppc64le</arch><model>POWER9</model><vendor>IBM</vendor>"), Cpu(cpu)).Verdict);

    [Theory]
    [InlineData("POWER11", "power11", LibvirtVerdict.Identical, LibvirtVerdict.Error)]
    [InlineData("POWER10", "power11", LibvirtVerdict.Incompatible, LibvirtVerdict.Error)]
    [InlineData("POWER9", "power5", LibvirtVerdict.Error, LibvirtVerdict.Error)]
    [InlineData("POWER9", "power07", LibvirtVerdict.Identical, LibvirtVerdict.Identical)]
    [InlineData("POWER9", "power +7", LibvirtVerdict.Identical, LibvirtVerdict.Identical)]
    [InlineData("POWER9", "power-7", LibvirtVerdict.Error, LibvirtVerdict.Error)]
    [InlineData("POWER9", "power9 ", LibvirtVerdict.Error, LibvirtVerdict.Error)]
    [InlineData("POWER9", "power", LibvirtVerdict.Error, LibvirtVerdict.Error)]
    [InlineData("POWER9", "power99999999999", LibvirtVerdict.Error, LibvirtVerdict.Error)]
    [InlineData("POWER12", "power9", LibvirtVerdict.Error, LibvirtVerdict.Error)]
    [InlineData("POWERPC_e6500", "power7", LibvirtVerdict.Error, LibvirtVerdict.Error)]
    public void Compare_CompatibilityMode_GoesByItsNumber(string host, string mode, LibvirtVerdict current, LibvirtVerdict old)
    {
        LibvirtCpu hostCpu = Cpu($"<arch>ppc64</arch><model>{host}</model>");
        var guest = new LibvirtCpu { Mode = LibvirtCpuMode.HostModel, Model = mode };

        Assert.Equal(current, Edition.Compare(hostCpu, guest).Verdict);
        Assert.Equal(old, LibvirtEdition.Old.Compare(hostCpu, guest).Verdict);
    }

    [Theory]
    [InlineData("<vendor>Freescale</vendor>", LibvirtFailureKind.VendorMismatch)]
    [InlineData("<vendor>Acme</vendor>", LibvirtFailureKind.UnknownVendor)]
    public void TryBaseline_PowerVendor_HasToBeTheModels(string vendor, LibvirtFailureKind kind)
    {
        Assert.False(Edition.TryBaseline([Cpu($"<arch>ppc64</arch><model>POWER8</model>{vendor}")], out _, out LibvirtFailure? failure));
        Assert.Equal(kind, failure.Kind);
    }

    /// <summary>By libvirt's source (<c>virCPUppc64Update</c>, <c>virCPUppc64ConvertLegacy</c>).</summary>
    [Fact]
    public void TryUpdate_Power_MakesCustomExactAndLeavesModesAlone()
    {
        LibvirtCpu host = Cpu("<arch>ppc64le</arch><model>POWER9</model><vendor>IBM</vendor>");
        LibvirtCpu custom = LibvirtCpu.Read("<cpu mode='custom' match='minimum'><model>POWER9</model></cpu>");
        LibvirtCpu mode = LibvirtCpu.Read("<cpu mode='host-model' match='minimum'><model>power8</model></cpu>");
        Assert.True(Edition.TryUpdate(custom, host, out LibvirtCpu? updated, out _));
        Assert.Equal((LibvirtCpuMatch.Exact, "POWER9"), (updated.Match, updated.Model));
        Assert.True(Edition.TryUpdate(mode, host, out updated, out _));
        Assert.Equal(mode, updated);
    }

    [Theory]
    [InlineData("POWER7_v2.1", "POWER7")]
    [InlineData("POWER7_v2.3", "POWER7")]
    [InlineData("POWER7+_v2.1", "POWER7")]
    [InlineData("POWER8_v1.0", "POWER8")]
    public void Compare_PowerNamesOfOldReleases_AreThoseOfGenerations(string old, string generation)
    {
        LibvirtCpu guest = LibvirtCpu.Read($"<cpu mode='custom' match='exact'><model>{old}</model></cpu>");
        Assert.Equal(LibvirtVerdict.Identical, Edition.Compare(Cpu($"<arch>ppc64</arch><model>{generation}</model>"), guest).Verdict);
    }

    [Fact]
    public void Compare_PowerHostThatIsNotKnown_IsIncompatibleOrAnError()
    {
        LibvirtCpu guest = LibvirtCpu.Read("<cpu mode='host-passthrough'/>");
        Assert.Equal(LibvirtReasonKind.UnknownHost, Assert.Single(Edition.Compare(new LibvirtCpu { Type = LibvirtCpuType.Host, Architecture = "ppc64" }, guest).Reasons).Kind);
        Assert.Equal(LibvirtFailureKind.UnknownModel, Edition.Compare(Cpu("<arch>ppc64</arch><model>POWER99</model>"), guest).Failure!.Kind);
        Assert.Equal(LibvirtVerdict.Identical, Edition.Compare(Cpu("<arch>ppc64</arch><model>POWER9</model>"), guest).Verdict);

        // A mode means something to host-model alone.
        Assert.Equal(LibvirtVerdict.Identical, Edition.Compare(Cpu("<arch>ppc64</arch><model>POWER8</model>"), guest with { Model = "power9" }).Verdict);
    }

    /// <summary>A host's definition has no mode: its name counts. Built by hand, as no document gives it one.</summary>
    [Fact]
    public void Compare_PowerHostWithAMode_GoesByItsName()
    {
        LibvirtCpu wanted = Cpu("<arch>ppc64</arch><model>POWER8</model>") with { Mode = LibvirtCpuMode.HostPassthrough };

        Assert.Equal(LibvirtVerdict.Incompatible, Edition.Compare(Cpu("<arch>ppc64</arch><model>POWER9</model>"), wanted).Verdict);
    }

    [Fact]
    public void Baseline_Power_IsTheNameWithoutFallback()
    {
        LibvirtCpu baseline = Edition.Baseline([Cpu("<arch>ppc64</arch><model>POWER9</model><vendor>IBM</vendor>"), Cpu("<arch>ppc64</arch><model>POWER9</model>")]);
        Assert.Equal(("POWER9", null, LibvirtFallback.Forbid), (baseline.Model, baseline.Vendor, baseline.Fallback));
        Assert.False(Edition.TryBaseline([Cpu("<arch>ppc64</arch><model>POWER99</model>")], out _, out LibvirtFailure? failure));
        Assert.Equal(LibvirtFailureKind.UnknownModel, failure.Kind);
    }

    [Fact]
    public void TryTranslate_Power_IsUnsupported()
    {
        Assert.False(Edition.TryTranslate(Cpu("<model>POWER8</model>"), [new LibvirtHypervisorModel("POWER7")], out _, out LibvirtFailure? failure, "ppc64"));
        Assert.Equal("unsupported configuration: cannot translate CPU model POWER8 to a supported model", failure.FullMessage);
    }

    [Theory]
    [InlineData("<model>z14</model>", LibvirtVerdict.Identical)]
    [InlineData("<model>z13-base</model>", LibvirtVerdict.Superset)]
    [InlineData("<model>gen15a-base</model>", LibvirtVerdict.Incompatible)]
    [InlineData("<model>z14</model><feature name='vx' policy='disable'/>", LibvirtVerdict.Superset)]
    [InlineData("<model>z14</model><feature name='avx'/>", LibvirtVerdict.Error)]
    [InlineData("<model>z99</model>", LibvirtVerdict.Error)]
    public void Compare_S390x_AnswersLikeQemu(string cpu, LibvirtVerdict expected) =>
        Assert.Equal(expected, Edition.Compare(Cpu("<arch>s390x</arch><model>z14</model>"), Cpu(cpu)).Verdict);

    [Theory]
    [InlineData(LibvirtFeaturePolicy.Require, LibvirtVerdict.Incompatible)]
    [InlineData(LibvirtFeaturePolicy.Force, LibvirtVerdict.Identical)]
    [InlineData(LibvirtFeaturePolicy.Optional, LibvirtVerdict.Identical)]
    [InlineData(LibvirtFeaturePolicy.Disable, LibvirtVerdict.Identical)]
    public void Compare_S390xPolicies_OnlyRequireSwitchesOn(LibvirtFeaturePolicy policy, LibvirtVerdict expected)
    {
        var guest = new LibvirtCpu { Model = "z13-base", Features = [new LibvirtCpuFeature("edat2", policy), new LibvirtCpuFeature("sthyi", policy)] };
        Assert.Equal(expected, Edition.Compare(Cpu("<arch>s390x</arch><model>z13-base</model>"), guest).Verdict);
    }

    [Fact]
    public void Compare_S390xByItsOwnRules_IsAlwaysIdentical() =>
        Assert.Equal(
            LibvirtVerdict.Identical,
            Edition.Compare(Cpu("<arch>s390x</arch><model>z13</model>"), Cpu("<arch>s390x</arch><model>gen16a</model>"), ownRulesOnly: true).Verdict);

    /// <summary>The words are those in libvirt's QEMU driver; without KVM on POWER, no live one comes to the architecture.</summary>
    [Theory]
    [InlineData("ppc64", "POWER9", "comparing with the hypervisor CPU is not supported for arch ppc64", "computing baseline hypervisor CPU is not supported for arch ppc64")]
    [InlineData("aarch64", "host", "comparing with the hypervisor CPU is not supported for arch aarch64", "computing baseline hypervisor CPU is not supported for arch aarch64")]
    [InlineData("s390x", "z13", null, null)]
    public void Hypervisor_Architecture_AnswersForX86AndS390xOnly(string architecture, string model, string? comparison, string? baseline)
    {
        var capabilities = LibvirtDomainCapabilities.Read(
            $"<domainCapabilities><arch>{architecture}</arch><cpu><mode name='host-model' supported='yes'><model fallback='forbid'>{model}</model></mode>"
            + $"<mode name='custom' supported='yes'><model usable='yes'>{model}</model></mode></cpu></domainCapabilities>");
        var cpu = new LibvirtCpu { Model = model };

        Assert.Equal(comparison is null ? null : $"Operation not supported: {comparison}", Edition.CompareHypervisor(capabilities, cpu).Failure?.FullMessage);
        Assert.Equal(baseline is null, Edition.TryBaselineHypervisor(capabilities, [cpu], out _, out LibvirtFailure? failure));
        Assert.Equal(baseline is null ? null : $"Operation not supported: {baseline}", failure?.FullMessage);
    }

    [Fact]
    public void Baseline_S390x_IsQemus()
    {
        LibvirtCpu baseline = Edition.Baseline([Cpu("<arch>s390x</arch><model>z14</model>"), Cpu("<arch>s390x</arch><model>z13</model>")]);
        CpuModel expected = CpuModels.S390x.Baseline(CpuModels.S390x.Parse("z14"), CpuModels.S390x.Parse("z13"))!;

        Assert.Equal(expected.ExpandStatic().Name, baseline.Model);
        Assert.Equal(expected.ExpandStatic().Settings.Select(static setting => setting.Term.Name), baseline.Features.Select(static feature => feature.Name));
        Assert.Equal(LibvirtFallback.Forbid, baseline.Fallback);
        Assert.True(Edition.HasFeature(baseline, "vx", "s390x"));
    }

    [Theory]
    [InlineData("mips", true)]
    [InlineData("mips", false)]
    [InlineData("riscv64", true)]
    public void Everything_OtherArchitecture_IsUnsupported(string architecture, bool isOld)
    {
        LibvirtEdition edition = isOld ? LibvirtEdition.Old : Edition;
        LibvirtCpu cpu = Cpu($"<arch>{architecture}</arch><model>a</model>");

        Assert.Equal(LibvirtFailureKind.Unsupported, edition.Compare(cpu, cpu).Failure!.Kind);
        Assert.False(edition.TryBaseline([cpu], out _, out LibvirtFailure? failure));
        Assert.Equal($"this function is not supported by the connection driver: '{architecture}' architecture is not supported by CPU driver", failure.FullMessage);
        Assert.Empty(edition.GetModels(architecture));
    }

    /// <summary>libvirt's Arm driver, by its source; its baseline is held against a live one in the tests of the command.</summary>
    [Theory]
    [InlineData("<model>neoverse-n1</model>", LibvirtVerdict.Identical, null)]
    [InlineData("<arch>aarch64</arch><model>neoverse-n1</model><vendor>ARM</vendor><feature name='sve'/>", LibvirtVerdict.Identical, null)]
    [InlineData("<arch>aarch64</arch><model>neoverse-n1</model>", LibvirtVerdict.Incompatible, "Host CPU model does not match required CPU vendor <null> or(and) model neoverse-n1")]
    [InlineData("<arch>aarch64</arch><model>ampere-1</model><vendor>ARM</vendor>", LibvirtVerdict.Incompatible, "Host CPU model does not match required CPU vendor ARM or(and) model ampere-1")]
    public void Compare_Arm_GoesByNamesOfHostsAlone(string cpu, LibvirtVerdict expected, string? reason)
    {
        LibvirtComparison comparison = Edition.Compare(Cpu("<arch>aarch64</arch><model>neoverse-n1</model><vendor>ARM</vendor>"), Cpu(cpu));
        Assert.Equal(expected, comparison.Verdict);
        Assert.Equal(reason, comparison.Reasons.IsEmpty ? null : comparison.Reasons[0].ToString());
    }

    [Theory]
    [InlineData("aarch64", true)]
    [InlineData("riscv64", true)]
    [InlineData("loongarch64", false)]
    public void Update_HostModel_TakesTheHosts(string architecture, bool takes)
    {
        LibvirtCpu host = Cpu($"<arch>{architecture}</arch><model>a</model><vendor>V</vendor><feature name='f'/>");
        LibvirtCpu guest = Cpu("<model>b</model>");

        LibvirtCpu updated = Edition.Update(guest with { Mode = LibvirtCpuMode.HostModel }, host);
        Assert.Equal(takes ? ("a", "V", LibvirtCpuMode.Custom) : ("b", null, LibvirtCpuMode.HostModel), (updated.Model, updated.Vendor, updated.Mode));
        Assert.Equal(takes ? ["f"] : [], updated.Features.Select(static feature => feature.Name));
        Assert.Equal(guest, Edition.Update(guest, host));
    }

    [Theory]
    [InlineData("riscv64")]
    [InlineData("loongarch64")]
    public void Compare_ArchitectureLeftToQemu_IsIdenticalAndHasNoBaseline(string architecture)
    {
        LibvirtCpu host = Cpu($"<arch>{architecture}</arch><model>a</model>");
        Assert.Equal(LibvirtVerdict.Identical, Edition.Compare(host, Cpu("<model>b</model>")).Verdict);
        Assert.False(Edition.TryBaseline([host], out _, out LibvirtFailure? failure));
        Assert.Equal($"cannot compute baseline CPU of {architecture} architecture", failure.Message);
    }

    [Fact]
    public void GetModels_Editions_AreAsBigAsTheirTables()
    {
        Assert.Equal(58, LibvirtEdition.Old.GetModels("x86_64").Length);
        Assert.Equal(["POWER6", "POWER7", "POWER8", "POWER9", "POWER10", "POWER11", "POWERPC_e5500", "POWERPC_e6500"], Edition.GetModels("ppc64le").ToArray());
        Assert.DoesNotContain("POWER11", LibvirtEdition.Old.GetModels("ppc64"));
        Assert.Contains("z14", Edition.GetModels("s390x"));
    }

    /// <summary>libvirt's own cases of POWER, those that the conformance cases leave out among them.</summary>
    [SkippableFact]
    public void Power_EveryCaseOfLibvirt_AnswersTheSame()
    {
        List<Dictionary<string, string>> rows = CsvRows.Read(SharedFolder.Require("facts", "ppc64", "libvirt_cases.csv"));

        Assert.Equal(20, rows.Count);
        Assert.All(rows, static row => Assert.Equal(row["expected"], row["kind"] == "compare" ? ComparePower(row) : BaselinePower(row)));
    }

    private static string ComparePower(Dictionary<string, string> row)
    {
        LibvirtCpu host = PowerHost(row["host_model"], row["host_vendor"], "ppc64");
        LibvirtCpu cpu = row["arch"].Length > 0
            ? PowerHost(row["model"], row["vendor"], row["arch"])
            : new LibvirtCpu { Mode = row["mode"] == "host-model" ? LibvirtCpuMode.HostModel : LibvirtCpuMode.Custom, Model = row["model"].Length > 0 ? row["model"] : null };
        return LibvirtEdition.Old.Compare(host, cpu).Verdict.ToString().ToLowerInvariant();
    }

    private static string BaselinePower(Dictionary<string, string> row)
    {
        LibvirtCpu[] cpus = [.. row["host_model"].Split("; ").Select(static part => part.Split('/')).Select(static part => PowerHost(part[0], part[1], "ppc64"))];
        return LibvirtEdition.Old.TryBaseline(cpus, out _, out _) ? "ok" : "error";
    }

    private static LibvirtCpu PowerHost(string model, string vendor, string architecture) => new()
    {
        Type = LibvirtCpuType.Host,
        Architecture = architecture,
        Model = model,
        Vendor = vendor.Length > 0 ? vendor : null,
    };

    private static LibvirtCpu Cpu(string elements) => LibvirtCpu.Read($"<cpu>{elements}</cpu>");
}
