using CpuFacility.Testing;

namespace CpuFacility.Tool.Tests;

/// <summary>Comparing and pooling machines of Arm and RISC-V whose descriptions do not say all.</summary>
public class PartlyKnownTests
{
    [Fact]
    public void Compare_TwoCpuinfos_ListsTheFieldsThatAreKnownOfBoth()
    {
        ToolRun run = ToolRun.Of("compare", Sample("neoverse-n1.cpuinfo.txt"), Sample("neoverse-v1.cpuinfo.txt"));
        Assert.Equal(3, run.ExitCode);
        Assert.Equal(2, run.Error.Split("here they count as missing.").Length - 1);
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("Of 184 fields, ", lines[3], StringComparison.Ordinal);
        Assert.DoesNotContain("\nKVM ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("SVE lengths", run.Output, StringComparison.Ordinal);
        string[] sve = lines.Single(static line => line.StartsWith("ID_AA64PFR0_EL1.SVE ", StringComparison.Ordinal)).Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(["ID_AA64PFR0_EL1.SVE", "0 (not implemented)", "1 (implemented)", "not with KVM", "no", "yes"], sve);

        // The privileged registers are in neither text.
        Assert.DoesNotContain("ID_AA64MMFR1_EL1", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"arm\": null", ToolRun.Of("compare", Sample("neoverse-n1.cpuinfo.txt"), "arm:max", "--json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Baseline_TwoCpuinfosOfArm_IsWhatBothCertainlyHave()
    {
        ToolRun run = ToolRun.Of("baseline", Sample("neoverse-n1.cpuinfo.txt"), Sample("neoverse-v1.cpuinfo.txt"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("level       armv8.2-a\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("SVE lengths not known\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("FEAT_DotProd", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("FEAT_SVE", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ID registers", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("KVM", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Baseline_CpuinfoOfRiscV_LeavesWhatLinuxDoesNotNameOpen()
    {
        ToolRun run = ToolRun.Of("baseline", Sample("x60.cpuinfo.txt"), "riscv:rva22s64");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("ISA string  rv64imadcb_zicbom_zicboz_zicntr_zifencei_zihintpause_zihpm_zfhmin_zkt_sv39_svinval_svpbmt\n", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "profiles    RVI20U64\n            for RVA20U64 it is not known whether it has za128rs, ziccamoa, ziccif, zicclsm, ziccrse\n", run.Output, StringComparison.Ordinal);
    }

    /// <summary>What KVM takes is not known where a register is not; what certainly lacks something is refused all the same.</summary>
    [Theory]
    [InlineData("arm:neoverse-n1", "neoverse-v1.cpuinfo.txt", "kvm", 3)]
    [InlineData("arm:neoverse-n1", "neoverse-v1.cpuinfo.txt", "programs", 3)]
    [InlineData("arm:neoverse-v1", "neoverse-n1.cpuinfo.txt", "kvm", 1)]
    [InlineData("arm:neoverse-v1", "neoverse-n1.cpuinfo.txt", "programs", 1)]
    public void Check_HostKnownInPart_SaysNoOrNotKnown(string guest, string host, string rule, int code) =>
        Assert.Equal(code, ToolRun.Of("check", guest, "--on", Sample(host), "--rule", rule).ExitCode);

    [Fact]
    public void Identify_OtherArchitectures_IsAnsweredByWhatTheySay()
    {
        ToolRun riscV = ToolRun.Of("identify", Sample("x60.cpuinfo.txt"));
        Assert.Equal(3, riscV.ExitCode);
        Assert.Contains("A RISC-V processor does not say which model it is: 'cpufacility host @", riscV.Error, StringComparison.Ordinal);
        ToolRun none = ToolRun.WithInput("MIDR_EL1 0x611f0221\nID_AA64PFR0_EL1 0x11\n", "identify", "@-");
        Assert.Equal(1, none.ExitCode);
        Assert.Contains("qemu-11.1 has no model of that part.\n", none.Output, StringComparison.Ordinal);
    }

    /// <summary>What uname says of processors of 32 bits is many names; archspec has one family each.</summary>
    [Theory]
    [InlineData("vendor_id\t: GenuineIntel\nflags\t\t: fpu sse2\n", "x86: ")]
    [InlineData("processor\t: 0\nFeatures\t: half thumb\nCPU implementer\t: 0x41\nCPU architecture: 7\nCPU part\t: 0xc07\n", "arm: ")]
    public void March_MachineOf32Bits_IsOfItsFamily(string text, string start)
    {
        ToolRun run = ToolRun.WithInput(text, "march", "@-");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith(start, run.Output, StringComparison.Ordinal);
        Assert.StartsWith("arm: ", ToolRun.WithInput(text, "march", "@-", "--machine", "armv7l").Output, StringComparison.Ordinal);
    }

    private static string Sample(string file) => $"@{RepositoryFolder.Locate("samples", "machines", file)}";
}
