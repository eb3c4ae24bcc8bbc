using CpuFacility.Arm;

namespace CpuFacility.Tests.Architectures.Arm;

/// <summary>Processors by MIDR, and what registers and places are called. The names are those of Arm's own constants in Linux, of libvirt and of QEMU.</summary>
public class ArmPartTests
{
    [Theory]
    [InlineData(0x41, 0xD08, "Cortex-A72", "CORTEX_A72", "cortex-a72", "cortex-a72")]
    [InlineData(0x41, 0xD0C, "Neoverse-N1", "NEOVERSE_N1", "Neoverse-N1", "neoverse-n1")]
    [InlineData(0x41, 0x810, "ARM810", "", "", "")]
    [InlineData(0x00, 0x051, "max", "", "", "max")]
    public void TryFind_CodeAndNumber_IsThatPart(byte implementer, int number, string title, string linux, string libvirt, string qemu)
    {
        Assert.True(ArmPart.TryFind(implementer, number, out ArmPart? part));
        Assert.Equal((implementer, number, title, title), (part.ImplementerCode, part.Number, part.Title, part.ToString()));
        Assert.Equal((linux, libvirt, qemu), (string.Join(' ', part.LinuxNames), string.Join(' ', part.LibvirtNames), string.Join(' ', part.QemuNames)));
        Assert.Equal(implementer == 0, part.Implementer is null);
    }

    [Fact]
    public void TryFind_Unknown_IsNotFound()
    {
        Assert.False(ArmPart.TryFind(0x41, 0xFFF, out ArmPart? part));
        Assert.Null(part);
        Assert.False(ArmImplementer.TryFind(0xFF, out ArmImplementer? implementer));
        Assert.Null(implementer);
    }

    [Fact]
    public void All_EachPart_IsFoundAgainAndHasATitle()
    {
        foreach (ArmPart part in ArmPart.All)
        {
            Assert.True(ArmPart.TryFind(part.ImplementerCode, part.Number, out ArmPart? found));
            Assert.Same(part, found);
            Assert.NotEmpty(part.Title);
            Assert.Equal(part.ImplementerCode, part.Implementer?.Code ?? 0);
        }
    }

    [Theory]
    [InlineData(0x41, "ARM", "ARM", "ARM")]
    [InlineData(0x44, "DEC", "DigitalEquipment", null)]
    [InlineData(0x51, "Qualcomm", "Qualcomm", "QCOM")]
    [InlineData(0x61, "Apple", null, "APPLE")]
    public void TryFind_Implementer_HasItsNames(byte code, string name, string? libvirt, string? linux)
    {
        Assert.True(ArmImplementer.TryFind(code, out ArmImplementer? implementer));
        Assert.Equal((code, name, name, libvirt, linux), (implementer.Code, implementer.Name, implementer.ToString(), implementer.LibvirtName, implementer.LinuxName));
    }

    [Fact]
    public void Registers_AsText_AreThoseThatAreNotZero()
    {
        ArmIdRegisters registers = CpuModels.Arm.Parse("cortex-a53").GetIdRegisters();
        string[] parts = registers.ToString().Split(' ');
        Assert.Equal(ArmIdRegister.All.Count(register => registers[register] != 0), parts.Length);
        Assert.All(parts, static part => Assert.DoesNotContain("=0000000000000000H", part, StringComparison.Ordinal));
        ArmIdRegister first = ArmIdRegister.All.First(register => registers[register] != 0);
        Assert.Equal($"{first.Name}={registers[first]:X16}H", parts[0]);
        Assert.Equal("", ArmIdRegisters.Zero.ToString());
    }

    [Theory]
    [InlineData("ID_AA64PFR0_EL1.MPAM", true)]
    [InlineData("ID_AA64PFR0_EL1.CSV3", false)]
    public void IsStrict_Field_IsThatOfLinux(string name, bool expected)
    {
        Assert.True(ArmField.TryFind(name, out ArmField? field));
        Assert.Equal(expected, field.IsStrict);
    }

    [Fact]
    public void VectorLengths_LengthTwice_IsThereOnce() => Assert.Equal(ArmVectorLengths.Create(128, 256), ArmVectorLengths.Create(128, 256, 128));

    [Fact]
    public void Registers_OfTwoModels_AreEqualOrNot()
    {
        ArmIdRegisters registers = CpuModels.Arm.Parse("cortex-a53").GetIdRegisters();
        Assert.Equal(registers, CpuModels.Arm.Parse("cortex-a53").GetIdRegisters());
        Assert.Equal(registers.GetHashCode(), CpuModels.Arm.Parse("cortex-a53").GetIdRegisters().GetHashCode());
        Assert.NotEqual(registers, registers.With(ArmIdRegister.All[0], registers[ArmIdRegister.All[0]] ^ 1));
        Assert.False(registers.Equals(null));
    }
}
