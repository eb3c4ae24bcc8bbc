using System.Text;
using CpuFacility.Testing;

namespace CpuFacility.Tool.Tests;

/// <summary>What the command says to descriptions of x86 processors that are wrong, or that do not say one thing alone.</summary>
public sealed class X86InputTests
{
    private static string Machine => $"@{RepositoryFolder.Locate("tests", "CpuFacility.Tool.Tests", "Machines", "skylake-server.xml")}";

    private const string Lines = "   0x00000000 0x00: eax=0x00000001 ebx=0x756e6547 ecx=0x6c65746e edx=0x49656e69\n   0x00000001 0x00: ";

    private const string CpuInfo =
        "processor\t: 0\nvendor_id\t: AuthenticAMD\nflags\t\t: fpu sse\n\nprocessor\t: 1\nvendor_id\t: AuthenticAMD\nflags\t\t: fpu\n";

    [Theory]
    [InlineData("eax=0x000906e9 ebx=0x00000800 ecx=0x00000001 edx=0x00000001", "CPU 1 is not like the first, which counts here: they differ in pni.")]
    [InlineData("eax=0x000906ea ebx=0x00000800 ecx=0x00000000 edx=0x00000001", "CPU 1 is not like the first, which counts here: it is Intel, family 6 model 158 stepping 10.")]
    public void Run_CpusThatDiffer_AreNoted(string second, string note)
    {
        string dump = $"CPU 0:\n{Lines}eax=0x000906e9 ebx=0x00000800 ecx=0x00000000 edx=0x00000001\nCPU 1:\n{Lines}{second}\n";
        foreach (string verb in (string[])["cpuid", "host", "identify"])
        {
            ToolRun run = ToolRun.WithInput(dump, verb, "@-");
            Assert.Equal($"Note: {note}\n", run.Error);
            Assert.Contains("stepping 9", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Run_CpusThatDifferInTheirPlaceAlone_AreNotNoted()
    {
        string dump = $"CPU 0:\n{Lines}eax=0x000906e9 ebx=0x00000800 ecx=0x00000000 edx=0x00000001\n"
            + $"CPU 1:\n{Lines}eax=0x000906e9 ebx=0x01000800 ecx=0x00000000 edx=0x00000001\n";
        Assert.Empty(ToolRun.WithInput(dump, "host", "@-").Error);
    }

    [Fact]
    public void Run_ProcessorsOfLinuxThatDiffer_AreNoted() =>
        Assert.Contains(
            "Note: Processor 1 differs from the first in 'flags': without sse.\n", ToolRun.WithInput(CpuInfo, "host", "@-").Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("cpuid", "Standard input is empty. What can be read: ", "")]
    [InlineData("host", "Standard input is empty. What can be read: ", "")]
    public void Run_EmptyFile_IsSaidToBeEmpty(string verb, string message, string input) =>
        Assert.StartsWith(message, ToolRun.WithInput(input, verb, "@-").Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("cpuid", false)]
    [InlineData("host", true)]
    public void Run_Utf16_IsNamed(string verb, bool isBigEndian)
    {
        var encoding = new UnicodeEncoding(isBigEndian, byteOrderMark: true);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("<cpudata arch='x86'/>")];
        ToolRun run = ToolRun.Of(new MemoryStream(bytes), [verb, "@-"]);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("Standard input is written in UTF-16: write it in UTF-8. What can be read: ", run.Error, StringComparison.Ordinal);
    }

    /// <summary>The reader counts characters, of which some take more bytes.</summary>
    [Fact]
    public void Cpuid_FaultBehindOtherCharacters_IsToldInBytesAndWithItsLineOnce() =>
        Assert.EndsWith(
            "(libvirt's <cpudata>). At byte 36: In line 2: The element 'xcr0' is not known here: 'cpuid' and 'msr' in the root are, with nothing in them.\n",
            ToolRun.WithInput("\uFEFF<!--®®--><cpudata arch='x86'>\n<xcr0/></cpudata>", "cpuid", "@-").Error,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("Standard input can stand for one table or model only.", "mask", "@-", "--guest", "@-")]
    [InlineData("A guest is described by --model or by --guest, not by both.", "mask", "@-", "--guest", "@x", "--model", "486")]
    [InlineData("'--bogus' is neither a model nor an option of this command: --help shows those.", "host", "--bogus")]
    [InlineData("'7.2' is no release of QEMU that is covered: --qemu-version takes 11.1 alone.", "show", "EPYC", "--qemu-version", "7.2")]
    [InlineData("'gen17a' is no model of qemu-7.2.", "show", "gen17a", "--qemu-version", "7.2")]
    public void Run_WrongUsage_IsToldApart(string message, params string[] args)
    {
        ToolRun run = ToolRun.Of(args);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(message, run.Error, StringComparison.Ordinal);
    }

    /// <summary>QEMU's host is an alias of no model.</summary>
    [Fact]
    public void Qmp_HostThatIsAnAlias_IsListedAsNone()
    {
        string answer = ToolRun.WithInput(
            """{"execute": "qmp_capabilities"}{"execute": "query-cpu-definitions"}""", "qmp", "--arch", "x86", "--host", "Haswell").Output;
        Assert.Contains("""{"name": "host", "typename": "host-x86_64-cpu", "unavailable-features": [], "static": false""", answer, StringComparison.Ordinal);
        Assert.Contains("\"alias-of\": \"Haswell-v1\"", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("\"name\": \"max\", \"typename\": \"max-x86_64-cpu\", \"unavailable-features\": [], \"alias-of\"", answer, StringComparison.Ordinal);
    }

    /// <summary>Leaf 7 is within the highest leaf and is not listed: whether the level is reached is not known.</summary>
    [Fact]
    public void Level_TableThatDoesNotSay_IsNotKnown()
    {
        const string table = "CPU:\n   0x00000000 0x00: eax=0x0000000d ebx=0x756e6547 ecx=0x6c65746e edx=0x49656e69\n"
            + "   0x00000001 0x00: eax=0x000306c3 ebx=0x00000000 ecx=0xffffffff edx=0xffffffff\n"
            + "   0x80000000 0x00: eax=0x80000001 ebx=0x00000000 ecx=0x00000000 edx=0x00000000\n"
            + "   0x80000001 0x00: eax=0x00000000 ebx=0x00000000 ecx=0xffffffff edx=0xffffffff\n";
        ToolRun level = ToolRun.WithInput(table, "level", "@-", "--require", "x86-64-v3");
        Assert.Equal(3, level.ExitCode);
        Assert.Contains("Not known for x86-64-v3", level.Output, StringComparison.Ordinal);
        Assert.Equal(0, ToolRun.WithInput(table, "level", "@-", "--require", "x86-64-v2").ExitCode);
        Assert.Equal(3, ToolRun.WithInput(table, "mask", "@-", "--model", "Haswell-v4,-fxsr-opt").ExitCode);
    }

    [Fact]
    public void Cpuid_OtherArchitecture_IsRefused()
    {
        ToolRun run = ToolRun.Of("cpuid", Machine, "--arch", "s390x");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("This is about x86, and --arch asks for s390x.", run.Error, StringComparison.Ordinal);
    }

    /// <summary>A processor of a vendor that no table knows is described all the same.</summary>
    [Fact]
    public void Host_UnknownVendor_IsNamedByItsCharacters()
    {
        ToolRun run = ToolRun.WithInput(
            "CPU:\n   0x00000000 0x00: eax=0x00000001 ebx=0x756e6547 ecx=0x3638784d edx=0x54656e69\n"
            + "   0x00000001 0x00: eax=0x00000543 ebx=0x00000000 ecx=0x00000000 edx=0x0080a135\n",
            "host",
            "@-");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("identity    GenuineTMx86, family 5 model 4 stepping 3", run.Output, StringComparison.Ordinal);
        Assert.Contains("definition  base", run.Output, StringComparison.Ordinal);
    }

    /// <summary>What a table does not say counts as missing, and that is said.</summary>
    [Fact]
    public void Show_HostKnownInPart_SaysWhatCountsAsMissing()
    {
        ToolRun run = ToolRun.Of("show", $"@{RepositoryFolder.Locate("tests", "CpuFacility.Tool.Tests", "Machines", "epyc-guest.cpuinfo.txt")}");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("here they count as missing", run.Error, StringComparison.Ordinal);
    }

    /// <summary>The names that QEMU and Linux have for an architecture do as well as ours.</summary>
    [Theory]
    [InlineData("x86_64", "x86", "EPYC")]
    [InlineData("i686", "x86", "EPYC")]
    [InlineData("ppc64", "power", "power9_v2.2")]
    [InlineData("ppc64le", "power", "power9_v2.2")]
    [InlineData("aarch64", "arm", "cortex-a57")]
    [InlineData("riscv64", "riscv", "rva22u64")]
    public void Architecture_OtherName_IsTheSame(string name, string ours, string model)
    {
        Assert.Equal(0, ToolRun.Of("show", model, "--arch", ours).ExitCode);
        Assert.Equal(ToolRun.Of("show", model, "--arch", ours), ToolRun.Of("show", model, "--arch", name));
        Assert.Equal(ToolRun.Of("show", $"{ours}:{model}"), ToolRun.Of("show", $"{name}:{model}"));
    }
}
