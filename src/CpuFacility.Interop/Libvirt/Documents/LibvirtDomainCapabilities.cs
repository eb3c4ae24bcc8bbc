using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Libvirt;

/// <summary>
/// What a hypervisor offers guests on a host, as <c>virsh domcapabilities</c> prints it: the CPU modes and models; everything else is kept as
/// it was read.
/// </summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class LibvirtDomainCapabilities
{
    internal const string Root = "domainCapabilities";

    internal LibvirtDomainCapabilities(
        LibvirtElement document,
        ImmutableArray<LibvirtModeSupport> modes,
        LibvirtCpu? hostModel,
        ImmutableArray<LibvirtHypervisorModel> models)
    {
        Document = document;
        Modes = modes;
        HostModel = hostModel;
        Models = models;
    }

    /// <summary>The whole document.</summary>
    public LibvirtElement Document { get; }

    /// <summary>libvirt's name of the architecture, such as <c>x86_64</c>; empty if it is not given.</summary>
    public string Architecture => TextOf("arch");

    /// <summary>The hypervisor's program; empty if it is not given.</summary>
    public string Emulator => TextOf("path");

    /// <summary>The type of domains, such as <c>kvm</c>; empty if it is not given.</summary>
    public string DomainType => TextOf("domain");

    /// <summary>The machine type; empty if it is not given.</summary>
    public string Machine => TextOf("machine");

    /// <summary>The CPU modes, in the order of the document.</summary>
    public ImmutableArray<LibvirtModeSupport> Modes { get; }

    /// <summary>What a guest of mode <c>host-model</c> gets, as a guest's definition; null if that mode is not supported.</summary>
    public LibvirtCpu? HostModel { get; }

    /// <summary>The models for guests of mode <c>custom</c>, in the order of the document; none if that mode is not supported.</summary>
    public ImmutableArray<LibvirtHypervisorModel> Models { get; }

    /// <summary>Reads the XML.</summary>
    /// <param name="text">The XML, at most <see cref="LibvirtCpu.MaximumLength"/> characters.</param>
    /// <exception cref="FacilityFormatException">The text is no such XML; the exception has the position.</exception>
    public static LibvirtDomainCapabilities Read(ReadOnlySpan<char> text) =>
        TryRead(text, out LibvirtDomainCapabilities? capabilities, out FacilityFormatError error)
            ? capabilities
            : throw new FacilityFormatException(error);

    /// <summary>Reads the XML, without an exception for bad input.</summary>
    /// <param name="text">The XML, at most <see cref="LibvirtCpu.MaximumLength"/> characters.</param>
    /// <param name="capabilities">The capabilities, or null.</param>
    /// <param name="error">What is wrong, and from which character on.</param>
    public static bool TryRead(
        ReadOnlySpan<char> text, [NotNullWhen(true)] out LibvirtDomainCapabilities? capabilities, out FacilityFormatError error)
    {
        capabilities = null;
        if (!LibvirtDocuments.TryReadRoot(text, Root, out LibvirtElement? root, out error))
        {
            return false;
        }

        if (!LibvirtDomainCapabilitiesReader.TryRead(root, out capabilities, out LibvirtFault fault))
        {
            error = fault.At(text);
            return false;
        }

        return true;
    }

    /// <summary>Finds a model by name.</summary>
    /// <param name="name">The name, compared exactly.</param>
    /// <param name="model">The model found.</param>
    /// <returns>Whether the hypervisor offers it.</returns>
    public bool TryFind(string name, [NotNullWhen(true)] out LibvirtHypervisorModel? model)
    {
        ArgumentNullException.ThrowIfNull(name);
        model = Models.FirstOrDefault(candidate => candidate.Name == name);
        return model is not null;
    }

    /// <summary>The XML as libvirt writes it, with a line break at its end.</summary>
    public string ToXml() => Document.ToString();

    /// <summary>Architecture, machine and type of domains.</summary>
    public override string ToString() => $"{Architecture} {Machine} {DomainType}";

    private string TextOf(string name) => Document.Find(name)?.Content.Trim() ?? "";
}
