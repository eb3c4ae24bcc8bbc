using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using CpuFacility.Cpuid;
using CpuFacility.Libvirt;
using CpuFacility.X86;

namespace CpuFacility.Tool;

/// <summary>Reads the host that a libvirt verb compares with, which virsh gets from its daemon.</summary>
internal static class LibvirtHost
{
    /// <summary>The release of libvirt whose answers are asked for.</summary>
    public static LibvirtEdition Edition(VerbContext context, ParseResult result) =>
        result.GetValue(context.Edition) is not string name ? LibvirtEdition.Current
        : LibvirtEdition.All.FirstOrDefault(edition => edition.Name == name)
            ?? throw new UsageException(
                $"'{Shortened.Text(name)}' is no edition of libvirt. What is covered: {string.Join(", ", LibvirtEdition.All.Select(static edition => edition.Name))}.");

    /// <summary>The CPU of a host.</summary>
    /// <param name="path">Host capabilities, a <c>&lt;cpu&gt;</c> or a CPUID table; null for this machine.</param>
    /// <param name="edition">The edition in whose words a table is described.</param>
    /// <param name="terminal">Where standard input comes from.</param>
    public static LibvirtCpu Read(string? path, LibvirtEdition edition, Terminal terminal)
    {
        if (path is null)
        {
            return ThisX86Machine.TryRead(out CpuidData? own, out string reason) ? Describe(own, edition, "This machine") : throw new UnknownException(reason);
        }

        byte[] content = LibvirtFile.ReadBytes(path, terminal);
        if (X86CpuidFormat.All.FirstOrDefault(candidate => candidate.Matches(content)) is X86CpuidFormat format)
        {
            if (!format.TryReadTable(content, out CpuidData? data, out ImmutableArray<string> notes, out FacilityFormatError error))
            {
                throw new UsageException($"'{path}' holds no CPUID table that can be read ({format.Name}). {ModelFile.Place(content, error)}");
            }

            ModelFile.WriteNotes(notes, terminal);
            return Describe(data!, edition, $"The host in '{path}'");
        }

        LibvirtCpu cpu = Single(Encoding.UTF8.GetString(content), path);
        return cpu.Type == LibvirtCpuType.Host
            ? cpu
            : throw new UsageException($"'{path}' describes a guest, not a host: --host needs what 'virsh capabilities' prints, or a <cpu> with <arch>.");
    }

    /// <summary>What a hypervisor offers.</summary>
    public static LibvirtDomainCapabilities ReadDomainCapabilities(string path, Terminal terminal) =>
        LibvirtDomainCapabilities.TryRead(LibvirtFile.ReadText(path, terminal), out LibvirtDomainCapabilities? capabilities, out FacilityFormatError error)
            ? capabilities
            : throw new UsageException($"'{path}' is not what 'virsh domcapabilities' prints. {error.Reason}");

    /// <summary>The models of a hypervisor with what the host lacks for each.</summary>
    public static ImmutableArray<LibvirtHypervisorModel> ReadDefinitions(string path, Terminal terminal) =>
        LibvirtQemuReplies.TryReadDefinitions(
            LibvirtFile.ReadBytes(path, terminal), out ImmutableArray<LibvirtHypervisorModel> models, out FacilityFormatError error)
            ? models
            : throw new UsageException($"'{path}' is no reply to query-cpu-definitions. {error.Reason}");

    private static LibvirtCpu Single(string text, string path) =>
        LibvirtCpu.TryRead(text, out LibvirtCpu? cpu, out FacilityFormatError error)
            ? cpu
            : throw new UsageException($"'{path}' describes no host. {error.Reason}");

    private static LibvirtCpu Describe(CpuidData data, LibvirtEdition edition, string what) =>
        edition.TryDecodeHost(LibvirtX86Data.FromCpuid(data), out LibvirtCpu? host, out LibvirtFailure? failure)
            ? host
            : throw new UnknownException($"{what} has no model in {edition}: {failure}.");
}
