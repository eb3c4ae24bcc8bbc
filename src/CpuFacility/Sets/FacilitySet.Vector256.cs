using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CpuFacility;

// The vector path: portable Vector256, which the compiler lowers to pairs of 128-bit operations where there is nothing wider.
// Its scalar twins are in FacilitySet.Scalar.cs, named alike. Lane n holds the indexes 256n to 256n + 255.
public readonly partial struct FacilitySet
{
    internal static FacilitySet UnionVector256(ref readonly FacilitySet left, ref readonly FacilitySet right) =>
        new(
            left._lane0 | right._lane0,
            left._lane1 | right._lane1,
            left._lane2 | right._lane2,
            left._lane3 | right._lane3);

    internal static FacilitySet IntersectVector256(ref readonly FacilitySet left, ref readonly FacilitySet right) =>
        new(
            left._lane0 & right._lane0,
            left._lane1 & right._lane1,
            left._lane2 & right._lane2,
            left._lane3 & right._lane3);

    internal static FacilitySet ExceptVector256(ref readonly FacilitySet left, ref readonly FacilitySet right) =>
        new(
            Vector256.AndNot(left._lane0, right._lane0),
            Vector256.AndNot(left._lane1, right._lane1),
            Vector256.AndNot(left._lane2, right._lane2),
            Vector256.AndNot(left._lane3, right._lane3));

    internal static FacilitySet SymmetricExceptVector256(ref readonly FacilitySet left, ref readonly FacilitySet right) =>
        new(
            left._lane0 ^ right._lane0,
            left._lane1 ^ right._lane1,
            left._lane2 ^ right._lane2,
            left._lane3 ^ right._lane3);

    // A store of one word into a copy that is then read as vectors would wait for the store: some four times the time of this.
    internal static FacilitySet WithVector256(ref readonly FacilitySet set, int index)
    {
        Vector256<ulong> word = Vector256.Create((ulong)(uint)index >> 6);
        Vector256<ulong> bit = Vector256.Create(1UL << index);
        return new(
            set._lane0 | (Vector256.Equals(word, Vector256.Create(0UL, 1, 2, 3)) & bit),
            set._lane1 | (Vector256.Equals(word, Vector256.Create(4UL, 5, 6, 7)) & bit),
            set._lane2 | (Vector256.Equals(word, Vector256.Create(8UL, 9, 10, 11)) & bit),
            set._lane3 | (Vector256.Equals(word, Vector256.Create(12UL, 13, 14, 15)) & bit));
    }

    internal static FacilitySet WithoutVector256(ref readonly FacilitySet set, int index)
    {
        Vector256<ulong> word = Vector256.Create((ulong)(uint)index >> 6);
        Vector256<ulong> bit = Vector256.Create(1UL << index);
        return new(
            Vector256.AndNot(set._lane0, Vector256.Equals(word, Vector256.Create(0UL, 1, 2, 3)) & bit),
            Vector256.AndNot(set._lane1, Vector256.Equals(word, Vector256.Create(4UL, 5, 6, 7)) & bit),
            Vector256.AndNot(set._lane2, Vector256.Equals(word, Vector256.Create(8UL, 9, 10, 11)) & bit),
            Vector256.AndNot(set._lane3, Vector256.Equals(word, Vector256.Create(12UL, 13, 14, 15)) & bit));
    }

    internal static bool IsEmptyVector256(ref readonly FacilitySet set) =>
        ((set._lane0 | set._lane1) | (set._lane2 | set._lane3)) == Vector256<ulong>.Zero;

    internal static bool EqualsVector256(ref readonly FacilitySet left, ref readonly FacilitySet right) =>
        (((left._lane0 ^ right._lane0) | (left._lane1 ^ right._lane1))
         | ((left._lane2 ^ right._lane2) | (left._lane3 ^ right._lane3))) == Vector256<ulong>.Zero;

    internal static bool IsSubsetOfVector256(ref readonly FacilitySet left, ref readonly FacilitySet right) =>
        OnlyInFirst(in left, in right) == Vector256<ulong>.Zero;

    internal static bool OverlapsVector256(ref readonly FacilitySet left, ref readonly FacilitySet right) =>
        InBoth(in left, in right) != Vector256<ulong>.Zero;

    internal static FacilitySetRelation GetRelationVector256(ref readonly FacilitySet left, ref readonly FacilitySet right)
    {
        FacilitySetRelation relation = Classify(
            OnlyInFirst(in left, in right) != Vector256<ulong>.Zero, OnlyInFirst(in right, in left) != Vector256<ulong>.Zero);
        return relation == FacilitySetRelation.Overlapping && !OverlapsVector256(in left, in right) ? FacilitySetRelation.Disjoint : relation;
    }

    /// <summary>The four lanes of "in the first and not in the second", folded into one: zero when there is no such member.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> OnlyInFirst(ref readonly FacilitySet first, ref readonly FacilitySet second) =>
        (Vector256.AndNot(first._lane0, second._lane0) | Vector256.AndNot(first._lane1, second._lane1))
        | (Vector256.AndNot(first._lane2, second._lane2) | Vector256.AndNot(first._lane3, second._lane3));

    /// <summary>The four lanes of "in both", folded into one: zero when there is no such member.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> InBoth(ref readonly FacilitySet left, ref readonly FacilitySet right) =>
        ((left._lane0 & right._lane0) | (left._lane1 & right._lane1))
        | ((left._lane2 & right._lane2) | (left._lane3 & right._lane3));
}
