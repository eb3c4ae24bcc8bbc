using CpuFacility.S390x;

namespace CpuFacility.Tests.Architectures.S390x;

public class S390xIdentityTests
{
    private static readonly CpuModelRegistry Models = CpuModels.S390x;

    [Fact]
    public void TryFind_EveryDefinition_IsFoundByItsIdentity()
    {
        foreach (CpuModelDefinition definition in Models.Definitions)
        {
            var identity = (S390xIdentity)definition.Identity;
            Assert.True(Models.TryFind(new S390xIdentity(identity.Type, identity.Generation, identity.Ga), out CpuModelDefinition? found));
            Assert.Same(definition, found);
        }

        Assert.False(Models.TryFind(new S390xIdentity(0x1234, 14, 1), out _));
    }

    [Fact]
    public void Ibc_EveryDefinition_LeadsBackToItsLevel()
    {
        foreach (CpuModelDefinition definition in Models.Definitions)
        {
            var identity = (S390xIdentity)definition.Identity;
            S390xIbc ibc = identity.Ibc;
            Assert.Equal(identity.Generation < 10 ? (0, 0) : (identity.Generation, identity.Ga), (ibc.Generation, ibc.Ga));
        }
    }

    [Theory]
    [InlineData(9, 3, 0)]
    [InlineData(10, 1, 0x001)]
    [InlineData(14, 2, 0x042)]
    [InlineData(17, 1, 0x071)]
    public void Ibc_FromLevel_IsThatOfQemusRule(int generation, int ga, int value) => Assert.Equal(value, S390xIbc.FromLevel(generation, ga).Value);

    [Theory]
    [InlineData(0x00010042u, 0x001, 0x042, 0x00010042u)]
    [InlineData(0x00000042u, 0x000, 0x042, 0u)]
    [InlineData(0x00420001u, 0x042, 0x001, 0u)]
    [InlineData(0x00420042u, 0x042, 0x042, 0x00420042u)]
    [InlineData(0xF001F042u, 0x001, 0x042, 0x00010042u)]
    public void IbcRange_Word_IsTakenApartAndOffered(uint word, int lowest, int unblocked, uint offer)
    {
        var range = new S390xIbcRange(word);
        Assert.Equal((lowest, unblocked, offer), (range.Lowest.Value, range.Unblocked.Value, range.Offer));
        Assert.Equal(lowest != 0, range.IsSupported);
    }

    [Fact]
    public void GetCpuId_Z14_HasVersionSerialTypeAndFormat()
    {
        S390xCpuId id = new S390xIdentity(0x3906, 14, 1).GetCpuId(0x012345);
        Assert.Equal(0xFF012345_39068000UL, id.Value);
        Assert.Equal((0xFF, 0x012345, 0x3906, true), (id.Version, id.Serial, id.Type, id.HasFormatBit));
        Assert.Equal("ff01234539068000", id.ToString());
    }

    [Fact]
    public void GetCpuId_Z900_HasNoFormatBit() => Assert.False(new S390xIdentity(0x2064, 7, 1).GetCpuId(1).HasFormatBit);

    [Theory]
    [InlineData(-1, 14, 1)]
    [InlineData(0x10000, 14, 1)]
    [InlineData(0x3906, 6, 1)]
    [InlineData(0x3906, 256, 1)]
    [InlineData(0x3906, 14, 0)]
    [InlineData(0x3906, 14, 16)]
    public void Constructor_OutsideTheRanges_IsRefused(int type, int generation, int ga) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new S390xIdentity(type, generation, ga));

    [Fact]
    public void Numbers_OutsideTheirRanges_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new S390xIbc(0x1000));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new S390xIbc(-1));
        Assert.Throws<ArgumentOutOfRangeException>("generation", static () => S390xIbc.FromLevel(266, 1));
        Assert.Throws<ArgumentOutOfRangeException>("generation", static () => S390xIbc.FromLevel(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("ga", static () => S390xIbc.FromLevel(14, -1));
        Assert.Throws<ArgumentOutOfRangeException>("ga", static () => S390xIbc.FromLevel(14, 16));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new S390xCpuId(0x100, 0, 0, false));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new S390xCpuId(0, 0x1000000, 0, false));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new S390xCpuId(0, 0, 0x10000, false));
    }

    [Fact]
    public void Numbers_AtTheEdgesOfTheirRanges_AreTaken()
    {
        Assert.Equal((265, 15), (new S390xIbc(0xFFF).Generation, new S390xIbc(0xFFF).Ga));
        Assert.Equal(0xFFF, S390xIbc.FromLevel(265, 15).Value);
        Assert.Equal(0, S390xIbc.FromLevel(0, 0).Value);
        Assert.Equal("type ffff, generation 255 GA 15", new S390xIdentity(0xFFFF, 255, 15).ToString());
        Assert.Equal("generation 7 GA 1", new S390xIdentity(0, 7, 1).ToString());
    }

    [Theory]
    [InlineData("2964-ga3")]
    [InlineData("2964-ga")]
    [InlineData("2964-gax")]
    [InlineData("2964-ga-1")]
    [InlineData("29640-ga1")]
    [InlineData("29-ga1")]
    [InlineData("296g-ga1")]
    [InlineData("2964-ga1-max")]
    public void TryFind_NoTypeAndGa_IsNotFound(string name) => Assert.False(Models.TryFind(name, out CpuModel? _));

    [Fact]
    public void GetRelation_Levels_GoByGenerationThenGaAndNotByType()
    {
        S390xIdentity z13 = new(0x2964, 13, 1), z13Ga2 = new(0x2964, 13, 2), z13s = new(0x2965, 13, 2), z14 = new(0x3906, 14, 1);
        Assert.Equal(CpuIdentityRelation.Older, z13.GetRelation(z13Ga2));
        Assert.Equal(CpuIdentityRelation.Newer, z14.GetRelation(z13Ga2));
        Assert.Equal(CpuIdentityRelation.Same, z13Ga2.GetRelation(z13s));
        Assert.NotEqual<CpuIdentity>(z13Ga2, z13s);
        Assert.Same(z13, z14.GetCommon(z13));
        Assert.Same(z13, z13.GetCommon(z14));
        Assert.Equal(new S390xIdentity(0, 13, 2), z13s.GetCommon(z13Ga2));
        Assert.Equal("type 2964, generation 13 GA 2", z13Ga2.ToString());
    }

    [Fact]
    public void TryFindDefinition_TypeAndGaOfEveryDefinition_FindsIt()
    {
        foreach (CpuModelDefinition definition in Models.Definitions)
        {
            var identity = (S390xIdentity)definition.Identity;
            Assert.True(Models.TryFindDefinition(identity.Type, identity.Ga, out CpuModelDefinition? found));
            Assert.Same(definition, found);
            Assert.Equal(definition.Name, Models.Parse($"{identity.Type:x4}-ga{identity.Ga}").Name);
            Assert.Equal(definition.Name + "-base", Models.Parse($"{identity.Type:x4}-ga{identity.Ga}-base").Name);
        }

        Assert.False(Models.TryFindDefinition(0x2964, 3, out CpuModelDefinition? none));
        Assert.Null(none);
    }

    [Fact]
    public void TryFindDefinition_CpuIdAndIbcOfEveryDefinition_FindItUnlessTheIbcIsSilent()
    {
        foreach (CpuModelDefinition definition in Models.Definitions)
        {
            var identity = (S390xIdentity)definition.Identity;
            bool isTold = identity.Generation >= 10
                || Models.Definitions.Count(other => ((S390xIdentity)other.Identity).Type == identity.Type) == 1;
            Assert.Equal(isTold, Models.TryFindDefinition(identity.GetCpuId(1), identity.Ibc, out CpuModelDefinition? found));
            Assert.Same(isTold ? definition : null, found);
        }

        Assert.True(Models.TryFindDefinition(new S390xCpuId(0xFF, 1, 0x2066, false), default, out CpuModelDefinition? z800));
        Assert.Equal("z800", z800.Name);
        Assert.False(Models.TryFindDefinition(new S390xCpuId(0xFF, 1, 0x3906, true), new S390xIbc(0x031), out _));
    }

    [Fact]
    public void Machine_EveryDefinition_IsInTheTable()
    {
        foreach (CpuModelDefinition definition in Models.Definitions)
        {
            Assert.True(S390xMachine.TryFind((S390xIdentity)definition.Identity, out S390xMachine machine));
            Assert.InRange(machine.MaximumHostAddressPower, 38, 47);
        }

        Assert.True(S390xMachine.TryFind(new S390xIdentity(0x3906, 14, 1), out S390xMachine z14));
        Assert.Equal(new S390xMachine(47, 0x08000000), z14);
        Assert.False(S390xMachine.TryFind(new S390xIdentity(0x3906, 14, 3), out _));
        Assert.False(S390xMachine.TryFind(new S390xIdentity(0x2066, 7, 2), out _));
    }
}
