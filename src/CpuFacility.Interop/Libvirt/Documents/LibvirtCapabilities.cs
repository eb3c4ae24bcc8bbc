using System.Diagnostics.CodeAnalysis;
using CpuFacility.Qemu;

namespace CpuFacility.Libvirt;

/// <summary>
/// libvirt's host capabilities, as <c>virsh capabilities</c> prints them: the host's CPU, and everything else as it was read.
/// </summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class LibvirtCapabilities
{
    internal const string Root = "capabilities";

    private LibvirtCapabilities(LibvirtElement document, LibvirtCpu hostCpu)
    {
        Document = document;
        HostCpu = hostCpu;
    }

    /// <summary>The whole document.</summary>
    public LibvirtElement Document { get; }

    /// <summary>The host's CPU. It can lack a model: libvirt knows none for some hosts.</summary>
    public LibvirtCpu HostCpu { get; }

    /// <summary>Reads the XML.</summary>
    /// <param name="text">The XML, at most <see cref="LibvirtCpu.MaximumLength"/> characters.</param>
    /// <exception cref="FacilityFormatException">The text is no such XML; the exception has the position.</exception>
    public static LibvirtCapabilities Read(ReadOnlySpan<char> text) =>
        TryRead(text, out LibvirtCapabilities? capabilities, out FacilityFormatError error) ? capabilities : throw new FacilityFormatException(error);

    /// <summary>Reads the XML, without an exception for bad input.</summary>
    /// <param name="text">The XML, at most <see cref="LibvirtCpu.MaximumLength"/> characters.</param>
    /// <param name="capabilities">The capabilities, or null.</param>
    /// <param name="error">What is wrong, and from which character on.</param>
    public static bool TryRead(
        ReadOnlySpan<char> text, [NotNullWhen(true)] out LibvirtCapabilities? capabilities, out FacilityFormatError error)
    {
        capabilities = null;
        if (!LibvirtDocuments.TryReadRoot(text, Root, out LibvirtElement? root, out error))
        {
            return false;
        }

        LibvirtElement[] cpus = [.. LibvirtCpuPlaces.Find([root])];
        if (cpus.Length != 1)
        {
            error = new LibvirtFault(root.Place, $"The host has {cpus.Length} 'cpu' elements, where one is expected.").At(text);
            return false;
        }

        if (!LibvirtCpuReader.TryRead(cpus[0], LibvirtCpuType.Host, needsModel: false, out LibvirtCpu? cpu, out LibvirtFault fault))
        {
            error = fault.At(text);
            return false;
        }

        capabilities = new LibvirtCapabilities(root, cpu);
        return true;
    }

    /// <summary>The XML as libvirt writes it, with a line break at its end.</summary>
    public string ToXml() => Document.ToString();

    /// <summary>The host's CPU in a few words.</summary>
    public override string ToString() => $"{HostCpu.Architecture} {Shortened.Text(HostCpu.Model ?? "without a model")}";
}
