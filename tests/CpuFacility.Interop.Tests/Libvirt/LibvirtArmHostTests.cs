using CpuFacility.Arm;
using CpuFacility.Libvirt;

namespace CpuFacility.Interop.Tests.Libvirt;

/// <summary>libvirt's definitions of 64-bit Arm: put together in the form that <c>cpu_arm.c</c> writes; no such host was at hand.</summary>
public class LibvirtArmHostTests
{
    [Fact]
    public void ToHost_NeoverseN1_HasTheFacilitiesOfItsWords()
    {
        HostCapability host = ToHost("<cpu><arch>aarch64</arch><model>Neoverse-N1</model><vendor>ARM</vendor>"
            + "<feature name='fp'/><feature name='asimd'/><feature name='aes'/><feature name='pmull'/><feature name='atomics'/><feature name='cpuid'/></cpu>");
        Assert.Equal(("host", "Neoverse-N1", 0x410FD0C0u), (host.Offer.Definition.Name, host.Offer.Definition.Title, ((ArmIdentity)host.Identity).Midr));
        Assert.Equal(FacilityOrigin.Hardware, host.GetOrigin(ArmFacility.Lse));
        Assert.Equal(FacilityOrigin.None, host.GetOrigin(ArmFacility.Sha1));
        Assert.Equal(FacilityOrigin.Unknown, host.GetOrigin(ArmFacility.Sve));
        Assert.Empty(host.Unnamed);
    }

    /// <summary>libvirt has the first 32 words alone: a later one, such as sve2, is none of its names.</summary>
    [Fact]
    public void ToHost_NamesThatNobodyKnows_AreKept()
    {
        HostCapability host = ToHost("<cpu><arch>aarch64</arch><model>Neoverse-N1</model><vendor>Cavium</vendor><feature name='fp'/><feature name='sve2'/><feature name='frob'/></cpu>");
        Assert.Equal(
            ["'Neoverse-N1' of Cavium is no processor that libvirt's names are known of.", "Features that no facility is known for: sve2, frob."],
            host.Unnamed.ToArray());
        Assert.Equal(FacilityOrigin.Unknown, host.GetOrigin(ArmFacility.Sve2));
    }

    /// <summary>Every model of libvirt's table is a part that is known, under the table's vendor.</summary>
    [Theory]
    [InlineData("FT-2000+", "Phytium", 0x662)]
    [InlineData("Falkor", "Qualcomm", 0xC00)]
    [InlineData("Kunpeng-920", "HiSilicon", 0xD01)]
    [InlineData("Neoverse-N2", "ARM", 0xD49)]
    [InlineData("Tengyun-S2500", "Phytium", 0x663)]
    [InlineData("ThunderX2 99xx", "Cavium", 0x0AF)]
    [InlineData("a64fx", "Fujitsu", 0x001)]
    [InlineData("cortex-a72", "ARM", 0xD08)]
    public void ToHost_EachModelOfTheTable_IsItsPart(string model, string vendor, int part) =>
        Assert.Equal(part, ((ArmIdentity)ToHost($"<cpu><arch>aarch64</arch><model>{model}</model><vendor>{vendor}</vendor></cpu>").Identity).PartNumber);

    [Fact]
    public void ToModel_Guest_IsWhatQemuIsStartedWith()
    {
        LibvirtCpu guest = LibvirtCpu.Read("<cpu mode='custom' match='exact'><model>a64fx</model><feature policy='disable' name='sve512'/><feature policy='optional' name='pmu'/></cpu>") with { Architecture = "aarch64" };
        CpuModel model = LibvirtModels.ToModel(guest, LibvirtEdition.Current);
        Assert.Equal("a64fx,sve512=off", model.ToString());
        Assert.Equal("128 256", model.GetVectorLengths().ToString());
        Assert.Equal(model, LibvirtConversion.ToQemu(guest, LibvirtEdition.Current, out _));
    }

    [Theory]
    [InlineData("<model>z14</model>", "Unknown CPU model z14")]
    [InlineData("<model>a64fx</model><feature policy='require' name='aes'/>", "Unknown CPU feature aes")]
    [InlineData("<model>cortex-a53</model><feature policy='require' name='sve128'/>", "sve128")]
    public void TryToModel_WhatQemuDoesNotTake_IsRefused(string content, string reason)
    {
        LibvirtCpu guest = LibvirtCpu.Read($"<cpu>{content}</cpu>") with { Architecture = "aarch64" };
        Assert.False(LibvirtModels.TryToModel(guest, LibvirtEdition.Current, out _, out _, out LibvirtFailure? failure));
        Assert.Contains(reason, failure.ToString(), StringComparison.Ordinal);
    }

    private static HostCapability ToHost(string text) => LibvirtModels.ToHost(LibvirtCpu.Read(text), LibvirtEdition.Current);
}
