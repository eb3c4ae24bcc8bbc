namespace CpuFacility.X86;

/// <summary>What each state component belongs to, and where QEMU and Linux expect it.</summary>
internal static class X86XsaveComponents
{
    /// <summary>The size of the legacy region and the header: what XSAVE takes with x87 and SSE alone (Intel's manual, volume 1, 13.4).</summary>
    public const uint LegacySize = 576;

    /// <summary>The bits of x87 and SSE, which lie in the legacy region.</summary>
    public const ulong Legacy = 3;

    public const uint SupervisorFlag = 1;
    public const uint AlignedFlag = 2;

    /// <summary>
    /// Components that XSETBV takes together or not at all, by the lowest bit of each (Intel's manual, volume 1, 13.3): the two of MPX, the
    /// three of AVX-512, the two of AMX.
    /// </summary>
    public static readonly ulong[] Groups = [3UL << 3, 7UL << 5, 3UL << 17];

    /// <summary>The three of AVX-512, which need that of AVX.</summary>
    public const ulong Avx512 = 7UL << 5;

    public const ulong Avx = 1UL << 2;

    /// <summary>The components with a name that XCR0 enables.</summary>
    private const ulong User = 0xFFUL | 1UL << 9 | 7UL << 17 | 1UL << 62;

    /// <summary>The components with a name that IA32_XSS enables.</summary>
    private const ulong Supervisor = 1UL << 8 | 0x7FUL << 10;

    private const ulong Mpx = 3UL << 3;
    private const ulong Amx = 3UL << 17;

    /// <summary>
    /// The features that a component belongs to: it is there with any of them. Empty for x87 and SSE, which are always there, and for
    /// components that nobody has described.
    /// </summary>
    public static FeaturePlace[] FeaturesOf(int component) => component switch
    {
        2 => [FeaturePlace.Avx],
        3 or 4 => [FeaturePlace.Mpx],
        5 or 6 or 7 => [FeaturePlace.Avx512F, FeaturePlace.Avx10],
        8 => [FeaturePlace.ProcessorTrace],
        9 => [FeaturePlace.Pku],
        10 => [FeaturePlace.Enqcmd],
        11 or 12 => [FeaturePlace.ShadowStacks, FeaturePlace.IndirectBranchTracking],
        13 => [FeaturePlace.ThermalHdc],
        14 => [FeaturePlace.UserInterrupts],
        15 => [FeaturePlace.ArchLbr],
        16 => [FeaturePlace.Hwp],
        17 or 18 => [FeaturePlace.AmxTile],
        19 => [FeaturePlace.Apx],
        62 => [FeaturePlace.Lwp],
        _ => [],
    };

    /// <summary>The components that IA32_XSS enables: those with a name, and those without one that a processor lists.</summary>
    public static ulong GetSupervisorBits(ulong listed) => Supervisor | (listed & ~User);

    /// <summary>The group that a component is in; the component alone if it is in none.</summary>
    public static ulong GroupOf(int component)
    {
        foreach (ulong group in Groups)
        {
            if ((group >> component & 1) != 0)
            {
                return group;
            }
        }

        return 1UL << component;
    }

    /// <summary>The user components that must be enabled for features of a mark to be usable.</summary>
    public static (FacilitySet Facilities, ulong Components)[] Needs { get; } =
    [
        (X86Data.NeedsAvxState, Avx),
        (X86Data.NeedsAvx512State, Avx | Avx512),
        (X86Data.NeedsAmxState, Amx),
        (X86Data.NeedsMpxState, Mpx),
        (X86Data.NeedsPkruState, 1UL << 9),
        (X86Data.NeedsApxState, 1UL << 19),
        (X86Data.NeedsLwpState, 1UL << 62),
    ];

    /// <summary>
    /// Writes leaf DH for a guest at its start, with the components that its features bring, at the offsets of QEMU's <c>x86_ext_save_areas</c>
    /// (<c>target/i386/cpu.c</c>).
    /// </summary>
    public static void AddStandard(CpuidData.Builder builder, Func<FeaturePlace[], bool> hasAny)
    {
        ulong user = Legacy;
        ulong supervisor = 0;
        uint end = LegacySize;
        uint compacted = LegacySize;
        foreach ((int component, uint offset, uint size, uint flags) in StandardAreas)
        {
            if (!hasAny(FeaturesOf(component)))
            {
                continue;
            }

            builder.Set(X86XsaveState.Leaf, (uint)component, new CpuidRegisters(size, offset, flags, 0));
            if ((flags & SupervisorFlag) != 0)
            {
                supervisor |= 1UL << component;
            }
            else
            {
                user |= 1UL << component;
                end = Math.Max(end, offset + size);
            }

            compacted = ((flags & AlignedFlag) != 0 ? (compacted + 63) & ~63u : compacted) + size;
        }

        // At the start, XCR0 has x87 alone: what is enabled takes the legacy region and the header.
        builder.Set(X86XsaveState.Leaf, 0, new CpuidRegisters((uint)user, LegacySize, end, (uint)(user >> 32)));
        builder.TryGet(X86XsaveState.Leaf, 1, out CpuidRegisters extensions);
        bool compacts = (extensions.Eax & 0b1010) != 0;
        if (extensions.Eax != 0 || supervisor != 0)
        {
            builder.Set(X86XsaveState.Leaf, 1, extensions with
            {
                Ebx = compacts ? compacted : 0,
                Ecx = (uint)supervisor,
                Edx = (uint)(supervisor >> 32),
            });
        }
    }

    /// <summary>Component, offset, size, and ECX of its subleaf: bit 0 for supervisor state, bit 1 for alignment in the compacted form.</summary>
    private static readonly (int Component, uint Offset, uint Size, uint Flags)[] StandardAreas =
    [
        (2, 576, 256, 0),
        (3, 960, 64, 0),
        (4, 1024, 64, 0),
        (5, 1088, 64, 0),
        (6, 1152, 512, 0),
        (7, 1664, 1024, 0),
        (9, 2688, 8, 0),
        (11, 0, 16, SupervisorFlag),
        (12, 0, 24, SupervisorFlag),
        (15, 0, 808, SupervisorFlag),
        (17, 2752, 64, AlignedFlag),
        (18, 2816, 8192, AlignedFlag | 4),
        (19, 960, 128, 0),
    ];
}
