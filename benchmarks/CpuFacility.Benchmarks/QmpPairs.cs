using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Filters;
using CpuFacility.Qemu;

namespace CpuFacility.Benchmarks;

/// <summary>
/// All ordered pairs of QEMU 7.2's models compared: by the library, by our QMP server over its socket, and by a real QEMU over its own. The
/// requests are sent without waiting for answers. Before anything is timed, the lines of both servers must be the same.
/// </summary>
[QemuIsInstalledFilter]
public class QmpPairs
{
    private readonly CancellationTokenSource _ending = new();
    private CpuModel[] _models = [];
    private byte[] _requests = [];
    private QmpPairsWire? _server;
    private QmpPairsWire? _qemu;
    private QmpPairsQemu? _process;
    private DirectoryInfo? _folder;

    /// <summary>QEMU takes seconds, so only its own benchmark waits for it.</summary>
    [GlobalSetup(Target = nameof(RealQemu))]
    public void SetupWithQemu()
    {
        Setup();
        _process = QmpPairsQemu.Start(Path.Combine(_folder!.FullName, "qemu"));
        _qemu = new QmpPairsWire(_process.SocketPath, _models.Length * _models.Length);
        if (_qemu.Ask(_requests) != _server!.Ask(_requests))
        {
            throw new InvalidOperationException("QEMU and the server do not answer alike.");
        }
    }

    [GlobalSetup(Targets = [nameof(OurServer), nameof(InProcess)])]
    public void Setup()
    {
        CpuModelRegistry registry = CpuModels.S390x.AsOf(new Version(7, 2));
        _models = [.. registry.NamedModels];
        _requests = QmpPairsWire.Comparisons(_models);
        _folder = Directory.CreateTempSubdirectory("cpufacility-bench-");
        string path = Path.Combine(_folder.FullName, "qmp");
        _ = new QmpServer(new QmpServerOptions { Registry = registry }).ListenAsync(path, _ending.Token);
        _server = new QmpPairsWire(path, _models.Length * _models.Length);
        if (_server.Ask(_requests) != _server.Ask(_requests) || InProcess() == 0)
        {
            throw new InvalidOperationException("The answers change, or no model is a subset of another.");
        }
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _ending.Cancel();
        _server?.Dispose();
        _qemu?.Dispose();
        _process?.Dispose();
        _folder?.Delete(recursive: true);
    }

    /// <summary>The baseline.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory(QemuIsInstalledFilterAttribute.Category)]
    public UInt128 RealQemu() => _qemu!.Ask(_requests);

    [Benchmark]
    public UInt128 OurServer() => _server!.Ask(_requests);

    [Benchmark]
    public int InProcess()
    {
        int subsets = 0;
        foreach (CpuModel first in _models)
        {
            foreach (CpuModel second in _models)
            {
                subsets += first.CompareWith(second).Relation == CpuModelRelation.Subset ? 1 : 0;
            }
        }

        return subsets;
    }
}

/// <summary>Leaves out what needs QEMU where there is none.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class QemuIsInstalledFilterAttribute()
    : FilterConfigBaseAttribute(new SimpleFilter(static benchmark => QmpPairsQemu.IsInstalled || !benchmark.Descriptor.HasCategory(Category)))
{
    public const string Category = "QEMU";
}
