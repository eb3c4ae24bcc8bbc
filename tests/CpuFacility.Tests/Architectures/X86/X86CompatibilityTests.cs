using CpuFacility.Testing;
using CpuFacility.X86;
using FsCheck.Xunit;

namespace CpuFacility.Tests.Architectures.X86;

/// <summary>Comparison, migration and baselines of x86 models, for which QEMU itself has no answers.</summary>
[Properties(Arbitrary = [typeof(X86ModelGenerators)])]
public class X86CompatibilityTests
{
    private static readonly CpuModelRegistry Qemu = X86Editions.Qemu;

    [Fact]
    public void CheckMigrationTo_OtherVendorAndLess_NamesEveryReasonInOrder()
    {
        CompatibilityReport report = Qemu.Parse("Nehalem,+avx").CheckMigrationTo(Qemu.Parse("qemu64"));
        Assert.Equal(CompatibilityVerdict.Incompatible, report.Verdict);
        Assert.Equal(
            [CompatibilityReasonKind.Identity, .. Enumerable.Repeat(CompatibilityReasonKind.Facility, report.Reasons.Length - 2), CompatibilityReasonKind.Level],
            report.Reasons.Select(static reason => reason.Kind));
        Assert.Equal("vendor", report.Reasons[0].Property);
        Assert.Equal("level", report.Reasons[^1].Property);
        Assert.Contains("Intel", report.Reasons[0].Sentence, StringComparison.Ordinal);
        Assert.Contains("AMD", report.Reasons[0].Sentence, StringComparison.Ordinal);
        Assert.StartsWith("The guest is of level x86-64-v2, the host reaches x86-64-v1.", report.Reasons[^1].Sentence, StringComparison.Ordinal);
        CompatibilityReason avx = report.Reasons.Single(static reason => reason.Property == "avx");
        Assert.Contains("CPUID.01H:ECX bit 28", avx.Sentence, StringComparison.Ordinal);
        Assert.Equal("avx=off", avx.GuestSetting);
    }

    [Fact]
    public void CheckMigrationTo_HostBelowTheFirstLevel_SaysSo()
    {
        CompatibilityReport report = Qemu.Parse("qemu64").CheckMigrationTo(Qemu.Parse("athlon-v1"));
        Assert.StartsWith(
            "The guest is of level x86-64-v1, the host does not reach x86-64-v1.",
            report.Reasons.Single(static reason => reason.Kind == CompatibilityReasonKind.Level).Sentence,
            StringComparison.Ordinal);
    }

    /// <summary>Hosts that would do have everything unasked; of those, the ones with fewest features are named, without aliases.</summary>
    [Law]
    public bool CheckMigrationTo_AnyModels_SuggestsTheLeastHosts(X86Models models)
    {
        (CpuModel guest, CpuModel host) = models;
        CompatibilityReport report = guest.CheckMigrationTo(host);
        CpuModelDefinition[] candidates = [.. guest.Registry.Definitions.Where(definition =>
            definition.AliasOf is null && guest.Facilities.Except(definition.Default).IsEmpty
            && AreOfOneVendor(guest, guest.Registry.Parse(definition.Name)))];
        bool isAsked = report.Reasons.Length > 0 && !guest.Facilities.IsEmpty && candidates.Length > 0;
        IEnumerable<CpuModelDefinition> expected = isAsked
            ? candidates.Where(candidate => candidate.Default.Count == candidates.Min(static one => one.Default.Count))
            : [];
        return report.Hosts.Definitions.SequenceEqual(expected)
            && report.Hosts.Expressions.SequenceEqual(expected.Select(static definition => definition.Name));
    }

    [Fact]
    public void CheckMigrationTo_FeatureOfNoModel_SuggestsNoHost()
    {
        CompatibilityReport report = Qemu.Parse("Haswell,svm").CheckMigrationTo(Qemu.Parse("Haswell"));
        Assert.Equal("svm", Assert.Single(report.Reasons).Property);
        Assert.True(report.Hosts.IsEmpty);
        Assert.Equal("Haswell-v1", report.Common!.ToString());
    }

    /// <summary>What guest and host have in common is said in the fewest words: the host's own name is nearer than that of the largest model within it.</summary>
    [Fact]
    public void CheckMigrationTo_FeatureLessThanTheHost_NamesTheHostsModel()
    {
        CompatibilityReport report = Qemu.Parse("Skylake-Server-v4,avx=off,xop=on").CheckMigrationTo(Qemu.Parse("Skylake-Server-v4"));
        Assert.Equal("xop", Assert.Single(report.Reasons).Property);
        Assert.Equal("Skylake-Server-v4,avx=off", report.Common!.ToString());
    }

    /// <summary>A guest without features runs wherever its vendor is: no host is better for it than another.</summary>
    [Fact]
    public void CheckMigrationTo_GuestWithoutFeatures_SuggestsNoHost()
    {
        CompatibilityReport report = Qemu.Parse("base,vendor=GenuineIntel").CheckMigrationTo(Qemu.Parse("EPYC"));
        Assert.Equal(CompatibilityReasonKind.Identity, Assert.Single(report.Reasons).Kind);
        Assert.True(report.Hosts.IsEmpty);
    }

    [Theory]
    [InlineData("base,+avx2", "base", "CPUID.07H.0:EBX bit 5")]
    [InlineData("base,+arch-capabilities,+rdctl-no", "base,+arch-capabilities", "MSR 10AH bit 0")]
    [InlineData("base,+lm", "base", "CPUID.80000001H:EDX bit 29")]
    public void CheckMigrationTo_OneFeatureLess_NamesItsRegisterAndBit(string guest, string host, string place)
    {
        CompatibilityReason reason = Assert.Single(Qemu.Parse(guest).CheckMigrationTo(Qemu.Parse(host)).Reasons);
        Assert.Equal(CompatibilityReasonKind.Facility, reason.Kind);
        Assert.Contains(place, reason.Sentence, StringComparison.Ordinal);
    }

    [Law]
    public bool CheckMigrationTo_AnyModels_MissesWhatTheHostDoesNotShow(X86Models models)
    {
        (CpuModel guest, CpuModel host) = models;
        CompatibilityReport report = guest.CheckMigrationTo(host);
        FacilitySet missing = guest.Facilities.Except(host.Facilities);
        FacilitySet named = default;
        foreach (CompatibilityReason reason in report.Reasons.Where(static reason => reason.Kind is CompatibilityReasonKind.Facility or CompatibilityReasonKind.Group))
        {
            named = named.Union(reason.Missing);
        }

        bool vendorsDiffer = Vendor(guest) is { Length: > 0 } one && Vendor(host) is { Length: > 0 } other && one != other;
        bool losesLevel = X86Levels.GetLevel(guest.Facilities) > X86Levels.GetLevel(host.Facilities);
        return named == missing
            && report.Reasons.Any(static reason => reason.Kind == CompatibilityReasonKind.Identity) == vendorsDiffer
            && report.Reasons.Any(static reason => reason.Kind == CompatibilityReasonKind.Level) == losesLevel
            && report.IsCompatible == (missing.IsEmpty && !vendorsDiffer);
    }

    [Fact]
    public void CheckMigrationTo_OtherEdition_ComparesFeatures()
    {
        CompatibilityReport report = Qemu.Parse("Haswell").CheckMigrationTo(X86Editions.Libvirt.Parse("Haswell"));
        Assert.Equal(["abm", "arat", "f16c", "rdrand", "vme", "xsaveopt", "level"], report.Reasons.Select(static reason => reason.Property).Order(StringComparer.Ordinal).OrderBy(static name => name == "level"));
        Assert.True(X86Editions.Libvirt.Parse("Haswell").CheckMigrationTo(Qemu.Parse("Haswell")).IsCompatible);
    }

    [Law]
    public bool CompareWith_AnyModels_IsThatOfVendorsAndSets(X86Models models)
    {
        (CpuModel first, CpuModel second) = models;
        bool isWithin = first.Facilities.Except(second.Facilities).IsEmpty;
        bool contains = second.Facilities.Except(first.Facilities).IsEmpty;
        CpuModelRelation expected = !AreOfOneVendor(first, second) ? CpuModelRelation.Incompatible
            : isWithin && contains ? CpuModelRelation.Identical
            : isWithin ? CpuModelRelation.Subset
            : contains ? CpuModelRelation.Superset
            : CpuModelRelation.Incompatible;
        return first.CompareWith(second).Relation == expected;
    }

    /// <summary>The features are the intersection; the name is the first of those with most features that lie within it, by a plain search.</summary>
    [Law]
    public bool Baseline_TwoModels_IsTheIntersectionUnderTheBestName(X86Models models)
    {
        (CpuModel first, CpuModel second) = models;
        CpuModelRegistry registry = first.Registry;
        FacilitySet common = first.Facilities.Intersect(second.Facilities).Intersect(registry.Vocabulary.Known);
        CpuModel? expected = AreOfOneVendor(first, second) ? FindBest(registry, CommonVendor([first, second]), common) : null;
        CpuModel? baseline = registry.Baseline(first, second);
        if (expected is null || baseline is null)
        {
            return expected is null && baseline is null;
        }

        bool isExact = IsShown(registry, common) ? baseline.Facilities == common : baseline.Facilities.IsSubsetOf(common);
        return baseline.Definition == expected.Definition && isExact
            && registry.GetBaselineReport(first, second).Lost == first.Facilities.Intersect(second.Facilities).Except(baseline.Facilities)
            && baseline.CheckMigrationTo(first).IsCompatible && baseline.CheckMigrationTo(second).IsCompatible
            && registry.Parse(baseline.ToString()).Facilities == baseline.Facilities;
    }

    [Law]
    public bool Baseline_ThreeModels_IsWithinEach(X86Models models, int seed)
    {
        CpuModelRegistry registry = models.First.Registry;
        CpuModel third = X86ModelGenerators.Create(registry, new Random(seed));
        CpuModel[] all = [models.First, models.Second, third];
        CpuModel? baseline = registry.Baseline(all);
        if (!AreOfOneVendor(all[0], all[1]) || !AreOfOneVendor(all[0], all[2]) || !AreOfOneVendor(all[1], all[2]))
        {
            return baseline is null;
        }

        FacilitySet common = all[0].Facilities.Intersect(all[1].Facilities).Intersect(all[2].Facilities).Intersect(registry.Vocabulary.Known);
        return baseline is null
            ? FindBest(registry, CommonVendor(all), common) is null
            : all.All(model => baseline.CheckMigrationTo(model).IsCompatible)
                && (!IsShown(registry, common) || baseline.Facilities == common)
                && baseline.Definition == FindBest(registry, CommonVendor(all), common)?.Definition;
    }

    /// <summary>Two models without a vendor can be named by a vendor's model, and still go with a third of another vendor.</summary>
    [Fact]
    public void Baseline_ModelsWithoutVendor_GoWithAnyVendor()
    {
        CpuModelRegistry libvirt = X86Editions.Libvirt;
        CpuModel anybody = libvirt.Parse("pentium3").WithFacilities(libvirt.Parse("EPYC").Facilities.Union(libvirt.Parse("Haswell").Facilities));
        Assert.Equal("", ((X86Identity)anybody.Identity).Vendor);
        foreach (string third in (string[])["EPYC", "Haswell"])
        {
            CpuModel? baseline = libvirt.Baseline(anybody, anybody, libvirt.Parse(third));
            Assert.Equal(libvirt.Parse(third).Facilities, baseline!.Facilities);
            Assert.Equal(libvirt.Parse(third).Identity, baseline.Identity);
        }
    }

    /// <summary>MPX and APX put each other out in a guest: what only two of three models have must not do so on the way.</summary>
    [Fact]
    public void Baseline_ConflictOfTwoModels_DoesNotReachTheThird()
    {
        CpuModel both = Qemu.Parse("Skylake-Client-v4,mpx=on,apxf=on,x-force-features=on");
        CpuModel one = Qemu.Parse("Skylake-Client-v4,mpx=on");
        Assert.True(both.Has(X86Facility.Mpx) && both.Has(X86Facility.Apxf));
        Assert.Equal(one.Facilities, Qemu.Baseline(both, both, one)!.Facilities);
        Assert.Equal(one.Facilities, Qemu.Baseline(one, both, both)!.Facilities);
    }

    /// <summary>What all have is for a guest at last, which is not forced to see both.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Baseline_ConflictOfAllModels_ReachesTheGuest(int count)
    {
        CpuModel both = Qemu.Parse("Skylake-Client-v4,mpx=on,apxf=on,x-force-features=on");
        CpuModel baseline = Qemu.Baseline([.. Enumerable.Repeat(both, count)])!;
        Assert.Equal(both.Facilities.Except([X86Facility.Mpx.Index, X86Facility.Apxf.Index]), baseline.Facilities);
    }

    [Fact]
    public void Baseline_WellKnownModels_AreNamedByTheLargestWithin()
    {
        CpuModel? baseline = Qemu.Baseline(Qemu.Parse("Skylake-Server"), Qemu.Parse("Cascadelake-Server"), Qemu.Parse("Icelake-Server"));
        Assert.NotNull(baseline);
        Assert.Equal(
            FindBest(Qemu, "GenuineIntel", Qemu.Parse("Skylake-Server").Facilities
                .Intersect(Qemu.Parse("Cascadelake-Server").Facilities).Intersect(Qemu.Parse("Icelake-Server").Facilities))!.Name,
            baseline.Name);
        Assert.Equal("Haswell", X86Editions.Libvirt.Baseline(X86Editions.Libvirt.Parse("Haswell"))!.ToString());
        Assert.Null(Qemu.Baseline(Qemu.Parse("Haswell"), Qemu.Parse("EPYC")));
        Assert.Null(Qemu.Baseline(Qemu.Parse("base"), Qemu.Parse("Haswell"), Qemu.Parse("EPYC")));
        Assert.Contains("There is no baseline", Qemu.GetBaselineReport(Qemu.Parse("Haswell"), Qemu.Parse("EPYC")).ToString(), StringComparison.Ordinal);
    }

    /// <summary>Two names of one model have as many features: the first in the table counts.</summary>
    [Fact]
    public void Baseline_Ties_AreDecidedByTheTable()
    {
        foreach (CpuModelRegistry registry in X86Editions.All)
        {
            string[] names = [.. registry.Definitions.Select(static definition => definition.Name)];
            Assert.All(registry.NamedModels.Where(static model => model.Kind == CpuModelKind.Default), model =>
            {
                CpuModel baseline = registry.Baseline(model)!;
                Assert.Equal(model.Facilities, baseline.Facilities);
                Assert.True(Array.IndexOf(names, baseline.Name) <= Array.IndexOf(names, model.Name), $"{model.Name} became {baseline.Name}");
            });
        }
    }

    /// <summary>Of what two models of other editions have in common, a name of this edition gives what the edition can say.</summary>
    [Fact]
    public void Baseline_OfAnotherEdition_LosesWhatTheEditionHasNoNameFor()
    {
        CpuModel model = X86Editions.Libvirt.Parse("Haswell,cmt=on");
        BaselineReport report = Qemu.GetBaselineReport(model, model);
        Assert.NotNull(report.Model);
        Assert.False(report.Model.Has(X86Facility.Cmt));
        Assert.Equal(Qemu.Parse(report.Model.ToString()), report.Model);
        Assert.Equal([X86Facility.Cmt.Index], report.Lost.ToArray());
        Assert.Contains("It loses what the models have in common: cmt.", report.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Whether a guest can see exactly these: MPX takes nothing along when APX puts it out, which no set of one's own can say.</summary>
    private static bool IsShown(CpuModelRegistry registry, FacilitySet features) =>
        registry.Edition != "qemu-11.1" || registry.Rules.GetVisible(features, []) == features;

    private static CpuModel? FindBest(CpuModelRegistry registry, string vendor, FacilitySet common) => registry.Definitions
        .Select(definition => registry.Parse(definition.Name))
        .Where(model => model.Facilities.Except(common).IsEmpty && (vendor.Length == 0 || Vendor(model).Length == 0 || Vendor(model) == vendor))
        .MaxBy(static model => model.Facilities.Count);

    private static string CommonVendor(CpuModel[] models) => models.Select(Vendor).FirstOrDefault(static vendor => vendor.Length > 0) ?? "";

    private static bool AreOfOneVendor(CpuModel first, CpuModel second) =>
        Vendor(first).Length == 0 || Vendor(second).Length == 0 || Vendor(first) == Vendor(second);

    private static string Vendor(CpuModel model) => ((X86Identity)model.Identity).Vendor;
}
