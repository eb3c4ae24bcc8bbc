using CpuFacility.Kvm;
using CpuFacility.S390x;

namespace CpuFacility.Interop.Tests.Kvm;

public class KvmS390ProcessorTests
{
    private static readonly CpuModelRegistry Models = CpuModels.S390x;

    [Fact]
    public void Write_Z14_IsWhatQemuSets()
    {
        CpuModel z14 = Models.Parse("z14-base,vx=on");
        byte[] bytes = new byte[KvmS390Processor.Length];
        KvmS390Processor.FromModel(z14, 0x012345).Write(bytes);

        Assert.Equal("FF01234539068000", Convert.ToHexString(bytes, 0, 8));
        Assert.Equal("0041000000000000", Convert.ToHexString(bytes, 8, 8));
        byte[] list = new byte[2048];
        S390xBlocks.WriteStfl(z14.Facilities, list);
        Assert.Equal(list, bytes[16..]);

        // N3 and z/Architecture, installed and active; vector is bit 129; 138 repeats the mode.
        Assert.Equal(0b1110_0000, bytes[16] & 0b1110_0000);
        Assert.Equal(0b0100_0000, bytes[16 + (129 / 8)] & 0b0100_0000);
        Assert.Equal(0b0010_0000, bytes[16 + (138 / 8)] & 0b0010_0000);
    }

    [Fact]
    public void Read_Fields_AreAtTheirPlaces()
    {
        byte[] bytes = new byte[KvmS390Processor.Length];
        Convert.FromHexString("0102030405060708" + "F042" + "A1A2A3A4A5A6" + "60").CopyTo(bytes, 0);
        bytes[16 + 200] = 0x80;
        KvmS390Processor read = KvmS390Processor.Read(bytes);
        Assert.Equal(new S390xCpuId(0x0102030405060708), read.CpuId);
        Assert.Equal((0xF042, 0x042), (read.IbcWord, read.Ibc.Value));
        Assert.Equal(0xA1A2A3A4A5A6UL, read.Padding);
        Assert.Equal(Models.Vocabulary.CreateSet("zarch"), read.Facilities);
        Assert.Equal([1600], read.Unknown.On.AsEnumerable());
        Assert.Equal([138], read.Unknown.Off.AsEnumerable());
        Assert.Equal("cpuid 0102030405060708, ibc 0xf042, 1 facilities", read.ToString());
        Assert.Equal(read, new KvmS390Processor(read.CpuId, read.IbcWord, read.Facilities, read.Unknown, read.Padding));
    }

    [Fact]
    public void FromModel_BeforeGeneration10_HasNoIbc()
    {
        KvmS390Processor z900 = KvmS390Processor.FromModel(Models.Parse("z900"));
        Assert.Equal(0, z900.IbcWord);
        Assert.False(z900.CpuId.HasFormatBit);
        Assert.Equal((0xFF, 0x2064, 0), (z900.CpuId.Version, z900.CpuId.Type, z900.CpuId.Serial));
    }

    [Fact]
    public void Constructor_WhatTheListDoesNotReport_IsLeftOut()
    {
        FacilitySet facilities = Models.Vocabulary.CreateSet("vx", "km-aes-128", "cmma", "ap", "dateh2");
        var processor = new KvmS390Processor(default, 0, facilities);
        Assert.Equal(Models.Vocabulary.CreateSet("vx"), processor.Facilities);
        Assert.True(processor.Unknown.IsEmpty);
    }

    [Fact]
    public void Constructor_WrongParts_AreRefused()
    {
        UnknownBits ofAnotherBlock = S390xBlocks.KvmFeatures.CreateUnknownBits([1000]);
        Assert.Throws<ArgumentException>(() => new KvmS390Processor(default, 0, default, ofAnotherBlock));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new KvmS390Processor(default, 0, default, padding: 1UL << 48));
        Assert.Throws<ArgumentOutOfRangeException>(static () => KvmS390Processor.FromModel(Models.Parse("z14"), 0x1000000));
        Assert.Throws<ArgumentNullException>(static () => KvmS390Processor.FromModel(null!));
    }

    [Fact]
    public void Compare_SetThenGet_NamesEveryDifference()
    {
        FacilitySet facilities = Models.Vocabulary.CreateSet("zarch", "vx", "te");
        var set = new KvmS390Processor(new S390xCpuId(0xFF00000039068000), 0x042, facilities, S390xBlocks.Stfl.CreateUnknownBits([1600, 1601]));
        var got = new KvmS390Processor(
            new S390xCpuId(0xFF01234539068000),
            0x041,
            Models.Vocabulary.CreateSet("zarch", "te", "sthyi"),
            S390xBlocks.Stfl.CreateUnknownBits([1601, 16383], [138]),
            padding: 7);
        KvmS390ProcessorComparison result = KvmS390Processor.Compare(set, got);
        Assert.Equal(Models.Vocabulary.CreateSet("vx"), result.Dropped);
        Assert.Equal(Models.Vocabulary.CreateSet("sthyi"), result.Added);
        Assert.Equal([138, 1600], result.DroppedBits.AsEnumerable());
        Assert.Equal([16383], result.AddedBits.AsEnumerable());
        Assert.True(result is { IsCpuIdChanged: true, IsIbcChanged: true, IsPaddingChanged: true, IsEqual: false });
        Assert.Equal(
            "Not read back as set: cpuid ff00000039068000 became ff01234539068000; ibc 0x0042 became 0x0041; "
            + "padding 000000000000 became 000000000007; dropped vx; dropped STFL bits 138, 1600; added sthyi; added STFL bit 16383.",
            result.ToString());
    }

    [Fact]
    public void Compare_Same_SaysSo()
    {
        KvmS390Processor z14 = KvmS390Processor.FromModel(Models.Parse("z14"));
        KvmS390ProcessorComparison result = KvmS390Processor.Compare(z14, KvmS390Processor.FromModel(Models.Parse("z14")));
        Assert.True(result.IsEqual);
        Assert.Equal("Read back as set.", result.ToString());
        Assert.Throws<ArgumentNullException>(() => KvmS390Processor.Compare(z14, null!));
    }
}
