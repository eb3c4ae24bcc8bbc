using System.Collections.Immutable;

namespace CpuFacility.Libvirt;

/// <summary>Where CPU definitions are in documents: the paths of virsh (<c>vshExtractCPUDefXMLs</c>).</summary>
internal static class LibvirtCpuPlaces
{
    private const string Cpu = "cpu";

    public static IEnumerable<LibvirtElement> Find(ImmutableArray<LibvirtElement> roots)
    {
        foreach (LibvirtElement root in roots)
        {
            IEnumerable<LibvirtElement> found = root.Name switch
            {
                Cpu => [root],
                LibvirtCapabilities.Root => (root.Find("host")?.Children ?? []).Where(static child => child.Name == Cpu),
                LibvirtDomainCapabilities.Root => HostModels(root),
                "domain" => root.Children.Where(static child => child.Name == Cpu),
                _ => [],
            };
            foreach (LibvirtElement element in found)
            {
                yield return element;
            }
        }
    }

    /// <summary>The host model as virsh takes it: the element is renamed and loses its attributes, so that it reads as a guest's definition.</summary>
    public static IEnumerable<LibvirtElement> HostModels(LibvirtElement domainCapabilities) =>
        (domainCapabilities.Find(Cpu)?.Children ?? [])
        .Where(static mode => mode.Name == "mode" && mode.GetAttribute("name") == "host-model" && mode.GetAttribute("supported") == "yes")
        .Select(static mode => new LibvirtElement(Cpu, [], mode.Children, mode.Text, mode.Place));
}
