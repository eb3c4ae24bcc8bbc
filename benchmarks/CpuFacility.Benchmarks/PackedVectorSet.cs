using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CpuFacility.Benchmarks;

/// <summary>Candidate C: four vector fields, packed so that they align to 8 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public readonly struct PackedVectorSet
{
    private readonly Vector256<ulong> _lane0, _lane1, _lane2, _lane3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PackedVectorSet(Vector256<ulong> lane0, Vector256<ulong> lane1, Vector256<ulong> lane2, Vector256<ulong> lane3)
    {
        _lane0 = lane0;
        _lane1 = lane1;
        _lane2 = lane2;
        _lane3 = lane3;
    }

    public PackedVectorSet Intersect(in PackedVectorSet other) =>
        new(_lane0 & other._lane0, _lane1 & other._lane1, _lane2 & other._lane2, _lane3 & other._lane3);

    public bool IsSubsetOf(in PackedVectorSet other) =>
        ((Vector256.AndNot(_lane0, other._lane0) | Vector256.AndNot(_lane1, other._lane1))
         | (Vector256.AndNot(_lane2, other._lane2) | Vector256.AndNot(_lane3, other._lane3))) == Vector256<ulong>.Zero;

    public bool Equals(in PackedVectorSet other) =>
        (((_lane0 ^ other._lane0) | (_lane1 ^ other._lane1)) | ((_lane2 ^ other._lane2) | (_lane3 ^ other._lane3))) == Vector256<ulong>.Zero;

    public PackedVectorSet With(int index)
    {
        PackedVectorSet set = this;
        Unsafe.Add(ref Unsafe.As<PackedVectorSet, ulong>(ref set), (uint)index >> 6) |= 1UL << index;
        return set;
    }

    public PackedVectorSet WithLanes(int index)
    {
        Vector256<ulong> word = Vector256.Create((ulong)(uint)index >> 6);
        Vector256<ulong> bit = Vector256.Create(1UL << index);
        return new(
            _lane0 | (Vector256.Equals(word, Vector256.Create(0UL, 1, 2, 3)) & bit),
            _lane1 | (Vector256.Equals(word, Vector256.Create(4UL, 5, 6, 7)) & bit),
            _lane2 | (Vector256.Equals(word, Vector256.Create(8UL, 9, 10, 11)) & bit),
            _lane3 | (Vector256.Equals(word, Vector256.Create(12UL, 13, 14, 15)) & bit));
    }

    public bool Contains(int index) =>
        ((Unsafe.Add(ref Unsafe.As<PackedVectorSet, ulong>(ref Unsafe.AsRef(in this)), (uint)index >> 6) >> index) & 1) != 0;
}
