using CpuFacility.Libvirt;
using CpuFacility.X86;

namespace CpuFacility.Interop.Tests.Libvirt;

/// <summary>Which model is found, and what is listed beside it: rules that planted bugs showed to be held by nothing. Expected by libvirt's source (<c>x86Decode</c>).</summary>
public partial class LibvirtX86RuleTests
{
    /// <summary>The features are those of pentium, and 486 lies within them; the other names of both mean the same. The one further down in the file wins.</summary>
    [Fact]
    public void DecodeHost_EquallyGoodModels_TakesTheLater()
    {
        string[] equal = [.. Edition.GetModels("x86_64").Where(static name => Features(name) == Features("pentium"))];

        LibvirtCpu host = Edition.DecodeHost(new LibvirtX86Data(Features("pentium"), "", null));

        Assert.InRange(equal.Length, 2, 9);
        Assert.Equal(equal[^1], host.Model);
        Assert.Empty(host.Features);
    }

    [Fact]
    public void DecodeGuest_BlockerThatTheModelLacksAnyway_IsListedOnce()
    {
        LibvirtCpu guest = Edition.DecodeGuest(new LibvirtX86Data(Features("Opteron_G3"), "AuthenticAMD", null), [new LibvirtHypervisorModel("Opteron_G3", "monitor")]);

        Assert.Equal("disable monitor", string.Join(", ", guest.Features));
    }

    /// <summary>Of a model that a hypervisor lists twice, the first counts.</summary>
    [Fact]
    public void DecodeGuest_ModelGivenTwice_IsTheFirst()
    {
        LibvirtCpu guest = Edition.DecodeGuest(new LibvirtX86Data(Features("Haswell"), Intel, null), [new("Haswell", "rtm"), new("Haswell", "hle")]);

        Assert.Equal("disable rtm", string.Join(", ", guest.Features));
    }

    /// <summary>A signature says what a host is; a guest's definition has none.</summary>
    [Fact]
    public void Decode_Signature_IsTheHostsAlone()
    {
        var data = new LibvirtX86Data(Features("Broadwell"), Intel, new X86Signature(6, 61, 4));

        Assert.Null(Edition.DecodeGuest(data).Signature);
        Assert.Equal(data.Signature, Edition.DecodeHost(data).Signature);
    }

    /// <summary>What the model has, cannot migrate, and the CPU lacks would have to be disabled: that entry goes, too.</summary>
    [Theory]
    [InlineData(false, "disable avx2, disable xsaves")]
    [InlineData(true, "disable avx2")]
    public void Baseline_MigratableWithoutAModelsFeature_DropsTheEntry(bool migratable, string expected)
    {
        LibvirtCpu baseline = Edition.Baseline(
            [Cpu("<model>SierraForest</model><feature policy='disable' name='xsaves'/><feature policy='disable' name='avx2'/>")],
            new LibvirtBaselineOptions { Migratable = migratable });

        Assert.Equal(("SierraForest", expected), (baseline.Model, string.Join(", ", baseline.Features)));
    }

    /// <summary>libvirt reads the leaf of KVM's features whatever name the leaf before it has; registers stay where the name is left out.</summary>
    [Fact]
    public void FromCpuid_AnotherHypervisorsName_KeepsKvmsFeaturesAndRegisters()
    {
        var builder = new CpuidData.Builder();
        builder.Set(0, 0, new CpuidRegisters(7, 0x756E6547, 0x6C65746E, 0x49656E69));
        builder.Set(7, 0, new CpuidRegisters(0, 0, 0, 1u << 29));
        builder.Set(0x4000_0000, 0, new CpuidRegisters(0x4000_0001, 0x7263_694D, 0x666F_736F, 0x7648_2074));
        builder.Set(0x4000_0001, 0, new CpuidRegisters(1u << 7, 0, 0, 0));
        Assert.True(builder.TryAddMsr(0x10A, 1, out _));

        LibvirtX86Data data = LibvirtX86Data.FromCpuid(builder.ToCpuidData());

        Assert.Equal(X86Editions.Qemu.Vocabulary.CreateSet("kvm-pv-unhalt", "arch-capabilities", "rdctl-no"), data.Facilities);
    }

    /// <summary>The signature of Nehalem is that of Nehalem-IBRS: it is taken though Penryn differs in less.</summary>
    [Fact]
    public void Translate_SameGeneration_GoesBeforeFewerDifferences()
    {
        LibvirtCpu translated = Edition.Translate(Cpu("<model>Nehalem</model>"), [new("Nehalem-IBRS"), new("Penryn")]);

        Assert.Equal("Nehalem-IBRS", translated.Model);
    }

    /// <summary>An entry of the definition stands in the place of the one that the translation made, with its own policy.</summary>
    [Fact]
    public void Translate_ListedFeature_KeepsItsPolicy()
    {
        LibvirtCpu translated = Edition.Translate(Cpu("<model>Nehalem</model><feature policy='force' name='avx'/>"), [new("Nehalem-IBRS")]);

        Assert.Equal("force avx, disable spec-ctrl", string.Join(", ", translated.Features));
    }

    [Fact]
    public void Translate_Topology_IsCompleted()
    {
        const string topology = "<topology sockets='1' cores='2' threads='1'/>";
        const string completed = "<topology sockets='1' dies='1' clusters='1' cores='2' threads='1'/>";

        Assert.Contains(completed, Edition.Translate(Cpu($"<model>Nehalem</model>{topology}"), [new("Nehalem-IBRS")]).ToXml(), StringComparison.Ordinal);
        Assert.Contains(completed, Edition.Translate(Cpu($"<model>Nehalem</model>{topology}"), [new("Nehalem")]).ToXml(), StringComparison.Ordinal);
    }

    /// <summary>A mode that takes the host's CPU names no model that could be none of the hypervisor's.</summary>
    [Theory]
    [InlineData("host-passthrough")]
    [InlineData("host-model")]
    [InlineData("maximum")]
    public void Translate_HostsModes_StayAsTheyAre(string mode)
    {
        LibvirtCpu guest = LibvirtCpu.Read($"<cpu mode='{mode}'><model fallback='forbid'/></cpu>");

        Assert.Equal(guest, Edition.Translate(guest, [new("Nehalem")]));
    }
}
