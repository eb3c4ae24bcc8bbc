using CpuFacility.S390x;

namespace CpuFacility.Tests.Models;

/// <summary>Models with tags, read and written, and the table that shortened tags rest on.</summary>
public partial class CpuModelRegistryTests
{
    private const string Tcg = "2768f80f44da7301988db1de30faa11e";
    private const string Kvm = "62b44bd3b8a78762b5f49e6e576e2f4d";
    private const string Unknown = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void SoftwareProfiles_EachRow_IsReadBackInBothForms()
    {
        Assert.NotEmpty(Models.SoftwareProfiles);
        Assert.All(Models.SoftwareProfiles, static profile =>
        {
            TaggedModel whole = Models.ParseTagged($"{profile.Model.Name}~{profile.Tag}");
            Assert.Equal((profile.Model, profile.Tag), (whole.Model, whole.Tag));
            Assert.Equal(profile.Facilities, whole.Software);
            Assert.Equal(whole, Models.ParseTagged(whole.ToString()));
            Assert.Equal(whole, Models.ParseTagged(whole.ToShortString()));
            Assert.Equal($"{whole.ToShortString()} ({profile.Name})", profile.ToString());
            Assert.True(Models.TryFindProfile(profile.Model.Name, profile.Tag, out SoftwareProfile? found));
            Assert.Same(profile, found);
        });
    }

    [Theory]
    [InlineData("z14", "z14", "z14")]
    [InlineData("z14,te=off", "z14,te=off", "z14,te=off")]
    [InlineData("z14~2768", "z14~" + Tcg, "z14~2768f80f")]
    [InlineData("z14~62b44", "z14~" + Kvm, "z14~62b44bd3")]
    [InlineData("z14~62b44bd3b8a78762b5f49e6e576e2f4,te=off,cte=off", "z14~" + Kvm + ",cte=off,te=off", "z14~62b44bd3,cte=off,te=off")]
    [InlineData("z14~" + Unknown + ",te=off", "z14~" + Unknown + ",te=off", "z14~01234567,te=off")]
    [InlineData("3906-ga1~2768f80f,-te", "z14~" + Tcg + ",te=off", "z14~2768f80f,te=off")]
    public void ParseTagged_Expression_IsWrittenWithTheTagAfterTheName(string expression, string whole, string shortened)
    {
        TaggedModel model = Models.ParseTagged(expression);
        Assert.Equal(whole, model.ToString());
        Assert.Equal(shortened, model.ToShortString());
        Assert.Equal(Models.Parse(model.Model.ToString()), model.Model);
    }

    [Fact]
    public void ParseTagged_TagOutsideTheTable_IsKeptAndItsFacilitiesAreNotKnown()
    {
        TaggedModel model = Models.ParseTagged($"z14~{Unknown}");
        Assert.Equal(Unknown, model.Tag.ToString());
        Assert.False(model.IsSoftwareKnown);
        Assert.True(model.Software.IsEmpty);
        Assert.False(Models.TryFindProfile("z14", model.Tag, out _));

        // The tag of another model is not in the table for this one.
        Assert.True(Models.ParseTagged("z900~5568ee06").IsSoftwareKnown);
        Assert.False(Models.ParseTagged("z14~5568ee063058614a90f91e031ccadb9f").IsSoftwareKnown);

        Assert.True(Models.ParseTagged("z14").IsSoftwareKnown);
        Assert.True(Models.ParseTagged("z14").Tag.IsEmpty);
    }

    [Theory]
    [InlineData("z14~", 4, "at least 4 digits, but this one has 0")]
    [InlineData("z14~62b", 4, "at least 4 digits, but this one has 3")]
    [InlineData("z14~2768f80G,te=off", 11, "'G' is no digit of a tag")]
    [InlineData("z14~2768F80f", 8, "'F' is no digit of a tag")]
    [InlineData("z14~2768~2768", 8, "'~' is no digit of a tag")]
    [InlineData("z14~" + Kvm + "0", 36, "A whole tag has 32 digits, but this one has 33.")]
    [InlineData("z14~62b44bd3b8a78762b5f49e6e576e2f4,sthyi=off", 4, "The tag stands for sthyi in software, which the model does not have.")]
    [InlineData("z14~" + Kvm + ",sthyi=off", 4, "The tag stands for sthyi in software, which the model does not have.")]
    [InlineData("z14~2768f80f,vx=off", 4, "The tag stands for vx in software, which the model does not have.")]
    [InlineData("z14~5568ee06", 4, "No tag of z14 in the table of qemu-11.1 begins with '5568ee06'")]
    [InlineData("gen16a~2768f80f", 7, "No tag of gen16a in the table")]
    [InlineData("z99~62b4", 0, "'z99' is no model of qemu-11.1")]
    [InlineData("~62b4", 0, "The name of a model is missing.")]
    [InlineData("~62b4,vx=on", 0, "The name of a model is missing.")]
    [InlineData("z14~62b44bd3,nosuch=on", 13, "'nosuch' is no facility")]
    [InlineData("z14~62b44bd3,te=off,vx=maybe", 23, "'vx' takes 'on' or 'off'")]
    public void TryParseTagged_WrongInput_NamesTheBadPartAndItsPosition(string expression, int position, string reason)
    {
        Assert.False(Models.TryParseTagged(expression, out TaggedModel? model, out FacilityFormatError error));
        Assert.Null(model);
        Assert.Equal(position, error.Position);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal(position, Assert.Throws<FacilityFormatException>(() => Models.ParseTagged(expression)).Position);
    }

    [Fact]
    public void TryParseTagged_HugeInput_IsRefusedWithItsLimit()
    {
        Assert.False(Models.TryParseTagged("z14~62b44bd3," + new string('x', 70_000), out _, out FacilityFormatError error));
        Assert.Equal(65_536, error.Position);
    }

    [Fact]
    public void TryParseTagged_AsLongAsMayBe_IsRead()
    {
        string longest = "z14~2768f80f" + string.Concat(Enumerable.Repeat(",vx=on", 10_916)) + string.Concat(Enumerable.Repeat(",te=off", 4));
        Assert.Equal(65_536, longest.Length);
        Assert.Equal("z14~2768f80f,te=off", Models.ParseTagged(longest).ToShortString());
        Assert.False(Models.TryParseTagged(longest + " ", out _, out _));
    }

    [Fact]
    public void ParseTagged_PrefixOfTwoTags_AsksForMoreDigits()
    {
        var one = SoftwareTag.FromWords(0xabcd_1111_0000_0000, 1);
        var other = SoftwareTag.FromWords(0xabcd_1112_0000_0000, 2);
        CpuModelRegistry registry = WithTable(
            [new("one", new(7, 2), "z14", [S390xFacility.Vx.Index], one),
            new("same", new(7, 2), "z14", [S390xFacility.Vx.Index], one),
            new("other", new(7, 2), "z14", [S390xFacility.Te.Index], other),
            new("other", new(7, 2), "z13", [S390xFacility.Te.Index], other)]);

        Assert.False(registry.TryParseTagged("z14~abcd111", out _, out FacilityFormatError error));
        Assert.Equal(4, error.Position);
        Assert.Equal("Several tags of z14 begin with 'abcd111': write more of its 32 digits.", error.Reason);
        Assert.Equal(other, registry.ParseTagged("z14~abcd1112").Tag);

        // Two emulators that do the same are one tag, and another model's tag does not count.
        Assert.Equal(one, registry.ParseTagged("z14~abcd1111").Tag);
        Assert.Equal(other, registry.ParseTagged("z13~abcd").Tag);
        Assert.Equal("one", registry.TryFindProfile("z14", one, out SoftwareProfile? first) ? first.Name : "");
    }

    [Fact]
    public void SoftwareProfiles_OfViews_AreThoseOfTheModelsThere()
    {
        CpuModelRegistry old = Models.AsOf(new Version(7, 2));
        Assert.Equal(
            Models.SoftwareProfiles.Where(static profile => !profile.Model.Name.StartsWith("gen17", StringComparison.Ordinal)).Select(static profile => profile.ToString()),
            old.SoftwareProfiles.Select(static profile => profile.ToString()));
        Assert.All(old.SoftwareProfiles, profile => Assert.Same(old, profile.Model.Registry));
        Assert.Equal(Tcg, old.ParseTagged("z14~2768").Tag.ToString());
        Assert.Empty(Models.AsOf(new Version(2, 0)).SoftwareProfiles);
        Assert.Equal(2, Models.SoftwareProfiles.Count(static profile => profile.Since > new Version(7, 2)));

        CpuModelDefinition z14 = Definition("z14");
        CpuModelRegistry extended = Models.WithDefinitions(new CpuModelDefinition("gold", z14.Identity, z14.Base, z14.Default, z14.Full));
        Assert.Equal(Models.SoftwareProfiles.Select(static profile => profile.ToString()), extended.SoftwareProfiles.Select(static profile => profile.ToString()));
        Assert.All(extended.SoftwareProfiles, profile => Assert.Same(extended, profile.Model.Registry));
        Assert.False(extended.TryParseTagged("gold~2768", out _, out _));
        Assert.Equal(Tcg, extended.AsOf(new Version(8, 2)).ParseTagged("z14~2768").Tag.ToString());
    }

    /// <summary>A release that lacks one of the facilities cuts the model, and the tag would be that of another set.</summary>
    [Fact]
    public void SoftwareProfiles_OfAnOlderView_AreWithoutThoseThatLoseAFacility()
    {
        FacilitySet facilities = Models.Vocabulary.CreateSet("appv", "vx");
        CpuModelRegistry registry = WithTable(
            [new("emu", new(7, 2), "own", facilities, SoftwareTag.Create(CpuArchitecture.S390x, facilities))],
            new CpuModelRegistry.Preset("own", Models.Definitions.Single(static one => one.Name == "gen16a"), facilities));
        Assert.Single(registry.SoftwareProfiles);
        Assert.Single(registry.AsOf(new Version(8, 2)).SoftwareProfiles);
        Assert.Empty(registry.AsOf(new Version(8, 1)).SoftwareProfiles);
        Assert.True(registry.AsOf(new Version(8, 1)).TryFind("own", out _));
    }

    private static CpuModelRegistry WithTable(CpuModelRegistry.ProfileRow[] rows, params CpuModelRegistry.Preset[] presets) => new(
        Models.Edition,
        Models.Release,
        Models.Vocabulary,
        Models.Rules,
        Models.PublishedDefinitions,
        [.. presets],
        [.. rows],
        ownDefinitions: []);

    [Fact]
    public void TryTag_ModelOfTheRow_HasTheRowsTag()
    {
        SoftwareProfile row = Models.SoftwareProfiles.Single(static row => row.Name == "kvm" && row.Model.Name == "z13");
        Assert.True(row.TryTag(Models.Parse("z13,te=off"), out TaggedModel? tagged));
        Assert.Equal(Models.ParseTagged($"z13~{row.Tag},te=off"), tagged);
        Assert.Equal(row.Facilities, tagged.Software);
        Assert.False(row.TryTag(Models.Parse("z13,sthyi=off"), out tagged));
        Assert.Null(tagged);
        Assert.False(row.TryTag(Models.Parse("z13.2"), out _));
    }
}
