namespace CpuFacility;

/// <summary>
/// What an architecture calls a CPU: type, generation and GA level on s390x, vendor, family, model and stepping on x86, and so on.
/// </summary>
/// <remarks>
/// Equality is that of all parts. It says less than <see cref="GetRelation"/>: two machine types of one level are different identities of
/// the same age. Immutable and safe to share between threads.
/// </remarks>
public abstract class CpuIdentity : IEquatable<CpuIdentity>
{
    /// <summary>Only the library knows architectures.</summary>
    private protected CpuIdentity()
    {
    }

    /// <summary>The architecture.</summary>
    public abstract CpuArchitecture Architecture { get; }

    /// <summary>The part of the identity that has an order, in words: <c>generation 14 GA 2</c> on s390x.</summary>
    public abstract string Level { get; }

    /// <summary>How this identity stands to another: older, newer, the same, or without an order.</summary>
    /// <param name="other">The other identity, of any architecture.</param>
    public abstract CpuIdentityRelation GetRelation(CpuIdentity other);

    /// <summary>The newest identity that is not newer than either, or null if the two have no order.</summary>
    /// <param name="other">The other identity, of any architecture.</param>
    public abstract CpuIdentity? GetCommon(CpuIdentity other);

    /// <inheritdoc/>
    public abstract bool Equals(CpuIdentity? other);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as CpuIdentity);

    /// <inheritdoc/>
    public abstract override int GetHashCode();
}
