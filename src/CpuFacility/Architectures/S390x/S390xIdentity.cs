using System.Globalization;

namespace CpuFacility.S390x;

/// <summary>
/// What IBM Z calls a machine: the machine type, and the generation and GA level of its processor.
/// </summary>
/// <remarks>
/// Identities are ordered by generation, then GA level; the type does not count (a BC machine has the level of the EC machine that it is
/// built on). The numbers are QEMU's: generation 7 is z900, 15 is z15. Immutable and safe to share between threads.
/// </remarks>
public sealed class S390xIdentity : CpuIdentity
{
    /// <summary>The oldest generation: that of z900, the first in z/Architecture.</summary>
    public const int OldestGeneration = 7;

    /// <summary>Creates an identity.</summary>
    /// <param name="type">The machine type, 0 to 0xFFFF, such as 0x3906 for z14; 0 if no single type is meant.</param>
    /// <param name="generation">The generation, 7 to 255.</param>
    /// <param name="ga">The GA (general availability) level of the EC machine, 1 to 15.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public S390xIdentity(int type, int generation, int ga)
    {
        ThrowIfOutside(type, 0, 0xFFFF, nameof(type));
        ThrowIfOutside(generation, OldestGeneration, byte.MaxValue, nameof(generation));
        ThrowIfOutside(ga, 1, 15, nameof(ga));
        Type = type;
        Generation = generation;
        Ga = ga;
    }

    /// <inheritdoc/>
    public override CpuArchitecture Architecture => CpuArchitecture.S390x;

    /// <summary>The machine type, 0 to 0xFFFF; 0 if no single type is meant.</summary>
    public int Type { get; }

    /// <summary>The generation, 7 or more.</summary>
    public int Generation { get; }

    /// <summary>The GA level, 1 to 15.</summary>
    public int Ga { get; }

    /// <summary>The instruction blocking control value of the level; 0 before generation 10.</summary>
    public S390xIbc Ibc => S390xIbc.FromLevel(Generation, Ga);

    /// <summary>Generation and GA level, as in <c>generation 14 GA 2</c>.</summary>
    public override string Level => string.Create(CultureInfo.InvariantCulture, $"generation {Generation} GA {Ga}");

    /// <summary>The CPU identification of a machine with this type.</summary>
    /// <param name="serial">The serial number, 0 to 0xFFFFFF.</param>
    /// <param name="version">The version code, 0 to 0xFF; 0xFF under KVM.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public S390xCpuId GetCpuId(int serial, int version = 0xFF) =>
        new(version, serial, Type, hasFormatBit: Generation > OldestGeneration);

    /// <summary>Compares generation and GA level; the type does not count.</summary>
    /// <inheritdoc/>
    public override CpuIdentityRelation GetRelation(CpuIdentity other) =>
        other is not S390xIdentity identity ? CpuIdentityRelation.Unrelated
        : Rank == identity.Rank ? CpuIdentityRelation.Same
        : Rank < identity.Rank ? CpuIdentityRelation.Older
        : CpuIdentityRelation.Newer;

    /// <summary>The older of the two; of the same level without a type if the types differ.</summary>
    /// <inheritdoc/>
    public override CpuIdentity? GetCommon(CpuIdentity other) =>
        other is not S390xIdentity identity ? null
        : Rank < identity.Rank || Equals(identity) ? this
        : Rank > identity.Rank ? identity
        : new S390xIdentity(0, Generation, Ga);

    /// <inheritdoc/>
    public override bool Equals(CpuIdentity? other) =>
        other is S390xIdentity identity && Type == identity.Type && Rank == identity.Rank;

    /// <inheritdoc/>
    public override int GetHashCode() => (Type << 16) | Rank;

    /// <summary>Type, generation and GA level, as in <c>type 3906, generation 14 GA 1</c>.</summary>
    public override string ToString() => Type == 0 ? Level : string.Create(CultureInfo.InvariantCulture, $"type {Type:x4}, {Level}");

    private int Rank => (Generation << 4) | Ga;

    private static void ThrowIfOutside(int value, int lowest, int highest, string name)
    {
        if (value < lowest || value > highest)
        {
            throw new ArgumentOutOfRangeException(name, value, $"The {name} is {lowest} to {highest}.");
        }
    }
}
