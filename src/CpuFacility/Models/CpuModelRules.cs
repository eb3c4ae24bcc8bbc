using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility;

/// <summary>A finding in words, and the facilities that it is about.</summary>
internal readonly record struct CompatibilityNote(string Property, string Sentence, FacilitySet Facilities);

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
    public virtual string GetExpansionName(CpuModelDefinition definition) => GetStaticName(definition) ?? definition.Name;

    /// <summary>The name under which a definition names a baseline.</summary>
    public virtual string GetBaselineName(CpuModelDefinition definition) => GetExpansionName(definition);

    /// <summary>Whether a name is nothing but a short form of its facilities, so that any other name with what differs means the same.</summary>
    public virtual bool NamesAreShortForms => false;

    /// <summary>The identity of a baseline, or null if it is that of its definition.</summary>
    public virtual CpuIdentity? GetBaselineIdentity(CpuModelDefinition definition, CpuModel first, CpuModel second) => null;

    /// <summary>Finds a model under a name that is not in the table, such as one formed from the identity.</summary>
    public virtual bool TryResolveName(CpuModelRegistry registry, ReadOnlySpan<char> name, [NotNullWhen(true)] out CpuModel? model)
    {
        model = null;
        return false;
    }

    /// <summary>
    /// Finds a model under another form of its name that the publisher itself takes wherever it takes the name, such as another case. It is
    /// asked only where no name is equal.
    /// </summary>
    public virtual bool TryFindInOtherForm(CpuModelRegistry registry, ReadOnlySpan<char> name, [NotNullWhen(true)] out CpuModel? model)
    {
        model = null;
        return false;
    }

    /// <summary>The properties of models that are no facilities, by name in ordinal order.</summary>
    public virtual ImmutableArray<CpuModelPropertyInfo> Properties => [];

    /// <summary>Whether the publisher itself takes <c>+name</c>, <c>-name</c> and <c>name</c> in expressions, the first two after all others.</summary>
    public virtual bool TakesSigns => false;

    /// <summary>The name that a property in an expression means.</summary>
    public virtual ReadOnlySpan<char> NormalizeName(ReadOnlySpan<char> name) => name;

    /// <summary>Reads the value of one of <see cref="Properties"/>, and changes the identity if it is part of that.</summary>
    /// <param name="property">The property.</param>
    /// <param name="value">The value as it was written.</param>
    /// <param name="identity">The identity so far.</param>
    /// <param name="text">The value as it is kept, or why it is none.</param>
    /// <returns>Whether the property can have the value.</returns>
    public virtual bool TryRead(CpuModelPropertyInfo property, ReadOnlySpan<char> value, ref CpuIdentity identity, out string text) =>
        throw new InvalidOperationException($"There are no properties, so '{property.Name}' is none.");

    /// <summary>
    /// Why the publisher does not start a definition with some properties together, and the property that is to blame; null if it does. It is asked
    /// when all of them are read, as one can depend on another that follows.
    /// </summary>
    public virtual (string Property, string Sentence)? FindConflict(CpuModelDefinition definition, ImmutableArray<CpuModelProperty> properties) => null;

    /// <summary>The properties that are no facilities and belong to an expansion of a model, by name in ordinal order.</summary>
    public virtual ImmutableArray<CpuModelProperty> ListProperties(CpuModel model, bool isFull) => [];

    /// <summary>What a guest sees of the facilities that are switched on, under properties that are no facilities.</summary>
    public virtual FacilitySet GetVisible(in FacilitySet configured, ImmutableArray<CpuModelProperty> properties) => configured;

    /// <summary>
    /// What to switch on for a definition so that a guest sees exactly some facilities: those, and what the definition switches on and a guest
    /// does not see anyway.
    /// </summary>
    public FacilitySet Configure(CpuModelDefinition definition, in FacilitySet facilities, ImmutableArray<CpuModelProperty> properties)
    {
        FacilitySet hidden = GetHidden(definition, properties);
        if (hidden.IsEmpty)
        {
            return facilities;
        }

        FacilitySet configured = facilities.Union(hidden);
        return configured.Except(GetVisible(configured, properties).Except(facilities));
    }

    /// <summary>What a definition switches on and a guest does not see under some properties.</summary>
    public FacilitySet GetHidden(CpuModelDefinition definition, ImmutableArray<CpuModelProperty> properties) =>
        definition.Default.Except(GetVisible(definition.Default, properties));

    /// <summary>
    /// What a host offers that is given as a model. What it has switched on counts, also where it shows only together with another facility: then
    /// that one is missing.
    /// </summary>
    public virtual FacilitySet GetOffered(CpuModel host) => host.Configured;

    /// <summary>Whether the identities alone keep a model from running on a host.</summary>
    public virtual bool IsTooNew(CpuIdentity model, CpuIdentity host) =>
        model.GetRelation(host) is CpuIdentityRelation.Newer or CpuIdentityRelation.Unrelated;

    /// <summary>
    /// What a guest's identity asks for that the identity of a host known in part does not speak of, in words; null if nothing does, or if the rest already
    /// decides against it.
    /// </summary>
    public virtual string? FindUnstated(CpuIdentity guest, CpuIdentity host) => null;

    /// <summary>Why a host's identity does not do for a guest, in words of the architecture's own; null if the levels of both say it.</summary>
    public virtual string? DescribeTooNew(CpuIdentity guest, CpuIdentity host) => null;

    /// <summary>How reports call the hosts that <see cref="ChooseHosts"/> gives.</summary>
    public virtual string ChosenHosts => "the oldest";

    /// <summary><see cref="ChosenHosts"/> where <see cref="ChooseLeast"/> chooses.</summary>
    protected const string LeastHosts = "those with the fewest facilities";

    /// <summary>Those of some definitions that would all do as a host for some facilities which are named in reports.</summary>
    public virtual IEnumerable<CpuModelDefinition> ChooseHosts(IReadOnlyCollection<CpuModelDefinition> candidates, in FacilitySet facilities) =>
        candidates.Where(candidate =>
            !candidates.Any(other => other.Identity.GetRelation(candidate.Identity) == CpuIdentityRelation.Older));

    /// <summary>Those of some definitions that have the fewest facilities, for architectures whose models have no age.</summary>
    protected static IEnumerable<CpuModelDefinition> ChooseLeast(IReadOnlyCollection<CpuModelDefinition> candidates)
    {
        int fewest = candidates.Count == 0 ? 0 : candidates.Min(static candidate => candidate.Default.Count);
        return candidates.Where(candidate => candidate.Default.Count == fewest);
    }

    /// <summary>Where hardware reports a facility, for people; null if reports do not say.</summary>
    public virtual string? DescribePlace(FacilityInfo facility) => null;

    /// <summary>
    /// What a host lacks of a facility or group in words of the architecture's own, with all the facilities that the words cover: several can be
    /// one number in hardware. Null if each speaks for itself.
    /// </summary>
    /// <param name="term">A facility or group of which the host certainly lacks something.</param>
    /// <param name="guest">What the guest needs.</param>
    /// <param name="host">What the host offers.</param>
    /// <param name="unreported">What the host may offer or not.</param>
    public virtual CompatibilityNote? DescribeMissing(FacilityTerm term, in FacilitySet guest, in FacilitySet host, in FacilitySet unreported) => null;

    /// <summary>A reason beyond single facilities why what a host offers does not do for a guest, such as a level that is lost; null for none.</summary>
    public virtual CompatibilityNote? FindLostLevel(in FacilitySet guest, in FacilitySet host) => null;

    /// <summary>What a guest is started with to go without a facility or group that a host does not offer; null if nothing does that.</summary>
    public virtual string? GetSetting(FacilityTerm term, in FacilitySet guest, in FacilitySet host) => $"{term.Name}=off";

    /// <summary>What a guest is started with to be no newer than a host; null if nothing does that.</summary>
    public virtual string? GetIdentitySetting(in FacilitySet guest, in FacilitySet host) => null;

    /// <summary>A model as a guest can be started: for one with settings that the publisher has no switch for, one that it has, within the same facilities.</summary>
    public virtual CpuModel MakeStartable(CpuModel model) => model;

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
    public virtual ImmutableArray<string> ListResponsible(
        FacilityVocabulary vocabulary, bool identityDiffers, in FacilitySet onlyInFirst, in FacilitySet onlyInSecond)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        if (identityDiffers)
        {
            names.Add(IdentityProperty);
        }

        AddNames(names, vocabulary, onlyInFirst);
        AddNames(names, vocabulary, onlyInSecond);
        return names.ToImmutable();
    }

    /// <summary>Those of the deprecated facilities within a set that the edition's expansions point out, in the publisher's order.</summary>
    public virtual ImmutableArray<string> ListDeprecated(CpuModelRegistry registry, in FacilitySet facilities) => [];

    private static void AddNames(ImmutableArray<string>.Builder names, FacilityVocabulary vocabulary, in FacilitySet facilities)
    {
        foreach (FacilityTerm term in vocabulary.Summarize(facilities))
        {
            names.Add(term.Name);
        }
    }
}
