using CpuFacility.RiscV;

namespace CpuFacility.Tests.Architectures.RiscV;

/// <summary>Closure by the specifications' own examples. Laws hold it against names and against the profiles.</summary>
public class RiscVFacilitiesTests
{
    [Theory]
    [InlineData("b", "b zba zbb zbs")]
    [InlineData("zba zbb zbs", "b zba zbb zbs")]
    [InlineData("zba zbb", "zba zbb")]
    [InlineData("rv64 c", "rv64 c zca")]
    [InlineData("rv64 c d", "rv64 c zca zcd d f zicsr")]
    [InlineData("rv64 c f", "rv64 c zca f zicsr")]
    [InlineData("rv32 c f", "rv32 c zca zcf f zicsr")]
    [InlineData("rv32 c d", "rv32 c zca zcd zcf d f zicsr")]
    [InlineData("v", "v zve64d zve64f zve64x zve32f zve32x")]
    [InlineData("zk", "zk zkn zbkb zbkc zbkx zknd zkne zknh zkr zkt")]
    [InlineData("ss1p13", "ss1p13 ss1p12 ss1p11")]
    [InlineData("sv57", "sv57 sv48 sv39")]
    [InlineData("zvkn zvkg", "zvkn zvkg zvkng zvkned zvknhb zvkb zvkt")]
    public void Close_Set_HasAllThatItImplies(string names, string expected) =>
        Assert.Equal(NamedExtensions.Parse(expected), RiscVFacilities.Close(NamedExtensions.Parse(names)));

    [Theory]
    [InlineData("rv64 i zba zbb zbs", "rv64 i b")]
    [InlineData("rv64 i c d", "rv64 i c d")]
    [InlineData("rv32 i c f zcf", "rv32 i c f")]
    [InlineData("rv64 i c f zcf", "rv64 i c f zcf")]
    [InlineData("zaamo zalrsc", "a")]
    public void Reduce_Set_HasNothingThatAnotherImplies(string names, string expected) =>
        Assert.Equal(NamedExtensions.Parse(expected), RiscVFacilities.Reduce(NamedExtensions.Parse(names)));

    [Theory]
    [InlineData("rv32 i", 32)]
    [InlineData("rv64 i", 64)]
    [InlineData("rv128", 128)]
    [InlineData("i", 0)]
    [InlineData("rv32 rv64", 0)]
    public void GetXlen_Set_IsItsOnlyWidth(string names, int expected) => Assert.Equal(expected, RiscVFacilities.GetXlen(NamedExtensions.Parse(names)));

    /// <summary>misa of a processor with RV64IMAFDCSU: bits A, C, D, F, I, M, S, U.</summary>
    [Fact]
    public void Misa_LettersOfSeveralExtensions_AreThose()
    {
        FacilitySet read = RiscVBlocks.Misa.Read([0x2D, 0x11, 0x14, 0x00], out UnknownBits unknown);
        Assert.Equal(NamedExtensions.Parse("a c d f i m s u"), read);
        Assert.True(unknown.IsEmpty);
    }

    /// <summary>Bits of Linux' hwprobe.h: FD 0, C 1, V 2, ZBA 3, ZICBOZ 6.</summary>
    [Fact]
    public void Hwprobe_LowestBits_AreThose() =>
        Assert.Equal(NamedExtensions.Parse("d c v zba zicboz"), RiscVBlocks.HwprobeImaExtensions0.Read([0x4F, 0, 0, 0, 0, 0, 0, 0], out _));
}
