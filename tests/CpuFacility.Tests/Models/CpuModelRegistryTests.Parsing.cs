namespace CpuFacility.Tests.Models;

public partial class CpuModelRegistryTests
{
    private static readonly CpuModelRegistry Models = CpuModels.S390x;

    [Theory]
    [InlineData("z14", "z14")]
    [InlineData("z14,te=off,cte=off", "z14,cte=off,te=off")]
    [InlineData("z14-base,vx=on", "z14-base,vx=on")]
    [InlineData("z14,te=off,te=on", "z14")]
    [InlineData("z14,msa5=off,msa5-base=on", "z14,ppno-sha-512-drng=off")]
    [InlineData("z14,,te=no,", "z14,te=off")]
    [InlineData("max", "max")]
    [InlineData("qemu,vx=false", "qemu,vx=off")]
    [InlineData("z900,bpb=y", "z900,bpb=on")]
    public void Parse_QemusForm_GivesTheModel(string expression, string expected)
    {
        Assert.Equal(expected, Models.Parse(expression, CpuModelSyntax.QemuExact).ToString());
        Assert.Equal(expected, Models.Parse(expression).ToString());
    }

    [Theory]
    [InlineData("z14,+etoken,-te", "z14,te=off,etoken=on")]
    [InlineData("2964-ga2", "z13.2")]
    [InlineData("2965-ga2", "z13s")]
    [InlineData("3907-ga1-base,+vx", "z14ZR1-base,vx=on")]
    public void Parse_OurForm_IsRefusedByTheExactOne(string expression, string expected)
    {
        Assert.Equal(expected, Models.Parse(expression).ToString());
        Assert.False(Models.TryParse(expression, CpuModelSyntax.QemuExact, out CpuModel? model, out FacilityFormatError error));
        Assert.Null(model);
        Assert.NotEmpty(error.Reason);
    }

    [Theory]
    [InlineData("z13.3", "'z13.3' is no model of qemu-11.1. Did you mean 'z13.2'")]
    [InlineData("2964-ga2", "'2964-ga2' is no model of qemu-11.1.")]
    [InlineData("", "The name of a model is missing.")]
    public void TryFind_UnknownName_SaysWhatIsNear(string name, string reason)
    {
        Assert.False(Models.TryFind(name, out CpuModel? model, out FacilityFormatError error));
        Assert.Null(model);
        Assert.Equal(0, error.Position);
        Assert.StartsWith(reason, error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TryFind_KnownName_HasNoError()
    {
        Assert.True(Models.TryFind("z13.2", out CpuModel? model, out FacilityFormatError error));
        Assert.Equal("z13.2", model.Name);
        Assert.Equal(default, error);
    }

    [Theory]
    [InlineData("", 0, "The name of a model is missing")]
    [InlineData(",vx=on", 0, "The name of a model is missing")]
    [InlineData("z99", 0, "'z99' is no model of qemu-11.1")]
    [InlineData("Z14", 0, "'Z14' is no model")]
    [InlineData("z15", 0, "'z15' is no model")]
    [InlineData("host", 0, "'host' is no model")]
    [InlineData("2964-ga9", 0, "'2964-ga9' is no model")]
    [InlineData("02964-ga2", 0, "is no model")]
    [InlineData("2964-ga+2", 0, "is no model")]
    [InlineData("2964-ga", 0, "is no model")]
    [InlineData("z14,nosuch=on", 4, "'nosuch' is no facility and no group of qemu-11.1")]
    [InlineData("z14,te=off,+nosuch", 12, "'nosuch' is no facility")]
    [InlineData("z14,vx=maybe", 7, "'vx' takes 'on' or 'off', not 'maybe'")]
    [InlineData("z14,vx=ON", 7, "'vx' takes 'on' or 'off', not 'ON'")]
    [InlineData("z14,vx=", 7, "'vx' takes 'on' or 'off', not ''")]
    [InlineData("z14,vx", 4, "write 'vx=on' or 'vx=off'")]
    [InlineData("z14,te=off,avx512f=on", 11, "'avx512f' is no facility")]
    [InlineData("z13,gs=on,iep=on", 4, "Facility 'gs' is not available for z13: it came with later models")]
    [InlineData("z13,te=off,msa9=on", 11, "Group 'msa9' is not available for z13: it came with later models")]
    [InlineData("z14, te=off", 4, "' te' is no facility")]
    public void TryParse_WrongInput_NamesTheBadPartAndItsPosition(string expression, int position, string reason)
    {
        Assert.False(Models.TryParse(expression, out CpuModel? model, out FacilityFormatError error));
        Assert.Null(model);
        Assert.Equal(position, error.Position);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal(position, Assert.Throws<FacilityFormatException>(() => Models.Parse(expression)).Position);
    }

    [Fact]
    public void TryParse_HugeInput_IsRefusedWithItsLimit()
    {
        Assert.False(Models.TryParse("z14," + new string('x', 70_000), out _, out FacilityFormatError error));
        Assert.Equal(65_536, error.Position);
        Assert.True(Models.TryParse("z14" + new string(',', 65_533), out _, out _));
        Assert.False(Models.TryParse("z14" + new string(',', 65_534), out _, out _));
        Assert.False(Models.TryParse("z14," + new string('x', 60_000) + "=on", out _, out error));
        Assert.InRange(error.Reason.Length, 1, 200);
    }

    [Fact]
    public void TryParse_GroupOfWhichOneMemberIsPossible_AddsAllOfThem()
    {
        // QEMU checks that a group overlaps the full set and then adds all of it. z14's full set has no msa9 member; a cut definition shows it.
        FacilitySet msa9 = Models.Vocabulary.CreateSet("msa9");
        CpuModelDefinition z14 = Definition("z14");
        FacilitySet full = z14.Full.With(msa9.LowestIndex);
        CpuModelRegistry registry = Models.WithDefinitions(new CpuModelDefinition("own", z14.Identity, z14.Base, z14.Default, full));
        Assert.True(msa9.IsSubsetOf(registry.Parse("own,msa9=on").Facilities));
    }

    [Fact]
    public void Parse_FacilityOutsideEveryModel_CanNeverBeSwitchedOn()
    {
        // idter (STFL 5) is in no set of QEMU's table, although the property exists.
        Assert.All(Models.Definitions, static definition => Assert.False(Models.TryParse(definition.Name + ",idter=on", out _, out _)));
        Assert.All(Models.Definitions, static definition => Assert.True(Models.TryParse(definition.Name + ",idter=off", out _, out _)));
    }

    private static CpuModelDefinition Definition(string name) =>
        Models.TryFindDefinition(name, out CpuModelDefinition? definition) ? definition : throw new ArgumentException(name);
}
