using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CpuFacility;

// The vector path: portable Vector256, which the compiler lowers to pairs of 128-bit operations where there is nothing wider.
// Its scalar twins are in FacilitySet.Scalar.cs, named alike.
public readonly partial struct FacilitySet
{
    /// <summary>Four words as a vector: lane n holds indexes 256n to 256n + 255.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Lane(ref readonly FacilitySet set, nuint lane) =>
        Vector256.LoadUnsafe(in FirstWord(in set), lane * 4);

    internal static FacilitySet UnionVector256(ref readonly FacilitySet left, ref readonly FacilitySet right) =>
        new(
            Lane(in left, 0) | Lane(in right, 0),
            Lane(in left, 1) | Lane(in right, 1),
            Lane(in left, 2) | Lane(in right, 2),
            Lane(in left, 3) | Lane(in right, 3));

    internal static FacilitySet IntersectVector256(ref readonly FacilitySet left, ref readonly FacilitySet right) =>
        new(
            Lane(in left, 0) & Lane(in right, 0),
            Lane(in left, 1) & Lane(in right, 1),
            Lane(in left, 2) & Lane(in right, 2),
            Lane(in left, 3) & Lane(in right, 3));

    internal static FacilitySet ExceptVector256(ref readonly FacilitySet left, ref readonly FacilitySet right) =>
        new(
            Vector256.AndNot(Lane(in left, 0), Lane(in right, 0)),
            Vector256.AndNot(Lane(in left, 1), Lane(in right, 1)),
            Vector256.AndNot(Lane(in left, 2), Lane(in right, 2)),
            Vector256.AndNot(Lane(in left, 3), Lane(in right, 3)));

    internal static FacilitySet SymmetricExceptVector256(ref readonly FacilitySet left, ref readonly FacilitySet right) =>
        new(
            Lane(in left, 0) ^ Lane(in right, 0),
            Lane(in left, 1) ^ Lane(in right, 1),
            Lane(in left, 2) ^ Lane(in right, 2),
            Lane(in left, 3) ^ Lane(in right, 3));

    internal static bool IsEmptyVector256(ref readonly FacilitySet set) =>
        ((Lane(in set, 0) | Lane(in set, 1)) | (Lane(in set, 2) | Lane(in set, 3))) == Vector256<ulong>.Zero;

    internal static bool EqualsVector256(ref readonly FacilitySet left, ref readonly FacilitySet right) =>
        (((Lane(in left, 0) ^ Lane(in right, 0)) | (Lane(in left, 1) ^ Lane(in right, 1)))
         | ((Lane(in left, 2) ^ Lane(in right, 2)) | (Lane(in left, 3) ^ Lane(in right, 3)))) == Vector256<ulong>.Zero;

    internal static bool IsSubsetOfVector256(ref readonly FacilitySet left, ref readonly FacilitySet right) =>
        OnlyInFirst(in left, in right) == Vector256<ulong>.Zero;

    internal static bool OverlapsVector256(ref readonly FacilitySet left, ref readonly FacilitySet right) =>
        InBoth(in left, in right) != Vector256<ulong>.Zero;

    internal static FacilitySetRelation GetRelationVector256(ref readonly FacilitySet left, ref readonly FacilitySet right) =>
        Classify(
            OnlyInFirst(in left, in right) != Vector256<ulong>.Zero,
            OnlyInFirst(in right, in left) != Vector256<ulong>.Zero,
            InBoth(in left, in right) != Vector256<ulong>.Zero);

    /// <summary>The four lanes of "in the first and not in the second", folded into one: zero when there is no such member.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> OnlyInFirst(ref readonly FacilitySet first, ref readonly FacilitySet second) =>
        (Vector256.AndNot(Lane(in first, 0), Lane(in second, 0)) | Vector256.AndNot(Lane(in first, 1), Lane(in second, 1)))
        | (Vector256.AndNot(Lane(in first, 2), Lane(in second, 2)) | Vector256.AndNot(Lane(in first, 3), Lane(in second, 3)));

    /// <summary>The four lanes of "in both", folded into one: zero when there is no such member.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> InBoth(ref readonly FacilitySet left, ref readonly FacilitySet right) =>
        ((Lane(in left, 0) & Lane(in right, 0)) | (Lane(in left, 1) & Lane(in right, 1)))
        | ((Lane(in left, 2) & Lane(in right, 2)) | (Lane(in left, 3) & Lane(in right, 3)));
}
