using System.CommandLine;
using CpuFacility.Libvirt;

namespace CpuFacility.Tool;

/// <summary>How virsh names a hypervisor, and the file that stands for its answer here.</summary>
internal sealed class HypervisorOptions
{
    private readonly VerbContext _context;
    private readonly Option<string?> _host = new("--host")
    {
        Description = "What the hypervisor offers: a file with what 'virsh domcapabilities' prints.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _type = new("--virttype") { Description = "The type of domains that the file must be about, such as kvm.", HelpName = "TYPE" };
    private readonly Option<string?> _emulator = new("--emulator") { Description = "The emulator that the file must be about.", HelpName = "PATH" };
    private readonly Option<string?> _machine = new("--machine") { Description = "The machine type that the file must be about.", HelpName = "TYPE" };

    private HypervisorOptions(VerbContext context)
    {
        _context = context;
    }

    public Symbol[] Symbols => [_host, _type, _emulator, _machine];

    public static HypervisorOptions Create(VerbContext context) => new(context);

    /// <summary>Reads the domain capabilities. virsh would ask another hypervisor for another type or machine; a file answers for its own only.</summary>
    public LibvirtDomainCapabilities Read(ParseResult result, Terminal terminal)
    {
        string path = result.GetValue(_host)
            ?? throw new UsageException("Say what the hypervisor offers: --host FILE, with what 'virsh domcapabilities' prints.");
        LibvirtDomainCapabilities capabilities = LibvirtHost.ReadDomainCapabilities(path, terminal);
        Require("virttype", result.GetValue(_type), capabilities.DomainType);
        Require("emulator", result.GetValue(_emulator), capabilities.Emulator);
        Require("arch", result.GetValue(_context.Architecture), capabilities.Architecture);
        Require("machine", result.GetValue(_machine) is string machine && IsAlias(machine, capabilities.Machine) ? null : result.GetValue(_machine), capabilities.Machine);
        return capabilities;
    }

    /// <summary>QEMU's short names of a machine type, such as <c>q35</c> for <c>pc-q35-9.2</c>, stand for one of its versions.</summary>
    private static bool IsAlias(string name, string machine)
    {
        int version = machine.LastIndexOf('-');
        string family = version < 0 ? "" : machine[..version];
        return family.Length > 0 && (family == name || family == $"pc-{name}" || (family, name) is ("pc-i440fx", "pc"));
    }

    private static void Require(string option, string? wanted, string offered)
    {
        if (wanted is not null && wanted != offered)
        {
            throw new UsageException($"The host's file is about {option} '{Shortened.Text(offered)}', not '{Shortened.Text(wanted)}': give one made with --{option} {Shortened.Text(wanted)}.");
        }
    }
}
