using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace CpuFacility.Benchmarks;

/// <summary>One operation on two sets in fields.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
[IterationTime(2)] // short, so that on a busy machine some iterations run undisturbed: compare the minima
[MinColumn]
public class SetLayoutSingle
{
    private VectorFieldSet _vectorLeft, _vectorRight;
    private WordArraySet _wordLeft, _wordRight;
    private PackedVectorSet _packedLeft, _packedRight;
    private readonly int _index = 700;

    [GlobalSetup]
    public void Setup()
    {
        _vectorRight = SetLayoutData.Create<VectorFieldSet>(2, out _vectorLeft)[1];
        _wordRight = SetLayoutData.Create<WordArraySet>(2, out _wordLeft)[1];
        _packedRight = SetLayoutData.Create<PackedVectorSet>(2, out _packedLeft)[1];
        SetLayoutData.MustAgree(SubsetVectors(), SubsetWords(), SubsetPacked());
        SetLayoutData.MustAgree(EqualsVectors(), EqualsWords(), EqualsPacked());
        SetLayoutData.MustAgree(ContainsVectors(), ContainsWords(), ContainsPacked());
        SetLayoutData.MustAgree(IntersectVectors(), IntersectWords(), IntersectPacked());
        SetLayoutData.MustAgree(WithVectors(), WithWords(), WithPacked());
        SetLayoutData.MustAgree(WithLanesVectors(), WithLanesWords(), WithLanesPacked());
        SetLayoutData.MustAgree(WithVectors(), WithLanesWords(), WithLanesPacked());
    }

    [Benchmark(Baseline = true), BenchmarkCategory("Subset")]
    public bool SubsetVectors() => _vectorLeft.IsSubsetOf(in _vectorRight);

    [Benchmark, BenchmarkCategory("Subset")]
    public bool SubsetWords() => _wordLeft.IsSubsetOf(in _wordRight);

    [Benchmark, BenchmarkCategory("Subset")]
    public bool SubsetPacked() => _packedLeft.IsSubsetOf(in _packedRight);

    [Benchmark(Baseline = true), BenchmarkCategory("Equals")]
    public bool EqualsVectors() => _vectorLeft.Equals(in _vectorRight);

    [Benchmark, BenchmarkCategory("Equals")]
    public bool EqualsWords() => _wordLeft.Equals(in _wordRight);

    [Benchmark, BenchmarkCategory("Equals")]
    public bool EqualsPacked() => _packedLeft.Equals(in _packedRight);

    [Benchmark(Baseline = true), BenchmarkCategory("Contains")]
    public bool ContainsVectors() => _vectorLeft.Contains(_index);

    [Benchmark, BenchmarkCategory("Contains")]
    public bool ContainsWords() => _wordLeft.Contains(_index);

    [Benchmark, BenchmarkCategory("Contains")]
    public bool ContainsPacked() => _packedLeft.Contains(_index);

    [Benchmark(Baseline = true), BenchmarkCategory("Intersect")]
    public VectorFieldSet IntersectVectors() => _vectorLeft.Intersect(in _vectorRight);

    [Benchmark, BenchmarkCategory("Intersect")]
    public WordArraySet IntersectWords() => _wordLeft.Intersect(in _wordRight);

    [Benchmark, BenchmarkCategory("Intersect")]
    public PackedVectorSet IntersectPacked() => _packedLeft.Intersect(in _packedRight);

    [Benchmark(Baseline = true), BenchmarkCategory("With")]
    public VectorFieldSet WithVectors() => _vectorLeft.With(_index);

    [Benchmark, BenchmarkCategory("With")]
    public WordArraySet WithWords() => _wordLeft.With(_index);

    [Benchmark, BenchmarkCategory("With")]
    public PackedVectorSet WithPacked() => _packedLeft.With(_index);

    [Benchmark(Baseline = true), BenchmarkCategory("WithLanes")]
    public VectorFieldSet WithLanesVectors() => _vectorLeft.WithLanes(_index);

    [Benchmark, BenchmarkCategory("WithLanes")]
    public WordArraySet WithLanesWords() => _wordLeft.WithLanes(_index);

    [Benchmark, BenchmarkCategory("WithLanes")]
    public PackedVectorSet WithLanesPacked() => _packedLeft.WithLanes(_index);
}
