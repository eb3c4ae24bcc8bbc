namespace CpuFacility.Tests.Models;

public class TaggedModelTests
{
    private static readonly CpuModelRegistry Models = CpuModels.S390x;

    [Fact]
    public void Equals_ModelAndTag_Count()
    {
        TaggedModel model = Models.ParseTagged("z14~62b44bd3,te=off");
        AssertEqual(model, Models.ParseTagged("z14~62b44bd3b8a78762b5f49e6e576e2f4d,te=off"));
        AssertEqual(Models.ParseTagged("z14"), Models.ParseTagged("z14,te=off,te=on"));
        Assert.NotEqual(model, Models.ParseTagged("z14~62b44bd3"));
        Assert.NotEqual(model, Models.ParseTagged("z14~2768f80f,te=off"));
        Assert.NotEqual(model, Models.ParseTagged("z14,te=off"));
        Assert.False(model.Equals(null));
        Assert.False(model.Equals((object)"z14"));
    }

    /// <summary>What a host knows of the facilities and what the text alone says are the same identity.</summary>
    [Fact]
    public void Equals_FacilitiesKnownOrNot_AreTheSame()
    {
        FacilitySet software = Models.Vocabulary.CreateSet("vx", "sthyi");
        var made = new TaggedModel(Models.Parse("z14"), SoftwareTag.Create(CpuArchitecture.S390x, software), software);
        TaggedModel read = Models.ParseTagged(made.ToString());
        Assert.True(made.IsSoftwareKnown);
        Assert.False(read.IsSoftwareKnown);
        AssertEqual(made, read);
    }

    private static void AssertEqual(TaggedModel one, TaggedModel other)
    {
        Assert.True(one.Equals(other));
        Assert.True(one.Equals((object)other));
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }
}
