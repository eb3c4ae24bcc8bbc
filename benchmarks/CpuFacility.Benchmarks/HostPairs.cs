using BenchmarkDotNet.Attributes;

namespace CpuFacility.Benchmarks;

/// <summary>
/// All ordered pairs of an architecture's models compared and intersected: the work is the same on each, as ordered values are sets too.
/// </summary>
[MemoryDiagnoser]
public class HostPairs
{
    /// <summary>As many models of each architecture as the smallest table has.</summary>
    private const int Models = 13;

    /// <summary>The pairs that one call goes through.</summary>
    private const int Pairs = Models * Models;

    private CpuModelRegistry _registry = null!;
    private CpuModel[] _models = [];

    [Params(CpuArchitecture.X86, CpuArchitecture.Arm)]
    public CpuArchitecture Architecture { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        if (!CpuModels.TryGet(Architecture, out CpuModelRegistry? registry))
        {
            throw new InvalidOperationException($"There are no models of {Architecture}.");
        }

        _registry = registry;
        _models = [.. registry.NamedModels.Take(Models)];
        if (Compare() < Models || Intersect() == 0 || _models.Length != Models)
        {
            throw new InvalidOperationException("A model is not identical to itself, or no two have anything in common.");
        }
    }

    [Benchmark(OperationsPerInvoke = Pairs)]
    public int Compare()
    {
        int within = 0;
        foreach (CpuModel guest in _models)
        {
            foreach (CpuModel host in _models)
            {
                within += guest.CompareWith(host).Relation is CpuModelRelation.Identical or CpuModelRelation.Subset ? 1 : 0;
            }
        }

        return within;
    }

    [Benchmark(OperationsPerInvoke = Pairs)]
    public int Intersect()
    {
        int common = 0;
        foreach (CpuModel guest in _models)
        {
            foreach (CpuModel host in _models)
            {
                common += _registry.Intersect(guest, host).Facilities.Count;
            }
        }

        return common;
    }
}
