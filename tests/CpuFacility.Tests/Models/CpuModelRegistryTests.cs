using CpuFacility.S390x;

namespace CpuFacility.Tests.Models;

public partial class CpuModelRegistryTests
{
    [Fact]
    public void NamedModels_S390x_AreDefinitionsWithTheirStaticFormsAndPresets()
    {
        Assert.Equal("qemu-11.1", Models.Edition);
        Assert.Equal(40, Models.Definitions.Length);
        Assert.Equal(82, Models.NamedModels.Length);
        Assert.Equal(["z900", "z900-base", "z900.2"], Models.NamedModels.Take(3).Select(static model => model.Name));
        Assert.Equal(["max", "qemu"], Models.NamedModels.TakeLast(2).Select(static model => model.Name));
        Assert.Equal(CpuModelKind.Static, Models.NamedModels[1].Kind);
    }

    [Fact]
    public void AsOf_Qemu72_IsWithoutWhatCameLater()
    {
        CpuModelRegistry old = Models.AsOf(new Version(7, 2));
        Assert.Equal("qemu-7.2", old.Edition);
        Assert.Equal(38, old.Definitions.Length);
        Assert.Equal(312, old.Vocabulary.Known.Count);
        Assert.Equal(17, old.Vocabulary.Groups.Length);
        Assert.False(old.TryFind("gen17a", out _));
        Assert.False(old.TryParse("gen16a,appv=on", out _, out FacilityFormatError error));
        Assert.Contains("'appv' is no facility and no group of qemu-7.2", error.Reason, StringComparison.Ordinal);
        Assert.True(Models.TryParse("gen16a,appv=on", out _, out _));
    }

    [Fact]
    public void AsOf_ReleasesBetween_GrowWithThem()
    {
        Assert.False(Models.AsOf(new Version(8, 1)).TryParse("gen16a,appv=on", out _, out _));
        Assert.True(Models.AsOf(new Version(8, 2)).TryParse("gen16a,appv=on", out _, out _));
        Assert.Equal(40, Models.AsOf(new Version(10, 0)).Definitions.Length);
        Assert.Empty(Models.AsOf(new Version(2, 0)).NamedModels);
        Assert.Same(Models, Models.AsOf(new Version(99, 0)));
    }

    [Fact]
    public void AsOf_ReleaseBeforeDeprecatedProperties_DoesNotListThem()
    {
        Assert.Empty(Models.AsOf(new Version(7, 2)).Parse("z14").ExpandFull().DeprecatedProperties);
        Assert.Empty(Models.AsOf(new Version(9, 0)).Parse("z14").ExpandFull().DeprecatedProperties);
        Assert.Contains("csske", Models.AsOf(new Version(9, 1)).Parse("z14").ExpandFull().DeprecatedProperties);
        Assert.Equal<IEnumerable<string>>(["bpb", "te", "cte", "csske"], Models.Parse("z14").ExpandFull().DeprecatedProperties);
        Assert.Equal<IEnumerable<string>>(["csske"], Models.Parse("z14-base").ExpandStatic().DeprecatedProperties);
    }

    [Fact]
    public void WithDefinitions_OwnModel_IsFoundParsedAndEvaluated()
    {
        CpuModelDefinition z14 = Definition("z14");
        CpuModelRegistry registry = Models.WithDefinitions(
            new CpuModelDefinition("gold", z14.Identity, z14.Base, Models.Parse("z14,te=off,cte=off").Facilities, z14.Full, "Gold pool"));
        CpuModel gold = registry.Parse("gold,etoken=on");
        Assert.Equal("gold", gold.Definition.Name);
        Assert.False(gold.Has(S390xFacility.Te));
        Assert.True(registry.TryFind("gold-base", out _));
        Assert.Contains(registry.Evaluate(registry.Parse("z14")), static usability => usability.Definition.Name == "gold" && usability.IsRunnable);

        // The identity still means the published definition, and so does a baseline.
        Assert.True(registry.TryFind(z14.Identity, out CpuModelDefinition? found));
        Assert.Same(z14, found);
        Assert.Equal("z14-base", registry.Baseline(gold, gold)!.Name);
        Assert.False(Models.TryFind("gold", out _));
        Assert.True(registry.AsOf(new Version(8, 2)).TryFind("gold", out _));
    }

    [Fact]
    public void AsOf_OwnDefinition_LosesWhatCameLater()
    {
        CpuModelDefinition gen16a = Definition("gen16a");
        CpuModelRegistry old = Models.WithDefinitions(
            new CpuModelDefinition("own", gen16a.Identity, gen16a.Base, gen16a.Default, gen16a.Full)).AsOf(new Version(7, 2));
        Assert.True(gen16a.Full.Contains(S390xFacility.Appv.Index));
        Assert.True(old.TryFindDefinition("own", out CpuModelDefinition? own));
        Assert.Equal(gen16a.Full.Intersect(old.Vocabulary.Known), own.Full);
    }

    [Fact]
    public void WithDefinitions_WrongOnes_AreRefusedByName()
    {
        CpuModelDefinition z14 = Definition("z14");
        CpuModelDefinition Own(string name, CpuIdentity? identity = null, FacilitySet extra = default) =>
            new(name, identity ?? z14.Identity, z14.Base, z14.Default, z14.Full.Union(extra));

        AssertRefused("'z13'", Own("z13"));
        AssertRefused("'max'", Own("max"));
        AssertRefused("'z13-base'", Own("z13-base"));
        AssertRefused("'own'", Own("own"), Own("own"));
        AssertRefused("'own' has indexes that are no facilities of qemu-11.1: 395,1000", Own("own", extra: [395, 1000]));
        AssertRefused("'own-base'", Own("own"), Own("own-base"));

        static void AssertRefused(string part, params CpuModelDefinition[] definitions)
        {
            var exception = Assert.Throws<ArgumentException>(() => Models.WithDefinitions(definitions));
            Assert.Contains(part, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TryFindDefinition_Names_FindsDefinitionsOnly()
    {
        Assert.True(Models.TryFindDefinition("z14", out CpuModelDefinition? definition));
        Assert.Equal("z14", definition.Name);
        Assert.False(Models.TryFindDefinition("z14-base", out _));
        Assert.False(Models.TryFindDefinition("max", out _));
        Assert.False(Models.TryFindDefinition("z99", out definition));
        Assert.Null(definition);
    }

    [Fact]
    public void Parse_SyntaxThatIsNone_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(static () => Models.Parse("z14", (CpuModelSyntax)9));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("a=b")]
    [InlineData("-a")]
    [InlineData("z14\n")]
    public void Definition_WrongName_IsRefused(string name) =>
        Assert.Throws<ArgumentException>(() => new CpuModelDefinition(name, Definition("z14").Identity, default, default, default));

    [Fact]
    public void Definition_SetsNotWithinEachOther_AreRefused()
    {
        CpuIdentity identity = Definition("z14").Identity;
        var exception = Assert.Throws<ArgumentException>(() => new CpuModelDefinition("own", identity, [1, 2], [1], [1, 2]));
        Assert.Contains("The base set of 'own' is not within its default set: indexes 2 are missing there", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new CpuModelDefinition("own", identity, [1], [1, 2], [1]));
    }

    [Fact]
    public void TryGet_Architectures_FindsThoseCovered()
    {
        Assert.True(CpuModels.TryGet(CpuArchitecture.S390x, out CpuModelRegistry? registry));
        Assert.Same(Models, registry);
        Assert.True(CpuModels.TryGet(CpuArchitecture.X86, out registry));
        Assert.Same(CpuModels.X86, registry);
        Assert.Equal([Models, CpuModels.X86, CpuModels.Power, CpuModels.Arm, CpuModels.RiscV], CpuModels.All.AsEnumerable());
        Assert.True(CpuModels.TryGet(CpuArchitecture.Power, out registry));
        Assert.Same(CpuModels.Power, registry);
        Assert.True(CpuModels.TryGet(CpuArchitecture.Arm, out registry));
        Assert.Same(CpuModels.Arm, registry);
        Assert.True(CpuModels.TryGet(CpuArchitecture.RiscV, out registry));
        Assert.Same(CpuModels.RiscV, registry);
        Assert.False(CpuModels.TryGet(CpuArchitecture.None, out _));
        Assert.Equal("qemu-11.1 (S390x)", Models.ToString());
        Assert.Equal("qemu-11.1 (X86)", CpuModels.X86.ToString());
    }
}
