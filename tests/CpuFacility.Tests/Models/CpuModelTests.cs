using CpuFacility.S390x;

namespace CpuFacility.Tests.Models;

public class CpuModelTests
{
    private static readonly CpuModelRegistry Models = CpuModels.S390x;
    private static readonly CpuModel Z14 = Models.Parse("z14");

    [Fact]
    public void Has_FacilitiesOnAndOff_TellsThem()
    {
        Assert.True(Z14.Has(S390xFacility.Vx));
        Assert.False(Z14.Has(S390xFacility.Nnpa));
    }

    [Fact]
    public void Members_FacilityOfAnotherArchitecture_AreRefused()
    {
        Facility foreign = TestCatalog.Create()[0];
        Assert.Contains("S390x is expected", Assert.Throws<ArgumentException>(() => Z14.Has(foreign)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Z14.With(foreign));
        Assert.Throws<ArgumentException>(() => Z14.Without(default));
    }

    [Fact]
    public void With_FacilityOfTheFullSet_GivesANewModel()
    {
        CpuModel more = Z14.With(S390xFacility.Etoken);
        Assert.Equal("z14,etoken=on", more.ToString());
        Assert.Equal("z14", Z14.ToString());
        Assert.Equal(Z14, more.Without(S390xFacility.Etoken));
        Assert.Same(Z14, Z14.With(S390xFacility.Vx));
    }

    [Fact]
    public void With_FacilityOfLaterModels_IsRefusedByName()
    {
        var exception = Assert.Throws<ArgumentException>(() => Z14.With(S390xFacility.Nnpa));
        Assert.Contains("z14 cannot have nnpa", exception.Message, StringComparison.Ordinal);
        Assert.Contains("400", Assert.Throws<ArgumentException>(() => Z14.WithFacilities([400])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithFacilities_ModelThatHasMoreThanItsFullSet_KeepsIt()
    {
        // A group that was switched on brings members beyond the full set; they must not be in the way of later changes.
        CpuModel host = Models.WithDefinitions(
            new CpuModelDefinition("own", Z14.Identity, default, default, Models.Vocabulary.CreateSet("msa5-base"))).Parse("own,msa5=on");
        Assert.Equal(2, host.Facilities.Count);
        Assert.Equal(1, host.Without(S390xFacility.Msa5Base).Facilities.Count);
    }

    [Fact]
    public void Equals_DifferentNamesForTheSame_AreEqual()
    {
        CpuModel other = Models.Parse(Z14.ExpandStatic().ToString());
        Assert.Equal("z14-base", other.Name);
        Assert.Equal(Z14, other);
        Assert.Equal(Z14.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(Z14, Models.Parse("z14.2"));
        Assert.False(Z14.Equals((object)"z14"));

        // One name under two identities, in two registries.
        CpuModel[] own = [.. new[] { 1, 2 }.Select(static ga => Models.WithDefinitions(
            new CpuModelDefinition("own", new S390xIdentity(0x3906, 14, ga), Z14.Definition.Base, Z14.Definition.Base, Z14.Definition.Full)).Parse("own"))];
        Assert.NotEqual(own[0], own[1]);
    }

    [Fact]
    public void WithShortestName_LongExpression_BecomesShort()
    {
        string text = Models.Parse("z14,te=off").ExpandStatic().ToString();
        Assert.True(text.Length > 200);
        Assert.Equal("z14,te=off", Models.Parse(text).WithShortestName().ToString());
        Assert.Same(Z14, Z14.WithShortestName());
    }

    [Fact]
    public void FindUnmetDependencies_ShippedDefaults_MeetAll() =>
        Assert.All(Models.NamedModels.Where(static model => model.Kind != CpuModelKind.Preset), static model => Assert.Empty(model.FindUnmetDependencies()));

    [Fact]
    public void FindUnmetDependencies_FacilityWithoutItsBase_IsNamed() =>
        Assert.Contains(
            new FacilityDependency(S390xFacility.Vxeh, S390xFacility.Vx),
            Models.Parse("z14,vx=off").FindUnmetDependencies());

    [Fact]
    public void ExpandFull_AnyModel_NamesEveryFacilityOnce()
    {
        CpuModelExpansion expansion = Models.Parse("z14,msa5-base=off").ExpandFull();
        FacilitySet on = default, off = default;
        foreach (CpuModelSetting setting in expansion.Settings)
        {
            Assert.False((on | off).Overlaps(setting.Term.Facilities));
            on = setting.IsOn ? on | setting.Term.Facilities : on;
            off = setting.IsOn ? off : off | setting.Term.Facilities;
        }

        Assert.Equal(Models.Catalog.All, on | off);
        Assert.Equal("z14-base", expansion.Name);
    }

    [Fact]
    public void Builder_UnknownProperties_AreKeptAndWritten()
    {
        var builder = new CpuModelBuilder(Z14);
        builder.AddUnknown(new CpuModelProperty("newfac", "true"));
        CpuModel model = builder.ToModel();
        Assert.Equal("z14,newfac=true", model.ToString());
        Assert.NotEqual(Z14, model);
        Assert.Equal(model, new CpuModelBuilder(model).ToModel());
        Assert.Single(model.Without(S390xFacility.Te).UnknownProperties);
        Assert.EndsWith(",newfac=true", model.ExpandStatic().ToString(), StringComparison.Ordinal);
        Assert.Single(model.ExpandFull().UnknownProperties);
    }

    [Fact]
    public void UnknownProperty_LineBreaksInIt_StaysOnOneLine()
    {
        Assert.Equal("newfac=true", new CpuModelProperty("newfac", "true").ToString());
        Assert.Equal(@"new\u000afac={\u000d\u000a}\u2028\u0000", new CpuModelProperty("new\nfac", "{\r\n}\u2028\0").ToString());
    }

    [Fact]
    public void Builder_RefusedChange_ChangesNothing()
    {
        var builder = new CpuModelBuilder(Z14);
        Assert.True(Models.Vocabulary.TryFind("nnpa", out FacilityTerm nnpa));
        Assert.False(builder.TrySet(nnpa, isOn: true, out string? reason));
        Assert.Equal("Facility 'nnpa' is not available for z14: it came with later models.", reason);
        Assert.Equal(Z14, builder.ToModel());

        Assert.True(Models.Vocabulary.TryFind("idter", out FacilityTerm idter));
        Assert.False(builder.TrySet(idter, isOn: true, out reason));
        Assert.Equal("Facility 'idter' is not available for z14: no model has it.", reason);
    }

    [Fact]
    public void Builder_TermOfAnotherVocabulary_IsRefused()
    {
        var builder = new CpuModelBuilder(Z14);
        Assert.True(Models.AsOf(new Version(7, 2)).Vocabulary.TryFind("vx", out FacilityTerm older));
        Assert.Throws<ArgumentException>(() => builder.TrySet(older, isOn: false, out _));
        Assert.Throws<ArgumentException>(() => builder.TrySet(default, isOn: false, out _));
        Assert.Throws<ArgumentException>(() => builder.AddUnknown(new CpuModelProperty("vx", "maybe")));
        Assert.Throws<ArgumentException>(() => builder.AddUnknown(default));
        Assert.Equal(Z14, builder.ToModel());
    }

    [Fact]
    public void Apply_Mask_SwitchesOnAndOffAndLeavesAlone()
    {
        FacilityMask mask = new(on: [S390xFacility.Etoken.Index], off: [S390xFacility.Te.Index, S390xFacility.Nnpa.Index]);
        Assert.Equal("z14,te=off,etoken=on", Z14.Apply(mask).ToString());
        var exception = Assert.Throws<ArgumentException>(() => Z14.Apply(new FacilityMask(on: [S390xFacility.Nnpa.Index], off: [])));
        Assert.Equal("mask", exception.ParamName);
    }

    [Fact]
    public void WithShortestName_SetOfAPreset_KeepsTheNameOfADefinition()
    {
        // max is software emulation's own set under the identity of gen15a: a name for that, not a short name for a gen15a.
        CpuModel same = Models.Parse("gen15a").WithFacilities(Models.Parse("max").Facilities);
        Assert.StartsWith("gen15a", same.WithShortestName().Name, StringComparison.Ordinal);
    }
}
