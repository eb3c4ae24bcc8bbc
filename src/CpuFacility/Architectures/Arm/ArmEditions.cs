using System.Collections.Immutable;

namespace CpuFacility.Arm;

/// <summary>The publishers' tables of Arm models.</summary>
/// <remarks>
/// QEMU neither compares Arm models nor finds baselines: the rules are those of Linux and KVM. It has no names for single features; facilities are
/// named by register, field and value here. What QEMU does take after <c>-cpu</c> are properties: <c>pauth</c>, <c>pmu</c>, <c>sve</c> and its lengths.
/// A registry is built at its first use, once, and can be shared between threads.
/// </remarks>
public static class ArmEditions
{
    /// <summary>QEMU 11.1: the models with 64 bits.</summary>
    public static CpuModelRegistry Qemu => ArmRegistry.Qemu;

    /// <summary>One registry for each edition, the default one first.</summary>
    public static ImmutableArray<CpuModelRegistry> All => [Qemu];
}
