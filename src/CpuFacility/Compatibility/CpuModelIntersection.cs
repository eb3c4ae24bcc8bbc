namespace CpuFacility;

/// <summary>
/// What some models have exactly in common: the newest identity that is not newer than any of theirs, and the facilities that all of them
/// have. It is their greatest lower bound and, unlike a baseline, need not have a name. An immutable value.
/// </summary>
/// <remarks>The default value is the intersection of nothing: only <see cref="Identity"/> and <see cref="Facilities"/> may be read.</remarks>
public readonly struct CpuModelIntersection
{
    private readonly FacilitySet _facilities;

    internal CpuModelIntersection(CpuModelRegistry registry, CpuIdentity? identity, in FacilitySet facilities)
    {
        Registry = registry;
        Identity = identity;
        _facilities = facilities;
    }

    /// <summary>The registry whose edition names the facilities.</summary>
    public CpuModelRegistry Registry { get; }

    /// <summary>The common identity, or null if those of the models have no order among them.</summary>
    public CpuIdentity? Identity { get; }

    /// <summary>The facilities that all models have.</summary>
    public FacilitySet Facilities => _facilities;

    /// <summary>Whether a model has at least what is common: its identity is not older, and it has all of the facilities.</summary>
    /// <param name="model">A model of the same architecture; another architecture's has not.</param>
    public bool IsWithin(CpuModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Architecture == Registry.Architecture
            && Identity?.GetRelation(model.Identity) is CpuIdentityRelation.Same or CpuIdentityRelation.Older
            && _facilities.IsSubsetOf(model.Facilities);
    }

    /// <summary>The identity and the names of the facilities.</summary>
    public override string ToString() =>
        $"{Identity?.Level ?? "no common identity"}: {Registry.Vocabulary.Format(_facilities, " ")}";
}
