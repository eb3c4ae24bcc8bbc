using CpuFacility.Libvirt;

namespace CpuFacility.Interop.Tests.Libvirt;

/// <summary>s390x, where libvirt hands definitions to QEMU: what is on, what is off, and what the reasons say. Expected by QEMU's models.</summary>
public class LibvirtS390xRuleTests
{
    private static readonly LibvirtEdition Edition = LibvirtEdition.Current;

    [Theory]
    [InlineData("require", LibvirtVerdict.Identical)]
    [InlineData("force", LibvirtVerdict.Superset)]
    [InlineData("optional", LibvirtVerdict.Superset)]
    [InlineData("disable", LibvirtVerdict.Superset)]
    [InlineData("forbid", LibvirtVerdict.Superset)]
    public void Compare_Policy_IsOnOrOff(string policy, LibvirtVerdict expected) => Assert.Equal(
        expected, Edition.Compare(Cpu("<arch>s390x</arch><model>z14</model>"), Cpu($"<model>z14</model><feature name='vx' policy='{policy}'/>")).Verdict);

    [Fact]
    public void Compare_NewerModel_NamesModelAndFeatures()
    {
        LibvirtComparison comparison = Edition.Compare(Cpu("<arch>s390x</arch><model>z13</model>"), Cpu("<model>z14</model><feature name='vxeh' policy='disable'/>"));

        Assert.Equal([LibvirtReasonKind.Model, LibvirtReasonKind.MissingFeatures], comparison.Reasons.Select(static reason => reason.Kind));
        Assert.Equal(["z14"], comparison.Reasons[0].Names.ToArray());
        CpuModel wanted = CpuModels.S390x.Parse("z14,vxeh=off");
        Assert.Equal(wanted.Facilities.Except(CpuModels.S390x.Parse("z13").Facilities), CpuModels.S390x.Vocabulary.CreateSet([.. comparison.Reasons[1].Names]));
    }

    /// <summary>An older model with more features: the features alone stand in the way.</summary>
    [Fact]
    public void Compare_OlderModelWithMore_NamesTheFeaturesAlone()
    {
        LibvirtReason reason = Assert.Single(Edition.Compare(Cpu("<arch>s390x</arch><model>z14-base</model>"), Cpu("<model>z13</model>")).Reasons);

        Assert.Equal(LibvirtReasonKind.MissingFeatures, reason.Kind);
        Assert.Contains("vx", reason.Names);
    }

    /// <summary>A static expansion names what is on beyond the base model, a full one also what is off.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Baseline_Expand_NamesWhatIsOffToo(bool expand)
    {
        LibvirtCpu baseline = Edition.Baseline([Cpu("<arch>s390x</arch><model>z14</model>")], new LibvirtBaselineOptions { Expand = expand });

        Assert.Equal(expand, baseline.Features.Any(static feature => feature.Policy == LibvirtFeaturePolicy.Disable));
        Assert.Equal(CpuModels.S390x.Parse("z14").Facilities, LibvirtModels.ToModel(baseline with { Architecture = "s390x" }, Edition).Facilities);
    }

    [Fact]
    public void TryBaseline_OwnRulesOnly_IsUnsupported()
    {
        LibvirtCpu cpu = Cpu("<arch>s390x</arch><model>z14</model>");

        Assert.False(Edition.TryBaseline([cpu], out _, out LibvirtFailure? failure, new LibvirtBaselineOptions { OwnRulesOnly = true }));
        Assert.Equal("this function is not supported by the connection driver: cannot compute baseline CPU of s390x architecture", failure.FullMessage);
        Assert.True(Edition.TryBaseline([cpu], out _, out _));
    }

    /// <summary>A group is there if all of it is.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData("<feature name='kimd-sha-512' policy='disable'/>", false)]
    public void HasFeature_Group_IsAllOfIt(string feature, bool expected) =>
        Assert.Equal(expected, Edition.HasFeature(Cpu($"<model>z14</model>{feature}"), "msa2", "s390x"));

    /// <summary>A host has what it lists; an optional feature is not spoken of to QEMU, so that the model's own stays on.</summary>
    [Fact]
    public void ToQemu_HostsAndOptionalFeatures_StayOn()
    {
        LibvirtCpu host = Cpu("<arch>s390x</arch><model>z14-base</model>") with { Features = [new("vx", LibvirtFeaturePolicy.Disable)] };
        LibvirtCpu guest = Cpu("<model>z14</model><feature name='vx' policy='optional'/>") with { Architecture = "s390x" };

        Assert.Equal(CpuModels.S390x.Parse("z14-base,vx=on"), LibvirtConversion.ToQemu(host, Edition, out _));
        Assert.Equal(CpuModels.S390x.Parse("z14"), LibvirtConversion.ToQemu(guest, Edition, out _));
    }

    [Fact]
    public void ToHost_Source_IsKept() =>
        Assert.Equal("here", LibvirtModels.ToHost(Cpu("<arch>s390x</arch><model>z14</model>"), Edition, "here").Source);

    private static LibvirtCpu Cpu(string elements) => LibvirtCpu.Read($"<cpu>{elements}</cpu>");
}
