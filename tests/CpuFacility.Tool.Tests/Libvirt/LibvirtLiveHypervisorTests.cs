using CpuFacility.Testing;
using Xunit.Abstractions;

namespace CpuFacility.Tool.Tests.Libvirt;

/// <summary>
/// Our <c>hypervisor-cpu-baseline</c> beside that of Debian's libvirt 9.0 on the same generated files. libvirt 9.0 keeps to itself what the host
/// lacks for each model: it comes from the same QEMU.
/// </summary>
[Collection(OneLibvirtd.Name)]
public sealed class LibvirtLiveHypervisorTests(LiveLibvirtd daemon, ITestOutputHelper log)
{
    private const int Files = 1000;

    [SkippableFact]
    public void HypervisorCpuBaseline_GeneratedDocuments_EqualsVirsh()
    {
        using var comparison = new LibvirtSideBySide("hypervisor-cpu-baseline");
        Virsh virsh = daemon.Connect(comparison.Folder);
        using LiveQemu qemu = LiveQemu.StartX86();
        qemu.Execute("query-cpu-definitions").Dispose();
        string definitions = Path.Combine(comparison.Folder, "definitions.json");
        File.WriteAllText(definitions, qemu.LastReply);
        var generator = new LibvirtDocumentGenerator(seed: 9, hostsOnly: false);
        for (int i = 0; i < Files; i++)
        {
            comparison.Add(generator.Next(), [.. new[] { i % 3 == 1 ? "--features" : "", i % 5 == 3 ? "--migratable" : "" }.Where(static option => option.Length > 0)]);
        }

        comparison.Run(virsh, ["--host", daemon.DomainCapabilities, "--definitions", definitions], "--virttype", "qemu", "--arch", "x86_64");
        log.WriteLine(comparison.ToString());
        Assert.InRange(comparison.Succeeded, Files / 10, Files * 3 / 4);
    }
}
