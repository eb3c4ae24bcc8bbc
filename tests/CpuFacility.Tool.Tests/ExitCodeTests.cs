using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using CpuFacility.Kvm;
using CpuFacility.S390x;
using CpuFacility.Testing;

namespace CpuFacility.Tool.Tests;

/// <summary>Wrong usage and unreadable input: exit code 2, a sentence on standard error, nothing on standard output.</summary>
public sealed class ExitCodeTests
{
    public static TheoryData<string, string[]> WrongInput => new()
    {
        { "cpufacility --help", [] },
        { "'nosuchverb' is no command.", ["nosuchverb"] },
        { "--nosuchoption", ["models", "--nosuchoption"] },
        { "needs a host", ["models", "--runnable"] },
        { "'z99' is no model of qemu-11.1. Did you mean 'z990'", ["models", "--host", "z99"] },
        { "cpufacility show --help", ["show"] },
        { "The name of a model is missing.", ["show", ""] },
        { "'z99' is no model", ["show", "z99"] },
        { "Did you mean 'vxeh'", ["show", "z14,vxhe=on"] },
        { "'vax' is no architecture", ["show", "vax:z14"] },
        { "What is covered: s390x", ["show", ":z14"] },
        { "does not exist", ["show", "@/no/such/file.json"] },
        { "stands the name of a file", ["show", "@"] },
        { "cannot be read", ["show", "@."] },
        { "--qemu-version takes 7.2 to 11.1", ["show", "z14", "--qemu-version", "7.1"] },
        { "--qemu-version takes 7.2 to 11.1", ["show", "z14", "--qemu-version", "12.0"] },
        { "--qemu-version takes 7.2 to 11.1", ["models", "--qemu-version", "new"] },
        { "--qemu-version takes 7.2 to 11.1", ["models", "--qemu-version", "9.9"] },
        { "--qemu-version takes 7.2 to 11.1", ["models", "--qemu-version", "7.2.1.1"] },
        { "--qemu-version takes 7.2 to 11.1", ["models", "--qemu-version", ""] },
        { "'gen17a' is no model of qemu-7.2", ["show", "gen17a", "--qemu-version", "7.2"] },
        { "takes 'on' or 'off', not 'maybe'", ["expand", "z14,vx=maybe"] },
        { "cpufacility expand --help", ["expand"] },
        { "'z99' is no model", ["compare", "z14", "z99"] },
        { "cpufacility compare --help", ["compare", "z14"] },
        { "Standard input can stand for one model only.", ["compare", "@-", "@-"] },
        { "cpufacility baseline --help", ["baseline", "z14"] },
        { "'z99' is no model", ["baseline", "z14", "z13", "z99"] },
        { "--on", ["check", "z14"] },
        { "'z99' is no model", ["check", "z14", "--on", "z99"] },
        { "'nosuch' is no block", ["facilities", "--block", "nosuch"] },
        { "'z99' is no model", ["facilities", "--model", "z99"] },
        { "'z99' is no model", ["lint", "z99"] },
        { "cpufacility lint --help", ["lint"] },
        { "'lenient' is no policy. The policies: strict, effective, hardware-only.", ["check", "z13", "--on", "z13", "--policy", "lenient"] },
        { "'nosuch' is no facility and no group of qemu-11.1, and no emulator of its table (", ["check", "z13", "--on", "z13", "--emulated", "nosuch"] },
        { "'nosuch' is no facility", ["check", "z13", "--on", "z13", "--allow-software", "nosuch"] },
        { "'g' is no digit of a tag", ["check", "z13~abcg1234", "--on", "z13"] },
        { "A shortened tag has at least 4 digits", ["check", "z13~abc", "--on", "z13"] },
        { "No tag of z13 in the table of qemu-11.1 begins with '00000000'", ["tag", "z13~00000000"] },
        { "add --on HOST", ["tag", "z13", "--emulated", "vx"] },
        { "--on", ["negotiate", "z13"] },
        { "'z99' is no model", ["host", "z99"] },
        { "does not exist", ["host", "@/no/such/file"] },
        { "What is to be identified?", ["identify"] },
        { "A file is given as @FILE, a PVR of POWER as 0x004e1202.", ["identify", "cpuinfo.txt"] },
        { "A file is given as @FILE, a PVR", ["identify", "4e1202"] },
        { "A file is given as @FILE, a PVR", ["identify", "0x004e12021"] },
        { "A file is given as @FILE, a PVR", ["identify", "0x"] },
        { "A file is given as @FILE, a PVR", ["identify", "004e120g"] },
        { "This is about power, and --arch asks for x86", ["identify", "0x004e1202", "--arch", "x86"] },
        { "by a file, a PVR or the numbers of options, not by two of them", ["identify", "@-", "--cpuid", "2964"] },
        { "by a file, a PVR or the numbers of options, not by two of them", ["identify", "0x004e1202", "--stfle", "20"] },
        { "'power12' is no model of qemu-11.1", ["show", "power12", "--arch", "ppc64"] },
        { "'power9' is no model of libvirt-12.8", ["show", "power9", "--edition", "libvirt-12.8", "--arch", "power"] },
        { "'power5' is no compatibility mode: the modes are power6, power7, power7+, power8, power9, power10, power11.", ["show", "power9,max-cpu-compat=power5"] },
        { "is not valid for a processor of PVR 004E1202H: it accepts power6, power7, power8, power9.", ["check", "power9,max-cpu-compat=power10", "--on", "power9"] },
        { "--qemu-version takes 11.1 alone", ["show", "power:power9", "--qemu-version", "7.2"] },
        { "x86, Arm and RISC-V have levels: power9 is of architecture power.", ["level", "power9"] },
        { "At byte 0: The text is no /proc/cpuinfo of Linux on IBM Z", ["identify", "@-"] },
        { "--cpuid takes up to 16 hexadecimal digits, not 'xyz'", ["identify", "--cpuid", "xyz"] },
        { "--cpuid takes up to 16 hexadecimal digits", ["identify", "--cpuid", "12345678123456781"] },
        { "--cpuid takes all 16 hexadecimal digits, or the 4 of a machine type, not '29640'", ["identify", "--cpuid", "29640"] },
        { "--ibc takes up to 8 hexadecimal digits", ["identify", "--cpuid", "2964", "--ibc", "123456789"] },
        { "--stfle takes an even number of hexadecimal digits", ["identify", "--cpuid", "2964", "--stfle", "123"] },
        { "--stfle takes an even number of hexadecimal digits", ["identify", "--cpuid", "2964", "--stfle", "zz"] },
        { "'EPIC' is no model of qemu-11.1. Did you mean 'EPYC'?", ["show", "EPIC"] },
        { "'EPYC' is no model of qemu-11.1", ["show", "EPYC", "--arch", "s390x"] },
        { "'z14' is no model of libvirt-12.8", ["show", "z14", "--edition", "libvirt-12.8"] },
        { "'libvirt-1.0' is no edition that is covered. What is covered: qemu-11.1, libvirt-12.8, libvirt-9.0.", ["models", "--edition", "libvirt-1.0"] },
        { "'libvirt-9.0' is no edition that is covered. What is covered: qemu-11.1.", ["models", "--edition", "libvirt-9.0", "--arch", "s390x"] },
        { "What is covered: s390x, x86, power, arm, riscv.", ["models", "--arch", "vax"] },
        { "--qemu-version takes 11.1 alone", ["show", "x86:EPYC", "--qemu-version", "7.2"] },
        { "Did you mean 'avx2'", ["show", "EPYC,+avx22"] },
        { "'avx2' takes 'on' or 'off', not 'maybe'", ["show", "EPYC,avx2=maybe"] },
        { "'family' takes a number from 0 to 270, not '271'", ["show", "EPYC,family=271"] },
        { "'vendor' takes 12 characters", ["show", "EPYC,vendor=AMD"] },
        { "'x86-64-v5' is no level. The levels: x86-64-v1, x86-64-v2, x86-64-v3, x86-64-v4.", ["level", "EPYC", "--require", "x86-64-v5"] },
        { "x86, Arm and RISC-V have levels: z14 is of architecture s390x.", ["level", "z14"] },
        { "'armv8.99-a' is no level. The levels: armv8-a, armv8.1-a", ["level", "arm:max", "--require", "armv8.99-a"] },
        { "'RVA99' is no level. The levels: RVI20U32.", ["level", "riscv:rv32", "--require", "RVA99"] },
        { "'tcg' is no rule. The rules: all-fields, programs, kvm.", ["check", "arm:max", "--on", "arm:max", "--rule", "tcg"] },
        { "--rule is for guests and hosts of Arm: these are of s390x and s390x.", ["check", "z14", "--on", "z13", "--rule", "kvm"] },
        { "--rule is for guests and hosts of Arm: these are of arm and s390x.", ["check", "arm:max", "--on", "z13", "--rule", "kvm"] },
        { "'hasvell' is no microarchitecture of archspec. Did you mean 'haswell'?", ["march", "Haswell", "--target", "hasvell"] },
        { "archspec knows no machine 's390x'. It knows: x86, x86_64, ppc64", ["march", "z14"] },
        { "archspec knows no machine 'riscv32'", ["march", "riscv:rv32"] },
        { "--machine is for a /proc/cpuinfo", ["march", "Haswell", "--machine", "x86_64"] },
        { "does not exist", ["march", "@/no/such/file"] },
        { "'z99' is no model", ["march", "z99"] },
        { "A file is given as @FILE", ["cpuid", "EPYC"] },
        { "holds no CPUID table. What can be read: libvirt's <cpudata>", ["cpuid", "@-"] },
        { "does not exist", ["cpuid", "@/no/such/file"] },
        { "Say what the guest is to see", ["mask"] },
        { "A guest is described by --model or by --guest, not by both.", ["mask", "--model", "EPYC", "--guest", "@-"] },
        { "'z99' is no model", ["mask", Machine, "--model", "z99"] },
        { "'z14' is of architecture s390x: a mask is for x86.", ["mask", Machine, "--model", "z14"] },
        { "'forget' is no policy for --unnamed: it takes clear or keep.", ["mask", Machine, "--model", "EPYC", "--unnamed", "forget"] },
        { "'virsh' is no program for --as: it takes cpuid or libvirt.", ["cpuid", Machine, "--as", "virsh"] },
    };

    /// <summary>Tables that are cut, contradict themselves, or are too long, with the place of the fault.</summary>
    public static TheoryData<string, string> BadTables => new()
    {
        { "line 2", "<cpudata arch='x86'>\n  <cpuid eax_in='0x0' eax='1'" },
        { "listed twice with different values", "<cpudata arch='x86'>\n<cpuid eax_in='0x0' eax='0x1' ebx='0x0' ecx='0x0' edx='0x0'/>\n<cpuid eax_in='0x0' eax='0x2' ebx='0x0' ecx='0x0' edx='0x0'/></cpudata>" },
        { "holds no CPUID table: its root element is 'table'. What can be read: ", "<table/>" },
        { "line 3", "CPU:\n   0x00000000 0x00: eax=0x0000000d ebx=0x756e6547 ecx=0x6c65746e edx=0x49656e69\n   0x00000001 0x00: eax=0x000" },
        { "listed twice with different values", "CPU:\n   0x00000000 0x00: eax=0x00000001 ebx=0x0 ecx=0x0 edx=0x0\n   0x00000000 0x00: eax=0x00000002 ebx=0x0 ecx=0x0 edx=0x0\n" },
    };

    private static string Machine => $"@{RepositoryFolder.Locate("tests", "CpuFacility.Tool.Tests", "Machines", "skylake-server.xml")}";

    [Theory]
    [MemberData(nameof(BadTables))]
    public void Cpuid_BadTable_IsRefusedWithItsPlace(string message, string table)
    {
        ToolRun run = ToolRun.WithInput(table, "cpuid", "@-");
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(2, ToolRun.WithInput(table, "host", "@-").ExitCode);
    }

    [Theory]
    [MemberData(nameof(WrongInput))]
    public void Run_WrongInput_IsRefusedInWords(string message, string[] args)
    {
        ToolRun run = ToolRun.WithInput("""{"name": "z14"}""", args);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty. What can be read: a QMP reply")]
    [InlineData("z14", "holds no CPU model")]
    [InlineData("{", "At byte 1")]
    [InlineData("[1]", "holds no CPU model")]
    [InlineData("{\"name\": \"z99\"}", "At byte 1: 'z99' is no model")]
    [InlineData("{\"name\": \"z14\", \"props\": {\"vx\": 1}}", "'vx' takes true or false")]
    [InlineData("{\"error\": {\"class\": \"GenericError\", \"desc\": \"no such thing\"}}", "QEMU answered with an error: no such thing")]
    public void Run_BadDocument_IsRefusedInWords(string input, string message)
    {
        ToolRun run = ToolRun.WithInput(input, "show", "@-");
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show", "z14\u001b[31m")]
    [InlineData("show", "z14,\u001b[31m=on")]
    [InlineData("show", "@-")]
    [InlineData("lint", "@-")]
    [InlineData("compare", "@-", "z14")]
    public void Run_ControlCharacters_DoNotReachTheTerminal(params string[] args)
    {
        ToolRun run = ToolRun.WithInput("""{"name": "z14", "props": {"\u001b[31m\u009b": "\u0007"}}""", args);
        Assert.DoesNotContain(run.Output + run.Error, static character => char.IsControl(character) && character != '\n');
        Assert.Contains("[31m", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_StableUpdate_IsItsRelease() =>
        Assert.Equal(ToolRun.Of("show", "z14", "--qemu-version", "11.1"), ToolRun.Of("show", "z14", "--qemu-version", "11.1.3"));

    /// <summary>A made-up machine of type 2964, GA 1: z/Architecture and STHYI in the mask, z/Architecture alone in the list.</summary>
    [Fact]
    public void Host_KvmMachine_TellsHardwareFromSoftware()
    {
        byte[] machine = new byte[KvmS390Machine.Length];
        new KvmS390Machine(
            new S390xCpuId(0xFF, 0, 0x2964, hasFormatBit: true),
            new S390xIbcRange(0x0010_0031),
            mask: CpuModels.S390x.Vocabulary.CreateSet("zarch", "sthyi"),
            list: CpuModels.S390x.Vocabulary.CreateSet("zarch", "vx")).Write(machine);
        ToolRun run = ToolRun.Of(new MemoryStream(machine), ["host", "@-"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("source      KVM\ndefinition  z13: IBM z13 GA1\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("in hardware:\n  zarch\nin software:\n  sthyi\nkept from guests:\n  vx\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, ToolRun.Of(new MemoryStream(machine, 0, machine.Length - 1), ["host", "@-"]).ExitCode);
    }

    [Theory]
    [InlineData("show", "@-")]
    [InlineData("compare", "@-", "z13")]
    public void Run_HostKnownInPart_IsNoModel(params string[] args)
    {
        string text = File.ReadAllText(RepositoryFolder.Locate("tests", "CpuFacility.Interop.Tests", "Linux", "Texts", "z13.txt"));
        ToolRun run = ToolRun.WithInput(text, args);
        Assert.Equal(3, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("/proc/cpuinfo does not say of ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Host_ThisMachine_IsReadOrSaysWhatCanBe()
    {
        ToolRun run = ToolRun.Of("host");
        bool canBeRead = X86Base.IsSupported || (RuntimeInformation.OSArchitecture == Architecture.S390x && OperatingSystem.IsLinux());
        Assert.Equal(canBeRead ? 0 : 3, run.ExitCode);
        Assert.Equal(canBeRead, run.Output.Length > 0);
        Assert.Equal(!canBeRead, run.Error.Contains("cpufacility host @FILE", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_EndlessInput_IsRefusedAfterTheLimit()
    {
        using var endless = new EndlessStream();
        ToolRun run = ToolRun.Of(endless, ["show", "@-"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("too long", run.Error, StringComparison.Ordinal);
        Assert.InRange(endless.Count, 16_777_216, 17_000_000);
    }

    [Fact]
    public void Run_Misspelt_HasACaretBelowThePart()
    {
        string[] lines = ToolRun.Of("show", "s390x:z14,te=off,vxhe=on").Error.Split('\n');
        Assert.Equal("  s390x:z14,te=off,vxhe=on", lines[1]);
        Assert.Equal(lines[1].IndexOf("vxhe", StringComparison.Ordinal), lines[2].IndexOf('^', StringComparison.Ordinal));
    }

    [Fact]
    public void Run_MisspeltInALongExpression_ShowsThePartWithTheCaret()
    {
        string expression = "z14" + string.Concat(Enumerable.Repeat(",te=off", 500)) + ",vxhe=on" + string.Concat(Enumerable.Repeat(",te=on", 500));
        string[] lines = ToolRun.Of("show", expression).Error.Split('\n');
        Assert.InRange(lines[1].Length, 10, 80);
        Assert.StartsWith("vxhe", lines[1][lines[2].IndexOf('^', StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ModelAndFile_AreTheSame()
    {
        string reply = RepositoryFolder.Locate("samples", "replies", "guest-gen15a.json");
        Assert.Equal(0, ToolRun.Of("show", $"@{reply}").ExitCode);
        Assert.Equal(ToolRun.Of("show", $"@{reply}"), ToolRun.WithInput(File.ReadAllText(reply), "show", "@-"));
        Assert.Equal(ToolRun.Of("show", "s390x:z14"), ToolRun.Of("show", "z14"));
    }

    [Theory]
    [InlineData("z14,te=off")]
    [InlineData("gen16a-base,vx=on")]
    public void Run_ExpansionAsInput_IsTheSameModel(string model)
    {
        foreach (string[] form in (string[][])[["--json"], ["--json", "--full"]])
        {
            ToolRun expansion = ToolRun.Of(["expand", model, .. form]);
            Assert.StartsWith("identical", ToolRun.WithInput(expansion.Output, "compare", model, "@-").Output, StringComparison.Ordinal);
        }

        Assert.StartsWith("identical", ToolRun.Of("compare", model, ToolRun.Of("expand", model).Output.Trim()).Output, StringComparison.Ordinal);
    }

    /// <summary>Blanks without an end.</summary>
    private sealed class EndlessStream : MemoryStream
    {
        public long Count { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)' ');
            Count += buffer.Length;
            return buffer.Length;
        }
    }
}
