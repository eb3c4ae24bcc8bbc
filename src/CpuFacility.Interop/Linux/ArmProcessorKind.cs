using CpuFacility.Arm;

namespace CpuFacility.Linux;

/// <summary>Processors of one MIDR in a machine.</summary>
/// <param name="Identity">The MIDR.</param>
/// <param name="Count">How many there are.</param>
public readonly record struct ArmProcessorKind(ArmIdentity Identity, int Count)
{
    /// <summary>The count and the identity, as in <c>4 x ARM Cortex-A53 r0p4, MIDR 410FD034H</c>.</summary>
    public override string ToString() => string.Create(null, $"{Count} x {Identity}");
}
