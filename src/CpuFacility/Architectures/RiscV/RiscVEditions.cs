using System.Collections.Immutable;

namespace CpuFacility.RiscV;

/// <summary>The publishers' tables of RISC-V models.</summary>
/// <remarks>Each registry is built at its first use, once, and can be shared between threads.</remarks>
public static class RiscVEditions
{
    /// <summary>QEMU 11.1: processors, profiles and bare bases.</summary>
    public static CpuModelRegistry Qemu => RiscVRegistry.Qemu;

    /// <summary>One registry for each edition, the default one first.</summary>
    public static ImmutableArray<CpuModelRegistry> All => [Qemu];
}
