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

    internal CpuModel(
        CpuModelRegistry registry,
        string name,
        CpuModelKind kind,
        CpuModelDefinition definition,
        in FacilitySet facilities,
        ImmutableArray<CpuModelProperty> unknownProperties)
    {
        Registry = registry;
        Architecture = registry.Architecture;
        Name = name;
        Kind = kind;
        Definition = definition;
        _facilities = facilities;
        UnknownProperties = unknownProperties;
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

    /// <summary>What the architecture calls the CPU.</summary>
    public CpuIdentity Identity => Definition.Identity;

    /// <summary>The facilities that the model has.</summary>
    public ref readonly FacilitySet Facilities => ref _facilities;

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
        return Change(_facilities.With(facility.Index), nameof(facility));
    }

    /// <summary>The model with a facility switched off.</summary>
    /// <param name="facility">A facility of the model's architecture.</param>
    /// <exception cref="ArgumentException">The facility is of another architecture.</exception>
    public CpuModel Without(Facility facility)
    {
        CatalogThrow.IfForeign(facility, Architecture, Registry.Catalog.Count);
        return Change(_facilities.Without(facility.Index), nameof(facility));
    }

    /// <summary>The model with exactly these facilities.</summary>
    /// <param name="facilities">The facilities; those that the model does not have yet must be in the definition's full set.</param>
    /// <exception cref="ArgumentException">The definition cannot have one of them; the message names it.</exception>
    public CpuModel WithFacilities(in FacilitySet facilities) => Change(facilities, nameof(facilities));

    /// <summary>The model with what a mask switches on and off.</summary>
    /// <param name="mask">On, off or leave alone for each facility; what it switches on must be in the definition's full set.</param>
    /// <exception cref="ArgumentException">The definition cannot have a facility that is switched on; the message names it.</exception>
    public CpuModel Apply(in FacilityMask mask) => Change(mask.Apply(_facilities), nameof(mask));

    private CpuModel Change(in FacilitySet facilities, string parameter)
    {
        FacilitySet refused = facilities.Except(Definition.Full).Except(_facilities);
        if (!refused.IsEmpty)
        {
            throw new ArgumentException(
                refused.IsSubsetOf(Registry.Vocabulary.Known)
                    ? $"{Definition.Name} cannot have {Registry.Vocabulary.Format(refused)}: {Registry.WhyNotAvailable(refused)}."
                    : $"Indexes {refused.Except(Registry.Vocabulary.Known)} are no facilities of {Registry.Edition}.",
                parameter);
        }

        return facilities == _facilities ? this : new CpuModel(Registry, Name, Kind, Definition, facilities, UnknownProperties);
    }

    /// <summary>The dependencies that the model does not meet. QEMU warns of them and starts the guest all the same.</summary>
    public ImmutableArray<FacilityDependency> FindUnmetDependencies() => Registry.Catalog.FindUnmetDependencies(_facilities);

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

        return ReferenceEquals(best, this) ? this : new CpuModel(Registry, best.Name, best.Kind, Definition, _facilities, UnknownProperties);
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
    public override string ToString()
    {
        var text = new StringBuilder(Name);
        foreach (CpuModelSetting setting in GetSettings(Start))
        {
            text.Append(',').Append(setting);
        }

        foreach (CpuModelProperty property in UnknownProperties)
        {
            text.Append(',').Append(property);
        }

        return text.ToString();
    }

    /// <summary>The model that the name alone stands for.</summary>
    private CpuModel Start => Registry.TryFind(Name, out CpuModel? start) ? start : this;

    private int CountSettings(CpuModel start) => GetSettings(start).Length;
}
