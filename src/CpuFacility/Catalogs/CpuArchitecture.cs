namespace CpuFacility;

/// <summary>
/// The architecture that a facility, a catalog or a CPU model belongs to.
/// The default value, <see cref="None"/>, is that of no facility and no model.
/// </summary>
public enum CpuArchitecture : byte
{
    /// <summary>No architecture: the value of <c>default(Facility)</c>.</summary>
    None = 0,

    /// <summary>IBM Z in z/Architecture mode (<c>s390x</c>).</summary>
    S390x = 1,

    /// <summary>Intel and AMD, 32 and 64 bits (<c>i686</c> and <c>x86_64</c>).</summary>
    X86 = 2,

    /// <summary>IBM POWER, 64 bits (<c>ppc64</c>).</summary>
    Power = 3,

    /// <summary>Arm, 64 bits (<c>aarch64</c>).</summary>
    Arm = 4,

    /// <summary>RISC-V, 32 and 64 bits (<c>riscv32</c> and <c>riscv64</c>).</summary>
    RiscV = 5,
}
