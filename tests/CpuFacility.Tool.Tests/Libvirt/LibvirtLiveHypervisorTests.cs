using System.Text;
using CpuFacility.Libvirt;
using CpuFacility.Testing;
using Xunit.Abstractions;

namespace CpuFacility.Tool.Tests.Libvirt;

/// <summary>
/// The library's hypervisor baseline beside that of Debian's libvirt 9.0 on the same generated files. libvirt 9.0 keeps to itself what the host
/// lacks for each model: it comes from the same QEMU.
/// </summary>
[Collection(OneLibvirtd.Name)]
public sealed class LibvirtLiveHypervisorTests(LiveLibvirtd daemon, ITestOutputHelper log)
{
    private const int Files = 1000;

    [SkippableFact]
    public void BaselineHypervisor_GeneratedDocuments_EqualsVirsh()
    {
        using var comparison = new LibvirtSideBySide("hypervisor-cpu-baseline");
        Virsh virsh = daemon.Connect(comparison.Folder);
        using LiveQemu qemu = LiveQemu.StartX86();
        qemu.Execute("query-cpu-definitions").Dispose();
        var models = LibvirtQemuReplies.ReadDefinitions(Encoding.UTF8.GetBytes(qemu.LastReply));
        var capabilities = LibvirtDomainCapabilities.Read(File.ReadAllText(daemon.DomainCapabilities));
        var generator = new LibvirtDocumentGenerator(seed: 9, hostsOnly: false);
        for (int i = 0; i < Files; i++)
        {
            comparison.Add(generator.Next(), [.. new[] { i % 3 == 1 ? "--features" : "", i % 5 == 3 ? "--migratable" : "" }.Where(static option => option.Length > 0)]);
        }

        comparison.Run(
            virsh,
            (file, options) => Answer(Path.Combine(comparison.Folder, file), file, capabilities, new LibvirtBaselineOptions
            {
                Expand = options.Contains("--features"),
                Migratable = options.Contains("--migratable"),
                Models = models,
            }),
            "--virttype",
            "qemu",
            "--arch",
            "x86_64");
        log.WriteLine(comparison.ToString());
        Assert.InRange(comparison.Succeeded, Files / 10, Files * 3 / 4);
    }

    /// <summary>What the command would print, had it the models.</summary>
    private static ToolRun Answer(string path, string file, LibvirtDomainCapabilities capabilities, LibvirtBaselineOptions options)
    {
        if (!LibvirtCpu.TryFindAll(File.ReadAllText(path), out var elements, out _))
        {
            return new ToolRun(1, "\n", $"error: {file}: no XML\n");
        }

        if (elements.IsEmpty)
        {
            return new ToolRun(
                1, "\n", $"error: File '{file}' does not contain any <cpu> element or valid domain XML, host capabilities XML, or domain capabilities XML\n");
        }

        var cpus = new List<LibvirtCpu>();
        foreach (LibvirtElement element in elements)
        {
            if (!LibvirtCpu.TryRead(element, type: null, out LibvirtCpu? cpu, out LibvirtFailure? refused))
            {
                return new ToolRun(1, "\n", $"error: {refused.FullMessage}\n");
            }

            cpus.Add(cpu);
        }

        return LibvirtEdition.Old.TryBaselineHypervisor(capabilities, cpus.ToArray(), out LibvirtCpu? baseline, out LibvirtFailure? failure, options)
            ? new ToolRun(0, $"{baseline.ToXml()}\n", "")
            : new ToolRun(1, "\n", $"error: {failure.FullMessage}\n");
    }
}
