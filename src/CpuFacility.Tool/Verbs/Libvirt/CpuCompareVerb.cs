using System.CommandLine;
using CpuFacility.Libvirt;

namespace CpuFacility.Tool;

/// <summary><c>virsh cpu-compare</c>.</summary>
internal static class CpuCompareVerb
{
    private const string Name = "cpu-compare";
    private const string S390x = "s390x";

    public static Command Create(VerbContext context, Terminal terminal)
    {
        LibvirtArgument file = LibvirtVerb.File();
        var host = new Option<string?>("--host")
        {
            Description = "The host: a file with what 'virsh capabilities' prints, a <cpu>, or a CPUID table; left out, this machine.",
            HelpName = "FILE",
        };
        ComparisonOptions options = ComparisonOptions.Create();
        return LibvirtVerb.Verb(
            context,
            terminal,
            Name,
            "Compare a CPU with the CPU of a host.",
            ["cpufacility libvirt cpu-compare guest.xml", "cpufacility libvirt cpu-compare guest.xml --host capabilities.xml --explain"],
            [.. file.Symbols, host, .. options.Symbols],
            result =>
            {
                string path = file.Read(result);
                LibvirtEdition edition = LibvirtHost.Edition(context, result);
                LibvirtFile definitions = LibvirtFile.Read(path, terminal);
                LibvirtCpu own = LibvirtHost.Read(result.GetValue(host), edition, terminal);
                return options.Answer(result, definitions, path, ComparisonWords.Host, cpu => edition.Compare(own, cpu, ownRulesOnly: true)) with
                {
                    Notes = own.Architecture is S390x
                        ? ["libvirt compares nothing on s390x and leaves it to QEMU: hypervisor-cpu-compare and 'cpufacility check' answer."]
                        : [],
                };
            });
    }
}
