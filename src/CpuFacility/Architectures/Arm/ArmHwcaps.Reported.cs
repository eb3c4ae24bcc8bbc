using System.Collections.Immutable;
using System.Numerics;

namespace CpuFacility.Arm;

public readonly partial record struct ArmHwcaps
{
    /// <summary>The bits of AT_HWCAP that were given out before AT_HWCAP2 was begun; the others were after it was full.</summary>
    private const int EarlyBits = 32;

    private const int WordBits = 64;

    /// <summary>Bits 62 and 63 of AT_HWCAP are the C library's own (<c>arch/arm64/include/uapi/asm/hwcap.h</c>).</summary>
    private const ulong KernelBits = ~0UL >> 2;

    private static readonly ImmutableArray<(ArmField Field, ImmutableArray<int> Rows)> RowsByField =
    [
        .. Enumerable.Range(0, Thresholds.Length)
            .Where(static row => Thresholds[row] is not null)
            .GroupBy(static row => Thresholds[row]!.Value.Field)
            .Select(static group => (group.Key, group.ToImmutableArray())),
    ];

    private static readonly ArmHwcaps Sve = Create("sve");
    private static readonly ArmHwcaps Sme = Create("sme");

    private static readonly FacilitySet AddressFacilities = UnionOf(AddressFields);
    private static readonly FacilitySet GenericFacilities = UnionOf(GenericFields);
    private static readonly FacilitySet OfSveRegister = OfRegister("ID_AA64ZFR0_EL1");
    private static readonly FacilitySet OfSmeRegister = OfRegister("ID_AA64SMFR0_EL1");

    /// <summary>
    /// The facilities of which a kernel that gave these words says whether programs have them: those in <see cref="ToFacilities"/> among them are there,
    /// the others are not. Of all others the words say neither.
    /// </summary>
    /// <remarks>
    /// <para>A bit that is off says no only if the kernel knew it. Linux has given out the bits in an order: AT_HWCAP up to bit 31, all of AT_HWCAP2, the rest
    /// of AT_HWCAP, AT_HWCAP3. A kernel that has set one knew all before it; of those behind the last one that is set nothing is said, as an old kernel
    /// does not know them.</para>
    /// <para>A bit also stays off where the kernel was built without what it stands for, or was told at its start not to use it (<c>arm64.nosve</c>):
    /// the words are what programs get, and not always what the processor could do.</para>
    /// <para>Of pointer authentication the words say that it is there and not which algorithm it is: only its absence is said. Without SVE and SME their
    /// own registers read as 0, and there are no vector lengths; with them, the lengths are not in the words.</para>
    /// </remarks>
    public FacilitySet GetReported()
    {
        int newest = GetNewest();
        var reported = default(FacilitySet.Builder);
        foreach ((ArmField field, ImmutableArray<int> rows) in RowsByField)
        {
            reported.UnionWith(GetDecided(field, rows, newest));
        }

        if (IsKnownOff(AddressAuthentication, newest))
        {
            reported.UnionWith(AddressFacilities);
        }

        if (IsKnownOff(GenericAuthentication, newest))
        {
            reported.UnionWith(GenericFacilities);
        }

        if (IsKnownOff(Sve, newest))
        {
            reported.UnionWith(ArmFacilities.VectorLengths);
        }

        if (IsKnownOff(Sme, newest))
        {
            reported.UnionWith(OfSmeRegister);

            // A processor with SME and without SVE has the register of SVE, too.
            reported.UnionWith(IsKnownOff(Sve, newest) ? OfSveRegister : default);
        }

        return reported.ToFacilitySet();
    }

    private FacilitySet GetDecided(ArmField field, ImmutableArray<int> rows, int newest)
    {
        int least = field.LeastNumber;
        foreach (int row in rows)
        {
            least = Contains(Row(row)) ? Math.Max(least, NumberOf(row)) : least;
        }

        int below = field.GreatestNumber + 1;
        foreach (int row in rows)
        {
            // What is implied by a bit that is on is there, whatever its own bit says.
            below = IsKnownOff(Row(row), newest) && NumberOf(row) > least ? Math.Min(below, NumberOf(row)) : below;
        }

        return field.GetDecided(least, below);
    }

    private static int NumberOf(int row) => Thresholds[row]!.Value.Field.Interpret(Thresholds[row]!.Value.Value);

    private bool IsKnownOff(ArmHwcaps bit, int newest) => !Contains(bit) && bit.GetNewest() <= newest;

    /// <summary>The place of the last bit that is on in the order in which Linux gave them out; -1 if none is.</summary>
    private int GetNewest()
    {
        ulong late = (Hwcap & KernelBits) >> EarlyBits;
        return Hwcap3 != 0 ? (2 * WordBits) + BitOperations.Log2(Hwcap3)
            : late != 0 ? EarlyBits + WordBits + BitOperations.Log2(late)
            : Hwcap2 != 0 ? EarlyBits + BitOperations.Log2(Hwcap2)
            : (uint)Hwcap != 0 ? BitOperations.Log2((uint)Hwcap)
            : -1;
    }

    private static FacilitySet UnionOf(ImmutableArray<ArmField> fields) => ArmFacilities.Union(fields.Contains);

    private static FacilitySet OfRegister(string name) =>
        ArmIdRegister.TryFind(name, out ArmIdRegister? register) ? register.Facilities : throw new InvalidOperationException($"There is no register {name}.");
}
