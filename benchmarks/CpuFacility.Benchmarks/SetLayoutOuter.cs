using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace CpuFacility.Benchmarks;

/// <summary>A pass over an array of 1,024 structs that hold a byte and a set: the padding of the layout is part of the price.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
[IterationTime(2)] // short, so that on a busy machine some iterations run undisturbed: compare the minima
[MinColumn]
public class SetLayoutOuter
{
    private const int Length = 1024;
    private readonly Outer<VectorFieldSet>[] _vectors = new Outer<VectorFieldSet>[Length];
    private readonly Outer<WordArraySet>[] _words = new Outer<WordArraySet>[Length];
    private readonly Outer<PackedVectorSet>[] _packed = new Outer<PackedVectorSet>[Length];
    private VectorFieldSet _vectorQuery;
    private WordArraySet _wordQuery;
    private PackedVectorSet _packedQuery;

    [GlobalSetup]
    public void Setup()
    {
        VectorFieldSet[] vectors = SetLayoutData.Create(Length, out _vectorQuery);
        WordArraySet[] words = SetLayoutData.Create(Length, out _wordQuery);
        PackedVectorSet[] packed = SetLayoutData.Create(Length, out _packedQuery);
        for (int i = 0; i < Length; i++)
        {
            _vectors[i] = new Outer<VectorFieldSet>((byte)i, in vectors[i]);
            _words[i] = new Outer<WordArraySet>((byte)i, in words[i]);
            _packed[i] = new Outer<PackedVectorSet>((byte)i, in packed[i]);
        }

        SetLayoutData.MustAgree(CountSupersetsVectors(), CountSupersetsWords(), CountSupersetsPacked());
        SetLayoutData.MustAgree(FindVectors(), FindWords(), FindPacked());
        Report<VectorFieldSet>();
        Report<WordArraySet>();
        Report<PackedVectorSet>();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Length), BenchmarkCategory("CountSupersets")]
    public int CountSupersetsVectors()
    {
        int count = 0;
        foreach (ref readonly Outer<VectorFieldSet> outer in _vectors.AsSpan())
        {
            count += _vectorQuery.IsSubsetOf(in outer.Set) ? outer.Tag : 0;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = Length), BenchmarkCategory("CountSupersets")]
    public int CountSupersetsWords()
    {
        int count = 0;
        foreach (ref readonly Outer<WordArraySet> outer in _words.AsSpan())
        {
            count += _wordQuery.IsSubsetOf(in outer.Set) ? outer.Tag : 0;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = Length), BenchmarkCategory("CountSupersets")]
    public int CountSupersetsPacked()
    {
        int count = 0;
        foreach (ref readonly Outer<PackedVectorSet> outer in _packed.AsSpan())
        {
            count += _packedQuery.IsSubsetOf(in outer.Set) ? outer.Tag : 0;
        }

        return count;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Length), BenchmarkCategory("FindTag")]
    public int FindVectors()
    {
        int last = -1;
        foreach (ref readonly Outer<VectorFieldSet> outer in _vectors.AsSpan())
        {
            last = outer.Tag == 255 ? last + 1 : last;
        }

        return last;
    }

    [Benchmark(OperationsPerInvoke = Length), BenchmarkCategory("FindTag")]
    public int FindWords()
    {
        int last = -1;
        foreach (ref readonly Outer<WordArraySet> outer in _words.AsSpan())
        {
            last = outer.Tag == 255 ? last + 1 : last;
        }

        return last;
    }

    [Benchmark(OperationsPerInvoke = Length), BenchmarkCategory("FindTag")]
    public int FindPacked()
    {
        int last = -1;
        foreach (ref readonly Outer<PackedVectorSet> outer in _packed.AsSpan())
        {
            last = outer.Tag == 255 ? last + 1 : last;
        }

        return last;
    }

    private static void Report<TSet>()
        where TSet : unmanaged =>
        Console.WriteLine($"{typeof(TSet).Name}: {Unsafe.SizeOf<TSet>()} bytes, with a byte in front {Unsafe.SizeOf<Outer<TSet>>()}");
}
