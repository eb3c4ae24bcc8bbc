using System.Collections.Immutable;

namespace CpuFacility.X86;

/// <summary>
/// The state components of a processor, and which of them its operating system has enabled: a feature whose registers are not saved
/// cannot be used, whatever its bit says.
/// </summary>
/// <remarks>
/// <para>Sources: Intel's manual, volume 1, chapter 13, and volume 2, CPUID leaf 0DH; AMD's manual, volume 2, 11.5.</para>
/// <para>Whether a component is enabled follows, in this order:</para>
/// <list type="number">
/// <item>from XCR0, or IA32_XSS (MSR DA0H) for supervisor state, if the table has it;</item>
/// <item>from OSXSAVE (leaf 1, ECX bit 27): XCR0 cannot be set while it is off, so that nothing is enabled; while it is on, x87 is, as XCR0's bit 0
/// is always 1;</item>
/// <item>from what is supported: no other bit can be set;</item>
/// <item>from two sizes, where XCR0 was not read. Leaf D subleaf 0 gives in EBX the size of what XCR0 has now, which is the end of the component that ends last; subleaf 1
/// gives in EBX the size of what XCR0 and IA32_XSS have now in the compacted form. All values of the two registers that XSETBV takes and that
/// give just these sizes are tried: what they have in common is known. MPX, AVX-512 and AMX are enabled as a whole, AVX-512 needs
/// AVX, and AVX needs SSE.</item>
/// </list>
/// <para>If no value gives both sizes, as in tables that a hypervisor has put together, the first size alone counts. What does not follow is
/// not known. Immutable and safe to share between threads.</para>
/// </remarks>
public sealed partial class X86XsaveState
{
    /// <summary>The CPUID leaf that describes the components.</summary>
    internal const uint Leaf = 0xD;

    private const uint XssMsr = 0xDA0;

    private readonly bool? _enabledPke;
    private readonly ulong _enabled;
    private readonly ulong _disabled;

    internal X86XsaveState(CpuidData table)
    {
        bool? hasXsave = table.ReadBit(FeaturePlace.Of(X86Facility.Xsave));
        bool isListed = table.TryGet(Leaf, 0, out CpuidRegisters main);
        bool areExtensionsListed = table.TryGet(Leaf, 1, out CpuidRegisters extensions);
        ulong? user = isListed ? main.Eax | (ulong)main.Edx << 32 : hasXsave == false || table.IsKnownZero(Leaf, 0) ? 0 : null;
        ulong? supervisor = areExtensionsListed
            ? extensions.Ecx | (ulong)extensions.Edx << 32
            : user == 0 || table.IsKnownZero(Leaf, 1) ? 0 : null;
        EnabledSize = isListed ? main.Ebx : null;
        MaximumSize = isListed ? main.Ecx : null;
        _enabledPke = table.ReadBit(FeaturePlace.Of(X86Facility.Ospke));

        var evidence = new Evidence(table, user, supervisor, main, extensions);
        (_enabled, _disabled) = evidence.Conclude();
        Areas = CreateAreas(table, user, supervisor);
    }

    /// <summary>All components with a name, and others that are supported, in ascending order.</summary>
    public ImmutableArray<X86XsaveArea> Areas { get; }

    /// <summary>The size in bytes of what is enabled now, in the standard form; null if the table does not say.</summary>
    public uint? EnabledSize { get; }

    /// <summary>The size in bytes of all user components, in the standard form; null if the table does not say.</summary>
    public uint? MaximumSize { get; }

    /// <summary>Whether the operating system has enabled a component: yes, no, or null if that does not follow from the table.</summary>
    /// <param name="component">The component, 0 to 62; values without a name are fine.</param>
    /// <exception cref="ArgumentOutOfRangeException">The component is outside 0 to 62.</exception>
    public bool? IsEnabled(X86XsaveComponent component)
    {
        if ((uint)component > 62)
        {
            throw new ArgumentOutOfRangeException(nameof(component), component, "A state component is 0 to 62.");
        }

        return StateOf(1UL << (int)component);
    }

    /// <summary>
    /// The facilities that programs can use: those that need no state component, and those whose components the operating system has enabled.
    /// It does not allocate.
    /// </summary>
    /// <param name="facilities">The facilities of the processor.</param>
    /// <param name="unknown">Those of the facilities of which it is not known; none of them is in the result.</param>
    /// <remarks>
    /// Which facility needs what is in the data (the marks <c>needs-*-state</c>): those whose every form needs the registers. <c>gfni</c>,
    /// for one, has a form for SSE and stays. <c>pku</c> needs OSPKE, too (leaf 7, ECX bit 4). x87 and SSE need no XSAVE.
    /// </remarks>
    public FacilitySet GetUsable(in FacilitySet facilities, out FacilitySet unknown)
    {
        var off = default(FacilitySet.Builder);
        var open = default(FacilitySet.Builder);
        foreach ((FacilitySet dependent, ulong components) in X86XsaveComponents.Needs)
        {
            Sort(StateOf(components), dependent, ref off, ref open);
        }

        Sort(_enabledPke, X86Data.NeedsPkruState, ref off, ref open);
        FacilitySet unusable = off.ToFacilitySet();
        unknown = open.ToFacilitySet().Except(unusable).Intersect(facilities);
        return facilities.Except(unusable).Except(unknown);
    }

    /// <summary>The components that are enabled, and those of which it is not known, as in <c>X87, Sse, Avx; not known: Pkru</c>.</summary>
    public override string ToString()
    {
        string enabled = Names(static area => area.IsEnabled == true);
        string open = Names(static area => area.IsEnabled is null);
        return (enabled.Length == 0 ? "none" : enabled) + (open.Length == 0 ? "" : $"; not known: {open}");

        string Names(Func<X86XsaveArea, bool> which) => string.Join(", ", Areas.Where(which).Select(static area => area.Component));
    }

    private static void Sort(bool? isEnabled, in FacilitySet dependent, ref FacilitySet.Builder off, ref FacilitySet.Builder open)
    {
        if (isEnabled is null)
        {
            open.UnionWith(dependent);
        }
        else if (isEnabled == false)
        {
            off.UnionWith(dependent);
        }
    }

    /// <summary>Yes if all are enabled, no if one is not.</summary>
    private bool? StateOf(ulong components) =>
        (_disabled & components) != 0 ? false : (_enabled & components) == components ? true : null;

    private ImmutableArray<X86XsaveArea> CreateAreas(CpuidData table, ulong? user, ulong? supervisor)
    {
        var areas = ImmutableArray.CreateBuilder<X86XsaveArea>();
        for (int number = 0; number <= 62; number++)
        {
            var component = (X86XsaveComponent)number;
            bool isSupervisor = (X86XsaveComponents.GetSupervisorBits(supervisor ?? 0) >> number & 1) != 0;
            ulong? supported = isSupervisor ? supervisor : user;
            if (((X86XsaveComponents.Named | (user ?? 0) | (supervisor ?? 0)) >> number & 1) == 0)
            {
                continue;
            }

            bool isLegacy = (X86XsaveComponents.Legacy >> number & 1) != 0;
            bool isListed = table.TryGet(Leaf, (uint)number, out CpuidRegisters area) && area.Eax != 0;
            (uint? offset, uint? size) = isLegacy ? X86XsaveComponents.GetLegacyArea(number) : isListed ? (area.Ebx, area.Eax) : (default(uint?), default(uint?));
            areas.Add(new X86XsaveArea(
                component,
                supported is null ? null : (supported >> number & 1) != 0,
                StateOf(1UL << number),
                isSupervisor,
                offset,
                size));
        }

        return areas.ToImmutable();
    }
}
