using CpuFacility.Libvirt;
using CpuFacility.X86;

namespace CpuFacility.Interop.Tests.Libvirt;

public class LibvirtConversionTests
{
    private static readonly LibvirtEdition Edition = LibvirtEdition.Current;

    /// <summary>Exact in sets: what the result lacks is reported, and it has nothing else.</summary>
    [Fact]
    public void ToQemu_EveryModelOfBothEditions_HasTheSameFeatures()
    {
        foreach (LibvirtEdition edition in LibvirtEdition.All)
        {
            CpuModelRegistry registry = edition == Edition ? X86Editions.Libvirt : X86Editions.OldLibvirt;
            foreach (CpuModelDefinition definition in registry.Definitions)
            {
                CpuModel model = LibvirtConversion.ToQemu(new LibvirtCpu { Model = definition.Name }, edition, out LibvirtConversionReport report);

                Assert.Equal(definition.Default, model.Facilities.Union(registry.Vocabulary.CreateSet([.. report.Lost])));
                Assert.Empty(report.Added);
                Assert.Empty(report.Unknown);
                Assert.Equal(X86Editions.Qemu.TryFindDefinition(definition.Name, out _), !report.IsRenamed);
                Assert.All(registry.Vocabulary.CreateSet([.. report.Lost]).ToArray(), index => Assert.False(model.Facilities.Contains(index)));
            }
        }
    }

    [Fact]
    public void FromQemu_EveryModel_HasTheSameFeatures()
    {
        foreach (CpuModel model in X86Editions.Qemu.NamedModels)
        {
            LibvirtCpu cpu = LibvirtConversion.FromQemu(model, Edition, out LibvirtConversionReport report);
            CpuModel back = LibvirtConversion.ToQemu(cpu, Edition, out LibvirtConversionReport reverse);

            FacilitySet lost = X86Editions.Qemu.Vocabulary.CreateSet([.. report.Lost]);
            Assert.Equal(model.Facilities.Except(lost), back.Facilities.Union(X86Editions.Libvirt.Vocabulary.CreateSet([.. reverse.Lost])));
            Assert.Equal(X86Editions.Libvirt.TryFindDefinition(model.Definition.Name, out _), !report.IsRenamed);
        }
    }

    [Fact]
    public void ToQemu_WhatHasNoPlace_IsReported()
    {
        LibvirtCpu cpu = LibvirtCpu.Read(
            "<cpu match='minimum'><model vendor_id='AuthenticAMD'>Penryn</model><topology sockets='1' cores='1' threads='1'/><feature name='avx' policy='optional'/><feature name='cmt'/></cpu>");

        CpuModel model = LibvirtConversion.ToQemu(cpu, Edition, out LibvirtConversionReport report);

        Assert.Equal(["cmt"], report.Lost.ToArray());
        Assert.Equal(["match minimum", "optional avx", "element topology"], report.Unknown.ToArray());
        Assert.False(report.IsExact);
        Assert.Equal("AuthenticAMD", ((X86Identity)model.Identity).Vendor);
        Assert.Contains("lost: cmt", report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<cpu><model>Bogus</model></cpu>", LibvirtFailureKind.UnknownModel)]
    [InlineData("<cpu mode='host-passthrough'/>", LibvirtFailureKind.NoModel)]
    [InlineData("<cpu><model>486</model><feature name='bogus'/></cpu>", LibvirtFailureKind.UnknownFeature)]
    public void TryToQemu_Unknown_Fails(string text, LibvirtFailureKind kind)
    {
        Assert.False(LibvirtConversion.TryToQemu(LibvirtCpu.Read(text), Edition, out _, out _, out LibvirtFailure? failure));
        Assert.Equal(kind, failure.Kind);
    }

    [Theory]
    [InlineData("armv7l")]
    [InlineData("s390x ")]
    public void TryToQemu_OtherArchitecture_Fails(string architecture)
    {
        var cpu = new LibvirtCpu { Architecture = architecture, Model = "z14" };

        Assert.False(LibvirtConversion.TryToQemu(cpu, Edition, out _, out _, out LibvirtFailure? failure));
        Assert.Equal(LibvirtFailureKind.Unsupported, failure.Kind);
        Assert.Null(LibvirtModels.FindArchitecture(cpu));
    }

    [Theory]
    [InlineData("lahf-lm", "lahf_lm")]
    [InlineData("pclmulqdq", "pclmuldq")]
    public void ReadExpansion_QemusNames_AreTranslated(string qemu, string libvirt)
    {
        string properties = $"\"{qemu}\": true, \"avx\": false, \"family\": 6, \"model\": 1, \"stepping\": 2, \"vendor\": \"GenuineIntel\"";
        byte[] json = System.Text.Encoding.UTF8.GetBytes("{\"return\": {\"model\": {\"name\": \"base\", \"props\": {" + properties + "}}}}");

        LibvirtX86Data data = LibvirtQemuReplies.ReadExpansion(json);

        Assert.Equal(X86Editions.Libvirt.Vocabulary.CreateSet(libvirt), data.Facilities);
        Assert.Equal((new X86Signature(6, 1, 2), "GenuineIntel"), (data.Signature!.Value, data.Vendor));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"return\": {\"model\": {\"name\": \"base\"}}}")]
    [InlineData("{\"return\": [{\"name\": 1}]}")]
    [InlineData("{\"return\": [{\"name\": \"a\", \"unavailable-features\": [1]}]}")]
    public void TryRead_NoReply_IsRefused(string json)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(json);

        Assert.False(LibvirtQemuReplies.TryReadExpansion(bytes, out _, out FacilityFormatError error));
        Assert.NotEmpty(error.Reason);
        Assert.Equal(json == "[]", LibvirtQemuReplies.TryReadDefinitions(bytes, out _, out _));
    }
}
