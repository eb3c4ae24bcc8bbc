using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace CpuFacility.Benchmarks;

/// <summary>A pass over an array of 1,024 sets, 128 KiB in every layout.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
[IterationTime(2)] // short, so that on a busy machine some iterations run undisturbed: compare the minima
[MinColumn]
public class SetLayoutArrays
{
    private const int Length = 1024;
    private VectorFieldSet[] _vectors = [];
    private WordArraySet[] _words = [];
    private PackedVectorSet[] _packed = [];
    private VectorFieldSet _vectorQuery;
    private WordArraySet _wordQuery;
    private PackedVectorSet _packedQuery;

    [GlobalSetup]
    public void Setup()
    {
        _vectors = SetLayoutData.Create(Length, out _vectorQuery);
        _words = SetLayoutData.Create(Length, out _wordQuery);
        _packed = SetLayoutData.Create(Length, out _packedQuery);
        SetLayoutData.MustAgree(CountSupersetsVectors(), CountSupersetsWords(), CountSupersetsPacked());
        SetLayoutData.MustAgree(CountMembersVectors(), CountMembersWords(), CountMembersPacked());
        SetLayoutData.MustAgree(IntersectAllVectors(), IntersectAllWords(), IntersectAllPacked());
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Length), BenchmarkCategory("CountSupersets")]
    public int CountSupersetsVectors()
    {
        int count = 0;
        foreach (ref readonly VectorFieldSet set in _vectors.AsSpan())
        {
            count += _vectorQuery.IsSubsetOf(in set) ? 1 : 0;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = Length), BenchmarkCategory("CountSupersets")]
    public int CountSupersetsWords()
    {
        int count = 0;
        foreach (ref readonly WordArraySet set in _words.AsSpan())
        {
            count += _wordQuery.IsSubsetOf(in set) ? 1 : 0;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = Length), BenchmarkCategory("CountSupersets")]
    public int CountSupersetsPacked()
    {
        int count = 0;
        foreach (ref readonly PackedVectorSet set in _packed.AsSpan())
        {
            count += _packedQuery.IsSubsetOf(in set) ? 1 : 0;
        }

        return count;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Length), BenchmarkCategory("CountMembers")]
    public int CountMembersVectors()
    {
        int count = 0;
        foreach (ref readonly VectorFieldSet set in _vectors.AsSpan())
        {
            count += set.Contains(700) ? 1 : 0;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = Length), BenchmarkCategory("CountMembers")]
    public int CountMembersWords()
    {
        int count = 0;
        foreach (ref readonly WordArraySet set in _words.AsSpan())
        {
            count += set.Contains(700) ? 1 : 0;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = Length), BenchmarkCategory("CountMembers")]
    public int CountMembersPacked()
    {
        int count = 0;
        foreach (ref readonly PackedVectorSet set in _packed.AsSpan())
        {
            count += set.Contains(700) ? 1 : 0;
        }

        return count;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Length), BenchmarkCategory("IntersectAll")]
    public VectorFieldSet IntersectAllVectors()
    {
        VectorFieldSet common = _vectors[0];
        foreach (ref readonly VectorFieldSet set in _vectors.AsSpan())
        {
            common = common.Intersect(in set);
        }

        return common;
    }

    [Benchmark(OperationsPerInvoke = Length), BenchmarkCategory("IntersectAll")]
    public WordArraySet IntersectAllWords()
    {
        WordArraySet common = _words[0];
        foreach (ref readonly WordArraySet set in _words.AsSpan())
        {
            common = common.Intersect(in set);
        }

        return common;
    }

    [Benchmark(OperationsPerInvoke = Length), BenchmarkCategory("IntersectAll")]
    public PackedVectorSet IntersectAllPacked()
    {
        PackedVectorSet common = _packed[0];
        foreach (ref readonly PackedVectorSet set in _packed.AsSpan())
        {
            common = common.Intersect(in set);
        }

        return common;
    }
}
