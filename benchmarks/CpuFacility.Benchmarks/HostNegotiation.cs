using System.IO.Hashing;
using System.Text;
using BenchmarkDotNet.Attributes;

namespace CpuFacility.Benchmarks;

/// <summary>
/// A z14 guest on a host that does two facilities in software and lacks one: what is effective, what is granted, and the tag; beside the same
/// work on sets of names, as a program without the library would do it. Before anything is timed, both must agree.
/// </summary>
[MemoryDiagnoser]
public class HostNegotiation
{
    private readonly byte[] _tagged = new byte[8 + FacilitySet.ByteLength];
    private CpuModel _guest = null!;
    private HostCapability _host = null!;
    private HashSet<string> _asked = null!;
    private HashSet<string> _hardware = null!;
    private HashSet<string> _emulated = null!;
    private int _taggedLength;

    [GlobalSetup]
    public void Setup()
    {
        CpuModelRegistry models = CpuModels.S390x;
        _guest = models.Parse("z14");
        _host = new HostCapability(models.Parse("z14,vx=off,te=off,ri=off"), models.Vocabulary.CreateSet("vx", "te"));
        _asked = Names(_guest.Facilities);
        _hardware = Names(_host.Hardware);
        _emulated = Names(_host.Emulated);

        // What a tag hashes: the architecture, then the set without trailing zero bytes.
        FacilitySet software = _host.ActiveSoftware(_guest.Facilities);
        _tagged[0] = (byte)CpuArchitecture.S390x;
        software.WriteBytes(_tagged.AsSpan(8));
        _taggedLength = _tagged.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        if (BareHash() != _host.GetTag(_guest.Facilities).Value
            || !Names(_host.Negotiate(_guest).Granted).SetEquals(NegotiateNames().Granted)
            || !Names(_host.Negotiate(_guest).GrantedInSoftware).SetEquals(NegotiateNames().Software))
        {
            throw new InvalidOperationException("The library and the plain way do not agree.");
        }
    }

    [Benchmark]
    public FacilitySet Effective() => _host.Effective(_guest.Facilities);

    [Benchmark(Baseline = true)]
    public FacilityNegotiation Negotiate() => _host.Negotiate(_guest);

    [Benchmark]
    public SoftwareTag Tag() => _host.GetTag(_guest.Facilities);

    [Benchmark]
    public UInt128 BareHash() => XxHash128.HashToUInt128(_tagged.AsSpan(0, _taggedLength));

    [Benchmark]
    public HashSet<string> EffectiveNames()
    {
        var effective = new HashSet<string>(_asked);
        effective.RemoveWhere(name => !_hardware.Contains(name) && !_emulated.Contains(name));
        return effective;
    }

    [Benchmark]
    public (HashSet<string> Granted, HashSet<string> Software, HashSet<string> Refused) NegotiateNames()
    {
        HashSet<string> granted = EffectiveNames();
        var software = new HashSet<string>(granted);
        software.ExceptWith(_hardware);
        var refused = new HashSet<string>(_asked);
        refused.ExceptWith(granted);
        return (granted, software, refused);
    }

    /// <summary>What a program with names would hash: the names done in software, sorted, in one string.</summary>
    [Benchmark]
    public UInt128 TagNames()
    {
        HashSet<string> software = EffectiveNames();
        software.ExceptWith(_hardware);
        return XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(string.Join(',', software.Order(StringComparer.Ordinal))));
    }

    private static HashSet<string> Names(FacilitySet facilities)
    {
        var names = new HashSet<string>();
        foreach (int index in facilities)
        {
            names.Add(CpuModels.S390x.Catalog.NameOf(CpuModels.S390x.Catalog[index]));
        }

        return names;
    }
}
