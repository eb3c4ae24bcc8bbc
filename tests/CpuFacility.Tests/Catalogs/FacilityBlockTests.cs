using CpuFacility.S390x;

namespace CpuFacility.Tests.Catalogs;

public class FacilityBlockTests
{
    private static readonly FacilityCatalog Invented = TestCatalog.Create();

    [Fact]
    public void Read_LeastSignificantFirst_CountsFromTheRight()
    {
        FacilitySet read = Invented.Blocks[0].Read([0b0001_0001, 0b10, 0, 0x80], out UnknownBits unknown);
        Assert.Equal([0, 1, 5], read);
        Assert.Equal(default, unknown);
    }

    [Fact]
    public void Write_LeastSignificantFirst_PutsMirrorBitsToo()
    {
        byte[] bytes = new byte[4];
        Invented.Blocks[0].Write([0, 1], bytes);
        Assert.Equal([0b0001_0001, 0b10, 0, 0], bytes);
    }

    [Fact]
    public void Read_MostSignificantFirst_CountsFromTheLeft()
    {
        FacilitySet read = Invented.Blocks[1].Read([0b1101_0000, 0b1, 0, 0, 0, 0b1000_0000], out UnknownBits unknown);
        Assert.Equal([2, 3, 4], read);
        Assert.True(unknown.IsEmpty);
    }

    [Fact]
    public void Mirror_BitOfAFacilityOfAnotherBlock_IsReadWrittenAndFound()
    {
        // Bit 20 of the register repeats delta, bit 50 of the list repeats alpha; alpha's own bit 0 brings bit 4 along, delta's own bit 3 bit 40.
        FacilityBlock register = Invented.Blocks[0], list = Invented.Blocks[1];
        Assert.Equal([3], register.Read([0, 0, 0b1_0000, 0], out UnknownBits unknown));
        Assert.True(unknown.IsEmpty);
        byte[] bytes = new byte[4];
        register.Write([3], bytes);
        Assert.Equal([0, 0, 0b1_0000, 0], bytes);
        Assert.Equal(8, list.GetByteCount([0]));
        bytes = new byte[8];
        list.Write([0], bytes);
        Assert.Equal([0b0100_0000, 0, 0, 0, 0, 0, 0b0010_0000, 0], bytes);
        Assert.False(list.TryWrite([0], new byte[6]));

        Assert.True(list.TryFind(50, out Facility alpha));
        Assert.Equal((0, "REG", 0), (alpha.Index, Invented.Describe(alpha).Block.Name, Invented.Describe(alpha).Bit));
        Assert.True(Invented.TryFind("REG", 20, out Facility delta));
        Assert.Equal(3, delta.Index);
        Assert.Equal([0, 1, 3, 5], register.Facilities);
        Assert.Equal([0, 2, 3, 4], list.Facilities);
        Assert.Throws<ArgumentException>(() => list.CreateUnknownBits([50]));
    }

    [Fact]
    public void Read_BitsWithoutANameAndAgainstTheRules_AreKept()
    {
        // Bit 1 is always on, bit 40 comes with delta (bit 3); bits 2 and 63 have no name.
        FacilitySet read = Invented.Blocks[1].Read([0b0010_0000, 0, 0, 0, 0, 0b1000_0000, 0, 1], out UnknownBits unknown);
        Assert.True(read.IsEmpty);
        Assert.Equal<IEnumerable<int>>([2, 40, 63], unknown.On);
        Assert.Equal<IEnumerable<int>>([1], unknown.Off);
        Assert.Equal("LIST bits 2, 40, 63 are on without a name; bit 1 is off against the rule", unknown.ToString());
    }

    [Fact]
    public void GetByteCount_VariableLength_IsWholeDoublewords()
    {
        Assert.Equal(32, S390xBlocks.Stfl.GetByteCount(CpuModels.S390x.Catalog.All));
        Assert.Equal(24, S390xBlocks.Stfl.GetByteCount(CpuModels.S390x.Catalog.CreateSet(S390xFacility.Zarch)));
        Assert.Equal(0, S390xBlocks.Stfl.GetByteCount(default));
        Assert.Equal(16, S390xBlocks.Functions("KM").GetByteCount(default));
    }

    [Fact]
    public void GetByteCount_UnknownBits_CountLikeFacilities()
    {
        FacilityBlock stfl = S390xBlocks.Stfl;
        Assert.Equal(2048, stfl.GetByteCount(default, stfl.CreateUnknownBits([16_383])));
        Assert.Equal(24, stfl.GetByteCount(CpuModels.S390x.Catalog.CreateSet(S390xFacility.Zarch), stfl.CreateUnknownBits([191])));
        Assert.Throws<ArgumentException>(() => S390xBlocks.Functions("KM").GetByteCount(default, stfl.CreateUnknownBits([191])));
        Assert.Throws<ArgumentException>(() => S390xBlocks.Functions("KM").TryWrite(default, new byte[16], stfl.CreateUnknownBits([191])));
    }

    [Fact]
    public void Write_ShorterThanAnImpliedBit_CutsItOffAsHardwareDoes()
    {
        byte[] bytes = new byte[8];
        S390xBlocks.WriteStfl(CpuModels.S390x.Catalog.CreateSet(S390xFacility.Zarch), bytes);
        Assert.Equal([0b0110_0000, 0, 0, 0, 0, 0, 0, 0], bytes);
    }

    [Fact]
    public void Write_TooShortForAFacility_IsRefusedAndWritesNothing()
    {
        byte[] bytes = [1, 2, 3, 4, 5, 6, 7, 8];
        FacilitySet vx = CpuModels.S390x.Catalog.CreateSet(S390xFacility.Vx);
        Assert.False(S390xBlocks.Stfl.TryWrite(vx, bytes));
        var exception = Assert.Throws<ArgumentException>(() => S390xBlocks.WriteStfl(vx, bytes));
        Assert.Contains("Bit 129 of block STFL does not fit into 8 bytes: 24 hold everything.", exception.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], bytes);
    }

    /// <summary>Bit 40 of the list comes with delta (bit 3) and bit 1 with every list: six bytes hold both, five the first four facilities.</summary>
    [Fact]
    public void ReadAndWrite_UpToTheByteOfAnImpliedBit_LeaveItAlone()
    {
        FacilityBlock list = Invented.Blocks[1];
        Assert.Equal([3], list.Read([0b0101_0000, 0, 0, 0, 0], out UnknownBits unknown));
        Assert.True(unknown.IsEmpty);
        Assert.Equal([3], list.Read([0b0101_0000, 0, 0, 0, 0, 0], out unknown));
        Assert.Equal([40], unknown.Off.ToArray());
        byte[] five = new byte[5], six = new byte[6];
        list.Write([3], five, unknown);
        Assert.Equal([0b0101_0000, 0, 0, 0, 0], five);
        list.Write([3], six, unknown);
        Assert.Equal([0b0101_0000, 0, 0, 0, 0, 0], six);
        list.Write([3], six);
        Assert.Equal([0b0101_0000, 0, 0, 0, 0, 0b1000_0000], six);
    }

    [Fact]
    public void Read_TwoImpliedBitsMissing_KeepsBoth()
    {
        Assert.Equal([3], Invented.Blocks[1].Read([0b0001_0000, 0, 0, 0, 0, 0], out UnknownBits unknown));
        Assert.Equal([1, 40], unknown.Off.ToArray());
        Assert.Empty(unknown.On);
    }

    /// <summary>Bits with a name that are on in whatever is written; bit 9 comes with alpha only, and bit 1 of the list has no name.</summary>
    [Fact]
    public void AlwaysReported_BitsOfFacilities_AreThoseThatNeedNoOther()
    {
        var catalog = new FacilityCatalog(TestCatalog.CreateData(new(0, 0, -1), new(0, 9, 0)));
        Assert.Equal([0], catalog.Blocks[0].AlwaysReported);
        Assert.True(catalog.Blocks[1].AlwaysReported.IsEmpty);
    }

    [Fact]
    public void UnknownBits_OnlyOnOrOnlyOff_SayThatAlone()
    {
        var catalog = new FacilityCatalog(TestCatalog.CreateData(new FacilityCatalogData.ImpliedBitRow(1, 30, -1)));
        UnknownBits off = catalog.Blocks[1].CreateUnknownBits([], [40, 1, 30]);
        Assert.Equal("LIST bits 1, 30, 40 are off against the rule", off.ToString());
        Assert.Equal("LIST bit 63 is on without a name", catalog.Blocks[1].CreateUnknownBits([63]).ToString());
    }

    /// <summary>Bit 8 is the first that one byte does not hold.</summary>
    [Fact]
    public void TryWrite_BitJustBeyondTheDestination_IsRefused()
    {
        UnknownBits eight = Invented.Blocks[1].CreateUnknownBits([8], []);
        Assert.False(Invented.Blocks[1].TryWrite(default, new byte[1], eight));
        Assert.True(Invented.Blocks[1].TryWrite(default, new byte[2], eight));
    }

    [Fact]
    public void CreateUnknownBits_None_AreTheDefault() => Assert.Equal(default, Invented.Blocks[1].CreateUnknownBits([], []));

    [Fact]
    public void WriteAndRead_WrongLength_SayWhichIsRight()
    {
        var fixedBlock = Assert.Throws<ArgumentException>("destination", static () => Invented.Blocks[0].Write(default, new byte[3]));
        Assert.StartsWith("Block REG has 4 bytes, but 3 were given.", fixedBlock.Message, StringComparison.Ordinal);
        var variable = Assert.Throws<ArgumentException>("destination", static () => Invented.Blocks[1].Write(default, new byte[9]));
        Assert.StartsWith("Block LIST has 0 to 8 bytes, but 9 were given.", variable.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_UnknownBitsOfAnotherBlock_AreRefused()
    {
        S390xBlocks.Functions("KM").Read([0x80, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], out UnknownBits unknown);
        Assert.False(unknown.IsEmpty);
        var exception = Assert.Throws<ArgumentException>(() => S390xBlocks.Functions("KMC").Write(default, new byte[16], unknown));
        Assert.Contains("of block KM, not of KMC", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KM", 15, 15)]
    [InlineData("KM", 17, 16)]
    [InlineData("KM", 0, 0)]
    [InlineData("STFL", 2049, 2048)]
    [InlineData("SCLP_CONF_CHAR", 18, 18)]
    public void TryRead_WrongNumberOfBytes_SaysFromWhereOn(string name, int length, int position)
    {
        FacilityBlock block = S390xBlocks.Functions(name);
        Assert.False(block.TryRead(new byte[length], out FacilitySet facilities, out UnknownBits unknown, out FacilityFormatError error));
        Assert.Equal(position, error.Position);
        Assert.Contains($"Block {name} has", error.Reason, StringComparison.Ordinal);
        Assert.Contains($"but {length} were given", error.Reason, StringComparison.Ordinal);
        Assert.True(facilities.IsEmpty);
        Assert.True(unknown.IsEmpty);
        Assert.Equal(position, Assert.Throws<FacilityFormatException>(() => block.Read(new byte[length], out _)).Position);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(17)]
    public void Write_WrongLength_IsRefused(int length)
    {
        Assert.False(S390xBlocks.Functions("KM").TryWrite(default, new byte[length]));
        Assert.Throws<ArgumentException>(() => S390xBlocks.Functions("KM").Write(default, new byte[length]));
    }

    [Fact]
    public void CreateUnknownBits_BitsStoredElsewhere_AreThoseThatWereRead()
    {
        FacilityBlock list = Invented.Blocks[1];
        byte[] bytes = [0b0010_0000, 0, 0, 0, 0, 0b1000_0000, 0, 1];
        list.Read(bytes, out UnknownBits unknown);
        UnknownBits stored = list.CreateUnknownBits([63, 2, 40, 2], [1]);
        Assert.Equal(unknown, stored);
        byte[] written = new byte[8];
        list.Write(default, written, stored);
        Assert.Equal(bytes, written);
        Assert.True(list.CreateUnknownBits([]).IsEmpty);

        AssertRefused(list, [0], [], "Bit 0 of block LIST has a name");
        AssertRefused(list, [64], [], "Bit 64 is not in block LIST, which has the bits 0 to 63");
        AssertRefused(list, [-1], [], "Bit -1 is not in block LIST");
        AssertRefused(list, [], [2], "Bit 2 of block LIST does not come with others");
        AssertRefused(S390xBlocks.Functions("MISC"), [0], [], "Bit 0 is not in block MISC, which has no bits");

        static void AssertRefused(FacilityBlock block, int[] on, int[] off, string message) => Assert.Contains(
            message, Assert.Throws<ArgumentException>(() => block.CreateUnknownBits(on, off)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownBits_Equality_IsThatOfBlockAndBits()
    {
        FacilityBlock list = Invented.Blocks[1];
        list.Read([0b0010_0000], out UnknownBits one);
        list.Read([0b0010_0000], out UnknownBits same);
        list.Read([0b0110_0000], out UnknownBits other);
        Assert.True(one == same);
        Assert.True(one.Equals((object)same));
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.True(one != other);
        Assert.True(S390xBlocks.Functions("KM").CreateUnknownBits([100]) != S390xBlocks.Functions("KMC").CreateUnknownBits([100]));
        Assert.Equal("none", default(UnknownBits).ToString());
        Assert.Equal(default, new UnknownBits());
    }
}
