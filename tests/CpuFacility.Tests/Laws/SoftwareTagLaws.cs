using CpuFacility.Testing;
using CpuFacility.Tests.Data;
using FsCheck.Xunit;

namespace CpuFacility.Tests.Laws;

/// <summary>What holds for the tags of all sets, and for all models with tags.</summary>
[Properties(Arbitrary = [typeof(Generators), typeof(ModelGenerators)])]
public class SoftwareTagLaws
{
    private static readonly CpuModelRegistry Registry = CpuModels.S390x;

    [Law]
    public bool Create_TwoSets_AreEqualIfAndOnlyIfTheSetsAre(RelatedSets pair)
    {
        var first = SoftwareTag.Create(CpuArchitecture.S390x, pair.First);
        var second = SoftwareTag.Create(CpuArchitecture.S390x, pair.Second);
        return (first == second) == (pair.First == pair.Second)
            && first != second == (pair.First != pair.Second)
            && first.IsEmpty == pair.First.IsEmpty;
    }

    [Law]
    public bool Create_OneSet_DiffersByArchitectureUnlessEmpty(FacilitySet set) =>
        SoftwareTag.Create(CpuArchitecture.S390x, set) == SoftwareTag.Create(CpuArchitecture.X86, set) == set.IsEmpty;

    [Law]
    public bool Create_AnySet_IsTheHashOfItsBytes(FacilitySet set) =>
        SoftwareTag.Create(CpuArchitecture.Arm, set).ToString() == (set.IsEmpty ? "" : SoftwareBytes.Hash(CpuArchitecture.Arm, set.ToArray()));

    [Law]
    public bool ParseTagged_AnyModelWithItsWholeTag_IsTheSame(CpuModel model, FacilitySet implemented)
    {
        FacilitySet software = model.Facilities.Intersect(implemented);
        var tagged = new TaggedModel(model, SoftwareTag.Create(model.Architecture, software), software);
        TaggedModel read = Registry.ParseTagged(tagged.ToString());
        return read.Equals(tagged) && read.ToString() == tagged.ToString() && (!read.IsSoftwareKnown || read.Software == software);
    }

    [Law]
    public bool ParseTagged_AnyProfileOnAVariant_IsReadOrLacksAFacility(CpuModel model)
    {
        bool holds = true;
        foreach (SoftwareProfile profile in Registry.SoftwareProfiles)
        {
            if (profile.Model.Name == model.Name)
            {
                string text = new TaggedModel(model, profile.Tag, profile.Facilities).ToShortString();
                bool isRead = Registry.TryParseTagged(text, out TaggedModel? read, out _);
                holds &= isRead == profile.Facilities.IsSubsetOf(model.Facilities) && (!isRead || read!.Software == profile.Facilities);
            }
        }

        return holds;
    }
}
