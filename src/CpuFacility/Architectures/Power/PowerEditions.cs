using System.Collections.Immutable;

namespace CpuFacility.Power;

/// <summary>The publishers' tables of POWER models.</summary>
/// <remarks>
/// <para>Neither publisher has features for POWER: what a model has comes from Linux' table of processors and the compatibility modes that the
/// processor accepts. Facilities have Linux' names in every edition. QEMU takes no facility after <c>-cpu</c>, and <c>max-cpu-compat</c>, which is a
/// property of models here, as one of its machine.</para>
/// <para>What Linux says of 32-bit processors is not in the tables: their models are without facilities.</para>
/// <para>Each registry is built at its first use, once, and can be shared between threads.</para>
/// </remarks>
public static class PowerEditions
{
    /// <summary>QEMU 11.1: processors with their revisions, and other names for them. Names are found in any case, and by PVR in eight hexadecimal digits.</summary>
    public static CpuModelRegistry Qemu => PowerRegistry.Qemu;

    /// <summary>libvirt 12.8: generations.</summary>
    public static CpuModelRegistry Libvirt => PowerRegistry.Libvirt;

    /// <summary>libvirt 9.0: generations up to POWER10.</summary>
    public static CpuModelRegistry OldLibvirt => PowerRegistry.OldLibvirt;

    /// <summary>One registry for each edition, the default one first.</summary>
    public static ImmutableArray<CpuModelRegistry> All => [Qemu, Libvirt, OldLibvirt];
}
