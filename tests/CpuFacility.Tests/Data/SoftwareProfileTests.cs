using System.Text;
using CpuFacility.S390x;
using CpuFacility.Testing;

namespace CpuFacility.Tests.Data;

/// <summary>profiles.csv: which rows there are, and that each hash is that of its facilities.</summary>
public class SoftwareProfileTests
{
    private static readonly CpuModelRegistry Models = CpuModels.S390x;
    private static readonly RecordedAnswers Recorded = RecordingReader.Qemu72;

    /// <summary>
    /// The file is worked out a second time: the rows from the sets of the models, the hashes from their bytes. Run it with
    /// <c>CPUFACILITY_APPROVE=1</c> after a change of the sets, and look at the difference.
    /// </summary>
    [Fact]
    public void File_WorkedOutAgain_HasTheSameText()
    {
        string path = RepositoryFolder.Locate("src", "CpuFacility", "Architectures", "S390x", "Data", "profiles.csv");
        var text = new StringBuilder("profile,since,form,name,mark,hash\n");
        foreach (CpuModel model in Models.NamedModels.Where(static model => model.Kind == CpuModelKind.Preset))
        {
            Append(text, "tcg", model, "emulated", S390xFacilitySets.Emulated);
        }

        foreach (CpuModel model in Models.NamedModels.Where(static model => model.Kind != CpuModelKind.Preset))
        {
            // Software emulation is a gen15a at most, and refuses what is newer.
            if (model.Identity is S390xIdentity { Generation: <= 15 })
            {
                Append(text, "tcg", model, "emulated", S390xFacilitySets.Emulated);
            }
        }

        foreach (CpuModel model in Models.NamedModels.Where(static model => model.Kind != CpuModelKind.Preset))
        {
            Append(text, "kvm", model, "kvm-emulated", [S390xFacility.Sthyi.Index]);
        }

        if (Environment.GetEnvironmentVariable(ApprovedApi.ApproveVariable) == "1")
        {
            File.WriteAllText(path, text.ToString());
        }

        Assert.Equal(text.ToString(), File.ReadAllText(path));
    }

    [Fact]
    public void Profiles_EachRow_HasTheTagOfItsFacilities()
    {
        Assert.Equal(74 + 28, Models.SoftwareProfiles.Length);
        Assert.All(Models.SoftwareProfiles, static profile =>
        {
            FacilitySet mark = profile.Name == "tcg" ? S390xFacilitySets.Emulated : [S390xFacility.Sthyi.Index];
            Assert.Equal(profile.Model.Facilities.Intersect(mark), profile.Facilities);
            Assert.False(profile.Facilities.IsEmpty);
            Assert.Equal(SoftwareBytes.Hash(CpuArchitecture.S390x, profile.Facilities.ToArray()), profile.Tag.ToString());
            Assert.Equal(SoftwareTag.Create(CpuArchitecture.S390x, profile.Facilities), profile.Tag);
        });
    }

    /// <summary>What <c>xxhsum -H2</c> says of the bytes of a set, worked out outside of .NET.</summary>
    [Theory]
    [InlineData("tcg", "max", "9215c07ec29af2ca5f9fa71bab6fd729")]
    [InlineData("tcg", "z900-base", "5568ee063058614a90f91e031ccadb9f")]
    [InlineData("kvm", "z13.2", "62b44bd3b8a78762b5f49e6e576e2f4d")]
    public void Profiles_Row_HasTheHashThatXxhsumGives(string name, string model, string hash) => Assert.Equal(
        hash,
        Models.SoftwareProfiles.Single(profile => profile.Name == name && profile.Model.Name == model).Tag.ToString());

    /// <summary>A newer model is refused for its type; the others lack facilities at most, so a guest gets what is left of them.</summary>
    [Fact]
    public void Tcg_Models_AreThoseThatQemuDoesNotRefuseByType() => Assert.Equal(
        Recorded.Definitions.Where(static row => !row.UnavailableFeatures.Contains("type")).Select(static row => row.Name).Order(StringComparer.Ordinal),
        Names("tcg").Order(StringComparer.Ordinal));

    [Fact]
    public void Kvm_Models_AreThoseWithSthyi()
    {
        Assert.Equal(
            Models.NamedModels.Where(static model => model.Has(S390xFacility.Sthyi)).Select(static model => model.Name),
            Names("kvm"));
        Assert.DoesNotContain(Names("kvm"), static name => name.EndsWith("-base", StringComparison.Ordinal));
        Assert.Single(Models.SoftwareProfiles.Where(static profile => profile.Name == "kvm").Select(static profile => profile.Tag).Distinct());
    }

    [Theory]
    [InlineData("max")]
    [InlineData("qemu")]
    public void Tcg_Presets_HaveWhatTheRecordedExpansionHas(string model) => AssertExpansion(Recorded, model);

    [SkippableTheory]
    [InlineData("max")]
    [InlineData("qemu")]
    public void Tcg_PresetsOf111_HaveWhatTheRecordedExpansionHas(string model) => AssertExpansion(
        RecordingReader.ReadOracle(SharedFolder.Require("oracles", "qemu-11.1-s390x-expansions.json.gz")), model);

    /// <summary>So the short form of a tag is enough to tell any two of the table apart.</summary>
    [Fact]
    public void Tags_OfDifferentSets_DifferInTheirFirstDigits()
    {
        FacilitySet[] sets = [.. Models.SoftwareProfiles.Select(static profile => profile.Facilities).Distinct()];
        Assert.True(sets.Length > 10);
        Assert.Equal(sets.Length, Models.SoftwareProfiles.Select(static profile => profile.Tag).Distinct().Count());
        Assert.Equal(sets.Length, Models.SoftwareProfiles.Select(static profile => profile.Tag.ToShortString()).Distinct().Count());
    }

    private static void AssertExpansion(RecordedAnswers recorded, string model)
    {
        RecordedCase expansion = recorded.Expansions.Single(one => one.Type == "full" && one.Models[0].Name == model);
        SoftwareProfile profile = Models.SoftwareProfiles.Single(one => one.Name == "tcg" && one.Model.Name == model);
        Assert.Equal(Models.Vocabulary.CreateSet([.. expansion.Answer.On]), profile.Facilities);
    }

    private static IEnumerable<string> Names(string profile) =>
        Models.SoftwareProfiles.Where(row => row.Name == profile).Select(static row => row.Model.Name);

    private static void Append(StringBuilder text, string profile, CpuModel model, string mark, in FacilitySet implemented)
    {
        FacilitySet software = model.Facilities.Intersect(implemented);
        if (software.IsEmpty)
        {
            return;
        }

        (string form, string name) = model.Kind switch
        {
            CpuModelKind.Default => ("default", model.Name),
            CpuModelKind.Static => ("static", model.Definition.Name),
            _ => ("preset", model.Name),
        };
        text.Append($"{profile},{model.Definition.Since},{form},{name},{mark},{SoftwareBytes.Hash(CpuArchitecture.S390x, software.ToArray())}\n");
    }
}
