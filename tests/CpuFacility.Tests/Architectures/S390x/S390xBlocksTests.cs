using System.Buffers.Binary;
using CpuFacility.S390x;

namespace CpuFacility.Tests.Architectures.S390x;

/// <summary>The bytes that hardware stores, worked out by hand from the bit numbers of the z/Architecture Principles of Operation.</summary>
public class S390xBlocksTests
{
    private static readonly CpuModelRegistry Models = CpuModels.S390x;

    [Fact]
    public void ReadStfl_FirstWordOfARealList_HasItsFacilities()
    {
        // 0xF1F6: bits 0 to 3, 7 to 10 ... of the first two bytes; 1111 0001 1111 0110.
        FacilitySet read = S390xBlocks.ReadStfl([0xF1, 0xF6], out UnknownBits unknown);
        Assert.Equal(
            Models.Vocabulary.CreateSet("esan3", "zarch", "dateh", "stfle", "edat", "srs", "csske", "ctop", "ipter", "nonqks"),
            read);
        Assert.True(unknown.IsEmpty);
    }

    [Fact]
    public void WriteStfl_Zarch_SetsBits2And138Too()
    {
        byte[] bytes = new byte[32];
        S390xBlocks.WriteStfl(Models.Vocabulary.CreateSet("zarch", "vx"), bytes);
        Assert.Equal(0b0110_0000, bytes[0]);
        Assert.Equal(0b0100_0000, bytes[129 / 8]);
        Assert.Equal(0b0010_0000, bytes[138 / 8]);
        Assert.Equal(3, bytes.Count(static value => value != 0));
    }

    [Theory]
    [InlineData("PTFF")]
    [InlineData("KMAC")]
    [InlineData("KMC")]
    [InlineData("KM")]
    [InlineData("KIMD")]
    [InlineData("KLMD")]
    [InlineData("PCKMO")]
    [InlineData("KMCTR")]
    [InlineData("KMF")]
    [InlineData("KMO")]
    [InlineData("PCC")]
    [InlineData("PPNO")]
    [InlineData("KMA")]
    [InlineData("KDSA")]
    [InlineData("SORTL")]
    [InlineData("DFLTCC")]
    [InlineData("PFCR")]
    public void Write_FunctionsOfAnInstruction_HaveTheQueryBit(string name)
    {
        FacilityBlock block = S390xBlocks.Functions(name);
        byte[] bytes = new byte[block.Width / 8];
        block.Write(default, bytes);
        Assert.Equal(0x80, bytes[0]);
        Assert.All(bytes[1..], static value => Assert.Equal(0, value));
        block.Read(bytes, out UnknownBits unknown);
        Assert.True(unknown.IsEmpty);
    }

    [Theory]
    [InlineData("PLO", 32)]
    [InlineData("STFL", 0)]
    [InlineData("SCLP_CONF_CHAR", 19)]
    [InlineData("SCLP_CONF_CHAR_EXT", 4)]
    [InlineData("SCLP_FAC134", 1)]
    [InlineData("SCLP_FAC139", 1)]
    [InlineData("SCLP_CPU", 6)]
    [InlineData("UV_FEAT_GUEST", 8)]
    [InlineData("MISC", 0)]
    [InlineData("KVM_FEAT", 128)]
    public void Write_OtherBlocks_AreZeroWithoutFacilities(string name, int length)
    {
        FacilityBlock block = S390xBlocks.Functions(name);
        Assert.Equal(length, block.GetByteCount(default));
        byte[] bytes = new byte[length];
        block.Write(default, bytes);
        Assert.All(bytes, static value => Assert.Equal(0, value));
    }

    /// <summary>
    /// The numbers of the kernel's header, counted from the left over the whole array: KVM fills its 16 doublewords with set_bit_inv, and the
    /// machine is big-endian.
    /// </summary>
    [Fact]
    public void KvmFeatures_EachBitOfTheHeader_IsTheFacilityOfTheSclp()
    {
        string[] names =
        [
            "esop", "sief2", "64bscao", "siif", "gpereh", "gsls", "ib", "cei", "ibs", "skey", "cmma", "pfmfi", "sigpif", "kss",
        ];
        FacilityBlock block = S390xBlocks.KvmFeatures;
        byte[] bytes = new byte[128];
        for (int bit = 0; bit < names.Length; bit++)
        {
            Assert.True(block.TryFind(bit, out Facility facility));
            FacilityInfo info = Models.Catalog.Describe(facility);
            Assert.Equal(names[bit], info.Name);
            Assert.StartsWith("SCLP_", info.Block.Name, StringComparison.Ordinal);
            Assert.True(info.Block.Facilities.Contains(facility.Index));

            block.Write([facility.Index], bytes);
            Assert.Equal(0x80 >> (bit % 8), bytes[bit / 8]);
            Assert.Equal(127, bytes.Count(static value => value == 0));
            Assert.Equal([facility.Index], block.Read(bytes, out UnknownBits unknown));
            Assert.True(unknown.IsEmpty);
        }

        Assert.Equal(Models.Vocabulary.CreateSet(names), block.Facilities);
        Assert.False(block.TryFind(names.Length, out _));
        bytes[127] = 1;
        block.Read(bytes, out UnknownBits last);
        Assert.Equal<IEnumerable<int>>([1023], last.On);
    }

    [Fact]
    public void AlwaysReported_Pfcr_IsItsQueryFunction()
    {
        // PFCR is the one block whose query bit has a name, too: what is written always reads as having it.
        FacilityBlock pfcr = S390xBlocks.Functions("PFCR");
        Assert.Equal(Models.Vocabulary.CreateSet("pfcr-qaf"), pfcr.AlwaysReported);
        Assert.All(Models.Catalog.Blocks, block => Assert.True(block == pfcr || block.AlwaysReported.IsEmpty));
    }

    /// <summary>
    /// A block is bytes in storage order on every machine, and only the words of a set depend on the byte order. What a big-endian machine has
    /// in memory for a set must go into the same block as here, and come out of it. Blocks and canonical bytes are made bit by bit.
    /// </summary>
    [Fact]
    public void WriteAndRead_SetOfABigEndianMachine_AreTheSameBlock()
    {
        foreach (CpuModel model in Models.NamedModels)
        {
            foreach (FacilityBlock block in Models.Catalog.Blocks.Where(static block => block.Width > 0))
            {
                byte[] expected = new byte[block.GetByteCount(model.Facilities)], canonical = new byte[FacilitySet.ByteLength];
                block.Write(default, expected);
                foreach (int bit in Enumerable.Range(0, expected.Length * 8))
                {
                    bool isOn = block.TryFind(bit, out Facility facility) ? model.Has(facility) : block == S390xBlocks.Stfl && bit is 2 or 138;
                    expected[bit / 8] |= (byte)(isOn ? 0x80 >> (bit % 8) : 0);
                    canonical[facility.Index / 8] |= (byte)(isOn && facility != default ? 1 << (facility.Index % 8) : 0);
                }

                FacilitySet here = FacilitySet.FromBytes(canonical) | block.AlwaysReported;
                byte[] written = new byte[expected.Length];
                block.Write(FacilitySet.FromBytes(SentByBigEndian(here)), written);
                Assert.Equal(expected, written);
                Assert.Equal(here.ToByteArray(), SentByBigEndian(block.Read(written, out UnknownBits unknown)));
                Assert.True(unknown.IsEmpty);
            }
        }

        static byte[] SentByBigEndian(FacilitySet set)
        {
            // What is there in memory, as a little-endian machine sees it.
            ulong[] memory = FacilitySet.WordsOf(in set).ToArray();
            BinaryPrimitives.ReverseEndianness(memory, memory);
            byte[] bytes = new byte[FacilitySet.ByteLength];
            WordBytes.Write(memory, bytes, ByteOrder.BigEndian);
            return bytes;
        }
    }

    [Fact]
    public void Functions_UnknownName_NamesTheBlocks()
    {
        var exception = Assert.Throws<ArgumentException>(static () => S390xBlocks.Functions("km"));
        Assert.Contains("'km'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("KMAC", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_ByName_AreTheirProperties()
    {
        Assert.Equal("STFL", S390xBlocks.Stfl.Name);
        Assert.Equal("SCLP_CONF_CHAR", S390xBlocks.SclpConfigurationCharacteristics.Name);
        Assert.Equal("SCLP_CONF_CHAR_EXT", S390xBlocks.SclpConfigurationCharacteristicsExtended.Name);
        Assert.Equal("SCLP_FAC134", S390xBlocks.SclpFacilities134.Name);
        Assert.Equal("SCLP_FAC139", S390xBlocks.SclpFacilities139.Name);
        Assert.Equal("SCLP_CPU", S390xBlocks.SclpCpu.Name);
        Assert.Equal("UV_FEAT_GUEST", S390xBlocks.UltravisorGuest.Name);
        Assert.Equal("KVM_FEAT", S390xBlocks.KvmFeatures.Name);
    }
}
