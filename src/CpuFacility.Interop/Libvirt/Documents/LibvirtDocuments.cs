using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CpuFacility.Qemu;

namespace CpuFacility.Libvirt;

/// <summary>Reads documents of one root.</summary>
internal static class LibvirtDocuments
{
    public static bool TryReadRoot(
        ReadOnlySpan<char> text, string name, [NotNullWhen(true)] out LibvirtElement? root, out FacilityFormatError error)
    {
        root = null;
        if (!LibvirtXmlReader.TryRead(text, out ImmutableArray<LibvirtElement> roots, out error))
        {
            return false;
        }

        if (roots.Length != 1 || roots[0].Name != name)
        {
            error = new LibvirtFault(
                roots.IsEmpty ? default : roots[0].Place,
                roots.IsEmpty ? $"There is no element, where '{name}' is expected."
                : roots.Length > 1 ? $"There are {roots.Length} elements one after the other, where one '{name}' is expected."
                : $"The element '{Shortened.Text(roots[0].Name)}' is not expected: the XML is a '{name}'.").At(text);
            return false;
        }

        root = roots[0];
        return true;
    }
}
