using System.Collections.Immutable;

namespace CpuFacility.X86;

/// <summary>
/// The publishers' tables of x86 models. QEMU and libvirt give different features under the same name: a registry is of one edition, and
/// models of two editions meet only where a program brings them together.
/// </summary>
/// <remarks>Each registry is built at its first use, once, and can be shared between threads.</remarks>
public static class X86Editions
{
    /// <summary>QEMU 11.1: the models as its sources define them, whatever the accelerator.</summary>
    public static CpuModelRegistry Qemu => X86Registry.Qemu;

    /// <summary>
    /// QEMU 11.1 as its software emulation (TCG) starts the models: <c>hypervisor</c> is on and <c>vme</c> is off unless an expression says
    /// otherwise. The model <c>base</c> is the same as in <see cref="Qemu"/>.
    /// </summary>
    public static CpuModelRegistry QemuEmulation => X86Registry.QemuEmulation;

    /// <summary>libvirt 12.8, with libvirt's names for features.</summary>
    public static CpuModelRegistry Libvirt => X86Registry.Libvirt;

    /// <summary>libvirt 9.0, which knows 212 features and 58 models.</summary>
    public static CpuModelRegistry OldLibvirt => X86Registry.OldLibvirt;

    /// <summary>
    /// The features that libvirt calls not migratable, whatever the edition: what a guest does with <c>invtsc</c> and <c>xsaves</c> cannot be
    /// taken to another host.
    /// </summary>
    public static ref readonly FacilitySet NotMigratable => ref X86Data.NotMigratable;

    /// <summary>One registry for each edition, the default one first.</summary>
    public static ImmutableArray<CpuModelRegistry> All => [Qemu, Libvirt, OldLibvirt];
}
