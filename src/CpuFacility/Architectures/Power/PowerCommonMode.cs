using System.Collections.Immutable;

namespace CpuFacility.Power;

/// <summary>
/// The compatibility modes that two hosts both offer, what a guest in the highest of them has on both, and what it goes without on each. Immutable.
/// </summary>
public sealed class PowerCommonMode
{
    private readonly FacilitySet _facilities;
    private readonly FacilitySet _unreported;
    private readonly FacilitySet _lostOnFirst;
    private readonly FacilitySet _lostOnSecond;
    private readonly FacilitySet _ofFirst;
    private readonly FacilitySet _ofSecond;

    internal PowerCommonMode(
        CpuModel first, in FacilitySet ofFirst, in FacilitySet openOfFirst, CpuModel second, in FacilitySet ofSecond, in FacilitySet openOfSecond)
    {
        First = first;
        Second = second;
        _ofFirst = ofFirst;
        _ofSecond = ofSecond;
        FacilitySet common = ofFirst.Intersect(ofSecond);
        Modes = [.. PowerCompatibilityMode.All.Where(mode => common.Contains(mode.Facility.Index))];
        FacilitySet possible = Mode is null ? default : Mode.Facilities;
        _facilities = common.Intersect(possible);
        _unreported = ofFirst.Union(openOfFirst).Intersect(ofSecond.Union(openOfSecond)).Intersect(possible).Except(_facilities);
        _lostOnFirst = ofFirst.Except(_facilities).Except(_unreported);
        _lostOnSecond = ofSecond.Except(_facilities).Except(_unreported);
    }

    /// <summary>One host.</summary>
    public CpuModel First { get; }

    /// <summary>The other host.</summary>
    public CpuModel Second { get; }

    /// <summary>The modes that both offer, oldest first; empty if there are none: then no guest can move between them in a mode.</summary>
    public ImmutableArray<PowerCompatibilityMode> Modes { get; }

    /// <summary>The highest of the modes, or null if the hosts have none in common.</summary>
    public PowerCompatibilityMode? Mode => Modes.IsEmpty ? null : Modes[^1];

    /// <summary>What a guest in the mode has on both hosts; empty without a mode.</summary>
    public ref readonly FacilitySet Facilities => ref _facilities;

    /// <summary>What a guest in the mode may or may not have on both hosts, as the description of one of them does not say.</summary>
    public ref readonly FacilitySet Unreported => ref _unreported;

    /// <summary>What the first host offers and the guest certainly goes without, the later modes included.</summary>
    public ref readonly FacilitySet LostOnFirst => ref _lostOnFirst;

    /// <summary>What the second host offers and the guest certainly goes without, the later modes included.</summary>
    public ref readonly FacilitySet LostOnSecond => ref _lostOnSecond;

    /// <summary>The greatest number of threads of a core in the mode; 0 without a mode.</summary>
    public int MaximumThreads => Mode?.MaximumThreads ?? 0;

    /// <summary>The threads of a core that the first host allows in its own highest mode and the common one does not.</summary>
    public int ThreadsLostOnFirst => ThreadsOf(_ofFirst) - MaximumThreads;

    /// <summary>The threads of a core that the second host allows in its own highest mode and the common one does not.</summary>
    public int ThreadsLostOnSecond => ThreadsOf(_ofSecond) - MaximumThreads;

    /// <summary>The mode, and what is lost on each host, a line each.</summary>
    public override string ToString() => Mode is null
        ? $"{First.Name} and {Second.Name} offer no compatibility mode in common."
        : $"{First.Name} and {Second.Name} have mode {Mode} in common, with up to {MaximumThreads} threads of a core."
            + Describe(First, _lostOnFirst, ThreadsLostOnFirst) + Describe(Second, _lostOnSecond, ThreadsLostOnSecond);

    private static int ThreadsOf(in FacilitySet offered) => PowerCompatibility.FindHighest(offered)?.MaximumThreads ?? 0;

    private static string Describe(CpuModel host, in FacilitySet lost, int threads)
    {
        string text = lost.IsEmpty ? "" : $"\nLost on {host.Name}: {host.Registry.Vocabulary.Format(lost)}";
        return text.Length == 0 ? "" : threads == 0 ? text + "." : $"{text}; {threads} threads of a core.";
    }
}
