using CpuFacility.S390x;
using CpuFacility.Testing;
using CpuFacility.Tests.Compatibility;

namespace CpuFacility.Tests.Architectures.S390x;

public class S390xProtectedGuestTests
{
    private static readonly CpuModelRegistry Models = CpuModels.S390x;

    [SkippableFact]
    public void AsProtectedGuest_FullModels_LackWhatTheFactsName()
    {
        string[][] facts = [.. File.ReadAllLines(SharedFolder.Require("facts", "s390x", "pv_cleared.csv")).Skip(1).Select(static line => line.Split(','))];
        string[] all = [.. facts.Select(static row => row[0])];
        string[] cleared = [.. facts.Where(static row => row[1] == "block+query").Select(static row => row[0])];
        Assert.Equal((17, 16), (all.Length, cleared.Length));
        foreach (CpuModelDefinition definition in Models.Definitions)
        {
            CpuModel model = Models.Parse(definition.Name).WithFacilities(definition.Full);
            string[] names = NamesOf(definition.Full);
            Assert.Equal(names.Except(all), NamesOf(model.AsProtectedGuest().Facilities));
            Assert.Equal(names.Intersect(all), NamesOf(model.GetLostWhenProtected()));
            Assert.Equal(names.Except(cleared), NamesOf(model.GetReportedWhenProtected()));
        }
    }

    [Fact]
    public void AsProtectedGuest_FullGen16_LosesTheseFacilities()
    {
        CpuModel gen16 = Models.Parse("gen16a");
        gen16 = gen16.WithFacilities(gen16.Definition.Full);
        FacilitySet lost = gen16.GetLostWhenProtected();
        Assert.Equal(17, lost.Count);
        Assert.Equal(lost, gen16.Facilities.Except(gen16.AsProtectedGuest().Facilities));
        Assert.Equal(Models.Vocabulary.CreateSet("ctop"), gen16.GetReportedWhenProtected().Except(gen16.AsProtectedGuest().Facilities));
        Assert.Same(gen16.Definition, gen16.AsProtectedGuest().Definition);
        Assert.Equal(gen16.AsProtectedGuest(), gen16.AsProtectedGuest().AsProtectedGuest());
    }

    [Fact]
    public void AsProtectedGuest_BlocksOfTheSclp_AreCleared()
    {
        CpuModel gen16 = Models.Parse("gen16a");
        gen16 = gen16.WithFacilities(gen16.Definition.Full);
        byte[] before = new byte[19], after = new byte[19];
        S390xBlocks.SclpConfigurationCharacteristics.Write(gen16.Facilities, before);
        S390xBlocks.SclpConfigurationCharacteristics.Write(gen16.GetReportedWhenProtected(), after);
        FacilitySet gone = S390xBlocks.SclpConfigurationCharacteristics.Read(before, out _)
            .Except(S390xBlocks.SclpConfigurationCharacteristics.Read(after, out _));
        Assert.Equal(S390xFacilitySets.ProtectedCleared.Intersect(S390xBlocks.SclpConfigurationCharacteristics.Facilities).Intersect(gen16.Facilities), gone);
        Assert.False(gone.IsEmpty);
    }

    [Fact]
    public void AsProtectedGuest_AnotherArchitecture_IsRefused()
    {
        CpuModel foreign = ForeignModels.Create();
        Assert.Throws<ArgumentException>(() => foreign.AsProtectedGuest());
        Assert.Throws<ArgumentException>(() => foreign.GetLostWhenProtected());
        Assert.Throws<ArgumentException>(() => foreign.GetReportedWhenProtected());
        Assert.Throws<ArgumentNullException>(static () => ((CpuModel)null!).GetReportedWhenProtected());
    }

    private static string[] NamesOf(FacilitySet facilities) =>
        [.. facilities.ToArray().Select(static index => Models.Catalog.NameOf(Models.Catalog[index]))];
}
