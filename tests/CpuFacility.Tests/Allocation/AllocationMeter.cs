namespace CpuFacility.Tests.Allocation;

/// <summary>Measures what an action allocates on the managed heap of this thread.</summary>
internal static class AllocationMeter
{
    private const int WarmUps = 64;
    private const int Runs = 64;

    /// <summary>
    /// Bytes that 64 runs of the action allocate together, after as many for warming up. Zero means that no run allocated; a constant
    /// number of bytes per run shows as 64 times that. The action itself must not capture what changes (a closure is made once, outside).
    /// </summary>
    public static long Measure(Action action)
    {
        for (int i = 0; i < WarmUps; i++)
        {
            action();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Runs; i++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>
    /// Fails when the action allocates. The runtime may put a few bytes of its own on this thread while it recompiles what runs often: an
    /// action that allocates does so in each of three rounds.
    /// </summary>
    public static void AssertNone(Action action) => Assert.Equal(0, Math.Min(Measure(action), Math.Min(Measure(action), Measure(action))));
}
