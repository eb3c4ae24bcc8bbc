using CpuFacility.Testing;

namespace CpuFacility.Tool.Tests;

/// <summary>Texts of POWER machines that are known in part, or are wrong.</summary>
public class PowerInputTests
{
    private const string Start = "processor\t: 0\ncpu\t\t: POWER9, altivec supported\nrevision\t: 2.2 (pvr 004e 1202)\n\n";

    private static string CpuInfo { get; } = $"@{RepositoryFolder.Locate("tests", "CpuFacility.Tool.Tests", "Machines", "power9.cpuinfo.txt")}";

    [Fact]
    public void Check_CpuInfoAlone_IsUnknownAndSaysHowToAddFacilities()
    {
        ToolRun run = ToolRun.Of("check", "power9", "--on", CpuInfo);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("LD_SHOW_AUXV=1 /bin/true >> FILE", run.Error, StringComparison.Ordinal);
        Assert.Contains("Whether the host has 32, 64,", run.Output, StringComparison.Ordinal);
        Assert.Contains("Compatibility modes that both offer: power6, power7, power8, power9.", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("lost on", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_CpuInfoAloneOfAnOlderMachine_IsNoByItsModes()
    {
        ToolRun run = ToolRun.Of("check", "power10", "--on", CpuInfo);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("start the guest with max-cpu-compat=power9", run.Output, StringComparison.Ordinal);
        Assert.Contains("lost on the guest's host: arch_3_1, mma, power10", run.Output, StringComparison.Ordinal);
    }

    /// <summary>QEMU cannot switch a mode off: what runs on both is limited to the highest that is left, and the expression says so.</summary>
    [Theory]
    [InlineData("power8_v2.0", "power7_v2.3", "power7_v2.3,max-cpu-compat=power7")]
    [InlineData("power9_v2.2", "power8_v2.0,htm=off", "power8_v2.0,htm=off")]
    [InlineData("power9_v2.2", "power8_v2.0", "power8_v2.0")]
    public void Check_RunsOnBoth_CanBeStarted(string guest, string host, string expected)
    {
        ToolRun run = ToolRun.Of("check", guest, "--on", host);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"\nRuns on both: {expected}.\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, ToolRun.Of("check", expected, "--on", host).ExitCode);
        Assert.Equal(0, ToolRun.Of("check", expected, "--on", guest).ExitCode);
    }

    [Fact]
    public void Host_NamesThatAreNoFacilities_AreShown()
    {
        ToolRun run = ToolRun.WithInput(Start + "AT_HWCAP: vsx frobnicate\nAT_HWCAP2: mma vsx\n", "host", "@-");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Names that are no facilities: frobnicate, vsx.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Host_UnlikeProcessors_AreNoted()
    {
        ToolRun run = ToolRun.WithInput(Start + "processor : 8\ncpu : POWER9\nrevision : 2.3 (pvr 004e 1203)\n", "host", "@-");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Not all processors are like the first, which counts here: 8", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("revision", "stepping", "The first processor has no line 'revision'")]
    [InlineData("004e 1202", "004e_1202", "At byte 47, line 3: The revision is written as in '2.2 (pvr 004e 1202)'.")]
    [InlineData("\n\n", "\n\nAT_HWCAP: 0xzz\n", "The line 'AT_HWCAP' has names of features, or one number after 0x.")]
    [InlineData("\n\n", "\n\nAT_HWCAP: vsx, dfp\n", "The line 'AT_HWCAP' has names of features, or one number after 0x.")]
    [InlineData("\n\n", "\n\nAT_HWCAP: vsx\nAT_HWCAP: vsx\n", "The text has two lines 'AT_HWCAP'.")]
    [InlineData("\n\n", "\n\nAT_HWCAP2: mma\n", "The text has a line 'AT_HWCAP2' and none 'AT_HWCAP'.")]
    [InlineData("004e 1202", "004b 0201", "qemu-11.1 has no model of PVR 004B0201H. libvirt-12.8 has one: add --edition libvirt-12.8.")]
    public void Host_WrongText_IsRefusedWithTheReason(string old, string @new, string reason)
    {
        ToolRun run = ToolRun.WithInput(Start.Replace(old, @new, StringComparison.Ordinal), "host", "@-");
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("/proc/cpuinfo of Linux on POWER", run.Error, StringComparison.Ordinal);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(static character => character == '\n'));
    }

    [Fact]
    public void Identify_WrongText_IsRefusedWithTheReason()
    {
        ToolRun run = ToolRun.WithInput(Start.Replace("(pvr", "pvr", StringComparison.Ordinal), "identify", "@-");
        Assert.Equal((2, "At byte 47, line 3: The revision is written as in '2.2 (pvr 004e 1202)'.\n"), (run.ExitCode, run.Error));
    }
}
