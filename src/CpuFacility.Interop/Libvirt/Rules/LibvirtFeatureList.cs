using System.Collections.Immutable;

namespace CpuFacility.Libvirt;

/// <summary>A definition's features under construction: each name once, found quickly, in the order in which they came.</summary>
internal sealed class LibvirtFeatureList
{
    private readonly List<LibvirtCpuFeature> _features;
    private readonly Dictionary<string, int> _positions;

    public LibvirtFeatureList(ImmutableArray<LibvirtCpuFeature> features)
    {
        _features = [.. features];
        _positions = new Dictionary<string, int>(features.Length);
        for (int i = 0; i < features.Length; i++)
        {
            _positions[features[i].Name] = i;
        }
    }

    /// <summary>Sets the policy of a feature in its place, or puts it last (<c>virCPUDefUpdateFeature</c>).</summary>
    public void Update(string name, LibvirtFeaturePolicy policy)
    {
        var feature = new LibvirtCpuFeature(name, policy);
        if (_positions.TryAdd(name, _features.Count))
        {
            _features.Add(feature);
        }
        else
        {
            _features[_positions[name]] = feature;
        }
    }

    /// <summary>Puts a feature last unless it is listed (<c>virCPUDefAddFeatureIfMissing</c>).</summary>
    public void AddIfMissing(string name, LibvirtFeaturePolicy policy)
    {
        if (!_positions.ContainsKey(name))
        {
            Update(name, policy);
        }
    }

    public ImmutableArray<LibvirtCpuFeature> ToImmutable() => [.. _features];

    /// <summary>By name, byte for byte.</summary>
    public ImmutableArray<LibvirtCpuFeature> ToSorted() => [.. _features.OrderBy(static feature => feature.Name, StringComparer.Ordinal)];
}
