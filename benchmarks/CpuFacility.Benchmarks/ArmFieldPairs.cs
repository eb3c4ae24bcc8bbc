using BenchmarkDotNet.Attributes;
using CpuFacility.Arm;

namespace CpuFacility.Benchmarks;

/// <summary>All ordered pairs of Arm's models compared field by field, with three verdicts each; <see cref="HostPairs"/> has what sets take.</summary>
[MemoryDiagnoser]
public class ArmFieldPairs
{
    /// <summary>13 models, each with each.</summary>
    private const int Pairs = 169;

    private CpuModel[] _models = [];

    [GlobalSetup]
    public void Setup()
    {
        _models = [.. CpuModels.Arm.NamedModels];

        // Each with itself, and the seven pairs that KVM's rule accepts.
        if (_models.Length * _models.Length != Pairs || Compare() != _models.Length + 7)
        {
            throw new InvalidOperationException("KVM's rule accepts other pairs than are known.");
        }
    }

    [Benchmark(OperationsPerInvoke = Pairs)]
    public int Compare()
    {
        int accepted = 0;
        foreach (CpuModel guest in _models)
        {
            foreach (CpuModel host in _models)
            {
                accepted += guest.CompareFieldsWith(host).IsAcceptedByKvm ? 1 : 0;
            }
        }

        return accepted;
    }
}
