using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CpuFacility.X86;

namespace CpuFacility.Libvirt;

/// <summary>
/// x86 models from libvirt's words to QEMU's and back. The same name means different features for the two: the name is kept, and what differs is
/// switched on and off, so that the features are the same. A name that the other does not know becomes that of the published model of the
/// vendor, or of none, from which least differs.
/// </summary>
/// <remarks>What a conversion cannot keep is in its report, never left out silently.</remarks>
public static class LibvirtConversion
{
    /// <summary>Makes QEMU's model of a definition.</summary>
    /// <param name="cpu">A definition of an x86 model.</param>
    /// <param name="edition">The edition in which the definition's names mean what they mean.</param>
    /// <param name="model">A model of <see cref="X86Editions.Qemu"/>, or null.</param>
    /// <param name="report">What could not be kept.</param>
    /// <param name="failure">Why there is no model: the definition names none, or names that the edition does not know.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryToQemu(
        LibvirtCpu cpu,
        LibvirtEdition edition,
        [NotNullWhen(true)] out CpuModel? model,
        [NotNullWhen(true)] out LibvirtConversionReport? report,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        ArgumentNullException.ThrowIfNull(edition);
        model = null;
        report = null;
        LibvirtX86Map map = edition.X86Map;
        if (!map.TryFindModel(cpu.Model, out LibvirtX86Model? named))
        {
            failure = cpu.Model is null ? LibvirtFailure.NoModel(0) : LibvirtFailure.UnknownModel(cpu.Model);
            return false;
        }

        if (!map.TryGetEffective(cpu, out FacilitySet wanted, out failure))
        {
            return false;
        }

        CpuModelRegistry registry = X86Editions.Qemu;
        FacilitySet speakable = wanted.Intersect(registry.Vocabulary.Known);
        CpuModelDefinition definition = registry.TryFindDefinition(cpu.Model!, out CpuModelDefinition? known)
            ? known
            : FindNearest(registry, named.Vendor < 0 ? "" : map.Vendors[named.Vendor].Signature, speakable);
        registry.TryFind(definition.Name, out CpuModel? start);
        model = start!.WithFacilities(speakable);
        if (cpu.VendorId is not null)
        {
            var builder = new CpuModelBuilder(model);
            model = builder.TrySetProperty("vendor", cpu.VendorId, out _) ? builder.ToModel() : model;
        }

        FacilitySet got = model.Facilities;
        report = new LibvirtConversionReport(
            cpu.Model!,
            model.Name,
            map.Names(wanted.Except(got)),
            [.. registry.Vocabulary.Summarize(got.Except(wanted)).ToImmutableArray().Select(static term => term.Name)],
            ListUnknown(cpu));
        return true;
    }

    /// <summary>Makes QEMU's model of a definition, as <see cref="TryToQemu"/> does.</summary>
    /// <param name="cpu">A definition of an x86 model.</param>
    /// <param name="edition">The edition in which the definition's names mean what they mean.</param>
    /// <param name="report">What could not be kept.</param>
    /// <exception cref="LibvirtException">The definition names no model, or names that the edition does not know.</exception>
    public static CpuModel ToQemu(LibvirtCpu cpu, LibvirtEdition edition, out LibvirtConversionReport report)
    {
        if (!TryToQemu(cpu, edition, out CpuModel? model, out LibvirtConversionReport? made, out LibvirtFailure? failure))
        {
            throw new LibvirtException(failure);
        }

        report = made;
        return model;
    }

    /// <summary>Makes libvirt's definition of a model: a guest's, with what is required and disabled beside the name.</summary>
    /// <param name="model">An x86 model of any edition; what a guest sees of it is what the definition says.</param>
    /// <param name="edition">The edition in whose names the definition is made.</param>
    /// <param name="report">What could not be kept.</param>
    /// <exception cref="ArgumentException">The model is of another architecture.</exception>
    public static LibvirtCpu FromQemu(CpuModel model, LibvirtEdition edition, out LibvirtConversionReport report)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(edition);
        if (model.Architecture != CpuArchitecture.X86)
        {
            throw new ArgumentException($"The model is of architecture {model.Architecture}, not {CpuArchitecture.X86}.", nameof(model));
        }

        LibvirtX86Map map = edition.X86Map;
        FacilitySet wanted = model.Facilities;
        FacilitySet speakable = wanted.Intersect(map.Known);
        string vendor = ((X86Identity)model.Definition.Identity).Vendor;
        LibvirtX86Model named = map.TryFindModel(model.Definition.Name, out LibvirtX86Model? known)
            ? known
            : FindNearest(map, map.FindVendorOf(vendor), speakable);
        LibvirtCpuFeature[] features =
        [
            .. map.Names(speakable.Except(named.Features)).Select(static name => new LibvirtCpuFeature(name)),
            .. map.Names(named.Features.Except(speakable)).Select(static name => new LibvirtCpuFeature(name, LibvirtFeaturePolicy.Disable)),
        ];
        string own = ((X86Identity)model.Identity).Vendor;
        report = new LibvirtConversionReport(
            model.Definition.Name,
            named.Name,
            [.. model.Registry.Vocabulary.Summarize(wanted.Except(speakable)).ToImmutableArray().Select(static term => term.Name)],
            [],
            [.. model.Properties.Where(static property => property.Name != "vendor").Concat(model.UnknownProperties).Select(static property => property.ToString())]);
        return new LibvirtCpu
        {
            Model = named.Name,
            VendorId = own == vendor || own.Length == 0 || own.Contains(',', StringComparison.Ordinal) ? null : own,
            Features = [.. features],
        };
    }

    private static CpuModelDefinition FindNearest(CpuModelRegistry registry, string vendor, FacilitySet features) =>
        registry.Definitions
            .Where(definition => definition.AliasOf is null && Agree(((X86Identity)definition.Identity).Vendor, vendor))
            .MinBy(definition => definition.Default.SymmetricExcept(features).Count)!;

    private static LibvirtX86Model FindNearest(LibvirtX86Map map, int vendor, FacilitySet features) =>
        map.Models
            .Where(model => model.DecodesGuest && (model.Vendor < 0 || vendor < 0 || model.Vendor == vendor))
            .MinBy(model => model.Features.SymmetricExcept(features).Count)!;

    private static bool Agree(string vendor, string other) => vendor.Length == 0 || other.Length == 0 || vendor == other;

    private static ImmutableArray<string> ListUnknown(LibvirtCpu cpu)
    {
        var unknown = ImmutableArray.CreateBuilder<string>();
        if (cpu.Type == LibvirtCpuType.Guest)
        {
            if (cpu.Mode != LibvirtCpuMode.Custom)
            {
                unknown.Add($"mode {LibvirtWords.Of(cpu.Mode)}");
            }

            if (cpu.Match != LibvirtCpuMatch.Exact)
            {
                unknown.Add($"match {LibvirtWords.Of(cpu.Match)}");
            }

            unknown.AddRange(cpu.Features
                .Where(static feature => feature.Policy is LibvirtFeaturePolicy.Force or LibvirtFeaturePolicy.Optional or LibvirtFeaturePolicy.Forbid)
                .Select(static feature => feature.ToString()));
        }

        unknown.AddRange(cpu.OtherAttributes.Select(static attribute => $"attribute {attribute.Name}"));
        unknown.AddRange(cpu.OtherElements.Select(static element => $"element {element.Name}"));
        return unknown.ToImmutable();
    }
}
