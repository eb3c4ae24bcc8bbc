using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility;

/// <summary>
/// Switches facilities of a named model on and off by the names of its edition, with the checks of the publisher. Not safe to share between
/// threads.
/// </summary>
public sealed class CpuModelBuilder
{
    private readonly CpuModel _start;
    private FacilitySet.Builder _facilities;
    private ImmutableArray<CpuModelProperty>.Builder? _unknown;
    private ImmutableArray<CpuModelProperty> _properties;
    private CpuIdentity _identity;

    /// <summary>Starts from a model.</summary>
    /// <param name="start">The model, whose name the result keeps.</param>
    public CpuModelBuilder(CpuModel start)
    {
        ArgumentNullException.ThrowIfNull(start);
        _start = start;
        _facilities.UnionWith(start.Configured);
        _properties = start.Properties;
        _identity = start.Identity;
        if (!start.UnknownProperties.IsEmpty)
        {
            _unknown = start.UnknownProperties.ToBuilder();
        }
    }

    /// <summary>
    /// Switches a facility or a group on or off, as QEMU does: off always works; a facility can be on if it is in the definition's full set;
    /// a group if one of its members is, and then all of them are on.
    /// </summary>
    /// <param name="term">The facility or group, of the registry's own vocabulary.</param>
    /// <param name="isOn">Whether it is to be on.</param>
    /// <param name="reason">Why it cannot be done, as a sentence.</param>
    /// <returns>Whether it was done; if not, nothing has changed.</returns>
    /// <exception cref="ArgumentException">The term is of another vocabulary: of another architecture or edition, or the default value.</exception>
    public bool TrySet(FacilityTerm term, bool isOn, [NotNullWhen(false)] out string? reason)
    {
        if (!ReferenceEquals(term.Vocabulary, _start.Registry.Vocabulary))
        {
            throw new ArgumentException($"'{term.Name}' is no word of {_start.Registry.Edition}: take it from the registry's own vocabulary.", nameof(term));
        }

        if (isOn && !_start.Registry.Rules.CanSwitchOn(_start.Definition, term))
        {
            reason = $"{(term.IsGroup ? "Group" : "Facility")} '{term.Name}' is not available for {_start.Definition.Name}: {_start.Registry.WhyNotAvailable(term.Facilities)}.";
            return false;
        }

        reason = null;
        if (isOn)
        {
            _facilities.UnionWith(term.Facilities);
        }
        else
        {
            _facilities.ExceptWith(term.Facilities);
        }

        return true;
    }

    /// <summary>Sets a property that is no facility, such as <c>family</c> on x86.</summary>
    /// <param name="name">The name of one of the registry's <see cref="CpuModelRegistry.Properties"/>.</param>
    /// <param name="value">The value, as it stands in an expression.</param>
    /// <param name="reason">Why it cannot be done, as a sentence.</param>
    /// <returns>Whether it was done; if not, nothing has changed.</returns>
    public bool TrySetProperty(ReadOnlySpan<char> name, ReadOnlySpan<char> value, [NotNullWhen(false)] out string? reason)
    {
        if (FindProperty(name) is not CpuModelPropertyInfo property)
        {
            reason = $"'{CpuModelExpression.Shorten(name)}' is no property of {_start.Registry.Edition}.";
            return false;
        }

        CpuIdentity identity = _identity;
        if (!_start.Registry.Rules.TryRead(property, value, ref identity, out string text))
        {
            reason = text;
            return false;
        }

        reason = null;
        _identity = identity;
        int known = _properties.IsEmpty ? -1 : _properties.ToList().FindIndex(one => one.Name == property.Name);
        var set = new CpuModelProperty(property.Name, text);
        _properties = known < 0 ? _properties.Add(set) : _properties.SetItem(known, set);
        return true;
    }

    /// <summary>Whether the edition has a property of a name that is no facility.</summary>
    internal CpuModelPropertyInfo? FindProperty(ReadOnlySpan<char> name)
    {
        foreach (CpuModelPropertyInfo property in _start.Registry.Properties)
        {
            if (name.SequenceEqual(property.Name))
            {
                return property;
            }
        }

        return null;
    }

    /// <summary>
    /// Why the publisher does not start the model with the properties that were set together, as a sentence; null if it does. To be asked when all are
    /// set: on Arm one can depend on another that follows. A model with a conflict has its facilities as if the properties in conflict were not set.
    /// </summary>
    public string? FindConflict() => FindConflictingProperty()?.Sentence;

    /// <summary>The conflict with the property that is to blame.</summary>
    internal (string Property, string Sentence)? FindConflictingProperty() => _start.Registry.Rules.FindConflict(_start.Definition, _properties);

    /// <summary>Keeps a property that the edition has no name for.</summary>
    /// <param name="property">The property as it was written.</param>
    /// <exception cref="ArgumentException">The property has no name, or the edition does know it.</exception>
    public void AddUnknown(CpuModelProperty property)
    {
        if (property.Name is null || _start.Registry.Vocabulary.TryFind(property.Name, out _) || FindProperty(property.Name) is not null)
        {
            throw new ArgumentException(
                $"'{property.Name}' is no unknown property: {_start.Registry.Edition} knows it, or it has no name.", nameof(property));
        }

        (_unknown ??= ImmutableArray.CreateBuilder<CpuModelProperty>()).Add(property);
    }

    /// <summary>The model as switched so far.</summary>
    public CpuModel ToModel() =>
        new(_start.Registry, _start.Name, _start.Kind, _start.Definition, _facilities.ToFacilitySet(), _unknown?.ToImmutable() ?? [], _properties, _identity);
}
