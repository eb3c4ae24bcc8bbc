using System.Buffers.Binary;
using CpuFacility.Power;
using CpuFacility.Testing;
using FsCheck;

namespace CpuFacility.Tests.Architectures.Power;

public class PowerFeatureWordsTests
{
    /// <summary>The implications again, written down apart from the data.</summary>
    private static readonly string[] Levels = ["arch_3_1", "arch_3_00", "arch_2_07", "arch_2_06", "arch_2_05", "power5_plus", "power5", "power4"];

    [Fact]
    public void Facilities_Power6AndPower7_AreSubsetOnlyAfterClosure()
    {
        var power6 = new PowerFeatureWords(0xCC007042, 0);
        var power7 = new PowerFeatureWords(0xCC006142, 0x20000000);
        Assert.False(power6.Named.IsSubsetOf(power7.Named));
        Assert.True(power6.Facilities.IsSubsetOf(power7.Facilities));
        Assert.False(power7.Facilities.IsSubsetOf(power6.Facilities));
    }

    [Fact]
    public void Facilities_Power9AndPower10_DifferByTransactionalMemory()
    {
        FacilitySet lost = new PowerFeatureWords(0xCC006142, 0xEFF00000).Facilities.Except(new PowerFeatureWords(0xCC006142, 0xAEF60000).Facilities);
        Assert.Equal(CpuModels.Power.Vocabulary.CreateSet("htm", "htm_nosc"), lost);
    }

    /// <summary>Modes have no bit, and indexes beyond the catalog no facility: neither reaches a word.</summary>
    [Fact]
    public void FromFacilities_WithoutABit_IsPassedOver()
    {
        FacilitySet altivec = CpuModels.Power.Vocabulary.CreateSet("altivec");
        FacilitySet more = altivec.With(CpuModels.Power.Catalog.Count).With(FacilitySet.Capacity - 1) | CpuModels.Power.Vocabulary.CreateSet("power8");
        Assert.Equal(PowerFeatureWords.FromFacilities(altivec), PowerFeatureWords.FromFacilities(more));
    }

    [Law]
    public bool FromFacilities_OfAnyWords_GivesThemBack(DoNotSize<ulong> anyFirst, DoNotSize<ulong> anySecond)
    {
        (ulong first, ulong second) = (anyFirst.Item, anySecond.Item);
        var words = new PowerFeatureWords(first, second);
        return PowerFeatureWords.FromFacilities(words.Facilities, words.Deviation) == words
            && (words.Unknown.HardwareCapabilities & ~first) == 0 && (words.Unknown.HardwareCapabilities2 & ~second) == 0;
    }

    /// <summary>The named bits are those that the catalog's blocks read from the bytes.</summary>
    [Law]
    public bool Named_OfAnyWords_IsWhatTheBlocksRead(DoNotSize<ulong> anyFirst, DoNotSize<ulong> anySecond)
    {
        (ulong first, ulong second) = (anyFirst.Item, anySecond.Item);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, first);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], second);
        FacilitySet read = PowerBlocks.HardwareCapabilities.Read(bytes[..8], out UnknownBits unknown)
            .Union(PowerBlocks.HardwareCapabilities2.Read(bytes[8..], out UnknownBits unknown2));
        var words = new PowerFeatureWords(first, second);
        return words.Named == read
            && words.Unknown == new PowerFeatureWords(ToWord(unknown), ToWord(unknown2));
    }

    [Law]
    public bool Close_AnyWords_IsIdempotentMonotoneAndTheSameAsTheListSays(DoNotSize<ulong> anyFirst, DoNotSize<ulong> anySecond, DoNotSize<ulong> anyOther)
    {
        (ulong first, ulong second, ulong other) = (anyFirst.Item, anySecond.Item, anyOther.Item);
        FacilitySet small = new PowerFeatureWords(first & other, second & other).Named;
        FacilitySet large = new PowerFeatureWords(first, second).Named;
        FacilitySet closed = PowerFacilities.Close(large);
        return PowerFacilities.Close(closed) == closed
            && large.IsSubsetOf(closed)
            && PowerFacilities.Close(small).IsSubsetOf(closed)
            && closed == CloseByList(large);
    }

    [Fact]
    public void ToString_Words_AreHexadecimal() => Assert.Equal("AT_HWCAP=0xdc0065c2 AT_HWCAP2=0xeff00000", new PowerFeatureWords(0xDC0065C2, 0xEFF00000).ToString());

    private static FacilitySet CloseByList(in FacilitySet facilities)
    {
        var names = new HashSet<string>();
        foreach (int index in facilities)
        {
            names.Add(CpuModels.Power.Catalog.NameOf(CpuModels.Power.Catalog[index]));
        }

        int highest = Array.FindIndex(Levels, names.Contains);
        return highest < 0 ? facilities : facilities.Union(CpuModels.Power.Vocabulary.CreateSet([.. Levels.Skip(highest)]));
    }

    private static ulong ToWord(UnknownBits bits) => bits.On.Aggregate(0UL, static (word, bit) => word | 1UL << bit);
}
