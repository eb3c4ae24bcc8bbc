using System.Collections.Immutable;
using CpuFacility.X86;

namespace CpuFacility.Linux;

/// <summary>
/// What Linux on x86 says in <c>/proc/cpuinfo</c>: the first processor's identity and facilities, and in what the others differ from it. Immutable.
/// </summary>
/// <remarks>
/// <para>A flag that is there says that the processor has the facility, or that the kernel vouches for it. A flag that is missing says that the
/// kernel does not show it, and is taken as not offered: the processor may have the bit all the same where firmware has locked it, an option or an
/// erratum has hidden it, or the kernel is older than the facility.</para>
/// <para>Many facilities have no word in Linux: those are not reported (<see cref="Reported"/>).</para>
/// </remarks>
public sealed partial class X86CpuInfo
{
    private readonly FacilitySet _facilities;
    private readonly FacilitySet _reported;

    private X86CpuInfo(X86Identity identity, in FacilitySet facilities, in FacilitySet reported)
    {
        Identity = identity;
        _facilities = facilities;
        _reported = reported;
    }

    /// <summary>Vendor, family, model and stepping; no signature where the kernel does not know all three numbers.</summary>
    public X86Identity Identity { get; }

    /// <summary>The line <c>model name</c>: the brand string, or empty.</summary>
    public string BrandString { get; private init; } = "";

    /// <summary>The revision of the microcode, or null if the text has none.</summary>
    public uint? Microcode { get; private init; }

    /// <summary>The width of physical addresses in bits, or null if the text has none.</summary>
    public int? PhysicalAddressBits { get; private init; }

    /// <summary>The width of linear (virtual) addresses in bits, or null if the text has none.</summary>
    public int? LinearAddressBits { get; private init; }

    /// <summary>The facilities whose words stand in the lines <c>flags</c> and <c>vmx flags</c>.</summary>
    public ref readonly FacilitySet Facilities => ref _facilities;

    /// <summary>
    /// The facilities of which the text speaks: all that have a word in <c>flags</c>, and those with a word in <c>vmx flags</c> if that line is there
    /// or if the processor offers no VMX at all. Kernels before 5.6 have no such line.
    /// </summary>
    public ref readonly FacilitySet Reported => ref _reported;

    /// <summary>
    /// The words of <c>flags</c> that stand for no single facility of the catalog, as they came: the kernel's own such as <c>constant_tsc</c>, words
    /// for several bits such as <c>ibpb</c>, and bits that no edition has.
    /// </summary>
    public ImmutableArray<string> UnknownNames { get; private init; } = [];

    /// <summary>The words of <c>vmx flags</c> that stand for no single facility of the catalog, as they came.</summary>
    public ImmutableArray<string> UnknownVmxNames { get; private init; } = [];

    /// <summary>The words of the line <c>bugs</c>, as they came.</summary>
    public ImmutableArray<string> Bugs { get; private init; } = [];

    /// <summary>The number of processors in the text.</summary>
    public int ProcessorCount { get; private init; }

    /// <summary>
    /// In what processors differ from the first; empty on a machine of equal processors. Only lines that say what a processor is are compared, not
    /// clocks, caches and places. Models and hosts made of the first processor may not fit the others.
    /// </summary>
    public ImmutableArray<X86CpuInfoDifference> Differences { get; private init; } = [];
}
