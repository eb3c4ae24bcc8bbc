using System.Collections.Frozen;
using CpuFacility.X86;

namespace CpuFacility.Linux;

/// <summary>Linux' words for x86 facilities, by the line of <c>/proc/cpuinfo</c> in which they stand.</summary>
/// <remarks>
/// The catalog's dialect <see cref="FacilityDialect.Linux"/> has the words of the line <c>flags</c>. The line <c>vmx flags</c> has a vocabulary of
/// its own, and <c>vnmi</c> is in both with two meanings: AMD's virtual NMI, and Intel's.
/// </remarks>
internal static class LinuxX86Names
{
    /// <summary>The word that <c>flags</c> has for another facility on each vendor's processors.</summary>
    public const string VirtualNmi = "vnmi";

    /// <summary>The words of <c>vmx flags</c> that stand for one bit (Linux' <c>arch/x86/include/asm/vmxfeatures.h</c>).</summary>
    private static readonly FrozenDictionary<string, Facility> Vmx = new Dictionary<string, Facility>
    {
        ["vnmi"] = X86Facility.VmxVnmi,
        ["preemption_timer"] = X86Facility.VmxPreemptionTimer,
        ["posted_intr"] = X86Facility.VmxPostedIntr,
        ["invvpid"] = X86Facility.VmxInvvpid,
        ["ept_x_only"] = X86Facility.VmxEptExeconly,
        ["ept_ad"] = X86Facility.VmxEptad,
        ["ept_1gb"] = X86Facility.VmxEpt1gb,
        ["ept_5level"] = X86Facility.VmxPageWalk5,
        ["eptp_switching"] = X86Facility.VmxEptpSwitching,
        ["tsc_offset"] = X86Facility.VmxTscOffset,
        ["vtpr"] = X86Facility.VmxFlexpriority,
        ["mtf"] = X86Facility.VmxMtf,
        ["vapic"] = X86Facility.VmxApicvXapic,
        ["ept"] = X86Facility.VmxEpt,
        ["vpid"] = X86Facility.VmxVpid,
        ["unrestricted_guest"] = X86Facility.VmxUnrestrictedGuest,
        ["vapic_reg"] = X86Facility.VmxApicvRegister,
        ["vid"] = X86Facility.VmxApicvVid,
        ["ple"] = X86Facility.VmxPle,
        ["shadow_vmcs"] = X86Facility.VmxShadowVmcs,
        ["pml"] = X86Facility.VmxPml,
        ["ept_mode_based_exec"] = X86Facility.VmxMbec,
        ["tsc_scaling"] = X86Facility.VmxTscScaling,
        ["usr_wait_pause"] = X86Facility.VmxEnableUserWaitPause,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// The words that Linux puts into <c>flags</c> for what it found in the VMX registers, also on kernels without <c>vmx flags</c>.
    /// </summary>
    private static readonly FrozenDictionary<string, Facility> VmxInFlags = new Dictionary<string, Facility>
    {
        ["tpr_shadow"] = X86Facility.VmxFlexpriority,
        [VirtualNmi] = X86Facility.VmxVnmi,
        ["ept"] = X86Facility.VmxEpt,
        ["vpid"] = X86Facility.VmxVpid,
        ["ept_ad"] = X86Facility.VmxEptad,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FacilitySet Flags = NamedInFlags();

    private static readonly FacilitySet VmxFacilities = FacilitySet.Create([.. Vmx.Values.Select(static facility => facility.Index)]);

    /// <summary>The facilities that have a word in <c>flags</c> on any vendor's processors.</summary>
    public static ref readonly FacilitySet InFlags => ref Flags;

    /// <summary>The facilities that have a word in <c>vmx flags</c>.</summary>
    public static ref readonly FacilitySet InVmxFlags => ref VmxFacilities;

    /// <summary>Finds what a word of <c>flags</c> stands for.</summary>
    /// <param name="word">The word.</param>
    /// <param name="hasSvm">Whether the processor is of a vendor with AMD's virtualization, where <c>vnmi</c> is that of SVM.</param>
    /// <param name="facility">The facility.</param>
    public static bool TryFindFlag(string word, bool hasSvm, out Facility facility)
    {
        if (hasSvm && word == VirtualNmi)
        {
            facility = X86Facility.Vnmi;
            return true;
        }

        return VmxInFlags.TryGetValue(word, out facility) || CpuModels.X86.Catalog.TryFind(word, out facility, FacilityDialect.Linux);
    }

    /// <summary>Finds what a word of <c>vmx flags</c> stands for.</summary>
    public static bool TryFindVmxFlag(string word, out Facility facility) => Vmx.TryGetValue(word, out facility);

    private static FacilitySet NamedInFlags()
    {
        FacilityCatalog catalog = CpuModels.X86.Catalog;
        var named = default(FacilitySet.Builder);
        foreach (int index in catalog.All)
        {
            if (catalog.TryGetName(catalog[index], FacilityDialect.Linux, out _))
            {
                named.Add(index);
            }
        }

        return named.ToFacilitySet();
    }
}
