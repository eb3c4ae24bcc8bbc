using System.Collections.Immutable;
using CpuFacility.Arm;

namespace CpuFacility.Linux;

/// <summary>What Linux on 64-bit Arm says in <c>/proc/cpuinfo</c>: which processors there are, and the words for what programs can use. Immutable.</summary>
/// <remarks>
/// <para>A machine can have processors of several kinds. The kernel lists for each of them what all have in common, so the words are of the machine.</para>
/// <para>The text does not have the ID registers, and no version of the kernel: what is known of a word that is not there, <see cref="ArmHwcaps.GetReported"/>
/// says. A program can read those fields of ID registers that the kernel shows by the instruction MRS, which .NET cannot execute; where another program has
/// done so, <see cref="ArmIdRegisterText"/> reads what it wrote.</para>
/// </remarks>
public sealed partial class ArmCpuInfo
{
    private ArmCpuInfo(ArmHwcaps words, ImmutableArray<ArmProcessorKind> kinds)
    {
        Words = words;
        Kinds = kinds;
    }

    /// <summary>The words in the line <c>Features</c>; where processors differ in that, those of all.</summary>
    public ArmHwcaps Words { get; }

    /// <summary>The words that <see cref="ArmHwcaps"/> has no bit for, as they came.</summary>
    public ImmutableArray<string> UnknownWords { get; private init; } = [];

    /// <summary>
    /// The kinds of processors, in the order of the first of each; at least one. Kernels before 3.19 write one processor's identification for all: it
    /// counts once.
    /// </summary>
    public ImmutableArray<ArmProcessorKind> Kinds { get; }

    /// <summary>The first kind.</summary>
    public ArmIdentity Identity => Kinds[0].Identity;

    /// <summary>The number of processors in the text.</summary>
    public int ProcessorCount { get; private init; }

    /// <summary>The numbers of the processors whose words are not the first's: the kernel writes no such text.</summary>
    public ImmutableArray<int> DifferentProcessors { get; private init; } = [];

    /// <summary>The facilities that the words say for certain: those of <see cref="ArmHwcaps.ToFacilities"/> that are reported.</summary>
    public FacilitySet Facilities => GetFacilities(Words);

    /// <summary>The facilities of which the words say whether programs have them.</summary>
    public FacilitySet Reported => Words.GetReported();

    /// <summary>The machine as a host. What the words do not speak of is unreported.</summary>
    /// <param name="registry">A registry of Arm models.</param>
    /// <param name="source">Where this comes from, for reports.</param>
    /// <exception cref="ArgumentException">The registry is of another architecture.</exception>
    public HostCapability CreateHost(CpuModelRegistry registry, string source = "/proc/cpuinfo")
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(source);
        return CreateHost(registry, Words, source);
    }

    /// <summary>The machine as a host, by the words of the auxiliary vector, which also has bits without a name.</summary>
    /// <param name="registry">A registry of Arm models.</param>
    /// <param name="words">The words.</param>
    /// <param name="source">Where this comes from, for reports.</param>
    /// <exception cref="ArgumentException">The registry is of another architecture.</exception>
    public HostCapability CreateHost(CpuModelRegistry registry, ArmHwcaps words, string source)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(source);
        FacilitySet unreported = registry.Catalog.All.Except(words.GetReported());
        return ArmHosts.Create(registry, Identity, GetFacilities(words), unreported, source, DescribeUnnamed(words.GetUnknown()));
    }

    private static FacilitySet GetFacilities(ArmHwcaps words) => words.ToFacilities().Intersect(words.GetReported());

    private IEnumerable<string> DescribeUnnamed(ArmHwcaps unknown)
    {
        if (!UnknownWords.IsEmpty)
        {
            yield return $"Words that no facility is known for: {string.Join(", ", UnknownWords)}.";
        }

        if (unknown != default)
        {
            yield return string.Create(null, $"Bits without a name: AT_HWCAP {unknown.Hwcap:X16}H, AT_HWCAP2 {unknown.Hwcap2:X16}H, AT_HWCAP3 {unknown.Hwcap3:X16}H.");
        }
    }
}
