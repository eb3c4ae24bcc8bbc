using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CpuFacility.Arm;
using CpuFacility.Power;
using CpuFacility.RiscV;
using CpuFacility.S390x;
using CpuFacility.X86;

namespace CpuFacility;

/// <summary>The registries of CPU models, one for each architecture: where everything starts.</summary>
/// <remarks>A registry is built at its first use, once, and can be shared between threads.</remarks>
public static class CpuModels
{
    /// <summary>IBM Z: edition <c>qemu-11.1</c>.</summary>
    public static CpuModelRegistry S390x => S390xRegistry.Instance;

    /// <summary>Intel, AMD and their kin: edition <c>qemu-11.1</c>. <see cref="X86Editions"/> has the other editions.</summary>
    public static CpuModelRegistry X86 => X86Editions.Qemu;

    /// <summary>IBM POWER and other PowerPC processors: edition <c>qemu-11.1</c>. <see cref="PowerEditions"/> has the other editions.</summary>
    public static CpuModelRegistry Power => PowerEditions.Qemu;

    /// <summary>Arm, 64 bits: edition <c>qemu-11.1</c>.</summary>
    public static CpuModelRegistry Arm => ArmEditions.Qemu;

    /// <summary>RISC-V, 32 and 64 bits: edition <c>qemu-11.1</c>.</summary>
    public static CpuModelRegistry RiscV => RiscVEditions.Qemu;

    /// <summary>The registries of all architectures that the library covers. The first use builds all of them.</summary>
    public static ImmutableArray<CpuModelRegistry> All => AllRegistries.Value;

    /// <summary>Finds the registry of an architecture.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="registry">The registry found.</param>
    /// <returns>Whether the library covers the architecture.</returns>
    public static bool TryGet(CpuArchitecture architecture, [NotNullWhen(true)] out CpuModelRegistry? registry)
    {
        registry = architecture switch
        {
            CpuArchitecture.S390x => S390x,
            CpuArchitecture.X86 => X86,
            CpuArchitecture.Power => Power,
            CpuArchitecture.Arm => Arm,
            CpuArchitecture.RiscV => RiscV,
            _ => null,
        };
        return registry is not null;
    }

    /// <summary>The registries of an architecture, one for each edition, the default one first.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <returns>The registries; none if the library does not cover the architecture.</returns>
    public static ImmutableArray<CpuModelRegistry> GetEditions(CpuArchitecture architecture) => architecture switch
    {
        CpuArchitecture.S390x => [S390x],
        CpuArchitecture.X86 => X86Editions.All,
        CpuArchitecture.Power => PowerEditions.All,
        CpuArchitecture.Arm => ArmEditions.All,
        CpuArchitecture.RiscV => RiscVEditions.All,
        _ => [],
    };

    /// <summary>Finds the registry of an edition.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="edition">The edition, such as <c>libvirt-12.8</c>, compared exactly.</param>
    /// <param name="registry">The registry found.</param>
    /// <returns>Whether the library has that edition of that architecture.</returns>
    public static bool TryGet(CpuArchitecture architecture, string edition, [NotNullWhen(true)] out CpuModelRegistry? registry)
    {
        ArgumentNullException.ThrowIfNull(edition);
        registry = GetEditions(architecture).FirstOrDefault(candidate => candidate.Edition == edition);
        return registry is not null;
    }

    /// <summary>Apart from the class, so that using one registry does not build the others.</summary>
    private static class AllRegistries
    {
        public static readonly ImmutableArray<CpuModelRegistry> Value = [S390x, X86, Power, Arm, RiscV];
    }
}
