using System.Globalization;
using CpuFacility.Arm;
using CpuFacility.Testing;

namespace CpuFacility.Tests.Architectures.Arm;

/// <summary>MIDR, implementers and parts.</summary>
public class ArmIdentityTests
{
    [SkippableFact]
    public void Parts_EachRow_IsThatOfTheFacts()
    {
        List<Dictionary<string, string>> facts = CsvRows.Read(SharedFolder.Require("facts", "aarch64", "models.csv"));
        Assert.Equal((208, 208), (facts.Count, ArmPart.All.Length));
        foreach (Dictionary<string, string> fact in facts)
        {
            Assert.True(ArmPart.TryFind((byte)Number(fact["implementer"]), Number(fact["part"]), out ArmPart? part));
            Assert.Equal(fact["implementer_name"], part.Implementer?.Name ?? "");
            Assert.True(fact["title"] == part.Title || fact["title"].Length == 0, part.Title);
            Assert.NotEmpty(part.Title);
            Assert.Equal(
                fact["names"].Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
                ((string[])[.. part.LibvirtNames, .. part.LinuxNames.Select(static name => $"linux:{name}"), .. part.QemuNames.Select(static name => $"qemu:{name}")]).Order(StringComparer.Ordinal));
        }

        List<Dictionary<string, string>> implementers = CsvRows.Read(SharedFolder.Require("facts", "aarch64", "implementers.csv"));
        Assert.Equal(19, ArmImplementer.All.Length);
        Assert.Equal(
            implementers.Select(static fact => (Number(fact["implementer"]), fact["util_linux_name"], fact["libvirt_name"], fact["linux_name"])),
            ArmImplementer.All.Select(static one => ((int)one.Code, one.Name, one.LibvirtName ?? "", one.LinuxName ?? "")));
    }

    [Fact]
    public void Parts_QemuNames_AreTheModelsOfTheirMidr()
    {
        Assert.Equal(
            CpuModels.Arm.Definitions.Select(static definition => definition.Name).Order(StringComparer.Ordinal),
            ArmPart.All.SelectMany(static part => part.QemuNames).Order(StringComparer.Ordinal));
        Assert.All(CpuModels.Arm.Definitions, static definition => Assert.Equal(definition.Name, Assert.Single(((ArmIdentity)definition.Identity).Part!.QemuNames)));
    }

    /// <summary>libvirt takes the first model with the part's number, whoever made it.</summary>
    [Theory]
    [InlineData(0x410FD400u, "Neoverse-V1", 0x480FD400u, "Cortex-A76")]
    [InlineData(0x410FD010u, "Cortex-A32", 0x480FD010u, "TaiShan-v110")]
    [InlineData(0x410FD490u, "Neoverse-N2", 0x6D0FD490u, "Azure-Cobalt-100")]
    [InlineData(0x460F0010u, "A64FX", 0x510F0010u, "Oryon")]
    public void Part_NumberOfSeveralImplementers_IsEachOnesOwn(uint first, string title, uint second, string other) =>
        Assert.Equal((title, other), (new ArmIdentity(first).Part?.Title, new ArmIdentity(second).Part?.Title));

    [Fact]
    public void Members_Midr_AreItsBits()
    {
        var identity = new ArmIdentity(0x413FD0C1);
        Assert.Equal((0x41, 3, 0xD0C, 1), ((int)identity.ImplementerCode, identity.Variant, identity.PartNumber, identity.Revision));
        Assert.Equal("ARM Neoverse-N1 r3p1, MIDR 413FD0C1H", identity.ToString());
        Assert.Equal("implementer FFH part 123H r0p0, MIDR FF001230H", new ArmIdentity(0xFF001230).ToString());
    }

    [Fact]
    public void GetRelation_AnyTwoProcessors_IsTheSame()
    {
        var one = new ArmIdentity(0x413FD0C1);
        var other = new ArmIdentity(0x480FD010);
        Assert.Equal(CpuIdentityRelation.Same, one.GetRelation(other));
        Assert.Equal((one, one), ((ArmIdentity?)one.GetCommon(other), (ArmIdentity?)other.GetCommon(one)));
        Assert.NotEqual<CpuIdentity>(one, other);
        CpuIdentity power = CpuModels.Power.Definitions[0].Identity;
        Assert.Equal((CpuIdentityRelation.Unrelated, null), (one.GetRelation(power), one.GetCommon(power)));
    }

    private static int Number(string text) => int.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
