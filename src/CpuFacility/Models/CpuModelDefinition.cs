namespace CpuFacility;

/// <summary>
/// A CPU model as published: its name, its identity, and the facilities that it has at least, has by default and can have at most.
/// </summary>
/// <remarks>
/// <see cref="Base"/> is within <see cref="Default"/>, and that within <see cref="Full"/>. A definition is compared by reference: the same
/// name can mean different sets in two editions. Immutable and safe to share between threads.
/// </remarks>
public class CpuModelDefinition
{
    private readonly FacilitySet _base;
    private readonly FacilitySet _default;
    private readonly FacilitySet _full;

    /// <summary>Defines a model, to be added to a registry by <see cref="CpuModelRegistry.WithDefinitions"/>.</summary>
    /// <param name="name">The name: letters, digits, <c>.</c>, <c>-</c>, <c>_</c>, <c>+</c> and <c>/</c>, starting with a letter or digit.</param>
    /// <param name="identity">What the architecture calls the CPU.</param>
    /// <param name="baseFacilities">The facilities of the model's static form.</param>
    /// <param name="defaultFacilities">The facilities that it has unless told otherwise: <paramref name="baseFacilities"/> and more.</param>
    /// <param name="fullFacilities">The facilities that can be switched on: <paramref name="defaultFacilities"/> and more.</param>
    /// <param name="title">A title for people; the name if left out.</param>
    /// <param name="since">The publisher's release that brought the model, or null for a model of one's own.</param>
    /// <exception cref="ArgumentException">The name is not of that form, or a set is not within the next one.</exception>
    public CpuModelDefinition(
        string name,
        CpuIdentity identity,
        in FacilitySet baseFacilities,
        in FacilitySet defaultFacilities,
        in FacilitySet fullFacilities,
        string? title = null,
        Version? since = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(identity);
        if (!char.IsAsciiLetterOrDigit(name[0]) || name.AsSpan().ContainsAnyExcept(ModelNames.Characters))
        {
            throw new ArgumentException(
                $"'{name}' is no name of a model: letters, digits, '.', '-', '_', '+' and '/' are allowed, and it starts with a letter or digit.",
                nameof(name));
        }

        ThrowIfNotWithin(name, "base", baseFacilities, "default", defaultFacilities, nameof(baseFacilities));
        ThrowIfNotWithin(name, "default", defaultFacilities, "full", fullFacilities, nameof(defaultFacilities));
        Name = name;
        Title = title ?? name;
        Since = since;
        Identity = identity;
        _base = baseFacilities;
        _default = defaultFacilities;
        _full = fullFacilities;
    }

    /// <summary>The edition that published the model, such as <c>qemu-11.1</c>, or null for a model of one's own.</summary>
    public string? Edition { get; internal init; }

    /// <summary>The definition that this is another name of, such as <c>EPYC-v1</c> for <c>EPYC</c>, or null.</summary>
    public string? AliasOf { get; internal init; }

    /// <summary>The name, such as <c>z14</c>; unique in its edition.</summary>
    public string Name { get; }

    /// <summary>A title for people, such as <c>IBM z14 GA1</c>.</summary>
    public string Title { get; }

    /// <summary>The publisher's release that is known to have the model (it can be older), or null for a model of one's own.</summary>
    public Version? Since { get; }

    /// <summary>What the architecture calls the CPU.</summary>
    public CpuIdentity Identity { get; }

    /// <summary>The facilities that every machine of this model has: those of the static form, which never change.</summary>
    public ref readonly FacilitySet Base => ref _base;

    /// <summary>The facilities that the model has under its name alone.</summary>
    public ref readonly FacilitySet Default => ref _default;

    /// <summary>The facilities that can be switched on.</summary>
    public ref readonly FacilitySet Full => ref _full;

    /// <summary>The definition as a release has it that knows fewer facilities.</summary>
    internal virtual CpuModelDefinition Cut(in FacilitySet known) =>
        _full.IsSubsetOf(known)
            ? this
            : new CpuModelDefinition(Name, Identity, _base.Intersect(known), _default.Intersect(known), _full.Intersect(known), Title, Since)
            {
                Edition = Edition,
                AliasOf = AliasOf,
            };

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static void ThrowIfNotWithin(string name, string inner, in FacilitySet innerSet, string outer, in FacilitySet outerSet, string parameter)
    {
        if (!innerSet.IsSubsetOf(outerSet))
        {
            throw new ArgumentException(
                $"The {inner} set of '{name}' is not within its {outer} set: indexes {innerSet.Except(outerSet)} are missing there.",
                parameter);
        }
    }
}
