using System.Collections.Immutable;
using System.Text;

namespace CpuFacility;

/// <summary>
/// A definition plus what is switched on and off: what a guest sees, or what a host offers.
/// </summary>
/// <remarks>
/// Two models are equal when they have the same definition (name and identity), the same facilities and the same unknown properties; the
/// name under which they were built does not count, so <c>z14-base,vx=on</c> can equal <c>z14,te=off</c>. There is no order: compare with
/// <c>CompareWith</c>. Immutable and safe to share between threads.
/// </remarks>
public sealed partial class CpuModel : IEquatable<CpuModel>
{
    private readonly FacilitySet _facilities;
    private readonly FacilitySet _configured;
    private readonly bool _isHost;

    internal CpuModel(
        CpuModelRegistry registry,
        string name,
        CpuModelKind kind,
        CpuModelDefinition definition,
        in FacilitySet configured,
        ImmutableArray<CpuModelProperty> unknownProperties,
        ImmutableArray<CpuModelProperty> properties = default,
        CpuIdentity? identity = null,
        bool isHost = false)
    {
        Registry = registry;
        Architecture = registry.Architecture;
        Name = name;
        Kind = kind;
        Definition = definition;
        _configured = configured;
        UnknownProperties = unknownProperties;
        Properties = properties.IsDefault ? [] : properties;
        _isHost = isHost;
        _facilities = isHost ? configured : registry.Rules.GetVisible(configured, Properties);
        Identity = identity ?? definition.Identity;
    }

    /// <summary>The registry that the model comes from: its edition gives the names.</summary>
    public CpuModelRegistry Registry { get; }

    /// <summary>The name that the model was built on, such as <c>z14</c>, <c>z14-base</c> or <c>max</c>.</summary>
    public string Name { get; }

    /// <summary>What <see cref="Name"/> stands for.</summary>
    public CpuModelKind Kind { get; }

    /// <summary>The definition.</summary>
    public CpuModelDefinition Definition { get; }

    /// <summary>The architecture.</summary>
    public CpuArchitecture Architecture { get; }

    /// <summary>What the architecture calls the CPU: what the definition says, unless a property such as <c>family</c> says otherwise.</summary>
    public CpuIdentity Identity { get; }

    /// <summary>The facilities that the model has: what a guest sees.</summary>
    public ref readonly FacilitySet Facilities => ref _facilities;

    /// <summary>
    /// The facilities that are switched on. QEMU hides some of them from x86 guests until another one is on, too: <c>vmx-ept</c> waits for
    /// <c>vmx</c>. Elsewhere these are the same as <see cref="Facilities"/>.
    /// </summary>
    public ref readonly FacilitySet Configured => ref _configured;

    /// <summary>
    /// The properties that were set and are no facilities, such as <c>family=6</c>, under the names of the edition in the order in which
    /// they were first set. Only those that belong to the identity have a part in comparisons.
    /// </summary>
    public ImmutableArray<CpuModelProperty> Properties { get; }

    /// <summary>Properties that came with the model and that the edition has no name for, in the order in which they came.</summary>
    public ImmutableArray<CpuModelProperty> UnknownProperties { get; }

    /// <summary>Whether the model has a facility.</summary>
    /// <param name="facility">A facility of the model's architecture.</param>
    /// <exception cref="ArgumentException">The facility is of another architecture.</exception>
    public bool Has(Facility facility)
    {
        CatalogThrow.IfForeign(facility, Architecture);
        return _facilities.Contains(facility.Index);
    }

    /// <summary>The model with a facility switched on.</summary>
    /// <param name="facility">A facility of the model's architecture.</param>
    /// <exception cref="ArgumentException">The facility is of another architecture, or the definition cannot have it.</exception>
    public CpuModel With(Facility facility)
    {
        CatalogThrow.IfForeign(facility, Architecture, Registry.Catalog.Count);
        return Change(_configured.With(facility.Index), nameof(facility));
    }

    /// <summary>The model with a facility switched off.</summary>
    /// <param name="facility">A facility of the model's architecture.</param>
    /// <exception cref="ArgumentException">The facility is of another architecture.</exception>
    public CpuModel Without(Facility facility)
    {
        CatalogThrow.IfForeign(facility, Architecture, Registry.Catalog.Count);
        return Change(_configured.Without(facility.Index), nameof(facility));
    }

    /// <summary>The model with exactly these facilities.</summary>
    /// <param name="facilities">The facilities; those that the model does not have yet must be in the definition's full set.</param>
    /// <exception cref="ArgumentException">The definition cannot have one of them; the message names it.</exception>
    public CpuModel WithFacilities(in FacilitySet facilities) =>
        Change(Registry.Rules.Configure(Definition, facilities, Properties), nameof(facilities));

    /// <summary>The model with what a mask switches on and off.</summary>
    /// <param name="mask">On, off or leave alone for each facility; what it switches on must be in the definition's full set.</param>
    /// <exception cref="ArgumentException">The definition cannot have a facility that is switched on; the message names it.</exception>
    public CpuModel Apply(in FacilityMask mask) => Change(mask.Apply(_configured), nameof(mask));

    private CpuModel Change(in FacilitySet facilities, string parameter)
    {
        FacilitySet refused = facilities.Except(Definition.Full).Except(_configured);
        if (!refused.IsEmpty)
        {
            throw new ArgumentException(
                refused.IsSubsetOf(Registry.Vocabulary.Known)
                    ? $"{Definition.Name} cannot have {Registry.Vocabulary.Format(refused)}: {Registry.WhyNotAvailable(refused)}."
                    : $"Indexes {refused.Except(Registry.Vocabulary.Known)} are no facilities of {Registry.Edition}.",
                parameter);
        }

        return facilities == _configured ? this : new CpuModel(Registry, Name, Kind, Definition, facilities, UnknownProperties, Properties, Identity);
    }

    /// <summary>
    /// The dependencies that what is switched on does not meet. QEMU starts the guest all the same: on s390x it warns, on x86 it hides the
    /// facility that lacks another. What the definition itself switches on and hides is left out.
    /// </summary>
    public ImmutableArray<FacilityDependency> FindUnmetDependencies() => Registry.Catalog.FindUnmetDependencies(_configured.Except(Registry.Rules.GetHidden(Definition, Properties)));

    /// <summary>The equal model under that name of its definition which needs the fewest properties.</summary>
    public CpuModel WithShortestName()
    {
        CpuModel best = this;
        int fewest = CountSettings(Start);
        foreach (CpuModel named in Registry.NamedModels)
        {
            if (ReferenceEquals(named.Definition, Definition) && named.Kind != CpuModelKind.Preset && CountSettings(named) is int count && count < fewest)
            {
                fewest = count;
                best = named;
            }
        }

        return ReferenceEquals(best, this) ? this : new CpuModel(Registry, best.Name, best.Kind, Definition, _configured, UnknownProperties, Properties, Identity, _isHost);
    }

    /// <summary>
    /// The same facilities, in as few words as there are: under the shortest name of the definition or, where names are short forms alone, under
    /// that of another model if it needs fewer properties.
    /// </summary>
    internal CpuModel InFewestWords(params ReadOnlySpan<CpuModel> others)
    {
        CpuModel best = WithShortestName();
        if (Registry.Rules.NamesAreShortForms)
        {
            foreach (CpuModel other in others)
            {
                if (ReferenceEquals(other.Registry, Registry) && _facilities.IsSubsetOf(other.Definition.Full))
                {
                    var renamed = new CpuModel(
                        Registry,
                        other.Definition.Name,
                        CpuModelKind.Default,
                        other.Definition,
                        Registry.Rules.Configure(other.Definition, _facilities, properties: []),
                        UnknownProperties);
                    best = renamed.CountSettings(renamed.Start) < best.CountSettings(best.Start) ? renamed : best;
                }
            }
        }

        return best;
    }

    /// <inheritdoc/>
    public bool Equals(CpuModel? other) =>
        other is not null
        && Architecture == other.Architecture
        && Definition.Name == other.Definition.Name
        && Identity.Equals(other.Identity)
        && _facilities == other._facilities
        && UnknownProperties.AsSpan().SequenceEqual(other.UnknownProperties.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CpuModel);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Definition.Name, _facilities);

    /// <summary>
    /// The model as an expression: the name, then what is switched off, then what is switched on, then unknown properties. Without unknown
    /// properties, <see cref="CpuModelRegistry.Parse(ReadOnlySpan{char}, CpuModelSyntax)"/> reads it back and QEMU takes it after <c>-cpu</c>.
    /// </summary>
    /// <remarks>
    /// A text with a comma in it, such as the brand string of <c>Haswell-noTSX</c> when it came as a property over QMP, cannot be read back:
    /// QEMU ends an item at every comma and knows no way to write one.
    /// </remarks>
    public override string ToString()
    {
        var text = new StringBuilder(Name);
        foreach (CpuModelSetting setting in GetSettings(Start))
        {
            text.Append(',').Append(setting);
        }

        foreach (CpuModelProperty property in Properties.Concat(UnknownProperties))
        {
            text.Append(',').Append(property);
        }

        return text.ToString();
    }

    /// <summary>The model that the name alone stands for.</summary>
    private CpuModel Start => Registry.TryFind(Name, out CpuModel? start) ? start : this;

    /// <summary>
    /// What differs from another model of the definition. A host is no guest: what a guest of that name has switched on and does not see says
    /// nothing of it.
    /// </summary>
    private ImmutableArray<CpuModelSetting> GetSettings(CpuModel start) =>
        GetSettings(_isHost ? start._facilities : start._configured, _configured);

    private int CountSettings(CpuModel start) => GetSettings(start).Length;
}
