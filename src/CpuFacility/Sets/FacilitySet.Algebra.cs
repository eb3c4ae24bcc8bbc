namespace CpuFacility;

public readonly partial struct FacilitySet
{
    /// <summary>What is in this set, in the other, or in both.</summary>
    /// <param name="other">The other set.</param>
    public FacilitySet Union(in FacilitySet other) =>
        IsVectorPath ? UnionVector256(in this, in other) : UnionScalar(in this, in other);

    /// <summary>What is in both sets.</summary>
    /// <param name="other">The other set.</param>
    public FacilitySet Intersect(in FacilitySet other) =>
        IsVectorPath ? IntersectVector256(in this, in other) : IntersectScalar(in this, in other);

    /// <summary>What is in this set and not in the other.</summary>
    /// <param name="other">What to leave out; it may have members that this set lacks.</param>
    public FacilitySet Except(in FacilitySet other) =>
        IsVectorPath ? ExceptVector256(in this, in other) : ExceptScalar(in this, in other);

    /// <summary>What is in exactly one of the two sets.</summary>
    /// <param name="other">The other set.</param>
    public FacilitySet SymmetricExcept(in FacilitySet other) =>
        IsVectorPath ? SymmetricExceptVector256(in this, in other) : SymmetricExceptScalar(in this, in other);

    /// <summary>The operator of <see cref="Union"/>.</summary>
    /// <param name="left">The first set.</param>
    /// <param name="right">The second set.</param>
    public static FacilitySet operator |(in FacilitySet left, in FacilitySet right) => left.Union(in right);

    /// <summary>The operator of <see cref="Intersect"/>.</summary>
    /// <param name="left">The first set.</param>
    /// <param name="right">The second set.</param>
    public static FacilitySet operator &(in FacilitySet left, in FacilitySet right) => left.Intersect(in right);

    /// <summary>The operator of <see cref="Except"/>.</summary>
    /// <param name="left">The set to start from.</param>
    /// <param name="right">What to leave out.</param>
    public static FacilitySet operator -(in FacilitySet left, in FacilitySet right) => left.Except(in right);

    /// <summary>The operator of <see cref="SymmetricExcept"/>.</summary>
    /// <param name="left">The first set.</param>
    /// <param name="right">The second set.</param>
    public static FacilitySet operator ^(in FacilitySet left, in FacilitySet right) => left.SymmetricExcept(in right);
}
