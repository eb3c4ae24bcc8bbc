using System.Globalization;

namespace CpuFacility.Arm;

/// <summary>What Arm calls a processor: its MIDR, with implementer, part, variant and revision.</summary>
/// <remarks>
/// Arm processors have no order: what one can do that another cannot is in its ID registers alone, so any two identities are of the same age.
/// Immutable and safe to share between threads.
/// </remarks>
public sealed class ArmIdentity : CpuIdentity
{
    /// <summary>Creates an identity.</summary>
    /// <param name="midr">The lower half of MIDR_EL1.</param>
    public ArmIdentity(uint midr) => Midr = midr;

    /// <inheritdoc/>
    public override CpuArchitecture Architecture => CpuArchitecture.Arm;

    /// <summary>The lower half of MIDR_EL1: the upper one is zero.</summary>
    public uint Midr { get; }

    /// <summary>The implementer's code, bits 31 to 24.</summary>
    public byte ImplementerCode => (byte)(Midr >> 24);

    /// <summary>The implementer, or null if it is not known.</summary>
    public ArmImplementer? Implementer => ArmImplementer.TryFind(ImplementerCode, out ArmImplementer? implementer) ? implementer : null;

    /// <summary>The variant, bits 23 to 20: the <c>n</c> of <c>rnpm</c>.</summary>
    public int Variant => (int)(Midr >> 20) & 0xF;

    /// <summary>The implementer's number of the part, bits 15 to 4.</summary>
    public int PartNumber => (int)(Midr >> 4) & 0xFFF;

    /// <summary>The part, or null if that implementer's is not known.</summary>
    public ArmPart? Part => ArmPart.TryFind(ImplementerCode, PartNumber, out ArmPart? part) ? part : null;

    /// <summary>The revision, bits 3 to 0: the <c>m</c> of <c>rnpm</c>.</summary>
    public int Revision => (int)Midr & 0xF;

    /// <summary>Nothing in an Arm identity has an order: always the same words.</summary>
    public override string Level => "any processor";

    /// <summary>
    /// The same for any two Arm processors: emulation and KVM alike give a guest any MIDR, and facilities alone decide which can stand in for which.
    /// </summary>
    /// <inheritdoc/>
    public override CpuIdentityRelation GetRelation(CpuIdentity other) =>
        other is ArmIdentity ? CpuIdentityRelation.Same : CpuIdentityRelation.Unrelated;

    /// <summary>The one with the lower MIDR.</summary>
    /// <inheritdoc/>
    public override CpuIdentity? GetCommon(CpuIdentity other) => other is not ArmIdentity identity ? null : Midr <= identity.Midr ? this : identity;

    /// <inheritdoc/>
    public override bool Equals(CpuIdentity? other) => other is ArmIdentity identity && Midr == identity.Midr;

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Midr;

    /// <summary>Implementer, part, variant, revision and MIDR, as in <c>ARM Neoverse-V1 r1p2, MIDR 411FD402H</c>.</summary>
    public override string ToString()
    {
        string implementer = Implementer?.Name ?? string.Create(CultureInfo.InvariantCulture, $"implementer {ImplementerCode:X2}H");
        string part = Part?.Title ?? string.Create(CultureInfo.InvariantCulture, $"part {PartNumber:X3}H");
        return string.Create(CultureInfo.InvariantCulture, $"{implementer} {part} r{Variant}p{Revision}, MIDR {Midr:X8}H");
    }
}
