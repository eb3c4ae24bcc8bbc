using System.Collections.Immutable;

namespace CpuFacility;

/// <summary>
/// The result of comparing two models: the relation and, on demand, what makes the difference. A small immutable value: comparing does not
/// allocate.
/// </summary>
/// <remarks>
/// The default value compares nothing: its relation is <see cref="CpuModelRelation.Incompatible"/>, and no member but the relations may be read.
/// </remarks>
public readonly struct CpuModelComparison
{
    internal CpuModelComparison(
        CpuModel first,
        CpuModel second,
        CpuModelRelation relation,
        CpuIdentityRelation identityRelation,
        FacilitySetRelation facilityRelation)
    {
        First = first;
        Second = second;
        Relation = relation;
        IdentityRelation = identityRelation;
        FacilityRelation = facilityRelation;
    }

    /// <summary>The model that was compared.</summary>
    public CpuModel First { get; }

    /// <summary>The model that it was compared with.</summary>
    public CpuModel Second { get; }

    /// <summary>How the first model stands to the second, as QEMU answers.</summary>
    public CpuModelRelation Relation { get; }

    /// <summary>How the identity of the first stands to that of the second.</summary>
    public CpuIdentityRelation IdentityRelation { get; }

    /// <summary>How the facilities of the first stand to those of the second; of different architectures, <see cref="FacilitySetRelation.Disjoint"/>.</summary>
    public FacilitySetRelation FacilityRelation { get; }

    /// <summary>
    /// Whether the answer takes everything into account. It does not if one model has unknown properties that the other does not have with
    /// the same value: what they mean for the comparison cannot be told.
    /// </summary>
    public bool IsCertain => IdentityRelation == CpuIdentityRelation.Unrelated || UnknownProperties.HaveSame(First, Second);

    /// <summary>The facilities that only the first model has; empty for different architectures, whose facilities cannot be told apart by index.</summary>
    public FacilitySet OnlyInFirst => First.Architecture == Second.Architecture ? First.Facilities.Except(Second.Facilities) : default;

    /// <summary>The facilities that only the second model has; empty for different architectures.</summary>
    public FacilitySet OnlyInSecond => First.Architecture == Second.Architecture ? Second.Facilities.Except(First.Facilities) : default;

    /// <summary>
    /// The names of the properties that make the difference, in QEMU's own order. For s390x: what only the second has, then what only the
    /// first has, each from the last facility to the first and then from the last group to the first; then <c>type</c> if generation or GA
    /// level differ. Empty for identical models and for different architectures. Makes a new list at every call.
    /// </summary>
    public ImmutableArray<string> GetResponsibleProperties() =>
        First.Architecture == Second.Architecture
            ? First.Registry.Rules.ListResponsible(
                Editions.Wider(First, Second).Vocabulary,
                IdentityRelation != CpuIdentityRelation.Same,
                OnlyInFirst,
                OnlyInSecond)
            : [];

    /// <summary>The relation in words, as in <c>z13 is a subset of z14</c>.</summary>
    public override string ToString() => Relation switch
    {
        CpuModelRelation.Identical => $"{First.Name} is identical to {Second.Name}",
        CpuModelRelation.Subset => $"{First.Name} is a subset of {Second.Name}",
        CpuModelRelation.Superset => $"{First.Name} is a superset of {Second.Name}",
        _ => $"{First.Name} is incompatible with {Second.Name}",
    };
}
