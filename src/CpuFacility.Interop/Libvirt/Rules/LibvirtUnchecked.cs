using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Libvirt;

/// <summary>Architectures on which libvirt leaves every check to QEMU (<c>cpu_riscv64.c</c>, <c>cpu_loongarch.c</c>): all is identical, and there are no baselines.</summary>
/// <param name="name">libvirt's name of the architecture.</param>
internal sealed class LibvirtUnchecked(string name) : LibvirtArchitecture(name)
{
    public const string RiscV = "riscv64";

    public override ImmutableArray<string> Models => [];

    public override bool AnswersForHypervisors => false;

    public override LibvirtComparison Compare(LibvirtCpu host, LibvirtCpu cpu) => new(LibvirtVerdict.Identical);

    public override bool TryBaseline(
        ReadOnlySpan<LibvirtCpu> cpus,
        LibvirtBaselineOptions options,
        [NotNullWhen(true)] out LibvirtCpu? baseline,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        baseline = null;
        failure = LibvirtFailure.Unsupported("compute baseline CPU of", Name);
        return false;
    }

    /// <summary>The driver of RISC-V gives a guest of mode host-model the host's; that of LoongArch changes nothing.</summary>
    public override bool TryUpdate(
        LibvirtCpu guest,
        LibvirtCpu host,
        bool isRelative,
        [NotNullWhen(true)] out LibvirtCpu? updated,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        updated = Name == RiscV ? LibvirtArm.TakeHostModel(guest, host) : guest;
        failure = null;
        return true;
    }
}
