using System.Runtime.InteropServices;
using System.Text.Json;
using CpuFacility.Cpuid;
using CpuFacility.Kvm;
using CpuFacility.Testing;
using CpuFacility.X86;

namespace CpuFacility.Tool.Tests.Libvirt;

/// <summary>
/// What virsh's commands answer without a virsh at hand. The expected words were seen from virsh 9.0 on the same input; what virsh has no
/// word for is ours.
/// </summary>
public sealed class LibvirtVerbTests
{
    private const string Host = "<cpu><arch>x86_64</arch><model>qemu64</model><vendor>AMD</vendor><feature name='aes'/></cpu>";

    [Theory]
    [InlineData(0, "CPU described in - is identical to host CPU\n\n", Host)]
    [InlineData(0, "Host CPU is a superset of CPU described in -\n\n", "<cpu><model>kvm32</model></cpu>")]
    [InlineData(1, "CPU described in - is incompatible with host CPU\n\n", "<cpu><model>Haswell</model></cpu>")]
    public void CpuCompare_WithAHost_SaysSoInVirshsWords(int code, string output, string cpu)
    {
        using var host = new TemporaryFile(Host);
        Assert.Equal(new ToolRun(code, output, ""), ToolRun.WithInput(cpu, "libvirt", "cpu-compare", "-", "--host", host.Path));
    }

    [Fact]
    public void CpuCompare_Error_GivesTheFirstReasonAndExplainAllOfThem()
    {
        const string guest = "<cpu><model>kvm32</model><vendor>Intel</vendor><feature policy='forbid' name='aes'/><feature policy='require' name='avx'/></cpu>";
        const string vendor = "host CPU vendor does not match required CPU vendor Intel";
        using var host = new TemporaryFile(Host);

        ToolRun error = ToolRun.WithInput(guest, "libvirt", "cpu-compare", "-", "--host", host.Path, "--error");
        Assert.Equal(new ToolRun(1, "\n", $"error: Failed to compare host CPU with -\nerror: the CPU is incompatible with host CPU: {vendor}\n"), error);

        ToolRun explained = ToolRun.WithInput(guest, "libvirt", "cpu-compare", "-", "--host", host.Path, "--explain");
        Assert.Equal(
            $"""
            CPU described in - is incompatible with host CPU
              {vendor}
              Host CPU provides forbidden features: aes
              Host CPU does not provide required features: avx


            """.ReplaceLineEndings("\n"),
            explained.Output);
    }

    [Fact]
    public void CpuCompare_Json_HasEveryReasonAsData()
    {
        using var host = new TemporaryFile(Host);
        ToolRun run = ToolRun.WithInput("<cpu><model>kvm32</model><feature policy='require' name='avx'/></cpu>", "libvirt", "cpu-compare", "-", "--host", host.Path, "--json");

        JsonElement answer = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("cpufacility/libvirt-cpu-compare/1", answer.GetProperty("schema").GetString());
        Assert.Equal("incompatible", answer.GetProperty("result").GetString());
        JsonElement reason = Assert.Single(answer.GetProperty("reasons").EnumerateArray().ToArray());
        Assert.Equal("missing-features", reason.GetProperty("kind").GetString());
        Assert.Equal(["avx"], reason.GetProperty("names").EnumerateArray().Select(static name => name.GetString()!).ToArray());
    }

    [Fact]
    public void CpuCompare_HostAsCpuidTable_IsDescribedAsLibvirtDoes()
    {
        string machines = RepositoryFolder.Locate("tests", "CpuFacility.Tool.Tests", "Machines");
        ToolRun run = ToolRun.WithInput(
            File.ReadAllText(Path.Combine(machines, "skylake-server.xml")).Replace("cpudata", "other", StringComparison.Ordinal) + "<cpu><model>Haswell</model></cpu>",
            "libvirt",
            "cpu-compare",
            "-",
            "--host",
            Path.Combine(machines, "skylake-server.xml"),
            "--explain");

        // The model of QEMU that the table was made of has no transactional memory.
        Assert.Equal("CPU described in - is incompatible with host CPU\n  Host CPU does not provide required features: hle, rtm\n\n", run.Output);
    }

    /// <summary>A structure of KVM is no text: its bytes must reach the reader as they are.</summary>
    [Fact]
    public void CpuCompare_HostAsKvmStructure_IsThatOfTheSameTable()
    {
        string table = RepositoryFolder.Locate("tests", "CpuFacility.Tool.Tests", "Machines", "epyc-guest.cpuid.txt");
        using var host = new TemporaryFile("");
        CpuidData data = CpuidText.Read(File.ReadAllText(table));
        byte[] structure = new byte[KvmCpuid2.GetByteCount(data)];
        KvmCpuid2.Write(data, structure);
        File.WriteAllBytes(host.Path, structure);
        string[] rest = ["--explain", "--host"];

        ToolRun expected = ToolRun.WithInput("<cpu><model>Cooperlake</model></cpu>", ["libvirt", "cpu-compare", "-", .. rest, table]);
        Assert.Contains("does not provide", expected.Output, StringComparison.Ordinal);
        Assert.Equal(expected.Output, ToolRun.WithInput("<cpu><model>Cooperlake</model></cpu>", ["libvirt", "cpu-compare", "-", .. rest, host.Path]).Output);
    }

    [Fact]
    public void CpuCompare_HostAsBrokenTable_SaysWhereItBreaks()
    {
        using var host = new TemporaryFile("CPU 0:\n   0x00000000 0x00: eax=nothing\n");
        ToolRun run = ToolRun.WithInput("<cpu><model>486</model></cpu>", "libvirt", "cpu-compare", "-", "--host", host.Path);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"error: '{host.Path}' holds no CPUID table that can be read (the text of cpuid -r). At byte ", run.Error, StringComparison.Ordinal);
    }

    /// <summary>What libvirt's source says; no virsh on s390x was at hand.</summary>
    [Fact]
    public void CpuCompare_S390x_IsIdenticalAsForVirshAndNoted()
    {
        using var host = new TemporaryFile("<cpu><arch>s390x</arch><model>z13</model></cpu>");
        ToolRun run = ToolRun.WithInput("<cpu><model>gen16a</model></cpu>", "libvirt", "cpu-compare", "-", "--host", host.Path);
        Assert.Equal((0, "CPU described in - is identical to host CPU\n\n"), (run.ExitCode, run.Output));
        Assert.StartsWith("Note: libvirt compares nothing on s390x", run.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void CpuCompare_WithoutAHost_IsThisMachine()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64, "This machine is not Linux on x86.");
        Assert.Equal(0, ToolRun.WithInput("<cpu><model>kvm32</model></cpu>", "libvirt", "cpu-compare", "-").ExitCode);
    }

    [Theory]
    [InlineData("osxsave", "test:///default", true)]
    [InlineData("osxsave", "qemu:///system", false)]
    [InlineData("osxsave", null, true)]
    [InlineData("avx", "qemu+ssh://host/system", true)]
    public void CpuBaseline_FeaturesThatQemuNeverGets_AreLeftOutByItsDriver(string feature, string? driver, bool expected)
    {
        string hosts = $"<cpu><arch>x86_64</arch><model>486</model><feature name='{feature}'/></cpu>";
        ToolRun run = ToolRun.WithInput(hosts, ["libvirt", "cpu-baseline", "-", .. driver is null ? Array.Empty<string>() : ["--connect", driver]]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(expected, run.Output.Contains($"'{feature}'", StringComparison.Ordinal));
    }

    [Fact]
    public void CpuBaseline_S390x_IsRefusedAsVirshDoes() =>
        Assert.Equal(
            new ToolRun(1, "\n", "error: this function is not supported by the connection driver: cannot compute baseline CPU of s390x architecture\n"),
            ToolRun.WithInput("<cpu><arch>s390x</arch><model>z14</model></cpu>", "libvirt", "cpu-baseline", "-"));

    [Theory]
    [InlineData("command 'cpu-compare' requires <file> option", "cpu-compare")]
    [InlineData("command 'hypervisor-cpu-compare' doesn't support option --bogus", "hypervisor-cpu-compare", "--bogus")]
    [InlineData("Either --file or --model must be provided", "hypervisor-cpu-baseline")]
    [InlineData("Options --file and --model are mutually exclusive", "hypervisor-cpu-baseline", "-", "--model", "486")]
    [InlineData("Say what the hypervisor offers: --host FILE, with what 'virsh domcapabilities' prints.", "hypervisor-cpu-baseline", "--model", "486")]
    [InlineData("Failed to open file '/no/such/file': No such file or directory", "cpu-baseline", "/no/such/file")]
    [InlineData("'qemu-11.1' is no edition of libvirt. What is covered: libvirt-12.8, libvirt-9.0.", "cpu-models", "x86_64", "--edition", "qemu-11.1")]
    [InlineData("--qemu-version is not for libvirt's commands: --edition libvirt-9.0 answers as an old release.", "cpu-models", "x86_64", "--qemu-version", "7.2")]
    [InlineData("--connect takes qemu:///system, qemu:///session or test:///default, not 'xen:///'.", "cpu-baseline", "-", "-c", "xen:///")]
    [InlineData("File '-' does not contain any <cpu> element or valid domain XML, host capabilities XML, or domain capabilities XML", "cpu-baseline", "-")]
    public void Verb_WrongUse_SaysSoAndEndsWithOne(string error, params string[] args)
    {
        ToolRun run = ToolRun.WithInput("<other/>", ["libvirt", .. args]);
        Assert.Equal((1, $"error: {error}\n"), (run.ExitCode, run.Error));
        Assert.Equal("", run.Output.Trim());
    }

    [Theory]
    [InlineData("--virttype", "kvm", "The host's file is about virttype 'qemu', not 'kvm': give one made with --virttype kvm.")]
    [InlineData("--arch", "ppc64", "The host's file is about arch 'x86_64', not 'ppc64': give one made with --arch ppc64.")]
    [InlineData("--machine", "q35", "The host's file is about machine 'pc-i440fx-7.2', not 'q35': give one made with --machine q35.")]
    [InlineData("--emulator", "/bin/sh", null)]
    [InlineData("--machine", "pc", null)]
    [InlineData("--virttype", "qemu", null)]
    public void HypervisorCpuCompare_OptionsOfAnotherHypervisor_AreRefused(string option, string value, string? error)
    {
        string capabilities = RepositoryFolder.Locate("tests", "CpuFacility.Tool.Tests", "Machines", "tcg.domcapabilities.xml");
        ToolRun run = ToolRun.WithInput("<cpu><model>486</model></cpu>", "libvirt", "hypervisor-cpu-compare", "-", "--host", capabilities, option, value);
        Assert.Equal(error is null ? "" : $"error: {error}\n", run.Error);
        Assert.Equal(error is null ? 0 : 1, run.ExitCode);
    }

    [Fact]
    public void HypervisorCpuBaseline_ModelWithoutBlockers_IsNoted()
    {
        string capabilities = RepositoryFolder.Locate("tests", "CpuFacility.Tool.Tests", "Machines", "tcg.domcapabilities.xml");
        ToolRun usable = ToolRun.Of("libvirt", "hypervisor-cpu-baseline", "--model", "486", "--host", capabilities);
        ToolRun unusable = ToolRun.Of("libvirt", "hypervisor-cpu-baseline", "--model", "EPYC", "--host", capabilities);
        Assert.Equal((0, ""), (usable.ExitCode, usable.Error));
        Assert.Equal(0, unusable.ExitCode);
        Assert.StartsWith("Note: The host calls EPYC unusable", unusable.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void HypervisorCpuBaseline_Definitions_SayWhatTheHostLacks()
    {
        string capabilities = RepositoryFolder.Locate("tests", "CpuFacility.Tool.Tests", "Machines", "tcg.domcapabilities.xml");
        using var reply = new TemporaryFile("""{"return": [{"name": "EPYC", "typename": "EPYC-x86_64-cpu", "static": false, "unavailable-features": ["fxsr-opt"]}]}""");
        using var other = new TemporaryFile("no reply");

        ToolRun run = ToolRun.Of("libvirt", "hypervisor-cpu-baseline", "--model", "EPYC", "--host", capabilities, "--definitions", reply.Path);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("<feature policy='disable' name='fxsr_opt'/>", run.Output, StringComparison.Ordinal);

        ToolRun wrong = ToolRun.Of("libvirt", "hypervisor-cpu-baseline", "--model", "EPYC", "--host", capabilities, "--definitions", other.Path);
        Assert.Equal(1, wrong.ExitCode);
        Assert.StartsWith($"error: '{other.Path}' is no reply to query-cpu-definitions.", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void CpuModels_Json_TellsListsFromAll()
    {
        JsonElement all = JsonDocument.Parse(ToolRun.Of("libvirt", "cpu-models", "s390x", "--json").Output).RootElement;
        JsonElement some = JsonDocument.Parse(ToolRun.Of("libvirt", "cpu-models", "ppc64", "--json").Output).RootElement;
        Assert.True(all.GetProperty("all-accepted").GetBoolean());
        Assert.False(some.GetProperty("all-accepted").GetBoolean());
        Assert.Contains("POWER11", some.GetProperty("models").EnumerateArray().Select(static model => model.GetString()));
    }

    [Theory]
    [InlineData("cpu-compare")]
    [InlineData("cpu-baseline")]
    [InlineData("hypervisor-cpu-compare")]
    [InlineData("hypervisor-cpu-baseline")]
    [InlineData("cpu-models")]
    public void Help_OfACommand_HasExamples(string command)
    {
        ToolRun run = ToolRun.Of("libvirt", command, "--help");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"\n  cpufacility libvirt {command} ", run.Output[run.Output.IndexOf("Examples:", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string text)
        {
            Path = System.IO.Path.GetTempFileName();
            File.WriteAllText(Path, text);
        }

        public string Path { get; }

        public void Dispose() => File.Delete(Path);
    }
}
