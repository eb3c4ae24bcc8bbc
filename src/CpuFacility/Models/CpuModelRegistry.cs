using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility;

/// <summary>
/// The CPU models of one edition: one publisher's table at one release. Models are found by name, by identity or by expression, and listed
/// in the publisher's order.
/// </summary>
/// <remarks>
/// Names are compared as the publisher does: exactly, but QEMU's POWER models are also found in any case, and by PVR. A registry is immutable and safe to share between threads; look-ups do not allocate.
/// </remarks>
public sealed partial class CpuModelRegistry
{
    private readonly FrozenDictionary<string, CpuModel>.AlternateLookup<ReadOnlySpan<char>> _modelsByName;
    private readonly FrozenDictionary<CpuIdentity, CpuModelDefinition> _definitionsByIdentity;
    private readonly ImmutableArray<Preset> _presets;
    private readonly ImmutableArray<ProfileRow> _profiles;

    internal CpuModelRegistry(
        string edition,
        Version release,
        FacilityVocabulary vocabulary,
        CpuModelRules rules,
        ImmutableArray<CpuModelDefinition> definitions,
        ImmutableArray<Preset> presets,
        ImmutableArray<ProfileRow> profiles,
        ImmutableArray<CpuModelDefinition> ownDefinitions)
    {
        Edition = edition;
        Release = release;
        Vocabulary = vocabulary;
        Rules = rules;
        PublishedDefinitions = definitions;
        OwnDefinitions = ownDefinitions;
        Definitions = [.. definitions, .. ownDefinitions];
        _presets = presets;
        NamedModels = NameModels();
        _modelsByName = NamedModels.ToFrozenDictionary(static model => model.Name).GetAlternateLookup<ReadOnlySpan<char>>();

        _profiles = [.. profiles.Where(row => TryFind(row.ModelName, out _))];
        SoftwareProfiles = [.. _profiles.Select(CreateProfile)];

        // Own definitions may share a published identity; the identity then still means the published one.
        _definitionsByIdentity = Definitions
            .DistinctBy(static definition => definition.Identity)
            .ToFrozenDictionary(static definition => definition.Identity);
    }

    /// <summary>The edition, such as <c>qemu-11.1</c>.</summary>
    public string Edition { get; }

    /// <summary>The publisher's release that the edition shows.</summary>
    public Version Release { get; }

    /// <summary>The architecture of all models.</summary>
    public CpuArchitecture Architecture => Catalog.Architecture;

    /// <summary>The catalog of the architecture's facilities.</summary>
    public FacilityCatalog Catalog => Vocabulary.Catalog;

    /// <summary>The edition's names for facilities.</summary>
    public FacilityVocabulary Vocabulary { get; }

    /// <summary>All definitions: the published ones in the publisher's order, then those that were added.</summary>
    public ImmutableArray<CpuModelDefinition> Definitions { get; }

    /// <summary>
    /// Every name with the model that it stands for alone: each definition's default form followed by its static form in the order of
    /// <see cref="Definitions"/>, then presets such as <c>max</c>.
    /// </summary>
    public ImmutableArray<CpuModel> NamedModels { get; }

    /// <summary>
    /// The publisher's own list of its models, in its order. Empty where the order was not recorded: for QEMU's s390x and x86 models, for older releases
    /// and for libvirt's models.
    /// </summary>
    public ImmutableArray<ListedCpuModel> Listing { get; internal init; } = [];

    /// <summary>
    /// The properties of models that are no facilities, such as <c>family</c> on x86: in the order of the publisher's names. Empty where models
    /// have facilities only.
    /// </summary>
    public ImmutableArray<CpuModelPropertyInfo> Properties => Rules.Properties;

    internal CpuModelRules Rules { get; }

    /// <summary>The publisher's own, which alone name baselines.</summary>
    internal ImmutableArray<CpuModelDefinition> PublishedDefinitions { get; }

    internal ImmutableArray<CpuModelDefinition> OwnDefinitions { get; }

    /// <summary>Finds the model that a name alone stands for.</summary>
    /// <param name="name">The name of a definition, of a static form or of a preset, compared as the publisher does.</param>
    /// <param name="model">The model found.</param>
    /// <returns>Whether the edition knows the name.</returns>
    public bool TryFind(ReadOnlySpan<char> name, [NotNullWhen(true)] out CpuModel? model) =>
        TryFindExactly(name, out model) || Rules.TryFindInOtherForm(this, name, out model);

    /// <summary>Finds the model that a name alone stands for, and says which names are near to one that the edition does not know.</summary>
    /// <param name="name">The name of a definition, of a static form or of a preset, compared exactly.</param>
    /// <param name="model">The model found, or null.</param>
    /// <param name="error">What is wrong with the name, at position 0.</param>
    /// <returns>Whether the edition knows the name.</returns>
    public bool TryFind(ReadOnlySpan<char> name, [NotNullWhen(true)] out CpuModel? model, out FacilityFormatError error)
    {
        bool isKnown = TryFind(name, out model);
        error = isKnown ? default : new FacilityFormatError(0, DescribeUnknownModel(name));
        return isKnown;
    }

    /// <summary>Finds a definition by its name.</summary>
    /// <param name="name">The name of the definition, such as <c>z14</c>, compared exactly.</param>
    /// <param name="definition">The definition found.</param>
    /// <returns>Whether the edition has a definition of that name; names of static forms and presets are none.</returns>
    public bool TryFindDefinition(ReadOnlySpan<char> name, [NotNullWhen(true)] out CpuModelDefinition? definition)
    {
        definition = TryFind(name, out CpuModel? model) && model.Kind == CpuModelKind.Default ? model.Definition : null;
        return definition is not null;
    }

    /// <summary>
    /// Finds the definition of an identity: on s390x of a machine type, generation and GA level; on x86, where several definitions can have one
    /// identity, the first in the table.
    /// </summary>
    /// <param name="identity">The identity; all parts must agree.</param>
    /// <param name="definition">The definition found.</param>
    /// <returns>Whether the edition defines that identity.</returns>
    public bool TryFind(CpuIdentity identity, [NotNullWhen(true)] out CpuModelDefinition? definition)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return _definitionsByIdentity.TryGetValue(identity, out definition);
    }

    /// <summary>
    /// Reads a model as QEMU takes it after <c>-cpu</c>: <c>z14,te=off,msa5=on</c>. Properties apply from left to right, on x86 those with a plus
    /// after all without a sign, then those with a minus.
    /// </summary>
    /// <param name="expression">The expression, at most 65,536 characters.</param>
    /// <param name="syntax">Which expressions are accepted.</param>
    /// <exception cref="FacilityFormatException">
    /// The model or a facility is unknown, a facility cannot be switched on for that model, or a value is neither on nor off; the exception
    /// has the position of the bad part in the expression.
    /// </exception>
    public CpuModel Parse(ReadOnlySpan<char> expression, CpuModelSyntax syntax = CpuModelSyntax.Extended) =>
        TryParse(expression, syntax, out CpuModel? model, out FacilityFormatError error) ? model : throw new FacilityFormatException(error);

    /// <summary>Reads a model as <see cref="Parse"/> does, without an exception for bad input.</summary>
    /// <param name="expression">The expression, at most 65,536 characters.</param>
    /// <param name="model">The model, or null.</param>
    /// <param name="error">What is wrong, and from which character on.</param>
    /// <returns>Whether the expression is one in <see cref="CpuModelSyntax.Extended"/> syntax.</returns>
    public bool TryParse(ReadOnlySpan<char> expression, [NotNullWhen(true)] out CpuModel? model, out FacilityFormatError error) =>
        TryParse(expression, CpuModelSyntax.Extended, out model, out error);

    /// <summary>Reads a model as <see cref="Parse"/> does, without an exception for bad input.</summary>
    /// <param name="expression">The expression, at most 65,536 characters.</param>
    /// <param name="syntax">Which expressions are accepted.</param>
    /// <param name="model">The model, or null.</param>
    /// <param name="error">What is wrong, and from which character on.</param>
    /// <returns>Whether the expression is one in that syntax.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The syntax is none of the enumeration's.</exception>
    public bool TryParse(
        ReadOnlySpan<char> expression,
        CpuModelSyntax syntax,
        [NotNullWhen(true)] out CpuModel? model,
        out FacilityFormatError error)
    {
        if (syntax is not (CpuModelSyntax.Extended or CpuModelSyntax.QemuExact))
        {
            throw new ArgumentOutOfRangeException(nameof(syntax), syntax, "The syntax is Extended or QemuExact.");
        }

        return CpuModelExpression.TryParse(this, expression, syntax, out model, out error);
    }

    /// <summary>Edition and architecture.</summary>
    public override string ToString() => $"{Edition} ({Architecture})";

    /// <summary>Finds a model by a name as it stands in the table.</summary>
    internal bool TryFindExactly(ReadOnlySpan<char> name, [NotNullWhen(true)] out CpuModel? model) => _modelsByName.TryGetValue(name, out model);

    /// <summary>Why a definition cannot have some facilities that another one may have.</summary>
    internal string WhyNotAvailable(FacilitySet facilities) =>
        Definitions.Any(definition => definition.Full.Overlaps(facilities)) ? "it came with later models" : "no model has it";

    private string DescribeUnknownModel(ReadOnlySpan<char> name) => name.IsEmpty
        ? "The name of a model is missing."
        : $"'{CpuModelExpression.Shorten(name)}' is no model of {Edition}.{NearestNames.Ask(name, NamedModels.Select(static known => known.Name))}";

    private ImmutableArray<CpuModel> NameModels()
    {
        var models = ImmutableArray.CreateBuilder<CpuModel>();
        foreach (CpuModelDefinition definition in Definitions)
        {
            models.Add(new CpuModel(this, definition.Name, CpuModelKind.Default, definition, definition.Default, []));
            if (Rules.GetStaticName(definition) is string name)
            {
                models.Add(new CpuModel(this, name, CpuModelKind.Static, definition, definition.Base, []));
            }
        }

        foreach (Preset preset in _presets)
        {
            // The definition of a view is its own, cut to what the release knows.
            CpuModelDefinition definition =
                PublishedDefinitions.FirstOrDefault(candidate => candidate.Name == preset.Definition.Name) ?? preset.Definition;
            models.Add(new CpuModel(this, preset.Name, CpuModelKind.Preset, definition, preset.Facilities, []));
        }

        return models.ToImmutable();
    }

    /// <summary>A name that the publisher gives to a set of its own, under the identity of a definition.</summary>
    internal sealed record Preset(string Name, CpuModelDefinition Definition, FacilitySet Facilities);
}
