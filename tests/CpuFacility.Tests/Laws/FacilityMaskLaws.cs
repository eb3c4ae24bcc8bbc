using CpuFacility.Testing;
using FsCheck.Xunit;

namespace CpuFacility.Tests.Laws;

/// <summary>What holds for all masks.</summary>
[Properties(Arbitrary = [typeof(Generators), typeof(ModelGenerators)])]
public class FacilityMaskLaws
{
    [Law]
    public bool Apply_AnyMaskAndSet_ResultMatchesAndASecondTimeChangesNothing(FacilityMask mask, FacilitySet set)
    {
        FacilitySet applied = mask.Apply(in set);
        return mask.Matches(in applied) && mask.Apply(in applied) == applied && mask.Matches(in set) == (applied == set)
            && (applied ^ set).IsSubsetOf(mask.Care);
    }

    [Law]
    public bool Between_RelatedSets_LeadsFromOneToTheOtherAndIsSmallest(RelatedSets pair)
    {
        (FacilitySet from, FacilitySet to) = pair;
        FacilityMask mask = FacilityMask.Between(in from, in to);
        return mask.Apply(in from) == to && mask.Care == (from ^ to);
    }

    [Law]
    public bool Then_AnyMasks_IsOneAfterTheOtherAndAssociates(FacilityMask a, FacilityMask b, FacilityMask c, FacilitySet set) =>
        a.Then(in b).Apply(in set) == b.Apply(a.Apply(in set)) && a.Then(in b).Then(in c) == a.Then(b.Then(in c))
        && a.Then(default) == a && default(FacilityMask).Then(in a) == a;

    [Law]
    public bool TryCombine_AnyMasks_MatchesWhatBothMatch(FacilityMask a, FacilityMask b, FacilitySet set)
    {
        bool combines = a.TryCombine(in b, out FacilityMask both);
        FacilitySet conflicts = a.ConflictsWith(in b);
        FacilitySet fit = b.Apply(a.Apply(in set));
        return combines == conflicts.IsEmpty && conflicts == ((a.On & b.Off) | (a.Off & b.On))
            && a.Matches(in fit) == combines
            && (!combines || (both.Matches(in set) == (a.Matches(in set) && b.Matches(in set)) && both.Matches(in fit)));
    }

    [Law]
    public bool TryCombine_PartsOfOneMask_GiveItAgain(FacilityMask mask, FacilitySet part)
    {
        FacilityMask inside = FacilityMask.FromValueAndCare(mask.On & part, mask.Care & part);
        FacilityMask outside = FacilityMask.FromValueAndCare(mask.On - part, mask.Care - part);
        return inside.Combine(in outside) == mask && outside.Combine(in inside) == mask;
    }

    [Law]
    public bool Parts_AnyMask_AreDisjointAndMakeItAgain(FacilityMask mask) =>
        !mask.On.Overlaps(mask.Off) && (mask.On | mask.Off) == mask.Care && new FacilityMask(mask.On, mask.Off) == mask
        && mask.IsEmpty == (mask == default);

    [Law]
    public bool Text_AnyMask_ReadsBack(FacilityMask mask) =>
        FacilityMask.Parse(mask.ToString()) == mask && FacilityMask.Parse(mask.ToString("x")) == mask;
}
