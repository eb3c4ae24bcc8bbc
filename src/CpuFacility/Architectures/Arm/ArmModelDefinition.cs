namespace CpuFacility.Arm;

/// <summary>An Arm model as QEMU published it. Immutable and safe to share between threads.</summary>
public sealed class ArmModelDefinition : CpuModelDefinition
{
    internal ArmModelDefinition(
        string name, ArmIdentity identity, ArmIdRegisters registers, ArmVectorLengths vectorLengths, in FacilitySet features, in FacilitySet full, string title, Version? since)
        : base(name, identity, default, features, full, title, since)
    {
        Registers = registers;
        VectorLengths = vectorLengths;
    }

    /// <summary>The MIDR.</summary>
    public new ArmIdentity Identity => (ArmIdentity)base.Identity;

    /// <summary>The ID registers that a guest reads, fields without a rule included.</summary>
    public ArmIdRegisters Registers { get; }

    /// <summary>The SVE vector lengths that the model can have, all of which it has unless told otherwise.</summary>
    public ArmVectorLengths VectorLengths { get; }

    internal override CpuModelDefinition Cut(in FacilitySet known) =>
        Full.IsSubsetOf(known)
            ? this
            : new ArmModelDefinition(Name, Identity, Registers, VectorLengths, Default.Intersect(known), Full.Intersect(known), Title, Since)
            {
                Edition = Edition,
                AliasOf = AliasOf,
            };
}
