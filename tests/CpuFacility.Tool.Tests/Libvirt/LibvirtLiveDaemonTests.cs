using CpuFacility.Libvirt;
using Xunit.Abstractions;

namespace CpuFacility.Tool.Tests.Libvirt;

/// <summary>
/// Our answers beside those of Debian's libvirt 9.0 on the same generated files and on the host that its daemon reports: equal in output,
/// errors and exit code.
/// </summary>
[Collection(OneLibvirtd.Name)]
public sealed class LibvirtLiveDaemonTests(LiveLibvirtd daemon, ITestOutputHelper log)
{
    private const int Files = 1000;

    [SkippableFact]
    public void CpuCompare_GeneratedDocuments_EqualsVirsh()
    {
        using var comparison = new LibvirtSideBySide("cpu-compare");
        Virsh virsh = daemon.Connect(comparison.Folder);
        Fill(comparison, LibvirtCapabilities.Read(File.ReadAllText(daemon.Capabilities)).HostCpu, "--error", "--validate");

        // The host itself is identical to itself.
        comparison.Add(File.ReadAllText(daemon.Capabilities), []);
        Run(comparison, virsh, ["--host", daemon.Capabilities]);
    }

    [SkippableFact]
    public void HypervisorCpuCompare_GeneratedDocuments_EqualsVirsh()
    {
        using var comparison = new LibvirtSideBySide("hypervisor-cpu-compare");
        Virsh virsh = daemon.Connect(comparison.Folder);
        Fill(comparison, LibvirtDomainCapabilities.Read(File.ReadAllText(daemon.DomainCapabilities)).HostModel, "--error", "--validate");
        comparison.Add(File.ReadAllText(daemon.DomainCapabilities), []);
        Run(comparison, virsh, ["--host", daemon.DomainCapabilities], "--virttype", "qemu", "--arch", "x86_64");
    }

    /// <summary>The built-in driver does not know <c>--migratable</c>, the daemon does.</summary>
    [SkippableFact]
    public void CpuBaseline_GeneratedDocuments_EqualsVirsh()
    {
        using var comparison = new LibvirtSideBySide("cpu-baseline");
        Virsh virsh = daemon.Connect(comparison.Folder);
        Fill(comparison, host: null, "--migratable", "--features");
        comparison.Add(File.ReadAllText(daemon.Capabilities), ["--migratable"]);
        Run(comparison, virsh, ["--connect", "qemu:///session"]);
    }

    [SkippableTheory]
    [InlineData("cpu-compare")]
    [InlineData("cpu-compare", "nothing.xml")]
    [InlineData("cpu-compare", "one.xml", "two.xml")]
    [InlineData("cpu-compare", "--bogus", "one.xml")]
    [InlineData("cpu-compare", "--file", "one.xml")]
    [InlineData("hypervisor-cpu-compare")]
    [InlineData("hypervisor-cpu-compare", "one.xml", "--virttype", "qemu", "--machine", "pc")]
    [InlineData("hypervisor-cpu-compare", "--virttype", "qemu", "--file", "one.xml")]
    [InlineData("hypervisor-cpu-compare", "one.xml", "--virttype", "qemu", "--arch", "ppc64")]
    [InlineData("hypervisor-cpu-compare", "one.xml", "--virttype", "qemu", "--arch", "s390x")]
    [InlineData("hypervisor-cpu-baseline", "--virttype", "qemu", "--arch", "ppc64", "--model", "POWER8")]
    [InlineData("hypervisor-cpu-baseline", "--virttype", "qemu")]
    [InlineData("hypervisor-cpu-baseline", "--virttype", "qemu", "--file", "one.xml", "--model", "Haswell")]
    [InlineData("hypervisor-cpu-baseline", "--virttype", "qemu", "--model", "bogus")]
    public void CommandLine_RightAndWrong_EqualsVirsh(params string[] command)
    {
        using var comparison = new LibvirtSideBySide(command[0]);
        File.WriteAllText(Path.Combine(comparison.Folder, "one.xml"), "<cpu><model>qemu64</model><feature policy='disable' name='sse2'/></cpu>");
        (Virsh.Reply theirs, int code) = daemon.Connect(comparison.Folder).RunAlone(command);
        string architecture = Array.IndexOf(command, "--arch") is int place && place >= 0 ? command[place + 1] : "x86_64";
        string host = command[0] == "cpu-compare" ? daemon.Capabilities : daemon.DomainCapabilitiesOf(architecture);
        ToolRun ours = comparison.RunOurs([.. command, "--host", host]);
        Assert.Equal((code, theirs.Output, theirs.Errors), (ours.ExitCode, ours.Output, ours.Error));
    }

    /// <summary>Makes files: for a comparison about a host, else of hosts.</summary>
    private static void Fill(LibvirtSideBySide comparison, LibvirtCpu? host, string often, string seldom)
    {
        var generator = new LibvirtDocumentGenerator(seed: often.Length, hostsOnly: host is null) { Host = host is null ? ([], []) : ListKnown(host) };
        for (int i = 0; i < Files; i++)
        {
            comparison.Add(generator.Next(), [.. new[] { i % 3 == 1 ? often : "", i % 5 == 3 ? seldom : "" }.Where(static option => option.Length > 0)]);
        }
    }

    private static (string[] Models, string[] Features) ListKnown(LibvirtCpu host)
    {
        LibvirtEdition edition = LibvirtEdition.Old;
        return (
            [.. edition.GetModels("x86_64").Where(model => edition.Compare(host, new LibvirtCpu { Model = model }).IsCompatible)],
            [.. edition.Expand(host, "x86_64").Features.Where(static feature => feature.Policy == LibvirtFeaturePolicy.Require).Select(static feature => feature.Name)]);
    }

    private void Run(LibvirtSideBySide comparison, Virsh virsh, string[] ours, params string[] theirs)
    {
        comparison.Run(virsh, ours, theirs);
        log.WriteLine(comparison.ToString());
        Assert.InRange(comparison.Succeeded, Files / 10, Files * 3 / 4);
    }
}
