using System.CommandLine;
using CpuFacility.Libvirt;

namespace CpuFacility.Tool;

/// <summary><c>virsh hypervisor-cpu-compare</c>.</summary>
internal static class HypervisorCpuCompareVerb
{
    private const string Name = "hypervisor-cpu-compare";

    public static Command Create(VerbContext context, Terminal terminal)
    {
        LibvirtArgument file = LibvirtVerb.File();
        HypervisorOptions hypervisor = HypervisorOptions.Create(context);
        ComparisonOptions options = ComparisonOptions.Create();
        return LibvirtVerb.Verb(
            context,
            terminal,
            Name,
            "Compare a CPU with what a hypervisor offers on its host.",
            ["cpufacility libvirt hypervisor-cpu-compare guest.xml --host domcapabilities.xml"],
            [.. file.Symbols, .. hypervisor.Symbols, .. options.Symbols],
            result =>
            {
                string path = file.Read(result);
                LibvirtEdition edition = LibvirtHost.Edition(context, result);
                LibvirtFile definitions = LibvirtFile.Read(path, terminal);
                LibvirtDomainCapabilities capabilities = hypervisor.Read(result, terminal);
                return options.Answer(result, definitions, path, ComparisonWords.Hypervisor, cpu => edition.CompareHypervisor(capabilities, cpu));
            });
    }
}
