using CpuFacility.RiscV;
using CpuFacility.S390x;

namespace CpuFacility.Tests.Compatibility;

/// <summary>What reports say, and the hosts that they suggest.</summary>
public class ReportTests
{
    private static readonly CpuModelRegistry Models = CpuModels.S390x;
    private static readonly CpuModelRegistry Old = Models.AsOf(new Version(7, 2));

    [Fact]
    public void CheckMigrationTo_OneReason_IsToldWithItsRemedies() => Assert.Equal(
        "No: 1 reason stands in the way.\n  guest  z13\n  host   z13,te=off\n"
        + "1. The host lacks te (Transactional-execution facility). To resolve: start the guest with te=off, or use a host like z13.\n"
        + "Hosts that would do, the oldest: z13.\nRuns on both: z13,te=off.",
        Models.Parse("z13-base,aefsi=on").WithFacilities(Models.Parse("z13").Facilities).CheckMigrationTo(Models.Parse("z13,te=off")).ToString());

    [Fact]
    public void CheckMigrationTo_EditionsThatMeet_AreNamed()
    {
        Assert.Equal(
            $"Yes: the guest can move to the host.\n  guest  z13 ({Models.Edition})\n  host   z13 ({Old.Edition})",
            Models.Parse("z13").CheckMigrationTo(Old.Parse("z13")).ToString());
        Assert.EndsWith("\n  guest  z13\n  host   z13", Models.Parse("z13").CheckMigrationTo(Models.Parse("z13")).ToString(), StringComparison.Ordinal);

        // Of two architectures, nobody takes one name for the other.
        Assert.DoesNotContain(Models.Edition, Models.Parse("z13").CheckMigrationTo(ForeignModels.Create()).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vx", "1 facility is")]
    [InlineData("te vx", "2 facilities are")]
    [InlineData("te vx dfp sthyi edat2 ri", "6 facilities are")]
    public void CheckMigrationTo_HostKnownInPart_SaysHowMuchOfIt(string open, string share)
    {
        FacilitySet unreported = Models.Vocabulary.CreateSet(open.Split(' '));
        CpuModel model = Models.Parse("z13").WithFacilities(Models.Parse("z13").Facilities.Except(unreported));
        CompatibilityReport report = Models.Parse("z13").CheckMigrationTo(new HostCapability(model, model.Facilities, default, default, unreported), MigrationPolicy.Effective);
        Assert.Contains($"  host    z13, of which {share} not known\n", report.ToString(), StringComparison.Ordinal);
        Assert.Equal($"Whether the host has {Models.Vocabulary.Format(unreported)} is not known: its description does not say.", Assert.Single(report.Reasons).Sentence);
    }

    [Fact]
    public void CheckMigrationTo_ManyUnreported_NamesTheFirstAndCountsTheRest()
    {
        CpuModel guest = Models.Parse("z13");
        var host = new HostCapability(guest, default, default, default, guest.Facilities, "a file");
        string sentence = Assert.Single(guest.CheckMigrationTo(host, MigrationPolicy.Effective).Reasons).Sentence;
        FacilityTerm[] first = [.. Models.Vocabulary.Summarize(guest.Facilities).ToImmutableArray().Take(6)];
        int named = 0;
        foreach (FacilityTerm term in first)
        {
            named += term.Facilities.Count;
        }

        Assert.Equal($"Whether the host has {string.Join(", ", first)} and {guest.Facilities.Count - named} more facilities is not known: a file does not say.", sentence);
        Assert.True(named > 6);
    }

    [Fact]
    public void CheckMigrationTo_GroupsAndFacilities_AreKindsOfTheirOwn() => Assert.Equal(
        [
            .. Enumerable.Repeat(CompatibilityReasonKind.Identity, 1), .. Enumerable.Repeat(CompatibilityReasonKind.Group, 4),
            .. Enumerable.Repeat(CompatibilityReasonKind.Facility, 10),
        ],
        Models.Parse("z14").CheckMigrationTo(Models.Parse("z13")).Reasons.Select(static reason => reason.Kind));

    /// <summary>A field of an Arm register is one reason, of however many facilities it is the number; what the host hides is a reason each.</summary>
    [Fact]
    public void CheckMigrationTo_FieldOfSeveralFacilities_IsOneReasonUnlessHidden()
    {
        CpuModel guest = CpuModels.Arm.Parse("cortex-a76"), older = CpuModels.Arm.Parse("cortex-a57");
        FacilitySet lacking = guest.Facilities.Except(older.Facilities);
        CompatibilityReason[] reasons = [.. guest.CheckMigrationTo(older).Reasons];
        Assert.Equal(reasons.Length, lacking.ToArray().Select(static index => CpuModels.Arm.Catalog.NameOf(CpuModels.Arm.Catalog[index])).Select(static name => name[..name.LastIndexOf('.')]).Distinct().Count());
        Assert.Equal(lacking.Count, reasons.Sum(static reason => reason.Missing.Count));
        Assert.Contains(reasons, static reason => reason.Sentence.StartsWith("The host lacks FEAT_PAN, FEAT_PAN2: ID_AA64MMFR1_EL1.PAN (bits 23 to 20) is 0 ", StringComparison.Ordinal));

        var hiding = new HostCapability(older, older.Facilities, default, lacking, default);
        reasons = [.. guest.CheckMigrationTo(hiding, MigrationPolicy.Effective).Reasons];
        Assert.Equal(lacking.Count, reasons.Length);
        Assert.All(reasons, static reason => Assert.EndsWith(", but keeps it from guests.", reason.Sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void CheckMigrationTo_GroupOfOne_IsSaidInTheSingular()
    {
        CpuModel bare = Models.Parse("z900-base").WithFacilities(default);
        var guest = new HostCapability(bare, Models.Catalog.Groups.Single(static group => group.Name == "msa12").Members, default, default, default);
        Assert.Equal("The host lacks msa12, a group of 1 facility.", Assert.Single(guest.Offer.CheckMigrationTo(bare).Reasons).Sentence);
    }

    /// <summary>A group that the host keeps from guests, and one of which it keeps what it has.</summary>
    [Theory]
    [InlineData(0, "The host has mepochptff, a group of 4 facilities, but keeps it from guests.")]
    [InlineData(1, "The host lacks mepochptff, a group of 4 facilities, and keeps what it has of it from guests.")]
    [InlineData(4, "The host lacks mepochptff, a group of 4 facilities.")]
    public void CheckMigrationTo_HiddenGroup_IsSaidToBeHidden(int lacking, string expected)
    {
        CpuModel guest = Models.Parse("z14");
        FacilitySet group = Models.Catalog.Groups.Single(static group => group.Name == "mepochptff").Members;
        FacilitySet hidden = group;
        for (int i = 0; i < lacking; i++)
        {
            hidden = hidden.Without(hidden.LowestIndex);
        }

        var host = new HostCapability(guest, guest.Facilities.Except(group), default, hidden, default);
        Assert.Equal(expected, Assert.Single(guest.CheckMigrationTo(host, MigrationPolicy.Effective).Reasons).Sentence);
    }

    [Fact]
    public void CheckMigrationTo_LevelThatTheHostDoesNotReach_IsAReasonUnlessItMay()
    {
        CpuModel guest = CpuModels.X86.Parse("Haswell"), host = CpuModels.X86.Parse("IvyBridge");
        Assert.Equal(
            "The guest is of level x86-64-v3, the host reaches x86-64-v2.",
            Assert.Single(guest.CheckMigrationTo(host).Reasons, static reason => reason.Kind == CompatibilityReasonKind.Level).Sentence);
        var open = new HostCapability(host, host.Facilities, default, default, guest.Facilities.Except(host.Facilities));
        Assert.DoesNotContain(guest.CheckMigrationTo(open, MigrationPolicy.Effective).Reasons, static reason => reason.Kind == CompatibilityReasonKind.Level);
    }

    /// <summary>A vector length that the host does not state is open where the host is known in part, and missing where it is known.</summary>
    [Fact]
    public void CheckMigrationTo_UnstatedNumber_IsOpenOfAHostKnownInPart()
    {
        CpuModel guest = CpuModels.RiscV.Parse("rva23u64,vlen=256");
        FacilitySet open = FacilitySet.Create(CpuModels.RiscV.Catalog.All.Except(guest.Facilities).LowestIndex);
        HostCapability host = RiscVHosts.Create(CpuModels.RiscV, new RiscVIdentity(64), guest.Facilities, open, "the machine");
        CompatibilityReport report = guest.CheckMigrationTo(host, MigrationPolicy.Effective);
        Assert.Equal(CompatibilityVerdict.Unknown, report.Verdict);
        string sentence = Assert.Single(report.Reasons).Sentence;
        Assert.StartsWith("Whether the host has vlen 256", sentence, StringComparison.Ordinal);
        Assert.EndsWith(" is not known: the machine does not say.", sentence, StringComparison.Ordinal);
        Assert.Equal(sentence, Assert.Single(host.Negotiate(guest).GetReasons()).Sentence);
        Assert.Empty(host.Negotiate(guest.Facilities).GetReasons());

        HostCapability whole = RiscVHosts.Create(CpuModels.RiscV, new RiscVIdentity(64), guest.Facilities, default, "the machine");
        CompatibilityReason reason = Assert.Single(guest.CheckMigrationTo(whole, MigrationPolicy.Effective).Reasons);
        Assert.Equal(CompatibilityReasonKind.Identity, reason.Kind);
        Assert.StartsWith("The guest sees what the host does not have so: vlen ", reason.Sentence, StringComparison.Ordinal);
    }

    /// <summary>Of each facility, the oldest level that has it by default, or else the oldest that can have it, found by a plain search.</summary>
    [Fact]
    public void Hosts_EachFacility_AreTheOldestOfTheirLevel()
    {
        CpuModel bare = Models.Parse("z900-base").WithFacilities(default);
        var host = new HostCapability(bare, default, default, default, default);
        int switchedOn = 0;
        foreach (int index in Models.Vocabulary.Known)
        {
            FacilitySet one = FacilitySet.Create(index);
            CompatibilityReport report = new HostCapability(bare, one, default, default, default).Offer.CheckMigrationTo(host, MigrationPolicy.Effective);
            List<CpuModelDefinition> able = [.. Models.Definitions.Where(definition => definition.Default.Contains(index))];
            if (able.Count == 0)
            {
                able = [.. Models.Definitions.Where(definition => definition.Full.Contains(index))];
                switchedOn++;
            }

            CpuModelDefinition? oldest = able.MinBy(static definition => LevelOf(definition));
            Assert.Equal(able.Where(definition => LevelOf(definition) == LevelOf(oldest!)).Select(static definition => definition.Name), report.Hosts.Definitions.Select(static definition => definition.Name));
            Assert.Equal(report.Hosts.Definitions.Select(definition => definition.Default.Contains(index) ? definition.Name : $"{definition.Name},{Models.Vocabulary.Format(one)}=on"), report.Hosts.Expressions);
        }

        Assert.True(switchedOn > 0);
    }

    /// <summary>Models without an age: those with the fewest facilities, and all of them where several have as few.</summary>
    [Theory]
    [InlineData(CpuArchitecture.Arm)]
    [InlineData(CpuArchitecture.RiscV)]
    public void Hosts_ModelsWithoutAnAge_AreThoseWithTheFewest(CpuArchitecture architecture)
    {
        Assert.True(CpuModels.TryGet(architecture, out CpuModelRegistry? registry));
        int found = 0;
        foreach (int index in registry.Vocabulary.Known)
        {
            CpuModelDefinition[] able = [.. registry.Definitions.Where(definition => definition.Default.Contains(index)).OrderBy(static definition => definition.Default.Count)];
            CpuIdentity? identity = able.FirstOrDefault()?.Identity;
            if (identity is null || !able.All(definition => definition.Identity.GetRelation(identity) is CpuIdentityRelation.Same or CpuIdentityRelation.Newer))
            {
                continue;
            }

            found++;
            Assert.Equal(
                able.TakeWhile(definition => definition.Default.Count == able[0].Default.Count).Select(static definition => definition.Name).Order(StringComparer.Ordinal),
                HostSuggestion.Find(registry, identity, FacilitySet.Create(index)).Definitions.Select(static definition => definition.Name).Order(StringComparer.Ordinal));
        }

        Assert.True(found > 20, $"{found} facilities");
    }

    /// <summary>A model's identity counts for the hosts that are suggested, not the host's own.</summary>
    [Fact]
    public void Negotiate_NewerModel_SuggestsHostsOfItsLevel()
    {
        HostCapability host = new(Models.Parse("z13"));
        CpuModel asked = Models.Parse("gen15a");
        Assert.All(host.Negotiate(asked).GetReasons(), static reason => Assert.All(reason.Hosts.Definitions, static definition => Assert.Equal(15, ((S390xIdentity)definition.Identity).Generation)));
        Assert.Contains(host.Negotiate(asked.Facilities).GetReasons(), static reason => reason.Hosts.ToString() == "z14 or z14ZR1");
    }

    [Fact]
    public void Evaluate_MachineOfAnotherKind_IsToldFromANewerOne()
    {
        Assert.StartsWith("needs another machine", Usability(CpuModels.RiscV, "rv32", CpuModels.RiscV.Parse("rv64")), StringComparison.Ordinal);
        Assert.StartsWith("needs a newer machine, lacks ", Usability(Models, "z14", Models.Parse("z13")), StringComparison.Ordinal);
        Assert.Equal("needs a newer machine", Usability(Models, "z13.2", Models.Parse("z13").WithFacilities(Models.Parse("z13.2").Facilities)));
        Assert.Equal("lacks te", Usability(Models, "z13", Models.Parse("z13,te=off")));
        Assert.Equal("runs", Usability(Models, "z13", Models.Parse("z14")));
    }

    [Fact]
    public void GetBaselineReport_NoBaseline_SaysWhy()
    {
        Assert.Equal(
            "There is no baseline: the models are of vendor Intel and vendor AMD, and none stands in for the other.",
            CpuModels.X86.GetBaselineReport(CpuModels.X86.Parse("Haswell"), CpuModels.X86.Parse("EPYC")).ToString());
        BaselineReport none = Models.GetBaselineReport(Models.Parse("z900"), Models.Parse("gen15a,zarch=off,esan3=off"));
        Assert.Equal("There is no baseline: facilities that every definition needs are missing.", none.ToString());
        Assert.True(none.LostByName.IsEmpty);
        Assert.False(none.IsOlderThanIntersection);
    }

    [Fact]
    public void GetBaselineReport_NameAlone_SaysWhatItLoses()
    {
        BaselineReport report = CpuModels.X86.GetBaselineReport(CpuModels.X86.Parse("Haswell,avx2=off"), CpuModels.X86.Parse("Skylake-Client"));
        Assert.Equal(
            "IvyBridge-v1,fma=on,pcid=on,movbe=on,bmi1=on,hle=on,bmi2=on,invpcid=on,rtm=on,abm=on\n"
            + "The name IvyBridge-v1 alone loses: fma, pcid, movbe, bmi1, hle, bmi2, invpcid, rtm, abm.",
            report.ToString());
        Assert.Equal("IvyBridge-v1", CpuModels.X86.GetBaselineReport(CpuModels.X86.Parse("IvyBridge-v1"), CpuModels.X86.Parse("IvyBridge-v1")).ToString());

        // A static name is made to be followed by what differs.
        Assert.DoesNotContain("alone loses", Models.GetBaselineReport(Models.Parse("z13"), Models.Parse("z14")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Intersect_OfTwoEditions_IsNamedByTheOneThatKnowsMore()
    {
        Assert.Same(Models, Old.Intersect(Models.Parse("z13"), Old.Parse("z13")).Registry);
        Assert.Same(Models, Old.Intersect(Old.Parse("z13"), Models.Parse("z13")).Registry);
        Assert.Same(Old, Old.Intersect(Old.Parse("z13")).Registry);
    }

    [Fact]
    public void Baseline_UnknownPropertiesOfBoth_AreKeptInTheOrderOfTheFirst()
    {
        CpuModel first = WithUnknown("a=1", "b=1", "c=1", "d=1"), second = WithUnknown("d=1", "c=2", "b=1");
        Assert.Equal(["b=1", "d=1"], Models.Baseline(first, second)!.UnknownProperties.Select(static property => property.ToString()));
        Assert.Empty(Models.Baseline(first, Models.Parse("z14"))!.UnknownProperties);
        Assert.Empty(Models.Baseline(Models.Parse("z14"), first)!.UnknownProperties);
        Assert.Equal(["a=1", "c=1", "c=2"], Models.GetBaselineReport(first, second).DroppedProperties.Select(static property => property.ToString()));
    }

    private static string Usability(CpuModelRegistry registry, string guest, CpuModel host) => registry.Evaluate(host).Single(usability => usability.Model.Name == guest).ToString();

    private static CpuModel WithUnknown(params ReadOnlySpan<string> settings)
    {
        var builder = new CpuModelBuilder(Models.Parse("z14"));
        foreach (string setting in settings)
        {
            builder.AddUnknown(new CpuModelProperty(setting[..1], setting[2..]));
        }

        return builder.ToModel();
    }

    private static (int Generation, int Ga) LevelOf(CpuModelDefinition definition) =>
        definition.Identity is S390xIdentity identity ? (identity.Generation, identity.Ga) : default;
}
