using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility;

/// <summary>
/// What differs between architectures and editions: the one seam behind which an architecture's folder answers. Everything else works
/// on definitions, sets and identities alone.
/// </summary>
internal abstract class CpuModelRules
{
    /// <summary>The property name that stands for the identity in answers, such as <c>type</c>.</summary>
    public abstract string IdentityProperty { get; }

    /// <summary>The name of a definition's static form, or null if the publisher has none.</summary>
    public virtual string? GetStaticName(CpuModelDefinition definition) => null;

    /// <summary>The name that expansions of a definition refer to.</summary>
    public string GetExpansionName(CpuModelDefinition definition) => GetStaticName(definition) ?? definition.Name;

    /// <summary>Finds a model under a name that is not in the table, such as one formed from the identity.</summary>
    public virtual bool TryResolveName(CpuModelRegistry registry, ReadOnlySpan<char> name, [NotNullWhen(true)] out CpuModel? model)
    {
        model = null;
        return false;
    }

    /// <summary>Whether a facility or group can be switched on for a definition.</summary>
    public abstract bool CanSwitchOn(CpuModelDefinition definition, FacilityTerm term);

    /// <summary>The definition and the facilities of what two models have in common, as the publisher finds and names it.</summary>
    /// <returns>False if the publisher finds no definition.</returns>
    public abstract bool TryFindBaseline(
        CpuModelRegistry registry,
        CpuModel first,
        CpuModel second,
        [NotNullWhen(true)] out CpuModelDefinition? definition,
        out FacilitySet facilities);

    /// <summary>
    /// The properties by which two models differ, in the publisher's order: the identity, what only the first has, what only the second has.
    /// </summary>
    public abstract ImmutableArray<string> ListResponsible(
        FacilityVocabulary vocabulary, bool identityDiffers, in FacilitySet onlyInFirst, in FacilitySet onlyInSecond);

    /// <summary>Those of the deprecated facilities within a set that the edition's expansions point out, in the publisher's order.</summary>
    public virtual ImmutableArray<string> ListDeprecated(CpuModelRegistry registry, in FacilitySet facilities) => [];
}
