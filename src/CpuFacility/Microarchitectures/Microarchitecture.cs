using System.Collections.Immutable;

namespace CpuFacility.Microarchitectures;

/// <summary>
/// A microarchitecture as archspec has it: a name that compilers and package managers build for, such as <c>haswell</c>, or a generic level, such as
/// <c>x86_64_v3</c>. Immutable and safe to share between threads.
/// </summary>
/// <remarks>
/// Microarchitectures form a graph in which each one has up to two parents: what is built for a parent runs on it. A child nearly always has the
/// features of its parents; <c>core2</c> is listed without <c>sse3</c>. POWER, RISC-V and generic levels of Arm have no features: their order is that of the graph.
/// </remarks>
public sealed class Microarchitecture
{
    /// <summary>The vendor of levels that are no vendor's.</summary>
    public const string GenericVendor = "generic";

    private readonly FacilitySet _features;
    private readonly FacilitySet _ancestors;

    internal Microarchitecture(int index, ImmutableArray<Microarchitecture> parents, in FacilitySet features)
    {
        Index = index;
        Name = MicroarchitectureTables.Names[index];
        Title = MicroarchitectureTables.Titles[index];
        Family = MicroarchitectureTables.Families[index];
        Vendor = MicroarchitectureTables.Vendors[index];
        Generation = (int)MicroarchitecturesData.Archspec.Generation[index];
        ArmPart = (int)MicroarchitecturesData.Archspec.ArmPart[index];
        Parents = parents;
        _features = features;
        var ancestors = default(FacilitySet.Builder);
        foreach (Microarchitecture parent in parents)
        {
            ancestors.Add(parent.Index);
            ancestors.UnionWith(parent._ancestors);
        }

        _ancestors = ancestors.ToFacilitySet();
        Level = IsGeneric ? this : parents.Select(static parent => parent.Level).MaxBy(static level => level.AncestorCount)!;
    }

    /// <summary>The name, such as <c>skylake_avx512</c>: the same for every compiler.</summary>
    public string Name { get; }

    /// <summary>A title for people.</summary>
    public string Title { get; }

    /// <summary>The family, which is the name of the microarchitecture that all others of it descend from: <c>x86_64</c>, <c>aarch64</c>, <c>ppc64le</c> and so on.</summary>
    public string Family { get; }

    /// <summary>The vendor, as processors and Linux name it: <c>GenuineIntel</c>, <c>ARM</c>; <see cref="GenericVendor"/> for a level.</summary>
    public string Vendor { get; }

    /// <summary>Whether this is a level that is no vendor's.</summary>
    public bool IsGeneric => Vendor == GenericVendor;

    /// <summary>POWER: the generation, 7 for POWER7; 0 elsewhere.</summary>
    public int Generation { get; }

    /// <summary>Arm: the part number of MIDR, such as D0CH for Neoverse N1; 0 where none is known.</summary>
    public int ArmPart { get; }

    /// <summary>The parents, the nearer one first; none for the root of a family.</summary>
    public ImmutableArray<Microarchitecture> Parents { get; }

    /// <summary>The generic level: itself, or the highest that it descends from (<c>x86_64_v3</c> for <c>haswell</c>).</summary>
    public Microarchitecture Level { get; }

    /// <summary>What it requires, as indexes of <see cref="MicroarchitectureFeatures"/>.</summary>
    public ref readonly FacilitySet Features => ref _features;

    /// <summary>Its place in the table.</summary>
    internal int Index { get; }

    /// <summary>How many microarchitectures it descends from.</summary>
    internal int AncestorCount => _ancestors.Count;

    /// <summary>All that it descends from, in the order of the table.</summary>
    public ImmutableArray<Microarchitecture> GetAncestors()
    {
        FacilitySet ancestors = _ancestors;
        return [.. MicroarchitectureGraph.All.Where(candidate => ancestors.Contains(candidate.Index))];
    }

    /// <summary>Whether it descends from another: what is built for that one runs on it.</summary>
    /// <param name="other">The other microarchitecture.</param>
    /// <returns>Whether it does; it is no descendant of itself. It does not allocate.</returns>
    public bool DescendsFrom(Microarchitecture other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return _ancestors.Contains(other.Index);
    }

    /// <summary>
    /// Whether it has a feature, by archspec's name or one of archspec's other names: <c>sse3</c> is there with <c>ssse3</c>, <c>avx512</c> with any of five
    /// features, <c>neon</c> on all of <c>aarch64</c>.
    /// </summary>
    /// <param name="feature">The name, compared exactly.</param>
    public bool Has(string feature)
    {
        ArgumentNullException.ThrowIfNull(feature);
        return MicroarchitectureFeatures.TryFind(feature, out int index) && _features.Contains(index)
            || MicroarchitectureTables.HasByAlias(this, feature);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
