using System.Diagnostics.CodeAnalysis;
using CpuFacility.X86;

namespace CpuFacility.Libvirt;

/// <summary>
/// x86, where one name means different features: the name is kept, and what differs is switched on and off, so that the features are the same.
/// </summary>
internal static class LibvirtX86Conversion
{
    /// <summary>A model of the edition's own table: the features are exactly those of the definition.</summary>
    public static bool TryToModel(
        LibvirtCpu cpu,
        LibvirtEdition edition,
        CpuModelRegistry registry,
        [NotNullWhen(true)] out CpuModel? model,
        [NotNullWhen(true)] out LibvirtConversionReport? report,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        model = null;
        report = null;
        if (!TryRead(cpu, edition, out X86Identity? identity, out FacilitySet wanted, out failure))
        {
            return false;
        }

        registry.TryFindDefinition(cpu.Model!, out CpuModelDefinition? definition);
        registry.TryFind(cpu.Model!, out CpuModel? start);
        model = identity.Equals(definition!.Identity) ? start!.WithFacilities(wanted) : registry.DescribeAs(definition, identity, wanted);
        report = new LibvirtConversionReport(cpu.Model!, cpu.Model!, [], [], LibvirtLeftovers.List(cpu));
        return true;
    }

    /// <summary>A host that offers what the definition has; what libvirt has no names for is not known.</summary>
    public static bool TryToHost(
        LibvirtCpu cpu,
        LibvirtEdition edition,
        CpuModelRegistry registry,
        string source,
        [NotNullWhen(true)] out HostCapability? host,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        host = null;
        if (!TryRead(cpu, edition, out X86Identity? identity, out FacilitySet offered, out failure))
        {
            return false;
        }

        FacilitySet unreported = registry.Catalog.All.Except(edition.X86Map.Known);
        if (registry.Edition == edition.Name)
        {
            registry.TryFindDefinition(cpu.Model!, out CpuModelDefinition? definition);
            CpuModel model = registry.DescribeAs(definition!, identity, offered);
            host = new HostCapability(model, offered, emulated: default, hidden: default, unreported, source);
            return true;
        }

        if (registry.TryCreateHost(identity, offered, unreported, source, out host))
        {
            return true;
        }

        failure = new LibvirtFailure(LibvirtFailureKind.NoSuitableModel, $"{registry.Edition} has no model that lies within {cpu.Model}", cpu.Model!);
        return false;
    }

    public static bool TryToQemu(
        LibvirtCpu cpu,
        LibvirtEdition edition,
        [NotNullWhen(true)] out CpuModel? model,
        [NotNullWhen(true)] out LibvirtConversionReport? report,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        model = null;
        report = null;
        if (!TryRead(cpu, edition, out X86Identity? identity, out FacilitySet wanted, out failure))
        {
            return false;
        }

        CpuModelRegistry registry = X86Editions.Qemu;
        FacilitySet speakable = wanted.Intersect(registry.Vocabulary.Known);
        edition.X86Map.TryFindModel(cpu.Model, out LibvirtX86Model? named);
        CpuModelDefinition definition = registry.TryFindDefinition(cpu.Model!, out CpuModelDefinition? known)
            ? known
            : FindNearest(registry, named!.Vendor < 0 ? identity.Vendor : edition.X86Map.Vendors[named.Vendor].Signature, speakable);
        registry.TryFind(definition.Name, out CpuModel? start);
        model = start!.WithFacilities(speakable);

        // A vendor that the definition only wants of its host is not shown to the guest.
        if (cpu.VendorId is not null)
        {
            var builder = new CpuModelBuilder(model);
            model = builder.TrySetProperty("vendor", cpu.VendorId, out _) ? builder.ToModel() : model;
        }

        FacilitySet got = model.Facilities;
        report = new LibvirtConversionReport(
            cpu.Model!,
            model.Name,
            edition.X86Map.Names(wanted.Except(got)),
            [.. registry.Vocabulary.Summarize(got.Except(wanted)).ToImmutableArray().Select(static term => term.Name)],
            LibvirtLeftovers.List(cpu));
        return true;
    }

    public static LibvirtCpu FromModel(CpuModel model, LibvirtEdition edition, out LibvirtConversionReport report)
    {
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

    /// <summary>
    /// What a definition amounts to. The vendor is the one that a guest is to see, else the one that the definition names, else the model's; the
    /// signature is a host's own, else the model's.
    /// </summary>
    private static bool TryRead(
        LibvirtCpu cpu,
        LibvirtEdition edition,
        [NotNullWhen(true)] out X86Identity? identity,
        out FacilitySet features,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        identity = null;
        features = default;
        LibvirtX86Map map = edition.X86Map;
        if (!map.TryFindModel(cpu.Model, out LibvirtX86Model? named))
        {
            failure = cpu.Model is null ? LibvirtFailure.NoModel(0) : LibvirtFailure.UnknownModel(cpu.Model);
            return false;
        }

        if (!map.TryGetEffective(cpu, out features, out failure))
        {
            return false;
        }

        int vendor = cpu.Vendor is null ? -1 : map.FindVendor(cpu.Vendor);
        if (cpu.Vendor is not null && vendor < 0)
        {
            failure = LibvirtFailure.UnknownVendor(cpu.Vendor);
            return false;
        }

        CpuModels.TryGet(CpuArchitecture.X86, edition.Name, out CpuModelRegistry? registry);
        registry!.TryFindDefinition(named.Name, out CpuModelDefinition? definition);
        var own = (X86Identity)definition!.Identity;
        identity = new X86Identity(cpu.VendorId ?? (vendor < 0 ? own.Vendor : map.Vendors[vendor].Signature), cpu.Signature ?? own.Signature);
        return true;
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
}
