namespace CpuFacility;

/// <summary>
/// One word of a vocabulary: a name that stands for a facility or for a whole group of them.
/// </summary>
/// <remarks>The default value is a word without a name that stands for nothing. Immutable and safe to share between threads.</remarks>
public readonly struct FacilityTerm : IEquatable<FacilityTerm>
{
    private readonly FacilityVocabulary? _vocabulary;
    private readonly int _facility;

    internal FacilityTerm(FacilityVocabulary vocabulary, FacilityGroup group)
    {
        _vocabulary = vocabulary;
        Group = group;
        _facility = -1;
    }

    internal FacilityTerm(FacilityVocabulary vocabulary, Facility facility)
    {
        _vocabulary = vocabulary;
        _facility = facility.Index;
    }

    /// <summary>The name, such as <c>vx</c> or <c>msa4</c>.</summary>
    public string Name => Group?.Name ?? _vocabulary?.NameOf(_facility) ?? "";

    /// <summary>The group, or null if the name stands for one facility.</summary>
    public FacilityGroup? Group { get; }

    /// <summary>Whether the name stands for a group.</summary>
    public bool IsGroup => Group is not null;

    /// <summary>The facilities that the name stands for: the one, or the group's members.</summary>
    public FacilitySet Facilities => Group is not null ? Group.Members : _vocabulary is not null ? FacilitySet.Create([_facility]) : default;

    /// <summary>The vocabulary that the word is of, or null for the default value.</summary>
    internal FacilityVocabulary? Vocabulary => _vocabulary;

    /// <inheritdoc/>
    public bool Equals(FacilityTerm other) =>
        ReferenceEquals(_vocabulary, other._vocabulary) && ReferenceEquals(Group, other.Group) && _facility == other._facility;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FacilityTerm other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Group, _facility);

    /// <summary>Whether both are the same word of the same vocabulary.</summary>
    /// <param name="left">The first term.</param>
    /// <param name="right">The second term.</param>
    public static bool operator ==(FacilityTerm left, FacilityTerm right) => left.Equals(right);

    /// <summary>Whether the words differ.</summary>
    /// <param name="left">The first term.</param>
    /// <param name="right">The second term.</param>
    public static bool operator !=(FacilityTerm left, FacilityTerm right) => !left.Equals(right);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
