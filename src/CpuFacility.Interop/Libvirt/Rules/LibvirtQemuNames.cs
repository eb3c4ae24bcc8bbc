using CpuFacility.X86;

namespace CpuFacility.Libvirt;

/// <summary>libvirt's names for x86 features by QEMU's (<c>virQEMUCapsCPUFeaturesX86</c>), as the catalog has both.</summary>
internal static class LibvirtQemuNames
{
    /// <summary>The name in libvirt. Other names that QEMU takes for a feature are not translated, as libvirt does not; nor is what it has no name for.</summary>
    public static string ToLibvirt(string name)
    {
        FacilityCatalog catalog = X86Editions.Libvirt.Catalog;
        return catalog.TryFind(name, out Facility feature, FacilityDialect.Qemu)
            && catalog.TryGetName(feature, FacilityDialect.Qemu, out string? main)
            && main == name
            && catalog.TryGetName(feature, FacilityDialect.Libvirt, out string? translated)
            ? translated
            : name;
    }
}
