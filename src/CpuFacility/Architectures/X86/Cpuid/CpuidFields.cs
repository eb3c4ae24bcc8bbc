namespace CpuFacility.X86;

/// <summary>
/// The parts of feature registers that are numbers and no features: they are neither facilities nor unnamed bits, and stay as they are whatever
/// is masked (Intel's manual, volume 3, appendix A for the VMX MSRs, volume 4 for the others, volume 2 for CPUID).
/// </summary>
internal static class CpuidFields
{
    public static ulong Of(uint register, uint leaf, uint subleaf) => (register, leaf, subleaf) switch
    {
        // The version of AVX10.
        (X86BlockRegister.Ebx, 0x24, 0) => 0xFF,

        // IA32_MCG_CAP: the count of banks, and that of extended registers.
        (X86BlockRegister.Msr, 0x179, _) => 0xFF_00FF,

        // IA32_PERF_CAPABILITIES: the formats of branch and of PEBS records.
        (X86BlockRegister.Msr, 0x345, _) => 0xF3F,

        // IA32_VMX_BASIC: the revision, the size of a VMCS and its memory type.
        (X86BlockRegister.Msr, 0x480, _) => 0x003C_1FFF_7FFF_FFFF,

        // IA32_VMX_MISC: the rate of the preemption timer, the CR3 targets, the size of MSR lists and the MSEG revision.
        (X86BlockRegister.Msr, 0x485, _) => 0xFFFF_FFFF_0FFF_001F,

        // Controls: the lower half says which of them must be on.
        (X86BlockRegister.Msr, 0x48B or 0x48D or 0x48E or 0x48F or 0x490, _) => 0xFFFF_FFFF,
        _ => 0,
    };
}
