using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CpuFacility.X86;

namespace CpuFacility.Libvirt;

/// <summary>libvirt's x86 tables of one edition: models, features and vendors by name (<c>virCPUx86Map</c>).</summary>
internal sealed class LibvirtX86Map
{
    private readonly CpuModelRegistry _registry;
    private readonly FrozenDictionary<string, LibvirtX86Model> _models;
    private readonly FrozenDictionary<string, int> _features;
    private readonly string?[] _featureNames;
    private readonly FacilitySet _notMigratable;

    public LibvirtX86Map(CpuModelRegistry registry)
    {
        _registry = registry;
        var definitions = registry.Definitions.OfType<X86ModelDefinition>().ToArray();

        // An edition knows the vendors that its models name.
        Vendors = [.. X86Vendor.All.Where(vendor => definitions.Any(definition => definition.Identity.Vendor == vendor.Signature))];
        Models = [.. definitions.Select(definition => new LibvirtX86Model(definition, FindVendorOf(definition.Identity.Vendor)))];
        _models = Models.ToFrozenDictionary(static model => model.Name);
        _featureNames = new string?[registry.Catalog.Count];
        var features = new Dictionary<string, int>();
        foreach (int index in registry.Vocabulary.Known)
        {
            if (registry.Catalog.TryGetName(registry.Catalog[index], FacilityDialect.Libvirt, out string? name))
            {
                _featureNames[index] = name;
                features.Add(name, index);
            }
        }

        _features = features.ToFrozenDictionary();
        _notMigratable = X86Editions.NotMigratable.Intersect(Known);
    }

    /// <summary>In the order of the index, which decides between equals.</summary>
    public ImmutableArray<LibvirtX86Model> Models { get; }

    public ImmutableArray<X86Vendor> Vendors { get; }

    public ref readonly FacilitySet Known => ref _registry.Vocabulary.Known;

    public ref readonly FacilitySet NotMigratable => ref _notMigratable;

    /// <summary>The order of libvirt's file of features, which is the order of its output.</summary>
    public FacilityOrder Order => _registry.Vocabulary.Order;

    public string NameOf(Facility feature) => _featureNames[feature.Index]!;

    public bool TryFindModel(string? name, [NotNullWhen(true)] out LibvirtX86Model? model)
    {
        model = null;
        return name is not null && _models.TryGetValue(name, out model);
    }

    public bool TryFindFeature(string name, out int index) => _features.TryGetValue(name, out index);

    /// <summary>The number of a vendor by libvirt's name; -1 if the edition does not know it.</summary>
    public int FindVendor(string name)
    {
        for (int i = 0; i < Vendors.Length; i++)
        {
            if (Vendors[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The number of a vendor by its twelve characters; -1 if the edition does not know it.</summary>
    public int FindVendorOf(string signature)
    {
        for (int i = 0; i < Vendors.Length; i++)
        {
            if (Vendors[i].Signature == signature)
            {
                return i;
            }
        }

        return -1;
    }

    public string? VendorName(int vendor) => vendor < 0 ? null : Vendors[vendor].Name;

    /// <summary>Names in the order of the file.</summary>
    public ImmutableArray<string> Names(in FacilitySet features)
    {
        var names = ImmutableArray.CreateBuilder<string>(features.Count);
        foreach (Facility feature in Order.Sort(features))
        {
            names.Add(NameOf(feature));
        }

        return names.DrainToImmutable();
    }

    /// <summary>Names in the order of libvirt's files of models, which list features by name: that of a model's removed features.</summary>
    public IEnumerable<string> NamesByName(in FacilitySet features) => Names(features).Order(StringComparer.Ordinal);

    /// <summary>
    /// What a definition amounts to: the model's features, then what is listed, in its order; optional ones do not count
    /// (<c>x86ModelFromCPU</c> without a policy).
    /// </summary>
    public bool TryGetEffective(LibvirtCpu cpu, out FacilitySet features, [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        var found = default(FacilitySet.Builder);
        features = default;
        if (!TryStart(cpu, ref found, out failure))
        {
            return false;
        }

        foreach (LibvirtCpuFeature feature in cpu.Features)
        {
            LibvirtFeaturePolicy policy = PolicyOf(cpu, feature);
            if (policy == LibvirtFeaturePolicy.Optional)
            {
                continue;
            }

            if (!TryFindFeature(feature.Name, out int index))
            {
                failure = LibvirtFailure.UnknownFeature(feature.Name);
                return false;
            }

            if (policy is LibvirtFeaturePolicy.Force or LibvirtFeaturePolicy.Require)
            {
                found.Add(index);
            }
            else
            {
                found.Remove(index);
            }
        }

        features = found.ToFacilitySet();
        return true;
    }

    /// <summary>
    /// The features listed with a policy, for <c>require</c> with those of the model (<c>x86ModelFromCPU</c> with a policy). A host requires and
    /// does nothing else.
    /// </summary>
    public bool TryGetPolicySet(
        LibvirtCpu cpu, LibvirtFeaturePolicy policy, out FacilitySet features, [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        var found = default(FacilitySet.Builder);
        features = default;
        failure = null;
        if (policy == LibvirtFeaturePolicy.Require && !TryStart(cpu, ref found, out failure))
        {
            return false;
        }

        foreach (LibvirtCpuFeature feature in cpu.Features)
        {
            if (PolicyOf(cpu, feature) != policy)
            {
                continue;
            }

            if (!TryFindFeature(feature.Name, out int index))
            {
                failure = LibvirtFailure.UnknownFeature(feature.Name);
                return false;
            }

            found.Add(index);
        }

        features = found.ToFacilitySet();
        return true;
    }

    private bool TryStart(LibvirtCpu cpu, ref FacilitySet.Builder features, [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        failure = null;
        if (cpu.Model is null)
        {
            return true;
        }

        if (!TryFindModel(cpu.Model, out LibvirtX86Model? model))
        {
            failure = LibvirtFailure.UnknownModel(cpu.Model);
            return false;
        }

        features.UnionWith(model.Features);
        return true;
    }

    private static LibvirtFeaturePolicy PolicyOf(LibvirtCpu cpu, LibvirtCpuFeature feature) =>
        cpu.Type == LibvirtCpuType.Host ? LibvirtFeaturePolicy.Require : feature.Policy;
}
