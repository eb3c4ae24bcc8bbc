namespace CpuFacility;

/// <summary>Which models a host can run: all with what each lacks, or only those that lack nothing.</summary>
public static class CpuModelEvaluations
{
    /// <summary>Every definition with what it lacks on a host, as QEMU's <c>query-cpu-definitions</c> lists them, in the registry's order.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="host">What the host offers.</param>
    /// <param name="kinds">Which names are covered.</param>
    /// <exception cref="ArgumentException">The host is of another architecture.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kinds"/> is none of the enumeration's, or has a value beside them.</exception>
    public static ModelEvaluation Evaluate(this CpuModelRegistry registry, CpuModel host, CpuModelKinds kinds = CpuModelKinds.Default) =>
        Create(registry, host, kinds, onlyRunnable: false);

    /// <summary>Only the definitions that lack nothing on a host, in the registry's order.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="host">What the host offers.</param>
    /// <param name="kinds">Which names are covered.</param>
    /// <exception cref="ArgumentException">The host is of another architecture.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kinds"/> is none of the enumeration's, or has a value beside them.</exception>
    public static ModelEvaluation Runnable(this CpuModelRegistry registry, CpuModel host, CpuModelKinds kinds = CpuModelKinds.Default) =>
        Create(registry, host, kinds, onlyRunnable: true);

    private static ModelEvaluation Create(CpuModelRegistry registry, CpuModel host, CpuModelKinds kinds, bool onlyRunnable)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(host);
        if (host.Architecture != registry.Architecture)
        {
            throw new ArgumentException($"The host is of architecture {host.Architecture}, not {registry.Architecture}.", nameof(host));
        }

        if ((kinds & ~CpuModelKinds.All) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(kinds), kinds, "The kinds are Default, Static, Preset or a combination of them.");
        }

        return new ModelEvaluation(registry, host, kinds, onlyRunnable);
    }
}
