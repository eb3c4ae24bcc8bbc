using System.Globalization;

namespace CpuFacility.RiscV;

/// <summary>What has an order in a RISC-V processor beside its extensions: the width of its registers, and numbers that guests see.</summary>
/// <remarks>
/// A processor is older than another if what it states fits the other: the same width, the same length of vector registers and sizes of cache
/// blocks, and vector elements that are no longer. The names of vendors and cores (mvendorid, marchid, mimpid) have no part in it. Immutable and
/// safe to share between threads.
/// </remarks>
public sealed class RiscVIdentity : CpuIdentity
{
    /// <summary>Creates an identity.</summary>
    /// <param name="xlen">The width of the integer registers in bits: 32, 64 or 128.</param>
    /// <param name="values">The numbers that guests see; none if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is none of these.</exception>
    public RiscVIdentity(int xlen, RiscVValues values = default)
    {
        if (xlen is not (32 or 64 or 128))
        {
            throw new ArgumentOutOfRangeException(nameof(xlen), xlen, "The width of integer registers is 32, 64 or 128.");
        }

        Xlen = xlen;
        Values = values;
    }

    /// <inheritdoc/>
    public override CpuArchitecture Architecture => CpuArchitecture.RiscV;

    /// <summary>The width of the integer registers in bits: 32, 64 or 128.</summary>
    public int Xlen { get; }

    /// <summary>The numbers that guests see.</summary>
    public RiscVValues Values { get; }

    /// <summary>The width, and the numbers that are stated: <c>rv64 with vlen 128, elen 64</c>.</summary>
    public override string Level => Values == default
        ? string.Create(CultureInfo.InvariantCulture, $"rv{Xlen}")
        : string.Create(CultureInfo.InvariantCulture, $"rv{Xlen} with {Values}");

    /// <summary>By width and numbers, as the type says.</summary>
    /// <inheritdoc/>
    public override CpuIdentityRelation GetRelation(CpuIdentity other)
    {
        if (other is not RiscVIdentity identity || Xlen != identity.Xlen)
        {
            return CpuIdentityRelation.Unrelated;
        }

        return (Values.IsWithin(identity.Values), identity.Values.IsWithin(Values)) switch
        {
            (true, true) => CpuIdentityRelation.Same,
            (true, false) => CpuIdentityRelation.Older,
            (false, true) => CpuIdentityRelation.Newer,
            _ => CpuIdentityRelation.Unrelated,
        };
    }

    /// <summary>The same width with the numbers that both have; null for different widths.</summary>
    /// <inheritdoc/>
    public override CpuIdentity? GetCommon(CpuIdentity other) =>
        other is RiscVIdentity identity && Xlen == identity.Xlen ? new RiscVIdentity(Xlen, Values.GetCommon(identity.Values)) : null;

    /// <inheritdoc/>
    public override bool Equals(CpuIdentity? other) => other is RiscVIdentity identity && Xlen == identity.Xlen && Values == identity.Values;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Xlen, Values);

    /// <summary>As <see cref="Level"/>.</summary>
    public override string ToString() => Level;
}
