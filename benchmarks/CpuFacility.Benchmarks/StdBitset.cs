using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Filters;

[assembly: DisableRuntimeMarshalling]

namespace CpuFacility.Benchmarks;

/// <summary>
/// The peer in C++, <c>std::bitset&lt;1024&gt;</c>: <c>benchmarks/bitset/build.sh</c> makes a library of it, whose path is in the environment
/// variable CPUFACILITY_BITSET. A call goes through 1,024 sets, beside which its own cost vanishes. Both lay the bits out alike, so that C++
/// works on the very memory of the sets.
/// </summary>
internal static partial class StdBitset
{
    private const string Library = "cpufacility-bitset";

    static StdBitset() => NativeLibrary.SetDllImportResolver(
        typeof(StdBitset).Assembly, static (name, _, _) => name == Library && FileName.Length > 0 ? NativeLibrary.Load(FileName) : 0);

    public static string FileName { get; } = Environment.GetEnvironmentVariable("CPUFACILITY_BITSET") ?? "";

    public static bool IsBuilt => FileName.Length > 0;

    [LibraryImport(Library, EntryPoint = "count_supersets")]
    public static partial int CountSupersets(in FacilitySet guest, ReadOnlySpan<FacilitySet> hosts, int length);

    [LibraryImport(Library, EntryPoint = "count_supersets_by_equality")]
    public static partial int CountSupersetsByEquality(in FacilitySet guest, ReadOnlySpan<FacilitySet> hosts, int length);

    [LibraryImport(Library, EntryPoint = "count_equal")]
    public static partial int CountEqual(ReadOnlySpan<FacilitySet> first, ReadOnlySpan<FacilitySet> second, int length);

    [LibraryImport(Library, EntryPoint = "intersect_with")]
    public static partial void IntersectWith(Span<FacilitySet> hosts, in FacilitySet guest, int length);
}

/// <summary>Leaves the peer in C++ out where it was not built.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StdBitsetFilterAttribute()
    : FilterConfigBaseAttribute(new SimpleFilter(static benchmark => StdBitset.IsBuilt || !benchmark.Descriptor.WorkloadMethod.Name.StartsWith(nameof(StdBitset), StringComparison.Ordinal)))
{
}
