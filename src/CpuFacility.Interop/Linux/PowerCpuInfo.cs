using System.Collections.Immutable;
using CpuFacility.Power;

namespace CpuFacility.Linux;

/// <summary>What Linux on POWER says in <c>/proc/cpuinfo</c>: the processors' name and PVR, and the machine. Immutable.</summary>
/// <remarks>
/// The kernel does not list facilities there, but for a remark on Altivec: these are in the auxiliary vector, whose lines <c>AT_HWCAP</c> and
/// <c>AT_HWCAP2</c>, as <c>LD_SHOW_AUXV=1 /bin/true</c> writes them, are read where they follow the text. A name with <c>(architected)</c> is that of a
/// compatibility mode, in which the PVR in the text is still the processor's own.
/// </remarks>
public sealed partial class PowerCpuInfo
{
    private PowerCpuInfo(string processor, uint pvr)
    {
        Processor = processor;
        Pvr = pvr;
    }

    /// <summary>The name in the line <c>cpu</c>, such as <c>POWER9 (architected)</c>, without the remark on Altivec.</summary>
    public string Processor { get; }

    /// <summary>Whether the line <c>cpu</c> says that Altivec is supported.</summary>
    public bool HasAltivec { get; private init; }

    /// <summary>The PVR of the first processor.</summary>
    public uint Pvr { get; }

    /// <summary>The revision as the kernel reads it out of the PVR, such as <c>2.2</c>.</summary>
    public string Revision { get; private init; } = "";

    /// <summary>The line <c>platform</c>, such as <c>pSeries</c> or <c>PowerNV</c>; empty if there is none.</summary>
    public string Platform { get; private init; } = "";

    /// <summary>The line <c>model</c>; empty if there is none.</summary>
    public string Model { get; private init; } = "";

    /// <summary>The line <c>machine</c>; empty if there is none.</summary>
    public string Machine { get; private init; } = "";

    /// <summary>The line <c>firmware</c>, such as <c>OPAL</c>; empty if there is none.</summary>
    public string Firmware { get; private init; } = "";

    /// <summary>The line <c>MMU</c>: <c>Radix</c> or <c>Hash</c>; empty if there is none.</summary>
    public string Mmu { get; private init; } = "";

    /// <summary>The ticks of the time base a second, or null if the text has no such line.</summary>
    public ulong? Timebase { get; private init; }

    /// <summary>The number of processors (threads) in the text.</summary>
    public int ProcessorCount { get; private init; }

    /// <summary>The numbers of the processors whose name or PVR differs from the first's; empty on a machine of equal processors.</summary>
    public ImmutableArray<int> DifferentProcessors { get; private init; } = [];

    /// <summary>The compatibility mode that the kernel runs in, as the name says; null if it runs on the processor as it is.</summary>
    public PowerCompatibilityMode? Mode { get; private init; }

    /// <summary>The feature words, if the lines <c>AT_HWCAP</c> and <c>AT_HWCAP2</c> follow; null without the first of them.</summary>
    public PowerFeatureWords? FeatureWords { get; private init; }

    /// <summary>The names in those lines that are no facilities of their word.</summary>
    public ImmutableArray<string> UnknownNames { get; private init; } = [];

    /// <summary>PVR and mode.</summary>
    public PowerIdentity Identity => new(Pvr, Mode);

    /// <summary>The machine as a host: what a guest on it, or a program, can have.</summary>
    /// <param name="registry">A registry of POWER models.</param>
    /// <param name="words">The feature words, of the text or of the auxiliary vector itself, or null if they are not known.</param>
    /// <param name="source">Where this comes from, for reports.</param>
    /// <exception cref="FacilityFormatException">The registry has no model of the PVR.</exception>
    public HostCapability CreateHost(CpuModelRegistry registry, PowerFeatureWords? words, string source = "/proc/cpuinfo")
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(source);
        if (!PowerHosts.TryCreate(registry, Identity, words, source, out HostCapability? host))
        {
            throw new FacilityFormatException(new FacilityFormatError(0, $"{registry.Edition} has no model of PVR {Pvr:X8}H ({Processor})."));
        }

        return UnknownNames.IsEmpty ? host : new HostCapability(host.Offer, host.Hardware, host.Emulated, host.Hidden, host.Unreported, source)
        {
            Unnamed = [.. host.Unnamed, $"Names that are no facilities: {string.Join(", ", UnknownNames)}."],
        };
    }
}
