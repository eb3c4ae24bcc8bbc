namespace CpuFacility.Power;

/// <summary>
/// The highest compatibility mode that two hosts offer, what a guest in it has on both, and what it goes without on each. Immutable.
/// </summary>
public sealed class PowerCommonMode
{
    private readonly FacilitySet _facilities;
    private readonly FacilitySet _lostOnFirst;
    private readonly FacilitySet _lostOnSecond;

    internal PowerCommonMode(CpuModel first, CpuModel second, PowerCompatibilityMode? mode)
    {
        First = first;
        Second = second;
        Mode = mode;
        _facilities = mode is null ? default : first.Facilities.Intersect(second.Facilities).Intersect(mode.Facilities);
        _lostOnFirst = first.Facilities.Except(_facilities);
        _lostOnSecond = second.Facilities.Except(_facilities);
    }

    /// <summary>One host.</summary>
    public CpuModel First { get; }

    /// <summary>The other host.</summary>
    public CpuModel Second { get; }

    /// <summary>The mode, or null if the hosts have none in common: then no guest can move between them.</summary>
    public PowerCompatibilityMode? Mode { get; }

    /// <summary>What a guest in the mode has on both hosts; empty without a mode.</summary>
    public ref readonly FacilitySet Facilities => ref _facilities;

    /// <summary>What the first host offers and the guest goes without, the later modes included.</summary>
    public ref readonly FacilitySet LostOnFirst => ref _lostOnFirst;

    /// <summary>What the second host offers and the guest goes without, the later modes included.</summary>
    public ref readonly FacilitySet LostOnSecond => ref _lostOnSecond;

    /// <summary>The greatest number of threads of a core in the mode; 0 without a mode.</summary>
    public int MaximumThreads => Mode?.MaximumThreads ?? 0;

    /// <summary>The threads of a core that the first host allows in its own highest mode and the common one does not.</summary>
    public int ThreadsLostOnFirst => ThreadsOf(First) - MaximumThreads;

    /// <summary>The threads of a core that the second host allows in its own highest mode and the common one does not.</summary>
    public int ThreadsLostOnSecond => ThreadsOf(Second) - MaximumThreads;

    /// <summary>The mode, and what is lost on each host, a line each.</summary>
    public override string ToString() => Mode is null
        ? $"{First.Name} and {Second.Name} offer no compatibility mode in common."
        : $"{First.Name} and {Second.Name} have mode {Mode} in common, with up to {MaximumThreads} threads of a core."
            + Describe(First, _lostOnFirst, ThreadsLostOnFirst) + Describe(Second, _lostOnSecond, ThreadsLostOnSecond);

    private static int ThreadsOf(CpuModel host) => PowerCompatibility.FindHighest(host.Facilities)?.MaximumThreads ?? 0;

    private static string Describe(CpuModel host, in FacilitySet lost, int threads)
    {
        string text = lost.IsEmpty ? "" : $"\nLost on {host.Name}: {host.Registry.Vocabulary.Format(lost)}";
        return text.Length == 0 ? "" : threads == 0 ? text + "." : $"{text}; {threads} threads of a core.";
    }
}
