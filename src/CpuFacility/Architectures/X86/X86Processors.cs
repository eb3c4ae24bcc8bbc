using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.X86;

/// <summary>What a registry of x86 models says of a processor that is known by its features and, where that was read, its signature.</summary>
public static class X86Processors
{
    /// <summary>
    /// The published definition with most features among those whose features are all in a set and whose vendor is the identity's, or none. Of
    /// several with as many, the first in the publisher's table. It does not allocate.
    /// </summary>
    /// <param name="registry">A registry of x86 models, of any edition.</param>
    /// <param name="identity">The processor's identity; one without a vendor goes with definitions of all vendors.</param>
    /// <param name="facilities">The processor's facilities.</param>
    /// <returns>The definition, or null if none lies within the set.</returns>
    /// <exception cref="ArgumentException">The registry is of another architecture.</exception>
    public static CpuModelDefinition? FindBestDefinition(this CpuModelRegistry registry, X86Identity identity, in FacilitySet facilities)
    {
        ThrowIfForeign(registry);
        ArgumentNullException.ThrowIfNull(identity);
        return X86DefinitionSearch.FindBest(registry, identity, facilities);
    }

    /// <summary>
    /// Names a processor: under the published model of its vendor, or of none, that has most features among those whose features are all there
    /// (of several, the first in the publisher's table), with everything that differs. No guest's rules are applied to it.
    /// </summary>
    /// <param name="registry">A registry of x86 models.</param>
    /// <param name="identity">Vendor and signature, as far as they are known.</param>
    /// <param name="facilities">The features.</param>
    /// <param name="model">The model, or null.</param>
    /// <returns>Whether the edition has a model that lies within the features.</returns>
    /// <exception cref="ArgumentException">The registry is of another architecture.</exception>
    public static bool TryDescribe(
        this CpuModelRegistry registry, X86Identity identity, in FacilitySet facilities, [NotNullWhen(true)] out CpuModel? model)
    {
        ThrowIfForeign(registry);
        ArgumentNullException.ThrowIfNull(identity);
        model = X86DefinitionSearch.FindBest(registry, identity, facilities) is CpuModelDefinition definition
            ? new CpuModel(registry, definition.Name, CpuModelKind.Default, definition, facilities, [], [], identity, isHost: true)
            : null;
        return model is not null;
    }

    /// <summary>
    /// Describes a processor under a definition that someone else chose, such as libvirt, with everything that differs. No guest's rules are applied
    /// to it.
    /// </summary>
    /// <param name="registry">A registry of x86 models.</param>
    /// <param name="definition">The definition, of that registry.</param>
    /// <param name="identity">Vendor and signature, as far as they are known.</param>
    /// <param name="facilities">The features.</param>
    /// <exception cref="ArgumentException">The registry is of another architecture, does not have the definition, or indexes are no features.</exception>
    public static CpuModel DescribeAs(
        this CpuModelRegistry registry, CpuModelDefinition definition, X86Identity identity, in FacilitySet facilities)
    {
        ThrowIfForeign(registry);
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(identity);
        if (!registry.Definitions.Contains(definition))
        {
            throw new ArgumentException($"{registry.Edition} does not have the definition {definition.Name}.", nameof(definition));
        }

        FacilitySet foreign = facilities.Except(registry.Catalog.All);
        return foreign.IsEmpty
            ? new CpuModel(registry, definition.Name, CpuModelKind.Default, definition, facilities, [], [], identity, isHost: true)
            : throw new ArgumentException($"Indexes {foreign} are no facilities of {CpuArchitecture.X86}.", nameof(facilities));
    }

    /// <summary>Describes a processor as a host.</summary>
    /// <param name="registry">A registry of x86 models.</param>
    /// <param name="identity">Vendor and signature, as far as they are known.</param>
    /// <param name="facilities">The features that the host offers.</param>
    /// <param name="unreported">The features of which that is not known, such as those of model-specific registers that were not read.</param>
    /// <param name="source">Where this comes from, for reports.</param>
    /// <param name="host">The host, or null.</param>
    /// <returns>Whether the edition has a model that lies within the features.</returns>
    /// <exception cref="ArgumentException">The registry is of another architecture, or a feature is both offered and not known.</exception>
    public static bool TryCreateHost(
        this CpuModelRegistry registry,
        X86Identity identity,
        in FacilitySet facilities,
        in FacilitySet unreported,
        string source,
        [NotNullWhen(true)] out HostCapability? host)
    {
        host = registry.TryDescribe(identity, facilities, out CpuModel? model)
            ? new HostCapability(model, facilities, emulated: default, hidden: default, unreported, source)
            : null;
        return host is not null;
    }

    /// <summary>
    /// The published models that a processor may be: those that its signature names, the ones of which it lacks least first, and then the one
    /// that its features name best, unless it is among them. Aliases are left out.
    /// </summary>
    /// <param name="registry">A registry of x86 models.</param>
    /// <param name="identity">Vendor and signature, as far as they are known.</param>
    /// <param name="facilities">The features.</param>
    /// <exception cref="ArgumentException">The registry is of another architecture.</exception>
    public static ImmutableArray<X86Identified> Identify(this CpuModelRegistry registry, X86Identity identity, in FacilitySet facilities)
    {
        ThrowIfForeign(registry);
        ArgumentNullException.ThrowIfNull(identity);
        FacilitySet features = facilities;
        var found = registry.NamedModels
            .Where(model => model.Definition is X86ModelDefinition { AliasOf: null } definition && IsNamedBy(definition, identity))
            .Select(model => new X86Identified(model, features, matchesSignature: true))
            .OrderBy(static candidate => candidate.Missing.Count)
            .ThenBy(static candidate => candidate.Beyond.Count)
            .ToList();
        if (registry.TryDescribe(identity, facilities, out CpuModel? best)
            && !found.Any(candidate => candidate.Definition == best.Definition)
            && registry.TryFind(best.Name, out CpuModel? named))
        {
            found.Add(new X86Identified(named, facilities, matchesSignature: false));
        }

        return [.. found];
    }

    /// <summary>libvirt lists signatures; QEMU gives each model one of them, of which the stepping says little.</summary>
    private static bool IsNamedBy(X86ModelDefinition definition, X86Identity identity)
    {
        if (identity.Signature is not X86Signature signature || identity.Vendor.Length == 0)
        {
            return false;
        }

        return definition.Recognizes(identity.Vendor, signature)
            || (definition.Identity.Vendor == identity.Vendor
                && definition.Identity.Signature is X86Signature own
                && own.Family == signature.Family
                && own.Model == signature.Model);
    }

    private static void ThrowIfForeign(CpuModelRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        if (registry.Architecture != CpuArchitecture.X86)
        {
            throw new ArgumentException($"The registry is of architecture {registry.Architecture}, not {CpuArchitecture.X86}.", nameof(registry));
        }
    }
}
