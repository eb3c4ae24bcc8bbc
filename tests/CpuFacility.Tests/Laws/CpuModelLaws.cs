using CpuFacility.Testing;
using FsCheck.Xunit;

namespace CpuFacility.Tests.Laws;

/// <summary>What holds for all models: the order among them, their baselines, and every way out and in again.</summary>
[Properties(Arbitrary = [typeof(Generators), typeof(ModelGenerators)])]
public class CpuModelLaws
{
    private static readonly CpuModelRegistry Registry = CpuModels.S390x;

    [Law]
    public bool CompareWith_BothWays_IsMirrored(RelatedModels pair)
    {
        CpuModelRelation there = pair.First.CompareWith(pair.Second).Relation;
        CpuModelRelation back = pair.Second.CompareWith(pair.First).Relation;
        return back == there switch
        {
            CpuModelRelation.Subset => CpuModelRelation.Superset,
            CpuModelRelation.Superset => CpuModelRelation.Subset,
            _ => there,
        };
    }

    [Law]
    public bool CompareWith_WithinBothWays_IsAntisymmetric(RelatedModels pair)
    {
        bool mutual = IsWithin(pair.First, pair.Second) && IsWithin(pair.Second, pair.First);
        bool same = pair.First.Facilities == pair.Second.Facilities
            && pair.First.Identity.GetRelation(pair.Second.Identity) == CpuIdentityRelation.Same;
        return mutual == same && mutual == (pair.First.CompareWith(pair.Second).Relation == CpuModelRelation.Identical);
    }

    [Law]
    public bool CompareWith_ChainOfThree_IsTransitive(RelatedModels pair, CpuModel other)
    {
        // A third model that is within the second half of the time: the second's facilities, cut, on the older identity of two.
        CpuModel third = other.WithFacilities(other.Facilities.Intersect(pair.First.Facilities));
        return (!(IsWithin(third, pair.First) && IsWithin(pair.First, pair.Second)) || IsWithin(third, pair.Second))
            && (!(IsWithin(pair.First, pair.Second) && IsWithin(pair.Second, third)) || IsWithin(pair.First, third));
    }

    [Law]
    public bool CompareWith_AnyModels_AgreesWithSetsOfNames(RelatedModels pair)
    {
        HashSet<string> first = NamesOf(pair.First), second = NamesOf(pair.Second);
        (int, int) firstLevel = LevelOf(pair.First), secondLevel = LevelOf(pair.Second);
        bool within = first.IsSubsetOf(second) && firstLevel.CompareTo(secondLevel) <= 0;
        bool around = first.IsSupersetOf(second) && firstLevel.CompareTo(secondLevel) >= 0;
        CpuModelRelation expected = within && around ? CpuModelRelation.Identical
            : within ? CpuModelRelation.Subset
            : around ? CpuModelRelation.Superset
            : CpuModelRelation.Incompatible;
        return pair.First.CompareWith(pair.Second).Relation == expected;
    }

    [Law]
    public bool GetResponsibleProperties_AnyModels_IsEmptyOnlyForIdenticalOnes(RelatedModels pair)
    {
        CpuModelComparison comparison = pair.First.CompareWith(pair.Second);
        return comparison.GetResponsibleProperties().IsEmpty == (comparison.Relation == CpuModelRelation.Identical);
    }

    [Law]
    public bool Intersect_AnyModels_IsTheGreatestLowerBound(RelatedModels pair, CpuModel other)
    {
        CpuModelIntersection common = Registry.Intersect(pair.First, pair.Second);
        CpuModel bound = other.WithFacilities(other.Facilities.Intersect(common.Facilities));
        bool isLowerBound = common.IsWithin(pair.First) && common.IsWithin(pair.Second);
        bool boundIsWithinBoth = IsWithin(bound, pair.First) && IsWithin(bound, pair.Second);
        bool boundIsWithinCommon = bound.Facilities.IsSubsetOf(common.Facilities)
            && bound.Identity.GetRelation(common.Identity!) is CpuIdentityRelation.Same or CpuIdentityRelation.Older;
        return isLowerBound && boundIsWithinBoth == boundIsWithinCommon;
    }

    [Law]
    public bool Baseline_WhenThereIsOne_IsWithinEveryModel(RelatedModels pair, CpuModel third) =>
        Registry.Baseline(pair.First, pair.Second, third) is not CpuModel common
        || (IsWithin(common, pair.First) && IsWithin(common, pair.Second) && IsWithin(common, third));

    [Law]
    public bool Baseline_WhenThereIsOne_IsItsOwnExpansion(RelatedModels pair) =>
        Registry.Baseline(pair.First, pair.Second) is not CpuModel common
        || Registry.Parse(common.ExpandStatic().ToString(), CpuModelSyntax.QemuExact).Equals(common);

    [Law]
    public bool GetBaselineReport_AnyModels_SplitsTheIntersection(RelatedModels pair)
    {
        BaselineReport report = Registry.GetBaselineReport(pair.First, pair.Second);
        FacilitySet kept = report.Model?.Facilities ?? default;
        return !report.Lost.Overlaps(kept) && report.Lost.Union(kept) == report.Intersection.Facilities;
    }

    [Law]
    public bool Runnable_HostWithOneFacilityMore_KeepsEveryModel(CpuModel host, AnyIndex index)
    {
        FacilitySet more = host.Facilities.With(index.Value % Registry.Catalog.Count).Intersect(host.Definition.Full).Union(host.Facilities);
        CpuModel richer = host.WithFacilities(more);
        var before = Registry.Runnable(host, CpuModelKinds.All).Select(static usability => usability.Model.Name);
        var after = Registry.Runnable(richer, CpuModelKinds.All).Select(static usability => usability.Model.Name);
        return before.ToHashSet().IsSubsetOf(after);
    }

    [Law]
    public bool CheckMigrationTo_AnyModels_AgreesWithTheComparison(RelatedModels pair)
    {
        CompatibilityReport report = pair.First.CheckMigrationTo(pair.Second);
        return report.IsCompatible == IsWithin(pair.First, pair.Second) && report.IsCompatible == report.Reasons.IsEmpty;
    }

    [Law]
    public bool CheckMigrationTo_AllSettingsOfTheReportApplied_LeavesOnlyTheIdentity(RelatedModels pair)
    {
        CompatibilityReport report = pair.First.CheckMigrationTo(pair.Second);
        string settings = string.Concat(report.Reasons.Where(static reason => reason.GuestSetting is not null).Select(static reason => "," + reason.GuestSetting));
        CpuModel guest = Registry.Parse(pair.First + settings);
        return guest.CheckMigrationTo(pair.Second).Reasons.All(static reason => reason.Kind == CompatibilityReasonKind.Identity);
    }

    [Law]
    public bool CheckMigrationTo_SuggestedHosts_RunTheGuest(RelatedModels pair)
    {
        CompatibilityReport report = pair.First.CheckMigrationTo(pair.Second);
        return report.Hosts.Expressions.All(host => pair.First.CheckMigrationTo(Registry.Parse(host)).IsCompatible);
    }

    [Law]
    public bool Parse_TextOfAModel_GivesTheModel(CpuModel model) =>
        Registry.Parse(model.ToString(), CpuModelSyntax.QemuExact) is CpuModel read && read.Equals(model) && read.Name == model.Name;

    [Law]
    public bool Parse_StaticExpansion_GivesTheModel(CpuModel model) =>
        Registry.Parse(model.ExpandStatic().ToString(), CpuModelSyntax.QemuExact).Equals(model);

    [Law]
    public bool WithShortestName_AnyModel_IsEqualAndNotLonger(CpuModel model)
    {
        CpuModel shortest = model.WithShortestName();
        return shortest.Equals(model) && shortest.ToString().Count(',') <= model.ToString().Count(',');
    }

    [Law]
    public bool FindUnmetDependencies_AnyModel_AgreesWithTheListOfNames(CpuModel model)
    {
        HashSet<string> names = NamesOf(model);
        FacilityCatalog catalog = Registry.Catalog;
        return catalog.Dependencies
            .Where(dependency => names.Contains(catalog.NameOf(dependency.Dependent)) && !names.Contains(catalog.NameOf(dependency.Required)))
            .SequenceEqual(model.FindUnmetDependencies());
    }

    private static bool IsWithin(CpuModel inner, CpuModel outer) =>
        inner.CompareWith(outer).Relation is CpuModelRelation.Identical or CpuModelRelation.Subset;

    private static (int Generation, int Ga) LevelOf(CpuModel model) =>
        ((S390x.S390xIdentity)model.Identity) is { } identity ? (identity.Generation, identity.Ga) : default;

    private static HashSet<string> NamesOf(CpuModel model)
    {
        var names = new HashSet<string>();
        for (int index = 0; index < model.Registry.Catalog.Count; index++)
        {
            if (model.Has(model.Registry.Catalog[index]))
            {
                names.Add(model.Registry.Catalog.NameOf(model.Registry.Catalog[index]));
            }
        }

        return names;
    }
}
