using CpuFacility.Power;
using CpuFacility.Testing;

namespace CpuFacility.Tests.Architectures.Power;

/// <summary>Migration by compatibility mode: what both hosts offer, what reports advise, what many models have in common.</summary>
public class PowerMigrationTests
{
    private static readonly CpuModelRegistry Models = CpuModels.Power;

    /// <summary>Models of every generation, with limits and facilities off; two of no mode.</summary>
    private static readonly CpuModel[] Samples =
    [
        .. ((string[])["970", "power5+", "power7", "power7+", "power8", "power9", "power10", "power11", "power8,htm=off", "power9,vsx=off,dfp=off",
            "power9,max-cpu-compat=power8", "power10,max-cpu-compat=power7", "power11,max-cpu-compat=power10"]).Select(static text => Models.Parse(text)),
    ];

    /// <summary>What QEMU 11.1 accepted for each of two processors when it was started.</summary>
    [SkippableFact]
    public void GetCommonMode_EveryRecordedPair_OffersWhatQemuAcceptedOnBoth()
    {
        ILookup<string, (string Mode, bool IsAccepted)> starts = CsvRows.Read(SharedFolder.Require("oracles", "ppc64-compat-qemu-11.1.csv"))
            .ToLookup(static row => row["cpu"], static row => (row["max_cpu_compat"], row["accepted"] == "1"));
        int compared = 0;
        foreach (IGrouping<string, (string Mode, bool IsAccepted)> first in starts)
        {
            foreach (IGrouping<string, (string Mode, bool IsAccepted)> second in starts)
            {
                PowerCommonMode found = Models.Parse(first.Key).GetCommonMode(Models.Parse(second.Key));
                foreach ((string mode, bool isAccepted) in first.Where(static start => PowerCompatibilityMode.TryFind(start.Mode, out _)))
                {
                    foreach ((_, bool isAcceptedToo) in second.Where(start => start.Mode == mode))
                    {
                        Assert.Equal(isAccepted && isAcceptedToo, found.Modes.Any(common => common.Name == mode));
                        compared++;
                    }
                }
            }
        }

        Assert.Equal(9, starts.Count);
        Assert.Equal((6 * 6) + (5 * 5) + (4 * 3 * 3) + (7 * 7), compared);
    }

    /// <summary>Started as the reasons advise, a guest can move.</summary>
    [Fact]
    public void CheckMigrationTo_EveryPair_AdviceResolvesIt()
    {
        CpuModel[] models = [.. Models.Definitions.Where(static definition => definition is PowerModelDefinition { Identity.Family: not null }).Select(static definition => Models.Parse(definition.Name))];
        int advised = 0;
        foreach (CpuModel guest in models)
        {
            foreach (CpuModel host in models)
            {
                CompatibilityReport report = guest.CheckMigrationTo(host);
                if (report.Verdict == CompatibilityVerdict.Compatible)
                {
                    continue;
                }

                string[] settings = [.. report.Reasons.Select(static reason => reason.GuestSetting).OfType<string>().Distinct()];
                CpuModel advice = Models.Parse(string.Join(',', settings.Prepend(guest.Name)));
                Assert.True(advice.CheckMigrationTo(host).Verdict == CompatibilityVerdict.Compatible, $"{advice} on {host}: {advice.CheckMigrationTo(host)}");
                Assert.All(settings, static setting => Assert.True(setting.StartsWith("max-cpu-compat=", StringComparison.Ordinal) || setting is "htm=off" or "htm_nosc=off", setting));
                Assert.All(report.Hosts.Definitions, static definition => Assert.Null(definition.AliasOf));
                advised++;
            }
        }

        Assert.Equal((14, 140), (models.Length, advised));
    }

    /// <summary>What runs on both is a model that QEMU can be started with.</summary>
    [Theory]
    [InlineData("power10", "power9", "power9_v2.2,htm=off,htm_nosc=off")]
    [InlineData("power9", "power9,htm=off", "power9_v2.2,htm=off")]
    [InlineData("power10", "power10,max-cpu-compat=power8", "power8_v2.0,htm=off,htm_nosc=off")]
    [InlineData("power7_v2.3", "power8", "power7_v2.3,max-cpu-compat=power7")]
    [InlineData("power10", "power7_v2.3", "power7_v2.3,max-cpu-compat=power7")]
    [InlineData("power9", "970", null)]
    public void CheckMigrationTo_Common_CanBeStarted(string guest, string host, string? expected)
    {
        CompatibilityReport report = Models.Parse(guest).CheckMigrationTo(Models.Parse(host));
        Assert.Equal(expected, report.Common?.ToString());
        Assert.Equal(report.Common, report.Common is CpuModel common ? Models.Parse(common.ToString()) : null);
    }

    [Fact]
    public void CheckMigrationTo_WithoutACommonMode_AdvisesNoLimit()
    {
        CompatibilityReport report = Models.Parse("power9").CheckMigrationTo(Models.Parse("970"));
        Assert.All(report.Reasons, static reason => Assert.DoesNotContain("max-cpu-compat", reason.GuestSetting ?? "", StringComparison.Ordinal));
        Assert.Null(report.Reasons.Single(static reason => reason.Property == "power9").GuestSetting);
        Assert.Contains(report.Reasons, static reason => reason.Kind == CompatibilityReasonKind.Level && reason.Sentence.EndsWith("the two have no mode in common.", StringComparison.Ordinal));
    }

    [Fact]
    public void GetCommonMode_HostKnownInPart_TellsUnknownFromLost()
    {
        Assert.True(PowerHosts.TryCreate(Models, new PowerIdentity(0x004D0200), null, "test", out HostCapability? host));
        PowerCommonMode common = new HostCapability(Models.Parse("power9")).GetCommonMode(host);
        Assert.Equal(["power6", "power7", "power8"], common.Modes.Select(static mode => mode.Name));
        Assert.Equal(Models.Vocabulary.CreateSet("power6", "power7", "power8"), common.Facilities);
        Assert.Equal(Models.Parse("power8").Facilities.Except(common.Facilities), common.Unreported);
        Assert.Equal(Models.Vocabulary.CreateSet("arch_3_00", "ieee128", "darn", "scv", "power9"), common.LostOnFirst);
        Assert.True(common.LostOnSecond.IsEmpty);
    }

    [Fact]
    public void GetCommonMode_WrongArguments_AreRefused()
    {
        CpuModel power = Models.Parse("power9");
        CpuModel other = CpuModels.S390x.Parse("z14");
        Assert.Equal("second", Assert.Throws<ArgumentException>(() => power.GetCommonMode(other)).ParamName);
        Assert.Equal("first", Assert.Throws<ArgumentException>(() => new HostCapability(other).GetCommonMode(new HostCapability(power))).ParamName);
        Assert.Equal("second", Assert.Throws<ArgumentException>(() => new HostCapability(power).GetCommonMode(new HostCapability(other))).ParamName);
        Assert.Throws<ArgumentNullException>(() => power.GetCommonMode(null!));
        Assert.Throws<ArgumentNullException>(() => ((HostCapability)null!).GetCommonMode(new HostCapability(power)));
        Assert.Throws<ArgumentNullException>(static () => PowerCompatibility.Accepts(0x004E1202, null!));
        Assert.Throws<ArgumentOutOfRangeException>(static () => PowerCompatibility.GetModes(0x004E1202, (PowerCompatibilityRule)(-1)));
        Assert.Throws<ArgumentNullException>(static () => ((CpuModelRegistry)null!).TryFindByPvr(0, out _));
        Assert.Throws<ArgumentNullException>(() => PowerHosts.TryCreate(null!, new PowerIdentity(0), null, "", out _));
        Assert.Throws<ArgumentNullException>(static () => PowerHosts.TryCreate(Models, null!, null, "", out _));
        Assert.False(CpuModels.X86.TryFindByPvr(0x004E1202, out _));
        Assert.False(PowerCompatibilityMode.TryFind(default(ReadOnlySpan<char>), out _));
    }

    /// <summary>The steps again, written down apart from the data: power7+ is none.</summary>
    [Fact]
    public void Close_EachMode_HasTheStepsBelowIt()
    {
        string[] steps = ["power6", "power7", "power8", "power9", "power10", "power11"];
        for (int i = 0; i < steps.Length; i++)
        {
            Assert.Equal(Models.Vocabulary.CreateSet(steps.AsSpan(0, i + 1)), PowerFacilities.Close(Models.Vocabulary.CreateSet(steps[i])));
        }

        Assert.Equal(Models.Vocabulary.CreateSet("power6", "power7", "power7+"), PowerFacilities.Close(Models.Vocabulary.CreateSet("power7+")));
        Assert.Equal(Models.Vocabulary.CreateSet("htm"), PowerFacilities.Close(Models.Vocabulary.CreateSet("htm")));
    }

    [Theory]
    [InlineData("power9_v2.0", "power10", "power9_v2.0,htm=off,htm_nosc=off")]
    [InlineData("power7_v2.3", "power7p_v2.1", "power7_v2.3")]
    [InlineData("power10,max-cpu-compat=power8", "power9", "power8_v2.0,htm=off,htm_nosc=off")]
    public void Baseline_OfOneGeneration_IsOfTheSamePvrIfThereIsOne(string first, string second, string expected) =>
        Assert.Equal(expected, Models.Baseline(Models.Parse(first), Models.Parse(second))?.ToString());

    [Fact]
    public void Identity_LimitAndLogicalPvr_AreOfTheirMode()
    {
        Assert.True(PowerCompatibilityMode.TryFind("power7", out PowerCompatibilityMode? power7));
        Assert.True(PowerCompatibilityMode.TryFind("power7+", out PowerCompatibilityMode? power7Plus));
        Assert.Equal("compatibility mode power8", new PowerIdentity(0x0F000004).Level);
        Assert.Equal(CpuIdentityRelation.Older, new PowerIdentity(0x0F000004).GetRelation(new PowerIdentity(0x004E1202)));
        Assert.Equal(CpuIdentityRelation.Same, new PowerIdentity(0x0F000004).GetRelation(new PowerIdentity(0x004D0200)));
        Assert.NotEqual(new PowerIdentity(0x004E1202, power7), new PowerIdentity(0x004E1202));
        Assert.NotEqual(new PowerIdentity(0x004E1202, power7), new PowerIdentity(0x004E1202, power7Plus));
        Assert.Equal(new PowerIdentity(0x004E1202, power7), new PowerIdentity(0x004E1202, power7));

        // Of one generation, the lower mode counts first, then the lower PVR.
        var lower = new PowerIdentity(0x004E1202, power7);
        Assert.Equal(lower, new PowerIdentity(0x003F0203).GetCommon(lower));
        Assert.Equal(new PowerIdentity(0x004E0200), new PowerIdentity(0x004E1202).GetCommon(new PowerIdentity(0x004E0200)));
    }

    [Fact]
    public void TryCreateHost_MachineInAMode_OffersNoneBeyondIt()
    {
        Assert.True(PowerCompatibilityMode.TryFind("power8", out PowerCompatibilityMode? limit));
        Assert.True(PowerHosts.TryCreate(Models, new PowerIdentity(0x004E1202, limit), new PowerFeatureWords(0xDC0065C2, 0xEF000000), "test", out HostCapability? host));
        Assert.True(host.Offered.Contains(PowerFacility.CompatPower8.Index));
        Assert.False(host.Offered.Contains(PowerFacility.CompatPower9.Index));
    }

    /// <summary>On the way from two models to three, nothing is lost that a third could have had.</summary>
    [Fact]
    public void Baseline_ThreeModelsInAnyOrder_IsTheSameAndRunsOnAll()
    {
        int found = 0;
        foreach (CpuModel first in Samples)
        {
            foreach (CpuModel second in Samples)
            {
                foreach (CpuModel third in Samples)
                {
                    CpuModel? baseline = Models.Baseline(first, second, third);
                    CpuModel? turned = Models.Baseline(third, first, second);
                    Assert.Equal(baseline?.Facilities, turned?.Facilities);
                    if (baseline is not null)
                    {
                        Assert.Equal(first.Facilities.Intersect(second.Facilities).Intersect(third.Facilities), baseline.Facilities);
                        Assert.All((CpuModel[])[first, second, third], model => Assert.Equal(CompatibilityVerdict.Compatible, baseline.CheckMigrationTo(model).Verdict));
                        Assert.Equal(baseline, Models.Parse(baseline.ToString()));
                        Assert.Null(baseline.Definition.AliasOf);
                        found++;
                    }
                }
            }
        }

        // Two of the samples accept no mode: they have something in common with themselves alone.
        Assert.Equal((11 * 11 * 11) + 2, found);
    }

    /// <summary>An expression could not say what no processor of the definition has.</summary>
    [Fact]
    public void Baseline_HostsWithMoreThanTheirDefinition_IsReadAgainAndSaysWhatItLoses()
    {
        var words = new PowerFeatureWords(0xDC0065C2 | 0x00800000, 0xEFF00000);
        Assert.True(PowerHosts.TryCreate(Models, new PowerIdentity(0x004E1202), words, "test", out HostCapability? host));
        Assert.True(host.Offer.Has(PowerFacility.Spe));
        BaselineReport report = Models.GetBaselineReport([host.Offer, host.Offer]);
        Assert.Equal(report.Model, Models.Parse(report.Model!.ToString()));
        Assert.Equal(Models.Vocabulary.CreateSet("spe"), report.Lost);
    }

    [Fact]
    public void Evaluate_ProcessorOfAnotherKind_NeedsAnotherMachine()
    {
        ModelEvaluation evaluation = Models.Evaluate(Models.Parse("power9"));
        Assert.Equal("needs another machine", evaluation.First(static usability => usability.Model.Name == "603").ToString());
        Assert.StartsWith("needs a newer machine, lacks ", evaluation.First(static usability => usability.Model.Name == "power10").ToString(), StringComparison.Ordinal);
    }
}
