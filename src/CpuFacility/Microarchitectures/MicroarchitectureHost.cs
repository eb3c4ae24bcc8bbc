using System.Collections.Immutable;

namespace CpuFacility.Microarchitectures;

/// <summary>What detection needs to know of a machine. Immutable and safe to share between threads.</summary>
/// <remarks>Which of the parts count depends on the family: vendor and features on x86 and Arm, the generation on POWER, the core's name on RISC-V and Apple's machines.</remarks>
public sealed record MicroarchitectureHost
{
    private readonly FacilitySet _features;

    /// <summary>Describes a machine.</summary>
    /// <param name="family">The family: what <c>uname -m</c> says, such as <c>x86_64</c>, <c>aarch64</c>, <c>ppc64le</c>, <c>riscv64</c>.</param>
    public MicroarchitectureHost(string family)
    {
        ArgumentNullException.ThrowIfNull(family);
        Family = family;
    }

    /// <summary>The family: what <c>uname -m</c> says.</summary>
    public string Family { get; }

    /// <summary>The vendor: of CPUID on x86, the name of the implementer on Arm (<see cref="GetArmVendor"/>).</summary>
    public string Vendor { get; init; } = Microarchitecture.GenericVendor;

    /// <summary>The features, as indexes of <see cref="MicroarchitectureFeatures"/>.</summary>
    public FacilitySet Features
    {
        get => _features;
        init => _features = value;
    }

    /// <summary>Words that came as features and that archspec does not name: they decide nothing, and are kept.</summary>
    public ImmutableArray<string> OtherFeatures { get; init; } = [];

    /// <summary>Arm: the part number of MIDR, or 0 if it is not known.</summary>
    public int ArmPart { get; init; }

    /// <summary>POWER: the generation, 9 for POWER9; 0 if it is not known, as in emulation.</summary>
    public int Generation { get; init; }

    /// <summary>RISC-V and Apple on Arm: the name of the microarchitecture that the machine itself says it has; empty if it says none.</summary>
    public string Core { get; init; } = "";

    /// <summary>Whether the machine runs macOS, which tells the model of an Apple processor on Arm and not its features.</summary>
    public bool IsDarwin { get; init; }

    /// <summary>The machine with the features that some words name.</summary>
    /// <param name="words">Names of features, such as those of the line <c>flags</c> of <c>/proc/cpuinfo</c>; they replace what was there.</param>
    public MicroarchitectureHost WithFeatures(params IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var features = default(FacilitySet.Builder);
        var others = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string word in words)
        {
            if (MicroarchitectureFeatures.TryFind(word, out int index))
            {
                features.Add(index);
            }
            else
            {
                others.Add(word);
            }
        }

        return this with { Features = features.ToFacilitySet(), OtherFeatures = [.. others] };
    }

    /// <summary>The machine with features under Linux' names where macOS has others: <c>sse4.1</c> and <c>lzcnt</c> are <c>sse4_1</c> and <c>abm</c>.</summary>
    /// <param name="words">The words of <c>sysctl machdep.cpu.features</c> and <c>machdep.cpu.leaf7_features</c> in small letters.</param>
    /// <remarks>As archspec, it looks for macOS' names anywhere in the text: two that stand beside each other make one name of two words.</remarks>
    public MicroarchitectureHost WithDarwinFeatures(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        string[] darwin = MicroarchitecturesData.DarwinFlags.Flags();
        string[] linux = MicroarchitecturesData.DarwinFlags.Linux();
        return WithFeatures([
            .. MicroarchitectureTables.Split(words),
            .. Enumerable.Range(0, darwin.Length).Where(i => words.Contains(darwin[i], StringComparison.Ordinal)).SelectMany(i => MicroarchitectureTables.Split(linux[i])),
        ]);
    }

    /// <summary>The name of an Arm implementer, as archspec has it; the number in hexadecimal digits if it has none.</summary>
    /// <param name="implementer">The implementer of MIDR, 0 to FFH: 41H is Arm.</param>
    public static string GetArmVendor(int implementer)
    {
        int row = MicroarchitecturesData.ArmImplementers.Implementer.IndexOf((uint)implementer);
        return row < 0 ? string.Create(null, $"0x{implementer:x}") : MicroarchitecturesData.ArmImplementers.Vendor()[row];
    }

    /// <summary>The name of a RISC-V microarchitecture that Linux' line <c>uarch</c> tells; empty if archspec knows none.</summary>
    /// <param name="uarch">The line's value, such as <c>sifive,u74-mc</c>.</param>
    public static string GetRiscVCore(string uarch)
    {
        ArgumentNullException.ThrowIfNull(uarch);
        int row = Array.IndexOf(MicroarchitecturesData.Cores.Uarch(), uarch);
        return row < 0 ? "" : MicroarchitecturesData.Cores.Target()[row];
    }
}
