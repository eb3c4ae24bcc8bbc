namespace CpuFacility.X86;

/// <summary>What each state component belongs to, what it needs, and where QEMU puts it, from the rows of <c>state.csv</c>.</summary>
internal static class X86XsaveComponents
{
    /// <summary>The size of the legacy region and the header: what XSAVE takes with x87 and SSE alone (Intel's manual, volume 1, 13.4).</summary>
    public const uint LegacySize = 576;

    /// <summary>The bits of x87 and SSE, which lie in the legacy region.</summary>
    public const ulong Legacy = 3;

    public const uint SupervisorFlag = 1;
    public const uint AlignedFlag = 2;

    private const int Count = 63;

    private static readonly FeaturePlace[][] Features = new FeaturePlace[Count][];
    private static readonly ulong[] Groups = new ulong[Count];

    /// <summary>Components, and what must be enabled with any of them.</summary>
    private static readonly (ulong Components, ulong Required)[] Requirements;

    /// <summary>The components with a name that XCR0 enables.</summary>
    private static readonly ulong User;

    /// <summary>The components with a name that IA32_XSS enables.</summary>
    private static readonly ulong Supervisor;

    static X86XsaveComponents()
    {
        Array.Fill(Features, []);
        for (int component = 0; component < Count; component++)
        {
            Groups[component] = 1UL << component;
        }

        string[] groups = X86Data.State.Group();
        var requirements = new List<(ulong Components, ulong Required)>();
        for (int row = 0; row < groups.Length; row++)
        {
            int component = (int)X86Data.State.Number[row];
            Features[component] = ReadFeatures(row);
            ref ulong side = ref (X86Data.State.Flags[row] & SupervisorFlag) != 0 ? ref Supervisor : ref User;
            side |= 1UL << component;
            Groups[component] = GatherBits(other => other == row || (groups[row].Length > 0 && groups[other] == groups[row]));
            ulong required = X86Data.State.Requires[row];
            if (required != 0 && requirements.TrueForAll(other => other.Required != required))
            {
                requirements.Add((GatherBits(other => X86Data.State.Requires[other] == required), required));
            }
        }

        Requirements = [.. requirements];
        Needs = ReadNeeds();
    }

    /// <summary>The components that have a name.</summary>
    public static ulong Named => User | Supervisor;

    /// <summary>The user components that must be enabled for features of a mark to be usable.</summary>
    public static (FacilitySet Facilities, ulong Components)[] Needs { get; }

    /// <summary>
    /// The features that a component belongs to: it is there with any of them. Empty for x87 and SSE, which are always there, and for
    /// components that nobody has described.
    /// </summary>
    public static FeaturePlace[] FeaturesOf(int component) => Features[component];

    /// <summary>The components that IA32_XSS enables: those with a name, and those without one that a processor lists.</summary>
    public static ulong GetSupervisorBits(ulong listed) => Supervisor | (listed & ~User);

    /// <summary>
    /// The components that XSETBV takes with a component or not at all (Intel's manual, volume 1, 13.3); the component alone if there are no others.
    /// </summary>
    public static ulong GroupOf(int component) => Groups[component];

    /// <summary>What must be enabled with any of some components, directly or through another.</summary>
    public static ulong GetRequired(ulong components)
    {
        ulong all = components;
        for (ulong before = 0; before != all;)
        {
            before = all;
            foreach ((ulong dependent, ulong required) in Requirements)
            {
                all |= (all & dependent) != 0 ? required : 0;
            }
        }

        return all & ~components;
    }

    /// <summary>Offset and size of x87 or SSE, which lie in the legacy region.</summary>
    public static (uint Offset, uint Size) GetLegacyArea(int component)
    {
        int row = X86Data.State.Number.IndexOf((uint)component);
        return (X86Data.State.Offset[row], X86Data.State.Size[row]);
    }

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
        for (int row = 0; row < X86Data.State.Number.Length; row++)
        {
            int component = (int)X86Data.State.Number[row];
            uint offset = X86Data.State.Offset[row];
            uint size = X86Data.State.Size[row];
            uint flags = X86Data.State.Flags[row];
            if (size == 0 || !hasAny(FeaturesOf(component)))
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

    private static FeaturePlace[] ReadFeatures(int row)
    {
        short other = X86Data.State.OrBlock[row];
        return (X86Data.State.Block[row], other) switch
        {
            ( < 0, _) => [],
            (short block, < 0) => [FeaturePlace.Of(block, X86Data.State.Bit[row])],
            (short block, _) => [FeaturePlace.Of(block, X86Data.State.Bit[row]), FeaturePlace.Of(other, X86Data.State.OrBit[row])],
        };
    }

    /// <summary>By mark, its members and the components that they need; of x87 and SSE nothing is said, which need no XSAVE.</summary>
    private static (FacilitySet Facilities, ulong Components)[] ReadNeeds()
    {
        var needs = new List<(FacilitySet Facilities, ulong Components)>();
        for (int mark = 0; mark < X86Data.MarkSets.Length; mark++)
        {
            ulong components = GatherBits(row => X86Data.State.Mark[row] == mark);
            if (components != 0)
            {
                needs.Add((X86Data.MarkSets[mark], (components | GetRequired(components)) & ~Legacy));
            }
        }

        return [.. needs];
    }

    /// <summary>The components of some rows of the data.</summary>
    private static ulong GatherBits(Predicate<int> isMeant)
    {
        ulong bits = 0;
        for (int row = 0; row < X86Data.State.Number.Length; row++)
        {
            bits |= isMeant(row) ? 1UL << (int)X86Data.State.Number[row] : 0;
        }

        return bits;
    }
}
