using System.Diagnostics.CodeAnalysis;
using CpuFacility.Qemu;

namespace CpuFacility.Libvirt;

/// <summary>
/// A guest's definition, as <c>virsh dumpxml</c> prints it: its name, what it is started on, its CPU; everything else as it was read.
/// </summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class LibvirtDomain
{
    internal const string Root = "domain";

    private LibvirtDomain(LibvirtElement document, LibvirtCpu? cpu)
    {
        Document = document;
        Cpu = cpu;
    }

    /// <summary>The whole document.</summary>
    public LibvirtElement Document { get; }

    /// <summary>The guest's name; empty if it is not given.</summary>
    public string Name => Document.Find("name")?.Text ?? "";

    /// <summary>libvirt's name of the architecture, such as <c>x86_64</c>; null if it is not given, and libvirt then takes the host's.</summary>
    public string? Architecture => OsType?.GetAttribute("arch");

    /// <summary>The machine type, such as <c>pc-q35-11.1</c>; null if it is not given.</summary>
    public string? Machine => OsType?.GetAttribute("machine");

    /// <summary>
    /// The guest's CPU, with the <see cref="Architecture"/> of the guest, which the element itself does not name; null if the definition has none and
    /// the hypervisor takes its default.
    /// </summary>
    public LibvirtCpu? Cpu { get; }

    private LibvirtElement? OsType => Document.Find("os")?.Find("type");

    /// <summary>Reads the XML.</summary>
    /// <param name="text">The XML, at most <see cref="LibvirtCpu.MaximumLength"/> characters.</param>
    /// <exception cref="FacilityFormatException">The text is no such XML; the exception has the position.</exception>
    public static LibvirtDomain Read(ReadOnlySpan<char> text) =>
        TryRead(text, out LibvirtDomain? domain, out FacilityFormatError error) ? domain : throw new FacilityFormatException(error);

    /// <summary>Reads the XML, without an exception for bad input.</summary>
    /// <param name="text">The XML, at most <see cref="LibvirtCpu.MaximumLength"/> characters.</param>
    /// <param name="domain">The definition, or null.</param>
    /// <param name="error">What is wrong, and from which character on.</param>
    public static bool TryRead(ReadOnlySpan<char> text, [NotNullWhen(true)] out LibvirtDomain? domain, out FacilityFormatError error)
    {
        domain = null;
        if (!LibvirtDocuments.TryReadRoot(text, Root, out LibvirtElement? root, out error))
        {
            return false;
        }

        LibvirtElement[] cpus = [.. LibvirtCpuPlaces.Find([root])];
        if (cpus.Length > 1)
        {
            error = new LibvirtFault(cpus[1].Place, $"The domain has {cpus.Length} 'cpu' elements, where one is expected.").At(text);
            return false;
        }

        LibvirtCpu? cpu = null;
        if (cpus.Length == 1)
        {
            if (!LibvirtCpuReader.TryRead(cpus[0], type: null, needsModel: true, out cpu, out LibvirtFault fault))
            {
                error = fault.At(text);
                return false;
            }

            if (cpu.Type == LibvirtCpuType.Host)
            {
                error = new LibvirtFault(cpus[0].Place, "The domain's 'cpu' element has an element 'arch', which only a host's has.").At(text);
                return false;
            }
        }

        var read = new LibvirtDomain(root, cpu);
        if (read.Architecture is { Length: 0 })
        {
            error = new LibvirtFault(read.OsType!.Place, "The attribute 'arch' of 'type' is empty.").At(text);
            return false;
        }

        domain = cpu is null || read.Architecture is null ? read : new LibvirtDomain(root, cpu with { Architecture = read.Architecture });
        return true;
    }

    /// <summary>The XML as libvirt writes it, with a line break at its end.</summary>
    public string ToXml() => Document.ToString();

    /// <summary>Name, architecture and machine.</summary>
    public override string ToString() => string.Join(' ', new[] { Name, Architecture, Machine }.Where(static part => !string.IsNullOrEmpty(part)).Select(static part => Shortened.Text(part!)));
}
