using CpuFacility.Testing;

namespace CpuFacility.Tool.Tests;

/// <summary>Texts of Arm and RISC-V machines, and ISA strings as models. The texts are put together in the forms of Linux' sources.</summary>
public class ArmRiscVInputTests
{
    private const string Registers = "ID_AA64ISAR0_EL1 : 0x0000000000011120\nID_AA64PFR0_EL1 : 0x0000000000000011\nID_AA64MMFR0_EL1 : 0x00000000ff000000\nMIDR_EL1 : 0x00000000410fd034\n";

    private const string RiscV = "processor\t: 0\nhart\t\t: 0\nisa\t\t: rv64imafdc_zba_xfrob\nmmu\t\t: sv39\n\n";

    private static string TwoKinds { get; } = $"@{RepositoryFolder.Locate("tests", "CpuFacility.Tool.Tests", "Machines", "two-kinds.arm.txt")}";

    [Fact]
    public void Host_ArmOfTwoKinds_NamesBoth()
    {
        ToolRun run = ToolRun.Of("host", TwoKinds);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("definition  host: Cortex-A53\nidentity    ARM Cortex-A53 r0p4, MIDR 410FD034H\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("not known: ", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            "Note: The processors are of several kinds, of which the first names the host: 1 x ARM Cortex-A53 r0p4, MIDR 410FD034H; 1 x ARM Cortex-A72 r0p2, MIDR 410FD082H.\n",
            run.Error);
    }

    [Theory]
    [InlineData("cortex-a53", 3, "is not known")]
    [InlineData("neoverse-n1", 1, "FEAT_LSE")]
    public void Check_GuestOnArm_IsAnsweredAsFarAsIsKnown(string guest, int code, string words)
    {
        ToolRun run = ToolRun.Of("check", guest, "--on", TwoKinds);
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(words, run.Output, StringComparison.Ordinal);
        Assert.Equal(2, ToolRun.Of("check", guest, "--on", TwoKinds, "--arch", "s390x").ExitCode);
    }

    [Fact]
    public void Host_RegistersOfAProgram_SaysThatSomeAreHidden()
    {
        ToolRun run = ToolRun.WithInput(Registers, "host", "@-");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("Note: these are ID registers as programs read them: what Linux hides from programs is not known.\n", run.Error);
        Assert.Contains("source      ID registers of Arm as text\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("without ID_AA64MMFR0_EL1", ToolRun.WithInput("MIDR_EL1 0x410fd034\n", "host", "@-").Error, StringComparison.Ordinal);
        Assert.Empty(ToolRun.WithInput(Registers.Replace("ff000000", "00001122", StringComparison.Ordinal), "host", "@-").Error);
    }

    [Theory]
    [InlineData(Registers + "ID_AA64PFR0_EL1 0x12\n", "At byte 143, line 5: 'ID_AA64PFR0_EL1' is there twice, with 0x11 and 0x12.")]
    [InlineData("processor : 0\nFeatures : half thumb\nCPU implementer : 0x41\n", "line 2: The line 'Features' is what programs of 32 bits get ('half')")]
    [InlineData("isa : rv64imac_\n", "At byte 15: The name of an extension is missing.")]
    [InlineData("rv64q\n", "At byte 4: The base is missing: i, e or g follows rv64.")]
    [InlineData("riscv,isa-base = \"rv64i\";\nriscv,isa-extensions = \"i\", \"z!\";\n", "At byte 56, line 2: '!' cannot be in the name of an extension: letters and digits can.")]
    [InlineData("riscv,isa-base = \"rv64i\";\n", "The property 'riscv,isa-extensions' is expected")]
    [InlineData("riscv,isa-base = \"rv64i\";\nriscv,isa-extensions = \"i\", \n", "The property 'riscv,isa-extensions' is expected")]
    [InlineData("riscv,isa-base = \"rv64i\";\nriscv,isa-extensions = \"i\";\nriscv,cboz-block-size = <63>;\n", "At byte 77, line 3: The property 'riscv,cboz-block-size' has one power of two in angle brackets")]
    [InlineData("rv64i\0i\0z!\0", "At byte 9: '!' cannot be in the name of an extension: letters and digits can.")]
    public void Host_WrongText_IsRefusedWithItsPlace(string text, string reason)
    {
        ToolRun run = ToolRun.WithInput(text, "host", "@-");
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Host_RiscV_KeepsWhatIsNotKnown()
    {
        ToolRun run = ToolRun.WithInput(RiscV, "host", "@-");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Extensions that are not known: xfrob.\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("  rv64, i, m, a, f, d, c, s, u, sv39, zaamo, zalrsc, zba, zca, zcd, zicsr, zmmul, mmu\n", run.Output, StringComparison.Ordinal);

        Assert.Contains("4 differ in their ISA strings", ToolRun.WithInput(RiscV + "processor : 4\nisa : rv64imac\n", "host", "@-").Error, StringComparison.Ordinal);
    }

    /// <summary>As a model an ISA string is what it names; as a host it says nothing of modes.</summary>
    [Fact]
    public void Check_IsaStringInAFile_IsAModelAndAHostKnownInPart()
    {
        Assert.Equal(0, ToolRun.WithInput("rv64imac\n", "check", "@-", "--on", "rv64").ExitCode);
        Assert.Equal(0, ToolRun.WithInput("rv64imac_zba\n", "check", "rv64imac", "--on", "@-").ExitCode);
        ToolRun run = ToolRun.WithInput("rv64imac_zba\n", "check", "rv64imac,s=on", "--on", "@-");
        Assert.Equal((3, true), (run.ExitCode, run.Output.Contains("Whether the host has s", StringComparison.Ordinal)));
        run = ToolRun.WithInput("riscv,isa-base = \"rv64i\"; riscv,isa-extensions = \"i\", \"zicboz\"; riscv,cboz-block-size = <0x40>;", "host", "@-");
        Assert.Contains("identity    rv64 with cboz_blocksize 64\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("riscv:rv64gcv_zba", "rv64i,sdtrig=off,m=on,a=on,f=on,d=on,c=on,v=on,zba=on,zicsr=on,zifencei=on")]
    [InlineData("riscv64:RV64IM", "rv64i,sdtrig=off,m=on")]
    [InlineData("rv32ec", "rv32e,sdtrig=off,c=on")]
    [InlineData("rv64im_xfrob,zba=on", "rv64i,sdtrig=off,m=on,zba=on,xfrob=on")]
    [InlineData("rv64imv,vlen=256", "rv64i,sdtrig=off,m=on,v=on,vlen=256")]
    [InlineData("rv64", "rv64")]
    [InlineData("riscv:rv64i", "rv64i")]
    public void Show_IsaString_IsItsModel(string text, string expected)
    {
        ToolRun run = ToolRun.Of("show", text);
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"model       {expected}\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, ToolRun.Of("check", text, "--on", text).ExitCode % 3);
    }

    [Theory]
    [InlineData("riscv:rv64gq!q", "'!' is no extension.\n  riscv:rv64gq!q\n              ^\n")]
    [InlineData("rv64gc,zbaa=on", "Did you mean 'zba'?\n  rv64gc,zbaa=on\n         ^\n")]
    [InlineData("rv64gc", "'rv64gc' is no model of qemu-11.1", "--arch", "x86")]
    [InlineData("vax:rv64gc", "'vax' is no architecture that is covered")]
    [InlineData("rv64g_zba_zba", "'zba' is there twice.\n  rv64g_zba_zba\n            ^\n")]
    public void Show_NoIsaString_IsRefusedWithThePosition(string text, string reason, params string[] options)
    {
        ToolRun run = ToolRun.Of(["show", text, .. options]);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }
}
