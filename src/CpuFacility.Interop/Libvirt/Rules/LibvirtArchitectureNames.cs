using System.Collections.Frozen;

namespace CpuFacility.Libvirt;

/// <summary>libvirt's names of architectures (<c>virArch</c>).</summary>
internal static class LibvirtArchitectureNames
{
    /// <summary>A name that libvirt has learnt since 9.0; the only one.</summary>
    public const string LoongArch = "loongarch64";

    /// <summary>Names that libvirt 9.0 and later know.</summary>
    public static FrozenSet<string> Known { get; } = FrozenSet.ToFrozenSet(
    [
        "aarch64", "alpha", "armv6l", "armv7b", "armv7l", "cris", "i686", "ia64", "lm32", "m68k", "microblaze", "microblazeel", "mips", "mips64",
        "mips64el", "mipsel", "openrisc", "parisc", "parisc64", "ppc", "ppc64", "ppc64le", "ppcemb", "ppcle", "riscv32", "riscv64", "s390", "s390x",
        "sh4", "sh4eb", "sparc", "sparc64", "unicore32", "x86_64", "xtensa", "xtensaeb",
    ]);

    /// <summary>Whether a release that is covered knows a name.</summary>
    public static bool IsName(string name) => name == LoongArch || Known.Contains(name);

    /// <summary>Those of whose CPUs libvirt 9.0 knows more than the name: it has a driver for them.</summary>
    public static FrozenSet<string> Described { get; } = FrozenSet.ToFrozenSet(
        ["aarch64", "armv6l", "armv7b", "armv7l", "i686", "ppc64", "ppc64le", "s390", "s390x", "x86_64"]);
}
