namespace CpuFacility.Tests.Models;

/// <summary>Properties that are no facilities, known and unknown ones, and texts at the limits of their length.</summary>
public class CpuModelBuilderTests
{
    [Fact]
    public void TrySetProperty_AgainAndInTurn_KeepsTheLastValueAtItsPlace()
    {
        var builder = new CpuModelBuilder(CpuModels.X86.Parse("Haswell"));
        Assert.True(builder.TrySetProperty("family", "15", out string? reason));
        Assert.Null(reason);
        Assert.True(builder.TrySetProperty("model", "1", out _));
        Assert.True(builder.TrySetProperty("stepping", "2", out _));
        Assert.True(builder.TrySetProperty("model", "3", out _));
        Assert.True(builder.TrySetProperty("family", "16", out _));
        Assert.Equal(["family=16", "model=3", "stepping=2"], builder.ToModel().Properties.Select(static property => property.ToString()));
    }

    [Fact]
    public void TrySet_FacilityOfTheModel_IsDone()
    {
        var builder = new CpuModelBuilder(CpuModels.S390x.Parse("z14"));
        Assert.True(CpuModels.S390x.Vocabulary.TryFind("te", out FacilityTerm te));
        Assert.True(builder.TrySet(te, isOn: false, out string? reason));
        Assert.Null(reason);
        Assert.Equal("z14,te=off", builder.ToModel().ToString());
        Assert.True(builder.TrySet(te, isOn: true, out _));
        Assert.Equal("z14", builder.ToModel().ToString());
    }

    [Fact]
    public void TrySetProperty_OnePropertyAgain_StaysOne()
    {
        var builder = new CpuModelBuilder(CpuModels.X86.Parse("Haswell,family=15"));
        Assert.True(builder.TrySetProperty("family", "16", out _));
        Assert.Equal("family=16", Assert.Single(builder.ToModel().Properties).ToString());
    }

    /// <summary>A conflict shows when all is read; the position is that of the last item with the property to blame.</summary>
    [Theory]
    [InlineData("max,pauth-impdef=on,pauth=off", 4, "'pauth-impdef' cannot be on while 'pauth' is off.")]
    [InlineData("max,pauth=off,pauth-impdef=on", 14, "'pauth-impdef' cannot be on while 'pauth' is off.")]
    [InlineData("max,pauth-impdef=off,pauth=off,pauth-impdef=on", 31, "'pauth-impdef' cannot be on while 'pauth' is off.")]
    public void TryParse_PropertiesInConflict_NamesTheOneToBlame(string expression, int position, string reason)
    {
        Assert.False(CpuModels.Arm.TryParse(expression, out CpuModel? model, out FacilityFormatError error));
        Assert.Null(model);
        Assert.Equal((position, reason), (error.Position, error.Reason));
    }

    [Theory]
    [InlineData("familie", "15", "'familie' is no property of ")]
    [InlineData("avx", "on", "'avx' is no property of ")]
    [InlineData("family", "x", "")]
    public void TrySetProperty_Wrong_ChangesNothing(string name, string value, string expected)
    {
        var builder = new CpuModelBuilder(CpuModels.X86.Parse("Haswell,family=15"));
        CpuModel before = builder.ToModel();
        Assert.False(builder.TrySetProperty(name, value, out string? reason));
        Assert.StartsWith(expected, reason, StringComparison.Ordinal);
        Assert.Equal(before, builder.ToModel());
        Assert.Equal(before.Identity, builder.ToModel().Identity);
    }

    [Fact]
    public void TrySetProperty_Identity_IsTheModels()
    {
        CpuModel plain = CpuModels.X86.Parse("Haswell"), other = CpuModels.X86.Parse("Haswell,family=15");
        Assert.NotEqual(plain.Identity, other.Identity);
        Assert.Equal(plain.Identity, plain.Definition.Identity);
    }

    [Fact]
    public void AddUnknown_Several_AreKeptInTheirOrder()
    {
        var builder = new CpuModelBuilder(CpuModels.X86.Parse("Haswell"));
        builder.AddUnknown(new CpuModelProperty("zz", "1"));
        builder.AddUnknown(new CpuModelProperty("aa", "2"));
        Assert.Equal(["zz=1", "aa=2"], builder.ToModel().UnknownProperties.Select(static property => property.ToString()));
        Assert.Throws<ArgumentException>("property", () => builder.AddUnknown(new CpuModelProperty("family", "1")));
        Assert.Throws<ArgumentException>("property", () => builder.AddUnknown(new CpuModelProperty("avx", "on")));
        Assert.Throws<ArgumentException>("property", () => builder.AddUnknown(default));
    }

    /// <summary>A refusal quotes 40 characters, and no more than that of a longer name.</summary>
    [Theory]
    [InlineData(39, false)]
    [InlineData(40, false)]
    [InlineData(41, true)]
    public void TryParse_LongName_IsQuotedShortened(int length, bool isShortened)
    {
        string name = new('q', length);
        Assert.False(CpuModels.S390x.TryParse($"z14,{name}=on", out _, out FacilityFormatError error));
        Assert.StartsWith(isShortened ? $"'{new string('q', 40)}...' is" : $"'{name}' is", error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("z14,=on", 4, "'' is no facility and no group of ")]
    [InlineData("z14,te", 4, "'te' is no property with a value: write 'te=on' or 'te=off'.")]
    public void TryParse_ItemWithoutAName_SaysSo(string expression, int position, string reason)
    {
        Assert.False(CpuModels.S390x.TryParse(expression, out _, out FacilityFormatError error));
        Assert.Equal(position, error.Position);
        Assert.StartsWith(reason, error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_UnknownProperty_IsCalledWhatTheArchitectureHas()
    {
        Assert.False(CpuModels.X86.TryParse("Haswell,qqq=on", out _, out FacilityFormatError error));
        Assert.StartsWith("'qqq' is no facility and no property of ", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Properties_Switches_AreThoseOfTypeBool()
    {
        Assert.False(CpuModels.X86.Properties.Single(static property => property.Name == "family").IsSwitch);
        Assert.All(CpuModels.X86.Properties, static property => Assert.Equal(property.Type == "bool", property.IsSwitch));
        Assert.Contains(CpuModels.Arm.Properties.Concat(CpuModels.RiscV.Properties).Concat(CpuModels.X86.Properties), static property => property.IsSwitch);
    }

    [Fact]
    public void Definition_WithoutATitle_HasItsName()
    {
        CpuModelDefinition z13 = CpuModels.S390x.Parse("z13").Definition;
        Assert.Equal("mine", new CpuModelDefinition("mine", z13.Identity, z13.Base, z13.Default, z13.Full).Title);
        Assert.Equal("My own", new CpuModelDefinition("mine", z13.Identity, z13.Base, z13.Default, z13.Full, "My own").Title);
    }

    [Fact]
    public void AsOf_OwnRelease_IsTheRegistryItself()
    {
        Assert.Same(CpuModels.S390x, CpuModels.S390x.AsOf(CpuModels.S390x.Release));
        Assert.Same(CpuModels.S390x, CpuModels.S390x.AsOf(new Version(99, 0)));
    }

    /// <summary>A view has the names whose definition it has, and one definition under all of them.</summary>
    [Fact]
    public void AsOf_Presets_HaveDefinitionsOfTheView()
    {
        foreach (CpuModelRegistry registry in new[] { CpuModels.S390x, CpuModels.X86 })
        {
            foreach (string release in new[] { "4.2", "7.2", "9.1", "11.1" })
            {
                CpuModelRegistry view = registry.AsOf(Version.Parse(release));
                CpuModel[] presets = [.. view.NamedModels.Where(static model => model.Kind == CpuModelKind.Preset)];

                // That of max on x86 is not among those that guests are named by.
                Assert.All(presets.Where(static preset => preset.Name != preset.Definition.Name), preset => Assert.Contains(view.Definitions, definition => ReferenceEquals(definition, preset.Definition)));
                Assert.Equal(
                    registry.NamedModels.Where(model => model.Kind == CpuModelKind.Preset && model.Definition.Since <= view.Release).Select(static model => model.Name),
                    presets.Select(static preset => preset.Name));
            }
        }
    }

    [Fact]
    public void WithDefinitions_AnotherArchitecture_IsRefused() => Assert.StartsWith(
        "'486-v1' is of architecture X86, not S390x.",
        Assert.Throws<ArgumentException>("definitions", static () => CpuModels.S390x.WithDefinitions(CpuModels.X86.Parse("486-v1").Definition)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void WithDefinitions_NullAmongThem_IsRefused() =>
        Assert.Throws<ArgumentNullException>("definitions", static () => CpuModels.S390x.WithDefinitions([null!]));

    [Theory]
    [InlineData(",te=off")]
    [InlineData(",~7777")]
    public void TryParseTagged_NothingBeforeTheComma_IsRefused(string expression)
    {
        Assert.False(CpuModels.S390x.TryParseTagged(expression, out TaggedModel? model, out FacilityFormatError error));
        Assert.Null(model);
        Assert.Equal(0, error.Position);
    }
}
