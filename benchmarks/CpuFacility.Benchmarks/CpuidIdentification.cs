using BenchmarkDotNet.Attributes;
using CpuFacility.X86;

namespace CpuFacility.Benchmarks;

/// <summary>
/// From a CPUID table to its features, and from those to the model that names them best; beside the same work on a list of places with names, as
/// a program without the library would do it: <c>HashSet</c>s of names, the best model by their subsets. The peer does not read MSRs more
/// slowly than it must: both look lines up in a table that is already parsed. Before anything is timed, both must agree.
/// </summary>
[MemoryDiagnoser]
public class CpuidIdentification
{
    private readonly Dictionary<(uint Leaf, uint Subleaf), uint[]> _lines = [];
    private readonly Dictionary<uint, ulong> _msrs = [];
    private CpuidData _table = null!;
    private X86Identity _identity = null!;
    private FacilitySet _facilities;
    private HashSet<string> _names = null!;
    private (uint Leaf, uint Subleaf, int Register, int Bit, string Name)[] _places = null!;
    private (string Name, string Vendor, HashSet<string> Features)[] _models = null!;

    /// <summary>What the processor is: a guest's table of such a model, with the leaves of topology and caches that a processor lists beside.</summary>
    [Params("Skylake-Server", "EPYC-Genoa")]
    public string Processor { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        CpuModelRegistry registry = CpuModels.X86;
        CpuidData.Builder builder = CpuidData.FromModel(registry.Parse(Processor)).ToBuilder();
        for (uint leaf = 0; builder.Count < 60; leaf++)
        {
            builder.TryAdd(leaf % 16, leaf / 16, new CpuidRegisters(leaf, 0, 0, 0), out _);
        }

        _table = builder.ToCpuidData();
        _identity = _table.Identity;
        _facilities = _table.ReadFacilities();
        foreach (CpuidEntry line in _table.Entries)
        {
            _lines.Add((line.Leaf, line.Subleaf), [line.Registers.Eax, line.Registers.Ebx, line.Registers.Ecx, line.Registers.Edx]);
        }

        foreach (MsrEntry msr in _table.Msrs)
        {
            _msrs.Add(msr.Index, msr.Value);
        }

        _places = [.. Enumerable.Range(0, registry.Catalog.Count).Select(index =>
        {
            FacilityInfo info = registry.Catalog.Describe(registry.Catalog[index]);
            (uint leaf, uint subleaf, int register) = Place(info.Block.Name);
            return (leaf, subleaf, register, info.Bit, info.Name);
        })];
        _models = [.. registry.NamedModels
            .Where(static model => model.Kind == CpuModelKind.Default && model.Definition.Edition is not null)
            .Select(model => (model.Definition.Name, ((X86Identity)model.Identity).Vendor, Names(model.Facilities)))];
        _names = ReadNames();
        if (!_names.SetEquals(Names(_facilities)) || FindBestNames() != FindBest()?.Name)
        {
            throw new InvalidOperationException("The library and the plain way do not agree.");
        }
    }

    [Benchmark(Baseline = true)]
    public FacilitySet Read() => _table.ReadFacilities();

    [Benchmark]
    public FacilitySet ReadWithUnreported() => _table.ReadFacilities(out _);

    [Benchmark]
    public HashSet<string> ReadNames()
    {
        var names = new HashSet<string>();
        foreach ((uint leaf, uint subleaf, int register, int bit, string name) in _places)
        {
            bool isOn = register == 4
                ? _msrs.TryGetValue(leaf, out ulong msr) && (msr >> bit & 1) != 0
                : _lines.TryGetValue((leaf, subleaf), out uint[]? registers) && (registers[register] >> bit & 1) != 0;
            if (isOn)
            {
                names.Add(name);
            }
        }

        return names;
    }

    [Benchmark]
    public CpuModelDefinition? FindBest() => CpuModels.X86.FindBestDefinition(_identity, _facilities);

    [Benchmark]
    public string? FindBestNames()
    {
        string? best = null;
        int most = -1;
        foreach ((string name, string vendor, HashSet<string> features) in _models)
        {
            if (features.Count > most && (vendor.Length == 0 || vendor == _identity.Vendor) && features.IsSubsetOf(_names))
            {
                best = name;
                most = features.Count;
            }
        }

        return best;
    }

    /// <summary>The place in a block's name: CPUID_7_0_EBX, CPUID_80000001_ECX, MSR_10A.</summary>
    private static (uint Leaf, uint Subleaf, int Register) Place(string block)
    {
        string[] parts = block.Split('_');
        uint leaf = Convert.ToUInt32(parts[1], 16);
        return parts[0] == "MSR"
            ? (leaf, 0, 4)
            : (leaf, parts.Length == 4 ? Convert.ToUInt32(parts[2], 16) : 0, Array.IndexOf(["EAX", "EBX", "ECX", "EDX"], parts[^1]));
    }

    private static HashSet<string> Names(FacilitySet facilities)
    {
        var names = new HashSet<string>();
        foreach (int index in facilities)
        {
            names.Add(CpuModels.X86.Catalog.NameOf(CpuModels.X86.Catalog[index]));
        }

        return names;
    }
}
