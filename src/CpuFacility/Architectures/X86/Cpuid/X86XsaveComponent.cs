namespace CpuFacility.X86;

/// <summary>
/// A state component that XSAVE manages: the values are the bits of XCR0 and of the MSR IA32_XSS (Intel's manual, volume 1, 13.1; AMD's manual,
/// volume 2, 11.5.2).
/// </summary>
public enum X86XsaveComponent
{
    /// <summary>x87 and MMX registers.</summary>
    X87 = 0,

    /// <summary>XMM registers and MXCSR.</summary>
    Sse = 1,

    /// <summary>The upper halves of the YMM registers.</summary>
    Avx = 2,

    /// <summary>The MPX bound registers.</summary>
    Bndregs = 3,

    /// <summary>The MPX configuration and status.</summary>
    Bndcsr = 4,

    /// <summary>The AVX-512 mask registers.</summary>
    Opmask = 5,

    /// <summary>The upper halves of ZMM0 to ZMM15.</summary>
    ZmmHi256 = 6,

    /// <summary>The registers ZMM16 to ZMM31.</summary>
    Hi16Zmm = 7,

    /// <summary>Processor trace; supervisor state.</summary>
    Pt = 8,

    /// <summary>The rights of protection keys for user pages.</summary>
    Pkru = 9,

    /// <summary>The process address space id of ENQCMD; supervisor state.</summary>
    Pasid = 10,

    /// <summary>Control-flow enforcement of user mode; supervisor state.</summary>
    CetU = 11,

    /// <summary>The shadow stack pointers of rings 0 to 2; supervisor state.</summary>
    CetS = 12,

    /// <summary>Hardware duty cycling; supervisor state.</summary>
    Hdc = 13,

    /// <summary>User interrupts; supervisor state.</summary>
    Uintr = 14,

    /// <summary>Last branch records; supervisor state.</summary>
    Lbr = 15,

    /// <summary>Hardware-controlled performance states; supervisor state.</summary>
    Hwp = 16,

    /// <summary>The AMX tile configuration.</summary>
    XtileCfg = 17,

    /// <summary>The AMX tile registers.</summary>
    XtileData = 18,

    /// <summary>The APX registers R16 to R31.</summary>
    Apx = 19,

    /// <summary>AMD's lightweight profiling.</summary>
    Lwp = 62,
}
