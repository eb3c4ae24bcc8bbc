namespace CpuFacility.Tests.Architectures.RiscV;

/// <summary>Settings and places in reports, and the numbers that properties take.</summary>
public class RiscVSentenceTests
{
    private static readonly CpuModelRegistry Models = CpuModels.RiscV;

    /// <summary>What has to be switched off so that an extension is not brought back by another, as QEMU closes over what extensions imply.</summary>
    [Theory]
    [InlineData("v", "v=off")]
    [InlineData("zve64d", "v=off,zve64d=off")]
    [InlineData("zve64f", "v=off,zve64d=off,zve64f=off")]
    [InlineData("zve64x", "v=off,zve64d=off,zve64f=off,zve64x=off")]
    [InlineData("zve32f", "v=off,zve32f=off,zve64d=off,zve64f=off")]
    [InlineData("zve32x", "v=off,zve32f=off,zve32x=off,zve64d=off,zve64f=off,zve64x=off")]
    public void CheckMigrationTo_VectorExtension_IsSwitchedOffWithAllThatBringsIt(string extension, string setting)
    {
        CpuModel host = Models.Parse("rva22u64");
        CompatibilityReason reason = Assert.Single(Models.Parse("rva22u64,v=on").CheckMigrationTo(host).Reasons, reason => reason.Property == extension);
        Assert.Equal(setting, reason.GuestSetting);
        Assert.False(Models.Parse($"rva22u64,v=on,{setting}").Facilities.Overlaps(reason.Missing));
    }

    /// <summary>
    /// Extensions that several bring together: the letter B is the sum of its parts, and C brings Zcd with D and, on 32 bits, Zcf with F, which D brings back.
    /// </summary>
    [Theory]
    [InlineData("rva22u64", "rva22u64,b=off,zba=off,zbs=off", "b", "b=off,zba=off")]
    [InlineData("rv32", "rv32i", "zcf", "c=off,zcf=off")]
    [InlineData("rv32", "lowrisc-ibex", "zcd", "d=off,zcd=off")]
    [InlineData("rv32", "lowrisc-ibex", "zcf", "f=off,d=off,zcf=off")]
    public void CheckMigrationTo_ExtensionOfSeveral_IsSwitchedOffWithWhatItGoesWith(string guest, string host, string extension, string setting)
    {
        CompatibilityReason reason = Assert.Single(Models.Parse(guest).CheckMigrationTo(Models.Parse(host)).Reasons, reason => reason.Property == extension);
        Assert.Equal(setting, reason.GuestSetting);
        Assert.False(Models.Parse($"{guest},{setting}").Facilities.Overlaps(reason.Missing));
    }

    [Theory]
    [InlineData("a", "MISA bit 0")]
    [InlineData("v", "MISA bit 21")]
    [InlineData("zve32x", "HWPROBE_IMA_EXT_0 bit 37")]
    public void DescribePlace_Extension_IsBlockAndBit(string name, string expected)
    {
        Assert.True(Models.Catalog.TryFind(name, out Facility facility));
        Assert.Equal(expected, Models.Rules.DescribePlace(Models.Catalog.Describe(facility)));
    }

    /// <summary>The length of registers is no bit.</summary>
    [Fact]
    public void DescribePlace_LengthOfRegisters_HasNone() =>
        Assert.Null(Models.Rules.DescribePlace(Models.Catalog.Describe(Models.Catalog[0])));

    [Theory]
    [InlineData("rv64,cbom_blocksize=0", "'0' is no value of cbom_blocksize: it takes a power of two from 1 to 32768.")]
    [InlineData("rv64,cbom_blocksize=3", "'3' is no value of cbom_blocksize: it takes a power of two from 1 to 32768.")]
    [InlineData("rv64,cbom_blocksize=65536", "'65536' is no value of cbom_blocksize: it takes a power of two from 1 to 32768.")]
    [InlineData("rv64,mvendorid=0x100000000", "'0x100000000' is no value of mvendorid: it takes a number from 0 to 4294967295.")]
    public void TryParse_NumberOutsideItsRange_NamesTheRange(string expression, string expected)
    {
        Assert.False(Models.TryParse(expression, out _, out FacilityFormatError error));
        Assert.Equal(expected, error.Reason);
    }

    [Theory]
    [InlineData("cbom_blocksize", "1")]
    [InlineData("cbom_blocksize", "32768")]
    [InlineData("elen", "8")]
    [InlineData("elen", "64")]
    [InlineData("mvendorid", "0")]
    [InlineData("mvendorid", "0xffffffff")]
    public void TryParse_NumberAtTheEndOfItsRange_IsTaken(string name, string value) =>
        Assert.True(Models.TryParse($"rv64,{name}={value}", out _, out _));

    /// <summary>Numbers in which a model differs from its definition belong to its expansion, by name, whatever the order in which they were set.</summary>
    [Fact]
    public void ExpandFull_Numbers_AreListedByName()
    {
        CpuModel model = Models.Parse("rv64,v=on,vlen=256,elen=32,cbom_blocksize=128");
        Assert.Equal(
            ["cbom_blocksize=128", "elen=32", "vlen=256"],
            model.Properties.Select(static property => property.ToString()).Order(StringComparer.Ordinal));
        Assert.All(Models.Properties, static property => Assert.False(property.IsStatic));
    }
}
