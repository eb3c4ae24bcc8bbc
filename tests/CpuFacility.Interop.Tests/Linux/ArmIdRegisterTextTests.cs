using System.Globalization;
using System.Text;
using CpuFacility.Arm;
using CpuFacility.Linux;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Linux;

/// <summary>ID registers as text, in the forms in which programs, kernel modules and debuggers write them.</summary>
public class ArmIdRegisterTextTests
{
    private static readonly ArmIdRegister Pfr0 = Find("ID_AA64PFR0_EL1");
    private static readonly ArmIdRegister Isar0 = Find("ID_AA64ISAR0_EL1");

    /// <summary>
    /// In the form of the example in the kernel's <c>Documentation/arch/arm64/cpu-feature-registers.rst</c>, with the values that a program sees of a
    /// Cortex-A53: hidden fields are safe.
    /// </summary>
    private const string OfProgram =
        """
        ID_AA64ISAR0_EL1    : 0x0000000000011120
        ID_AA64ISAR1_EL1    : 0x0000000000000000
        ID_AA64MMFR0_EL1    : 0x00000000ff000000
        ID_AA64PFR0_EL1     : 0x0000000000000011
        MIDR_EL1            : 0x00000000410fd034
        MPIDR_EL1           : 0x0000000080000000
        REVIDR_EL1          : 0x0000000000000000

        """;

    [Fact]
    public void Read_TextOfAProgram_LeavesHiddenFieldsOpen()
    {
        ArmIdRegisterText text = Read(OfProgram);
        Assert.Equal((0x410FD034u, 0UL, false), (text.Identity?.Midr, text.Revision, text.IsKernelView));
        Assert.Equal([KeyValuePair.Create("MPIDR_EL1", 0x80000000UL)], text.UnknownRegisters.ToArray());
        HostCapability host = text.CreateHost(CpuModels.Arm);
        Assert.Equal(FacilityOrigin.Hardware, host.GetOrigin(ArmFacility.Aes));
        Assert.Equal(FacilityOrigin.None, host.GetOrigin(ArmFacility.Lse));
        Assert.Equal(FacilityOrigin.Unknown, Origin(host, "ID_AA64MMFR0_EL1.PARANGE.from-1"));
        Assert.Equal(FacilityOrigin.Unknown, Origin(host, "ID_AA64MMFR1_EL1.VH.from-1"));
        Assert.Equal(FacilityOrigin.Unknown, host.GetOrigin(ArmFacility.Sve2));
        Assert.Equal(FacilityOrigin.None, Origin(host, "sve-length-128"));
        Assert.Equal("Registers that are not known: MPIDR_EL1.", string.Join("\n", host.Unnamed));
    }

    [Fact]
    public void Read_TextOfAKernel_SaysAllOfItsRegisters()
    {
        ArmIdRegisterText text = Read(OfProgram.Replace("0x00000000ff000000", "0x0000000000001122", StringComparison.Ordinal));
        Assert.True(text.IsKernelView);
        HostCapability host = text.CreateHost(CpuModels.Arm);
        Assert.Equal(FacilityOrigin.Hardware, Origin(host, "ID_AA64MMFR0_EL1.PARANGE.from-1"));
        Assert.Equal(FacilityOrigin.None, Origin(host, "ID_AA64MMFR0_EL1.PARANGE.from-3"));
        Assert.Null(Read("ID_AA64PFR0_EL1 0x11").IsKernelView);
    }

    [Theory]
    [InlineData("ID_AA64PFR0_EL1 0x22")]
    [InlineData("ID_AA64PFR0_EL1=0x22")]
    [InlineData("ID_AA64PFR0_EL1: 0X22\r\n")]
    [InlineData("\uFEFF# a remark\n\n  SYS_ID_AA64PFR0_EL1\t=\t0x0000000000000000000000022  \n")]
    [InlineData("id_aa64pfr0_el1 : 0x22\nID_AA64PFR0_EL1=0x22\n")]
    [InlineData("ID_AA64PFR0_EL1 0x22                34\n")]
    public void Read_EachForm_IsTheSame(string text)
    {
        ArmIdRegisterText read = Read(text);
        Assert.True(ArmIdRegisterText.Matches(Encoding.UTF8.GetBytes(text)));
        Assert.Equal([Pfr0], read.Given.ToArray());
        Assert.Equal("ID_AA64PFR0_EL1 0x0000000000000022\n", read.ToString());
    }

    /// <summary>GDB writes numbers with a sign.</summary>
    [Fact]
    public void Read_DecimalWithSign_IsTheSameValue() =>
        Assert.Equal(0xFFFF_FFFF_FFFF_FFFEUL, Read("ID_AA64PFR0_EL1 0xfffffffffffffffe -2").Registers[Pfr0]);

    [Law]
    public void ToString_AnyRegisters_AreReadBack(ulong[] values, uint midr)
    {
        ArmIdRegisters registers = ArmIdRegisters.Zero;
        for (int i = 0; i < Math.Min(values.Length, ArmIdRegister.All.Length); i++)
        {
            registers = registers.With(ArmIdRegister.All[i], values[i]);
        }

        string written = ArmIdRegisterText.Create(registers, new ArmIdentity(midr)) + "REVIDR_EL1 0x0000000000000007\nMPIDR_EL1 0x0000000080000000\nS3_0_C0_C7_7 0x0000000000000001\n";
        ArmIdRegisterText read = Read(written);
        Assert.Equal((registers, midr, 7UL), (read.Registers, read.Identity!.Midr, read.Revision));
        Assert.Equal(ArmIdRegister.All.ToArray(), read.Given.ToArray());
        Assert.Equal(written.Split('\n').Order(StringComparer.Ordinal), read.ToString().Split('\n').Order(StringComparer.Ordinal));
        Assert.Equal(read.ToString(), Read(read.ToString()).ToString());
    }

    /// <summary>Models of QEMU run on a host of their own registers, but for what is in no register.</summary>
    [Fact]
    public void CreateHost_RegistersOfEachModel_OffersTheModel()
    {
        foreach (CpuModel model in CpuModels.Arm.NamedModels)
        {
            HostCapability host = Read(ArmIdRegisterText.Create(model.GetIdRegisters(), (ArmIdentity)model.Identity).ToString()).CreateHost(CpuModels.Arm);
            Assert.Equal(model.Facilities.Except(ArmFacilities.VectorLengths), host.Offered);
            CompatibilityVerdict expected = model.GetVectorLengths().IsEmpty ? CompatibilityVerdict.Compatible : CompatibilityVerdict.Unknown;
            Assert.Equal((model.Name, expected), (model.Name, model.CheckMigrationTo(host).Verdict));
        }
    }

    [Theory]
    [InlineData("", 0, "The text has no ID register that is known, such as ID_AA64PFR0_EL1.")]
    [InlineData("ID_AA64NEW9_EL1 0x0\n", 20, "The text has no ID register that is known, such as ID_AA64PFR0_EL1.")]
    [InlineData("ID_AA64PFR0_EL1\n", 15, "After the name of a register stands a value after 0x, as in 'ID_AA64PFR0_EL1 0x11'.")]
    [InlineData("ID_AA64PFR0_EL10x11\n", 19, "After the name of a register stands a value after 0x, as in 'ID_AA64PFR0_EL1 0x11'.")]
    [InlineData("ID_AA64PFR0_EL1 11\n", 16, "After the name of a register stands a value after 0x, as in 'ID_AA64PFR0_EL1 0x11'.")]
    [InlineData("ID_AA64PFR0_EL1 0x\n", 16, "After the name of a register stands a value after 0x, as in 'ID_AA64PFR0_EL1 0x11'.")]
    [InlineData("ID_AA64PFR0_EL1 0x1g\n", 16, "After the name of a register stands a value after 0x, as in 'ID_AA64PFR0_EL1 0x11'.")]
    [InlineData("ID_AA64PFR0_EL1 0x11 12\n", 21, "Behind the value stands nothing, or the same value as a decimal number.")]
    [InlineData("ID_AA64PFR0_EL1 0x10000000000000000\n", 16, "The value has more than 64 bits.")]
    [InlineData("MIDR_EL1 0x1410fd034\n", 21, "The upper half of MIDR_EL1 is 0 on all processors, and is not here.")]
    [InlineData("\n?\n", 1, "A line begins with the name of a register, of letters, digits and '_', at most 64.")]
    [InlineData("ID_AA64PFR0_EL1 0x11\n\n ID_AA64PFR0_EL1 0x12\n", 22, "'ID_AA64PFR0_EL1' is there twice, with 0x11 and 0x12.")]
    [InlineData("MPIDR_EL1 0x11\nmpidr_el1 0x12\n", 15, "'mpidr_el1' is there twice, with 0x11 and 0x12.")]
    public void TryRead_Nonsense_IsRefusedWithThePosition(string text, int position, string reason)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Assert.False(ArmIdRegisterText.TryRead(bytes, out ArmIdRegisterText? registers, out FacilityFormatError error));
        Assert.Null(registers);
        Assert.Equal((position, reason), (error.Position, error.Reason));
        Assert.Throws<FacilityFormatException>(() => ArmIdRegisterText.Read(bytes));
    }

    [Fact]
    public void TryRead_TooLong_IsRefused()
    {
        Assert.False(ArmIdRegisterText.TryRead(new byte[ArmIdRegisterText.MaximumLength + 1], out _, out FacilityFormatError error));
        Assert.Equal(ArmIdRegisterText.MaximumLength, error.Position);
    }

    /// <summary>A register, or a field beyond the tables, is not lost: it is named.</summary>
    [Fact]
    public void CreateHost_ValueWithoutAName_IsReported()
    {
        HostCapability host = Read(string.Create(CultureInfo.InvariantCulture, $"{Isar0.Name} 0x{0xFUL << 4:x}")).CreateHost(CpuModels.Arm);
        Assert.Equal("MIDR_EL1 is not there: which processor it is, is not known.\nFields with a value that no facility stands for: ID_AA64ISAR0_EL1.AES.", string.Join("\n", host.Unnamed));
    }

    private static FacilityOrigin Origin(HostCapability host, string name) =>
        CpuModels.Arm.Catalog.TryFind(name, out Facility facility) ? host.GetOrigin(facility) : throw new ArgumentException(name);

    private static ArmIdRegister Find(string name) => ArmIdRegister.TryFind(name, out ArmIdRegister? register) ? register : throw new ArgumentException(name);

    private static ArmIdRegisterText Read(string text) => ArmIdRegisterText.Read(Encoding.UTF8.GetBytes(text));
}
