using BenchmarkDotNet.Attributes;

namespace CpuFacility.Benchmarks;

/// <summary>
/// All ordered pairs of QEMU's s390x models compared into a result, and in what they differ; beside the same on sets of names, which leave out
/// the identities that the library compares too. Before anything is timed, both must agree.
/// </summary>
[MemoryDiagnoser, ResultColumn, MinColumn, MedianColumn, MinRatioColumn, CategoriesColumn]
[GroupBenchmarksBy(BenchmarkDotNet.Configs.BenchmarkLogicalGroupRule.ByCategory)]
public class ModelComparison
{
    /// <summary>32 models, each with each: 1,024 pairs.</summary>
    private const int Models = 32;

    private const int Pairs = Models * Models;

    private CpuModel[] _models = [];
    private HashSet<string>[] _names = [];

    [GlobalSetup]
    public void Setup()
    {
        _models = [.. CpuModels.S390x.NamedModels.Where(static model => model.Kind == CpuModelKind.Default).Take(Models)];
        _names = [.. _models.Select(static model => NamesOf(model.Facilities))];
        PeerSets.MustAgree(Compare(), CompareNames());
        PeerSets.MustAgree(Differ(), DifferNames());
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Pairs), BenchmarkCategory("Relation")]
    public int Compare()
    {
        int within = 0;
        foreach (CpuModel first in _models)
        {
            foreach (CpuModel second in _models)
            {
                within += first.CompareWith(second).FacilityRelation is FacilitySetRelation.Equal or FacilitySetRelation.Subset ? 1 : 0;
            }
        }

        return within;
    }

    /// <summary>All relations that the library tells apart, from one test in each direction and a third where neither holds.</summary>
    [Benchmark(OperationsPerInvoke = Pairs), BenchmarkCategory("Relation")]
    public int CompareNames()
    {
        int within = 0;
        foreach (HashSet<string> first in _names)
        {
            foreach (HashSet<string> second in _names)
            {
                FacilitySetRelation relation = (first.IsSubsetOf(second), second.IsSubsetOf(first)) switch
                {
                    (true, true) => FacilitySetRelation.Equal,
                    (true, false) => FacilitySetRelation.Subset,
                    (false, true) => FacilitySetRelation.Superset,
                    _ => first.Overlaps(second) ? FacilitySetRelation.Overlapping : FacilitySetRelation.Disjoint,
                };
                within += relation is FacilitySetRelation.Equal or FacilitySetRelation.Subset ? 1 : 0;
            }
        }

        return within;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Pairs), BenchmarkCategory("With differences")]
    public int Differ()
    {
        int differing = 0;
        foreach (CpuModel first in _models)
        {
            foreach (CpuModel second in _models)
            {
                CpuModelComparison comparison = first.CompareWith(second);
                differing += (int)comparison.Relation >= 0 ? (first.Facilities ^ second.Facilities).Count : 0;
            }
        }

        return differing;
    }

    [Benchmark(OperationsPerInvoke = Pairs), BenchmarkCategory("With differences")]
    public int DifferNames()
    {
        int differing = 0;
        foreach (HashSet<string> first in _names)
        {
            foreach (HashSet<string> second in _names)
            {
                var difference = new HashSet<string>(first);
                difference.SymmetricExceptWith(second);
                differing += difference.Count;
            }
        }

        return differing;
    }

    private static HashSet<string> NamesOf(FacilitySet facilities)
    {
        var names = new HashSet<string>();
        foreach (int index in facilities)
        {
            names.Add(CpuModels.S390x.Catalog.NameOf(CpuModels.S390x.Catalog[index]));
        }

        return names;
    }
}
