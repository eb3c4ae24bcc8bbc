using System.Collections.Immutable;

namespace CpuFacility.Libvirt;

/// <summary>Where CPU definitions are in documents: the paths of virsh (<c>vshExtractCPUDefXMLs</c>), and lists in any element.</summary>
internal static class LibvirtCpuPlaces
{
    private const string Cpu = "cpu";

    /// <summary>The elements in the order of the text. Those in a namespace are none of libvirt's.</summary>
    public static IEnumerable<LibvirtElement> Find(ImmutableArray<LibvirtElement> roots) => roots.Where(static root => root.IsPlain).SelectMany(static root => root.Name switch
    {
        Cpu => [root],
        LibvirtCapabilities.Root => Named([root], "host", Cpu),
        LibvirtDomainCapabilities.Root => HostModels(root),
        _ => Named([root], Cpu),
    });

    /// <summary>The elements that virsh finds: it looks into no element but these.</summary>
    public static IEnumerable<LibvirtElement> FindAsVirsh(ImmutableArray<LibvirtElement> roots) =>
        Find([.. roots.Where(static root => root.Name is Cpu or "domain" or LibvirtCapabilities.Root or LibvirtDomainCapabilities.Root)]);

    /// <summary>The host model as virsh takes it: the element is renamed and loses its attributes, so that it reads as a guest's definition.</summary>
    public static IEnumerable<LibvirtElement> HostModels(LibvirtElement domainCapabilities) =>
        Named([domainCapabilities], Cpu, "mode")
        .Where(static mode => mode.GetAttribute("name") == "host-model" && mode.GetAttribute("supported") == "yes")
        .Select(static mode => new LibvirtElement(Cpu, [], mode.Children, mode.Text, mode.Place, mode.Between));

    private static IEnumerable<LibvirtElement> Named(IEnumerable<LibvirtElement> elements, params string[] path) => path.Aggregate(
        elements, static (within, name) => within.SelectMany(element => element.Children.Where(child => child.Name == name && child.IsPlain)));
}
