using System.Globalization;

namespace CpuFacility.Power;

/// <summary>
/// The two words in which Linux tells a program what its processor has: AT_HWCAP and AT_HWCAP2 of the auxiliary vector. Bits are numbered from the
/// right, and none beyond 31 is in use. A small immutable value.
/// </summary>
/// <remarks>
/// <para>The words are not cumulative: POWER7 has the bit of ISA 2.06 and not that of 2.05, which 2.06 includes. <see cref="Facilities"/> adds what
/// is implied, so that subset means compatible; <see cref="Named"/> has the bits alone.</para>
/// <para>From words to facilities and back nothing is lost: <c>FromFacilities(words.Facilities, words.Deviation) == words</c> for any words.</para>
/// </remarks>
/// <param name="HardwareCapabilities">AT_HWCAP.</param>
/// <param name="HardwareCapabilities2">AT_HWCAP2.</param>
public readonly record struct PowerFeatureWords(ulong HardwareCapabilities, ulong HardwareCapabilities2)
{
    /// <summary>The facilities whose bits are on, and no others.</summary>
    public FacilitySet Named
    {
        get
        {
            var named = default(FacilitySet.Builder);
            AddNamed(ref named, HardwareCapabilities, PowerBlockNumber.AtHwcap);
            AddNamed(ref named, HardwareCapabilities2, PowerBlockNumber.AtHwcap2);
            return named.ToFacilitySet();
        }
    }

    /// <summary>The facilities whose bits are on, with all that they imply.</summary>
    public FacilitySet Facilities => PowerFacilities.Close(Named);

    /// <summary>The bits that are on and have no name, in each word.</summary>
    public PowerFeatureWords Unknown
    {
        get
        {
            PowerFeatureWords known = WriteNamed(Named);
            return new PowerFeatureWords(HardwareCapabilities & ~known.HardwareCapabilities, HardwareCapabilities2 & ~known.HardwareCapabilities2);
        }
    }

    /// <summary>
    /// The bits in which the words differ from those that Linux would give for <see cref="Facilities"/>: bits without a name, bits of architecture
    /// levels that a later one has replaced, and missing ones of levels that a later one needs. 0 for words of real processors whose bits all have names.
    /// </summary>
    public PowerFeatureWords Deviation => this ^ FromFacilities(Facilities);

    /// <summary>The words that Linux gives for facilities: of the levels up to ISA 2.06, each of which replaces the one before, only the last.</summary>
    /// <param name="facilities">The facilities; compatibility modes have no bits.</param>
    /// <param name="deviation">The bits to be inverted: <see cref="Deviation"/> of words that were read.</param>
    public static PowerFeatureWords FromFacilities(in FacilitySet facilities, PowerFeatureWords deviation = default) =>
        WriteNamed(PowerFacilities.Reduce(facilities)) ^ deviation;

    /// <summary>The bits that are on in one of two pairs of words only.</summary>
    /// <param name="left">One pair.</param>
    /// <param name="right">The other.</param>
    public static PowerFeatureWords operator ^(PowerFeatureWords left, PowerFeatureWords right) =>
        new(left.HardwareCapabilities ^ right.HardwareCapabilities, left.HardwareCapabilities2 ^ right.HardwareCapabilities2);

    /// <summary>The same as the operator.</summary>
    /// <param name="left">One pair.</param>
    /// <param name="right">The other.</param>
    public static PowerFeatureWords Xor(PowerFeatureWords left, PowerFeatureWords right) => left ^ right;

    /// <summary>Both words in hexadecimal.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"AT_HWCAP=0x{HardwareCapabilities:x} AT_HWCAP2=0x{HardwareCapabilities2:x}");

    private static void AddNamed(ref FacilitySet.Builder named, ulong word, int block)
    {
        FacilityBlock bits = PowerRegistry.Catalog.Blocks[block];
        for (ulong rest = word; rest != 0; rest &= rest - 1)
        {
            if (bits.TryFind(System.Numerics.BitOperations.TrailingZeroCount(rest), out Facility facility))
            {
                named.Add(facility.Index);
            }
        }
    }

    private static PowerFeatureWords WriteNamed(in FacilitySet facilities)
    {
        FacilityCatalogData data = PowerRegistry.Catalog.Data;
        ulong first = 0;
        ulong second = 0;
        foreach (int index in facilities)
        {
            if (index >= data.Bits.Length || data.Bits[index] < 0)
            {
                continue;
            }

            ulong bit = 1UL << data.Bits[index];
            (first, second) = data.BlockNumbers[index] == PowerBlockNumber.AtHwcap ? (first | bit, second) : (first, second | bit);
        }

        return new PowerFeatureWords(first, second);
    }
}
