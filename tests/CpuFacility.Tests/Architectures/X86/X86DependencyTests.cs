using CpuFacility.Testing;
using CpuFacility.X86;
using FsCheck.Xunit;

namespace CpuFacility.Tests.Architectures.X86;

/// <summary>What a guest sees of what is switched on, against a second implementation that reads the data files by name.</summary>
[Properties(Arbitrary = [typeof(X86ModelGenerators)])]
public class X86DependencyTests
{
    private static readonly CpuModelRegistry Qemu = X86Editions.Qemu;
    private static readonly List<Dictionary<string, string>> Rows = CsvRows.Read(DataFile("dependencies.csv"));
    private static readonly Dictionary<string, string> BlockOf = CsvRows.Read(DataFile("facilities.csv")).ToDictionary(static row => row["name"], static row => row["block"]);

    [Law]
    public bool Facilities_AnyModel_AreThoseOfTheNaiveRules(CpuModel model)
    {
        bool isQemu = model.Registry.Edition == "qemu-11.1";
        HashSet<string> expected = NamesOf(model.Configured);
        if (isQemu)
        {
            ApplyQemusRules(expected, model.Properties.ToDictionary(static one => one.Name, static one => one.Value), isEmulated: model.Registry == X86Editions.QemuEmulation);
        }

        return expected.SetEquals(NamesOf(model.Facilities));
    }

    /// <summary>
    /// Nothing is added. Twice is the same as once and more gives no less, apart from MPX with APX: they go last, after what needs them was
    /// looked at, and only when both are there.
    /// </summary>
    [Law]
    public bool Facilities_AnyModel_AreContainedAndStable(X86Models models)
    {
        CpuModel model = models.First;
        if (!model.Facilities.IsSubsetOf(model.Configured))
        {
            return false;
        }

        bool hasBoth = HasBoth(model);
        CpuModel again = model.WithFacilities(model.Facilities);
        bool isStable = hasBoth || again.Facilities == model.Facilities;
        CpuModel more = WithMore(model, models.Second.Configured);
        return isStable && (hasBoth || HasBoth(more) || model.Facilities.IsSubsetOf(more.Facilities));
    }

    /// <summary>A model can be given exactly the features that a guest could see under its properties.</summary>
    [Law]
    public bool WithFacilities_AnyFeatures_AreThoseThatAGuestCanSee(X86Models models)
    {
        CpuModel model = models.First;
        FacilitySet wanted = models.Second.Facilities.Intersect(model.Registry.Vocabulary.Known);
        FacilitySet seen = model.Registry.Rules.GetVisible(wanted, model.Properties);
        CpuModel changed = model.WithFacilities(wanted);
        return changed.Facilities.IsSubsetOf(wanted) && (seen != wanted || changed.Facilities == wanted)
            && changed.Properties.SequenceEqual(model.Properties);
    }

    [Fact]
    public void WithFacilities_PropertyThatBringsSomethingOut_IsLookedAt()
    {
        Assert.True(Qemu.TryFindDefinition("base", out CpuModelDefinition? definition));
        FacilitySet features = [X86Facility.Pdcm.Index, X86Facility.Sse2.Index];
        CpuModelRegistry registry = Qemu.WithDefinitions(
            new CpuModelDefinition("own", definition.Identity, default, features, definition.Full));
        CpuModel model = registry.Parse("own,pmu=on");
        Assert.True(model.Has(X86Facility.Pdcm));
        Assert.Equal([X86Facility.Sse2.Index], model.WithFacilities([X86Facility.Sse2.Index]).Facilities.ToArray());
    }

    /// <summary>What one defines oneself is found and read, and names no baseline and no processor: others do not know it.</summary>
    [Fact]
    public void WithDefinitions_LargerModelOfOnesOwn_NamesNothing()
    {
        Assert.True(Qemu.TryFindDefinition("Haswell-v4", out CpuModelDefinition? haswell));
        FacilitySet features = haswell.Default.With(X86Facility.Adx.Index);
        CpuModelRegistry registry = Qemu.WithDefinitions(new CpuModelDefinition("own", haswell.Identity, default, features, haswell.Full));
        CpuModel own = registry.Parse("own");
        var identity = (X86Identity)own.Identity;
        Assert.Equal("Haswell-v4", registry.FindBestDefinition(identity, own.Facilities)?.Name);
        Assert.True(registry.TryDescribe(identity, own.Facilities, out CpuModel? described));
        Assert.Equal("Haswell-v4,adx=on", described.ToString());
        Assert.Equal("Haswell-v4,adx=on", registry.Baseline([own, own])?.ToString());
    }

    [Fact]
    public void Facilities_MpxAndApx_KeepEachOtherOutAndLeaveWhatNeedsThem()
    {
        CpuModel both = Qemu.Parse("base,vmx,mpx,apxf,vmx-entry-load-bndcfgs,apx-nci-ndd-nf");
        Assert.Equal(["apx-nci-ndd-nf", "vmx", "vmx-entry-load-bndcfgs"], NamesOf(both.Facilities).Order(StringComparer.Ordinal));
        Assert.Equal(5, Qemu.Parse("base,vmx,mpx,apxf,vmx-entry-load-bndcfgs,apx-nci-ndd-nf,x-force-features").Facilities.Count);
        Assert.Equal(["mpx", "vmx", "vmx-entry-load-bndcfgs"], NamesOf(Qemu.Parse("base,vmx,mpx,vmx-entry-load-bndcfgs,apx-nci-ndd-nf").Facilities).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("vmx-ept", "")]
    [InlineData("vmx,vmx-ept", "vmx")]
    [InlineData("vmx,vmx-secondary-ctls,vmx-ept,vmx-ept-2mb", "vmx vmx-ept vmx-ept-2mb vmx-secondary-ctls")]
    [InlineData("vmx-secondary-ctls,vmx-ept,vmx-ept-2mb", "")]
    [InlineData("npt", "")]
    [InlineData("svm,npt", "npt svm")]
    [InlineData("rdctl-no", "")]
    [InlineData("arch-capabilities,rdctl-no", "arch-capabilities rdctl-no")]
    [InlineData("pdcm,full-width-write", "")]
    [InlineData("pdcm,full-width-write,pmu=on", "full-width-write pdcm")]
    [InlineData("pdcm,full-width-write,x-pdcm-on-even-without-pmu", "full-width-write pdcm")]
    [InlineData("arch-lbr,x-pdcm-on-even-without-pmu", "")]
    [InlineData("arch-lbr,pmu", "arch-lbr")]
    [InlineData("avx10,avx10-128,avx10-256,avx10-512", "avx10 avx10-128 avx10-256 avx10-512")]
    [InlineData("avx10,avx10-256,avx10-512", "")]
    [InlineData("avx10-128,avx10-256", "")]
    [InlineData("avx10,avx10-128,avx10-512", "avx10 avx10-128")]
    [InlineData("kvmclock,kvm-hint-dedicated", "kvm-hint-dedicated kvmclock")]
    [InlineData("fred,lm", "lm")]
    [InlineData("fred,lm,lkgs", "fred lkgs lm")]
    public void Facilities_SomeSwitchedOn_AreWhatAGuestSees(string settings, string seen) =>
        Assert.Equal(seen, string.Join(' ', NamesOf(Qemu.Parse($"base,{settings}").Facilities).Order(StringComparer.Ordinal)));

    [Fact]
    public void Facilities_SoftwareEmulation_HasNothingOfKvm()
    {
        Assert.Empty(NamesOf(X86Editions.QemuEmulation.Parse("base,kvmclock,kvm-pv-unhalt").Facilities));
        Assert.Equal(["kvm-hint-dedicated"], NamesOf(X86Editions.QemuEmulation.Parse("base,kvm-hint-dedicated").Facilities));
    }

    [Fact]
    public void FindUnmetDependencies_HiddenFeature_NamesWhatItNeeds()
    {
        FacilityDependency unmet = Assert.Single(Qemu.Parse("base,npt").FindUnmetDependencies());
        Assert.Equal((X86Facility.Npt, X86Facility.Svm), (unmet.Dependent, unmet.Required));
    }

    private static void ApplyQemusRules(HashSet<string> on, Dictionary<string, string> properties, bool isEmulated)
    {
        bool IsOn(string name) => properties.GetValueOrDefault(name) == "on";
        if (!IsOn("pmu"))
        {
            _ = on.Remove("arch-lbr");
            _ = !IsOn("x-pdcm-on-even-without-pmu") && on.Remove("pdcm");
        }

        foreach (Dictionary<string, string> row in Rows.Where(row => !on.Contains(row["requires"])))
        {
            _ = on.Remove(row["facility"]);
        }

        if (on.Contains("mpx") && on.Contains("apxf") && !IsOn("x-force-features"))
        {
            on.ExceptWith(["mpx", "apxf"]);
        }

        if (isEmulated)
        {
            on.RemoveWhere(static name => BlockOf[name] == "CPUID_40000001_EAX");
        }
    }

    private static CpuModel WithMore(CpuModel model, FacilitySet features)
    {
        var builder = new CpuModelBuilder(model);
        foreach (FacilityTerm term in model.Registry.Vocabulary.Summarize(features.Intersect(model.Registry.Vocabulary.Known)))
        {
            Assert.True(builder.TrySet(term, isOn: true, out _));
        }

        return builder.ToModel();
    }

    private static bool HasBoth(CpuModel model) => model.Configured.Contains(X86Facility.Mpx.Index) && model.Configured.Contains(X86Facility.Apxf.Index);

    private static HashSet<string> NamesOf(FacilitySet facilities) => [.. facilities.ToArray().Select(static index => Qemu.Catalog.NameOf(Qemu.Catalog[index]))];

    private static string DataFile(string name) => RepositoryFolder.Locate("src", "CpuFacility", "Architectures", "X86", "Data", name);
}
