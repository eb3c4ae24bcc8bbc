using CpuFacility.Libvirt;

namespace CpuFacility.Tool;

/// <summary>What domain capabilities say of a host by the models that they call usable, where they do not say what the host offers.</summary>
internal static class LibvirtUsableModels
{
    /// <summary>A sentence that names the models to give in place of the file, with a space before it; empty if the document lists none.</summary>
    /// <remarks>A usable model runs as it is, so the host has all its features. Of models that lie within another one, that one says more.</remarks>
    public static string Describe(LibvirtDomainCapabilities capabilities)
    {
        CpuModel[] usable = [.. capabilities.Models
            .Where(static model => model.Usability == LibvirtUsability.Yes)
            .Select(model => Find(capabilities, model.Name))
            .OfType<CpuModel>()
            .Where(IsFixed)];
        string[] most = [.. usable.Where(model => !usable.Any(other => IsWithin(model, other))).Select(static model => model.Name).Distinct()];
        return most.Length == 0 ? DescribeUnknown(capabilities)
            : most.Length == 1 ? $" It does call models usable: give the one with most in place of the file, {most[0]}, which the host has at least."
            : $" It does call models usable: give one of those with most in place of the file, {string.Join(" or ", most)}, which the host has at least.";
    }

    private static string DescribeUnknown(LibvirtDomainCapabilities capabilities) =>
        capabilities.Models.Any(static model => model.Usability == LibvirtUsability.Unknown)
            ? " It lists models without saying which are usable: give one in place of the file that guests run with there."
            : "";

    /// <summary>Not a name such as <c>max</c>, which means what the release offers that runs there.</summary>
    private static bool IsFixed(CpuModel model) => model.Name.StartsWith(model.Definition.Name, StringComparison.Ordinal);

    private static bool IsWithin(CpuModel model, CpuModel other) =>
        model.Facilities.IsSubsetOf(other.Facilities) && model.Facilities != other.Facilities
        && model.Identity.GetRelation(other.Identity) is CpuIdentityRelation.Same or CpuIdentityRelation.Older;

    private static CpuModel? Find(LibvirtDomainCapabilities capabilities, string name) =>
        LibvirtModels.TryToModel(
            new LibvirtCpu { Model = name, Architecture = capabilities.Architecture.Length == 0 ? null : capabilities.Architecture },
            LibvirtEdition.Current,
            out CpuModel? model,
            out _,
            out _)
            ? model
            : null;
}
