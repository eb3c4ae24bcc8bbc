using System.Collections.Frozen;

namespace CpuFacility.Libvirt;

/// <summary>libvirt's table of QEMU's names for x86 features that it calls otherwise (<c>virQEMUCapsCPUFeatureTranslationTable</c>).</summary>
internal static class LibvirtQemuNames
{
    private static readonly FrozenDictionary<string, string> Table = new Dictionary<string, string>
    {
        ["cmp-legacy"] = "cmp_legacy",
        ["ds-cpl"] = "ds_cpl",
        ["fxsr-opt"] = "fxsr_opt",
        ["kvm-pv-eoi"] = "kvm_pv_eoi",
        ["kvm-pv-unhalt"] = "kvm_pv_unhalt",
        ["lahf-lm"] = "lahf_lm",
        ["nodeid-msr"] = "nodeid_msr",
        ["pclmulqdq"] = "pclmuldq",
        ["perfctr-core"] = "perfctr_core",
        ["perfctr-nb"] = "perfctr_nb",
        ["tsc-adjust"] = "tsc_adjust",
    }.ToFrozenDictionary();

    public static string ToLibvirt(string name) => Table.GetValueOrDefault(name, name);
}
