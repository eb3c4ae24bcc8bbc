using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CpuFacility.Arm;

/// <summary>
/// The words in which Linux tells programs what an Arm processor can do: AT_HWCAP, AT_HWCAP2 and AT_HWCAP3 of the auxiliary vector, or the names in
/// <c>/proc/cpuinfo</c>. An immutable value; the default value has none.
/// </summary>
/// <remarks>
/// <para>Most bits are the least value of one field. Pointer authentication (<c>paca</c>, <c>pacg</c>) is whichever algorithm there is, and
/// <c>evtstrm</c> and <c>cpuid</c> are services of Linux that no register shows.</para>
/// <para>The words say less than ID registers: no fields that programs do not see, and no value above the highest that has a name.</para>
/// </remarks>
/// <param name="Hwcap">AT_HWCAP.</param>
/// <param name="Hwcap2">AT_HWCAP2.</param>
/// <param name="Hwcap3">AT_HWCAP3.</param>
public readonly partial record struct ArmHwcaps(ulong Hwcap, ulong Hwcap2, ulong Hwcap3)
{
    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> ByName = Enumerable
        .Range(0, ArmData.Hwcaps.Bit.Length)
        .ToFrozenDictionary(static row => ArmData.Hwcaps.Name()[row])
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>By row, the field and the least value; null for bits that are no threshold.</summary>
    private static readonly ArmThreshold?[] Thresholds = [.. Enumerable.Range(0, ArmData.Hwcaps.Bit.Length).Select(ReadThreshold)];

    private static readonly ArmHwcaps AddressAuthentication = Create("paca");
    private static readonly ArmHwcaps GenericAuthentication = Create("pacg");

    private static readonly ImmutableArray<ArmField> AddressFields = [Find("ID_AA64ISAR1_EL1.APA"), Find("ID_AA64ISAR1_EL1.API"), Find("ID_AA64ISAR2_EL1.APA3")];
    private static readonly ImmutableArray<ArmField> GenericFields = [Find("ID_AA64ISAR1_EL1.GPA"), Find("ID_AA64ISAR1_EL1.GPI"), Find("ID_AA64ISAR2_EL1.GPA3")];

    /// <summary>What Linux takes from ID registers, without the services of its own.</summary>
    /// <param name="registers">The registers, safe on all processors of the machine. It does not allocate.</param>
    public static ArmHwcaps FromRegisters(ArmIdRegisters registers)
    {
        ArgumentNullException.ThrowIfNull(registers);
        var words = default(ArmHwcaps);
        for (int row = 0; row < Thresholds.Length; row++)
        {
            if (Thresholds[row] is ArmThreshold threshold && threshold.IsReached(registers.GetValue(threshold.Field)))
            {
                words = words.Union(Row(row));
            }
        }

        words = HasAny(registers, AddressFields) ? words.Union(AddressAuthentication) : words;
        return HasAny(registers, GenericFields) ? words.Union(GenericAuthentication) : words;
    }

    /// <summary>Finds the bit of a name.</summary>
    /// <param name="name">The name in <c>/proc/cpuinfo</c>, such as <c>sve2</c>, compared exactly.</param>
    /// <param name="bit">A value with that bit alone.</param>
    /// <returns>Whether there is one. It does not allocate.</returns>
    public static bool TryFind(ReadOnlySpan<char> name, out ArmHwcaps bit)
    {
        bool isFound = ByName.TryGetValue(name, out int row);
        bit = isFound ? Row(row) : default;
        return isFound;
    }

    /// <summary>The bits of both.</summary>
    /// <param name="other">Further bits.</param>
    public ArmHwcaps Union(ArmHwcaps other) => new(Hwcap | other.Hwcap, Hwcap2 | other.Hwcap2, Hwcap3 | other.Hwcap3);

    /// <summary>Whether all bits of another value are on.</summary>
    /// <param name="other">The other value.</param>
    public bool Contains(ArmHwcaps other) => Union(other) == this;

    /// <summary>
    /// The facilities that the words say: for each field the highest value that a bit names, with the lower ones that it implies. Fields that programs
    /// do not see are not in it, and of pointer authentication only Linux knows which algorithm it is.
    /// </summary>
    public FacilitySet ToFacilities()
    {
        var highest = new Dictionary<ArmField, uint>();
        for (int row = 0; row < Thresholds.Length; row++)
        {
            if (Thresholds[row] is ArmThreshold threshold
                && Contains(Row(row))
                && (!highest.TryGetValue(threshold.Field, out uint value) || !threshold.IsReached(value)))
            {
                highest[threshold.Field] = threshold.Value;
            }
        }

        var facilities = default(FacilitySet.Builder);
        foreach ((ArmField field, uint value) in highest)
        {
            field.Encode(value, ref facilities);
        }

        return facilities.ToFacilitySet();
    }

    /// <summary>The bits that have no name.</summary>
    public ArmHwcaps GetUnknown()
    {
        var known = default(ArmHwcaps);
        for (int row = 0; row < Thresholds.Length; row++)
        {
            known = known.Union(Row(row));
        }

        return new ArmHwcaps(Hwcap & ~known.Hwcap, Hwcap2 & ~known.Hwcap2, Hwcap3 & ~known.Hwcap3);
    }

    /// <summary>The names, in the order of words and bits, as Linux writes them.</summary>
    public ImmutableArray<string> GetNames()
    {
        string[] names = ArmData.Hwcaps.Name();
        ArmHwcaps words = this;
        return [.. Enumerable.Range(0, names.Length).Where(row => words.Contains(Row(row))).Select(row => names[row])];
    }

    /// <summary>The names with spaces between them.</summary>
    public override string ToString() => string.Join(' ', GetNames());

    private static ArmHwcaps Create(string name) => TryFind(name, out ArmHwcaps bit) ? bit : throw new InvalidOperationException($"There is no word {name}.");

    private static ArmField Find(string name) => ArmThreshold.Read(name, 0).Field;

    private static ArmHwcaps Row(int row)
    {
        ulong bit = 1UL << (int)ArmData.Hwcaps.Bit[row];
        return ArmData.Hwcaps.Word[row] switch
        {
            1 => new ArmHwcaps(bit, 0, 0),
            2 => new ArmHwcaps(0, bit, 0),
            _ => new ArmHwcaps(0, 0, bit),
        };
    }

    private static ArmThreshold? ReadThreshold(int row)
    {
        string field = ArmData.Hwcaps.Field()[row];
        return field.Length == 0 ? null : ArmThreshold.Read(field, ArmData.Hwcaps.Value[row]);
    }

    private static bool HasAny(ArmIdRegisters registers, ImmutableArray<ArmField> fields)
    {
        foreach (ArmField field in fields)
        {
            if (registers.GetValue(field) > 0)
            {
                return true;
            }
        }

        return false;
    }
}
