using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CpuFacility.Benchmarks;

/// <summary>Candidate A: four vector fields, which align to 32 bytes.</summary>
public readonly struct VectorFieldSet
{
    private readonly Vector256<ulong> _lane0, _lane1, _lane2, _lane3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private VectorFieldSet(Vector256<ulong> lane0, Vector256<ulong> lane1, Vector256<ulong> lane2, Vector256<ulong> lane3)
    {
        _lane0 = lane0;
        _lane1 = lane1;
        _lane2 = lane2;
        _lane3 = lane3;
    }

    public VectorFieldSet Intersect(in VectorFieldSet other) =>
        new(_lane0 & other._lane0, _lane1 & other._lane1, _lane2 & other._lane2, _lane3 & other._lane3);

    public bool IsSubsetOf(in VectorFieldSet other) =>
        ((Vector256.AndNot(_lane0, other._lane0) | Vector256.AndNot(_lane1, other._lane1))
         | (Vector256.AndNot(_lane2, other._lane2) | Vector256.AndNot(_lane3, other._lane3))) == Vector256<ulong>.Zero;

    public bool Equals(in VectorFieldSet other) =>
        (((_lane0 ^ other._lane0) | (_lane1 ^ other._lane1)) | ((_lane2 ^ other._lane2) | (_lane3 ^ other._lane3))) == Vector256<ulong>.Zero;

    public VectorFieldSet With(int index)
    {
        VectorFieldSet set = this;
        Unsafe.Add(ref Unsafe.As<VectorFieldSet, ulong>(ref set), (uint)index >> 6) |= 1UL << index;
        return set;
    }

    public VectorFieldSet WithLanes(int index)
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
        ((Unsafe.Add(ref Unsafe.As<VectorFieldSet, ulong>(ref Unsafe.AsRef(in this)), (uint)index >> 6) >> index) & 1) != 0;
}
