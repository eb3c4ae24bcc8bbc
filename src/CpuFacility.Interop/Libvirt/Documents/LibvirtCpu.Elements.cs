using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Libvirt;

public sealed partial record LibvirtCpu
{
    /// <summary>
    /// Finds every <c>&lt;cpu&gt;</c> where virsh's commands on CPUs look for it, without reading what is in it: an error in one that nobody
    /// asks for is none.
    /// </summary>
    /// <param name="text">The XML, at most <see cref="MaximumLength"/> characters. Several documents may follow each other.</param>
    /// <param name="elements">The elements in their order; there can be none.</param>
    /// <param name="error">Where the text is no XML.</param>
    /// <returns>Whether the text is XML.</returns>
    public static bool TryFindAll(ReadOnlySpan<char> text, out ImmutableArray<LibvirtElement> elements, out FacilityFormatError error)
    {
        bool isRead = LibvirtXmlReader.TryRead(text, out ImmutableArray<LibvirtElement> roots, out error);
        elements = isRead ? [.. LibvirtCpuPlaces.FindAsVirsh(roots)] : [];
        return isRead;
    }

    /// <summary>Reads a <c>&lt;cpu&gt;</c>.</summary>
    /// <param name="element">The element.</param>
    /// <param name="type">What it is to be; null if the element <c>arch</c> tells a host from a guest.</param>
    /// <param name="cpu">The definition, or null.</param>
    /// <param name="failure">What libvirt says of an element that it refuses.</param>
    /// <returns>Whether it is a definition.</returns>
    public static bool TryRead(
        LibvirtElement element,
        LibvirtCpuType? type,
        [NotNullWhen(true)] out LibvirtCpu? cpu,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        ArgumentNullException.ThrowIfNull(element);
        bool isRead = LibvirtCpuReader.TryRead(element, type, needsModel: true, out cpu, out LibvirtFault fault);
        failure = isRead ? null : fault.ToFailure();
        return isRead;
    }

    /// <summary>Whether an element keeps to libvirt's schema of <c>&lt;cpu&gt;</c>, which is narrower than what <see cref="TryRead(LibvirtElement, LibvirtCpuType?, out LibvirtCpu?, out LibvirtFailure?)"/> takes.</summary>
    /// <param name="element">The element.</param>
    /// <param name="fault">What the schema does not allow, or null.</param>
    public static bool IsValid(LibvirtElement element, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(element);
        return LibvirtCpuSchema.IsValid(element, out fault);
    }
}
