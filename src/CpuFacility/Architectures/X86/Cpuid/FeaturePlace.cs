namespace CpuFacility.X86;

/// <summary>A bit of a CPUID register by its place: it can be one that the catalog has no name for.</summary>
/// <param name="Leaf">The leaf.</param>
/// <param name="Subleaf">The subleaf.</param>
/// <param name="Register">0 to 3 for EAX to EDX.</param>
/// <param name="Bit">The bit, 0 to 31.</param>
internal readonly record struct FeaturePlace(uint Leaf, uint Subleaf, int Register, int Bit)
{
    private const int Eax = (int)X86BlockRegister.Eax;
    private const int Ebx = (int)X86BlockRegister.Ebx;
    private const int Ecx = (int)X86BlockRegister.Ecx;
    private const int Edx = (int)X86BlockRegister.Edx;

    public static FeaturePlace Monitor => new(1, 0, Ecx, 3);

    public static FeaturePlace Vmx => new(1, 0, Ecx, 5);

    public static FeaturePlace PerformanceCapabilities => new(1, 0, Ecx, 15);

    public static FeaturePlace Xsave => new(1, 0, Ecx, 26);

    public static FeaturePlace OsXsave => new(1, 0, Ecx, 27);

    public static FeaturePlace Avx => new(1, 0, Ecx, 28);

    public static FeaturePlace Hypervisor => new(1, 0, Ecx, 31);

    public static FeaturePlace MachineCheckArchitecture => new(1, 0, Edx, 14);

    public static FeaturePlace SerialNumber => new(1, 0, Edx, 18);

    public static FeaturePlace ThermalHdc => new(6, 0, Eax, 13);

    public static FeaturePlace Hwp => new(6, 0, Eax, 7);

    public static FeaturePlace Sgx => new(7, 0, Ebx, 2);

    public static FeaturePlace Monitoring => new(7, 0, Ebx, 12);

    public static FeaturePlace Mpx => new(7, 0, Ebx, 14);

    public static FeaturePlace Allocation => new(7, 0, Ebx, 15);

    public static FeaturePlace Avx512F => new(7, 0, Ebx, 16);

    public static FeaturePlace ProcessorTrace => new(7, 0, Ebx, 25);

    public static FeaturePlace Pku => new(7, 0, Ecx, 3);

    public static FeaturePlace OsPke => new(7, 0, Ecx, 4);

    public static FeaturePlace ShadowStacks => new(7, 0, Ecx, 7);

    public static FeaturePlace KeyLocker => new(7, 0, Ecx, 23);

    public static FeaturePlace Enqcmd => new(7, 0, Ecx, 29);

    public static FeaturePlace UserInterrupts => new(7, 0, Edx, 5);

    public static FeaturePlace Pconfig => new(7, 0, Edx, 18);

    public static FeaturePlace ArchLbr => new(7, 0, Edx, 19);

    public static FeaturePlace IndirectBranchTracking => new(7, 0, Edx, 20);

    public static FeaturePlace AmxTile => new(7, 0, Edx, 24);

    public static FeaturePlace ArchCapabilities => new(7, 0, Edx, 29);

    public static FeaturePlace CoreCapability => new(7, 0, Edx, 30);

    public static FeaturePlace Avx10 => new(7, 1, Edx, 19);

    public static FeaturePlace Apx => new(7, 1, Edx, 21);

    public static FeaturePlace Svm => new(0x8000_0001, 0, Ecx, 2);

    public static FeaturePlace Ibs => new(0x8000_0001, 0, Ecx, 10);

    public static FeaturePlace Lwp => new(0x8000_0001, 0, Ecx, 15);

    public static FeaturePlace TopologyExtensions => new(0x8000_0001, 0, Ecx, 22);

    /// <summary>The feature without which an MSR is not there (Intel's manual, volume 4, and volume 3 appendix A); null if there is no such.</summary>
    public static FeaturePlace? OfMsr(uint index) => index switch
    {
        0xCF => CoreCapability,
        0x10A => ArchCapabilities,
        0x179 => MachineCheckArchitecture,
        0x345 => PerformanceCapabilities,
        >= 0x480 and <= 0x491 => Vmx,
        _ => null,
    };
}
