using CpuFacility.Arm;

namespace CpuFacility.Tests.Architectures.Arm;

/// <summary>Arm models in the everyday answers: reasons, baseline, intersection, evaluation.</summary>
public class ArmMigrationTests
{
    private static readonly CpuModelRegistry Models = CpuModels.Arm;

    [Fact]
    public void CheckMigrationTo_HostWithoutSve_NamesFieldPlaceAndSwitch()
    {
        CompatibilityReport report = Models.Parse("neoverse-v1").CheckMigrationTo(Models.Parse("neoverse-n1"));
        Assert.Equal(CompatibilityVerdict.Incompatible, report.Verdict);
        CompatibilityReason sve = Find("ID_AA64PFR0_EL1.SVE");
        Assert.Equal(
            "The host lacks FEAT_SVE: ID_AA64PFR0_EL1.SVE (bits 35 to 32) is 0 (not implemented) on the host, 1 (implemented) for the guest.", sve.Sentence);
        Assert.Equal("sve=off", sve.GuestSetting);
        Assert.Equal("pmu=off", Find("ID_AA64DFR0_EL1.PMUVer").GuestSetting);
        Assert.Equal("pauth=off", Find("ID_AA64ISAR1_EL1.API").GuestSetting);

        // Any of three fields shows pointer authentication: the host has none of them.
        Assert.StartsWith("The host lacks FEAT_PAuth, FEAT_EPAC, FEAT_PAuth2: ", Find("ID_AA64ISAR1_EL1.API").Sentence, StringComparison.Ordinal);

        // QEMU takes no switch for a single field.
        Assert.Null(Find("ID_AA64ISAR0_EL1.RNDR").GuestSetting);
        Assert.Equal("CTR_EL0.DIC (bit 29) is 0 on the host, 1 for the guest.", Find("CTR_EL0.DIC").Sentence);
        Assert.Equal(
            "The guest has SVE vector lengths 128 256, the host none: KVM gives a guest all lengths of the host up to the guest's longest, and no others.",
            Find("sve-lengths").Sentence);

        CompatibilityReason Find(string property) => report.Reasons.Single(reason => reason.Property == property);
    }

    /// <summary>One reason for a field, with all thresholds that the host lacks, and those fields that the comparison by values finds.</summary>
    [Fact]
    public void CheckMigrationTo_AllPairs_OneReasonForEachBlockingField()
    {
        int compared = 0;
        foreach (CpuModel guest in Models.NamedModels)
        {
            foreach (CpuModel host in Models.NamedModels)
            {
                CompatibilityReport report = guest.CheckMigrationTo(host);
                string[] fields = [.. report.Reasons.Select(static reason => reason.Property).Where(static property => property != "sve-lengths")];
                Assert.Equal(guest.CompareFieldsWith(host).GetBlocking(ArmScope.Tracked).Select(static blocking => blocking.Field.ToString()).Order(), fields.Order());
                FacilitySet missing = report.Reasons.Aggregate(default(FacilitySet), static (all, reason) => all.Union(reason.Missing));
                Assert.Equal(guest.Facilities.Except(host.Facilities), missing);
                compared += fields.Length;
            }
        }

        Assert.True(compared > 1_000, $"only {compared} fields block");
    }

    /// <summary>The host has pointer authentication by another algorithm: the feature is there, the field's value is not.</summary>
    [Fact]
    public void CheckMigrationTo_FeatureByAnotherField_IsNotSaidToBeMissing()
    {
        CompatibilityReport report = Models.Parse("max,pauth-qarma5=on").CheckMigrationTo(Models.Parse("max,pauth-impdef=on"));
        Assert.Equal(
            [
                "The host lacks FEAT_PACQARMA5: ID_AA64ISAR1_EL1.GPA (bits 27 to 24) is 0 (not implemented) on the host, 1 (implemented) for the guest.",
                "ID_AA64ISAR1_EL1.APA (bits 7 to 4) is 0 (not implemented) on the host, 5 (FPACCOMBINE) for the guest.",
            ],
            report.Reasons.Select(static reason => reason.Sentence));
    }

    /// <summary>A host that is known in part: a field with a threshold that is not known says no value.</summary>
    [Fact]
    public void CheckMigrationTo_FieldKnownInPart_NamesNoValueOfTheHost()
    {
        CpuModel model = Models.Parse("cortex-a57");
        FacilitySet open = FacilitySet.Create(ArmFacility.Csv2.Index);
        var host = new HostCapability(model, model.Facilities, emulated: default, hidden: default, open);
        CompatibilityReport report = Models.Parse("max").CheckMigrationTo(host);
        CompatibilityReason csv2 = report.Reasons.Single(static reason => reason.Property == "ID_AA64PFR0_EL1.CSV2");
        Assert.Equal(
            "The host lacks FEAT_CSV2_2, FEAT_CSV2_3: ID_AA64PFR0_EL1.CSV2 (bits 59 to 56) is less on the host, 3 (CSV2_3) for the guest.", csv2.Sentence);
        Assert.Equal(FacilitySet.Create(ArmFacility.Csv2_2.Index, ArmFacility.Csv2_3.Index), csv2.Missing);
        Assert.Equal(open, report.Reasons.Single(static reason => reason.Kind == CompatibilityReasonKind.Unreported).Missing);
    }

    /// <summary>By a plain search: of the models that have what is missing, those with the fewest facilities; QEMU switches no field on.</summary>
    [Fact]
    public void Hosts_EachReason_AreTheLeastThatHaveWhatIsMissing()
    {
        int without = 0;
        foreach (CompatibilityReason reason in Models.NamedModels.Append(Models.Parse("max,pauth-qarma5=on")).SelectMany(static guest => guest.CheckMigrationTo(Models.Parse("cortex-a35")).Reasons))
        {
            CpuModelDefinition[] able = [.. Models.Definitions.Where(definition => reason.Missing.IsSubsetOf(definition.Default))];
            Assert.Equal(able.Where(one => able.All(other => one.Default.Count <= other.Default.Count)), reason.Hosts.Definitions);
            without += able.Length == 0 ? 1 : 0;
        }

        Assert.True(without > 0);
        Assert.Empty(Models.Rules.ChooseHosts(Models.Definitions, default));
    }

    [Theory]
    [InlineData("CTR_EL0.DIC", "CTR_EL0 bit 29")]
    [InlineData("ID_AA64PFR0_EL1.SVE", "ID_AA64PFR0_EL1 bits 35 to 32")]
    public void DescribePlace_Field_IsRegisterAndBits(string name, string expected) => Assert.Equal(
        expected, Models.Rules.DescribePlace(Models.Catalog.Describe(Models.Catalog[ArmFieldTests.Find(name).Facilities.LowestIndex])));

    [Theory]
    [InlineData("neoverse-n1", "neoverse-n1", "in what programs see identical, in all fields identical, accepted by KVM")]
    [InlineData("max", "neoverse-n1", "in what programs see a superset, in all fields incompatible, refused by KVM")]
    public void CompareFieldsWith_Models_SaysTheVerdicts(string guest, string host, string expected) =>
        Assert.Equal(expected, Models.Parse(guest).CompareFieldsWith(Models.Parse(host)).ToString());

    [Fact]
    public void CheckMigrationTo_FieldKeptFromGuests_SaysSo()
    {
        CpuModel model = Models.Parse("a64fx");
        FacilitySet hidden = FacilitySet.Create(ArmFacility.Sve.Index);
        var host = new HostCapability(model, model.Facilities.Except(hidden), emulated: default, hidden, unreported: default);
        CompatibilityReason reason = Assert.Single(model.CheckMigrationTo(host).Reasons);
        Assert.Equal(
            "The host has ID_AA64PFR0_EL1.SVE.from-1 (SVE 1 or higher: implemented (FEAT_SVE); ID_AA64PFR0_EL1 bits 35 to 32), but keeps it from guests.",
            reason.Sentence);
    }

    /// <summary>Of a host whose lengths are known in part, no lengths are named.</summary>
    [Fact]
    public void CheckMigrationTo_VectorLengthsKnownInPart_NamesNoLengthsOfTheHost()
    {
        CpuModel model = Models.Parse("neoverse-v1");
        FacilitySet open = FacilitySet.Create(ArmFacility.SveLength128.Index);
        var host = new HostCapability(model, model.Facilities.Except(ArmFacilities.VectorLengths), emulated: default, hidden: default, open);
        CompatibilityReport report = model.CheckMigrationTo(host);
        Assert.Equal(["sve-length-256", "unreported"], report.Reasons.Select(static reason => reason.Property));
    }

    [Fact]
    public void CheckMigrationTo_ShorterVectors_AreRefusedForTheGapOnly()
    {
        CpuModel host = Models.Parse("max");
        Assert.Equal(CompatibilityVerdict.Compatible, Models.Parse("max,sve512=on,sve384=on").CheckMigrationTo(host).Verdict);
        CompatibilityReport gap = Models.Parse("max,sve512=on").CheckMigrationTo(host);
        Assert.Equal("sve-lengths", Assert.Single(gap.Reasons).Property);
        Assert.True(gap.Reasons[0].Missing.Contains(ArmFacility.SveNoLength384.Index));
        Assert.Equal("sve=off", gap.Reasons[0].GuestSetting);
    }

    [Fact]
    public void Baseline_Pairs_LieWithinBothAndNameAPublishedModel()
    {
        Assert.Equal("cortex-a53", Models.Baseline(Models.Parse("cortex-a35"), Models.Parse("cortex-a72"))?.ToString());
        Assert.Equal("cortex-a76", Models.Baseline(Models.Parse("cortex-a76"), Models.Parse("cortex-a78ae"))?.ToString());
        Assert.Null(Models.Baseline(Models.Parse("a64fx"), Models.Parse("cortex-a72")));
        foreach (CpuModel first in Models.NamedModels)
        {
            foreach (CpuModel second in Models.NamedModels)
            {
                if (Models.Baseline(first, second) is CpuModel common)
                {
                    Assert.True(common.Facilities.IsSubsetOf(first.Facilities) && common.Facilities.IsSubsetOf(second.Facilities), $"{first} {second}");
                    Assert.Equal(common.Definition.Default, common.Facilities);
                    FacilitySet both = ArmFacilities.Cut(first.Facilities & second.Facilities);
                    Assert.Same(Models.Definitions.Where(definition => definition.Default.IsSubsetOf(both)).MaxBy(static definition => definition.Default.Count), common.Definition);
                }
            }
        }
    }

    [Fact]
    public void Intersect_TwoHosts_CutsToWhatAGuestCanHave()
    {
        CpuModelIntersection common = Models.Intersect(Models.Parse("max"), Models.Parse("a64fx"));
        Assert.Equal("128 256", ArmVectorLengths.FromFacilities(common.Facilities).ToString());

        // 512 bits are on both, but the set in between is not: the raw intersection still has the bit, the cut one has not.
        Assert.True(common.Facilities.Contains(ArmFacility.SveLength512.Index));
        Assert.False(ArmFacilities.Cut(common.Facilities).Contains(ArmFacility.SveLength512.Index));
        Assert.Equal(common.Facilities.Except(ArmFacilities.VectorLengths), ArmFacilities.Cut(common.Facilities).Except(ArmFacilities.VectorLengths));
    }

    [Fact]
    public void Members_ModelOfAnotherArchitecture_Throw()
    {
        CpuModel other = CpuModels.S390x.Parse("z14");
        Assert.Throws<ArgumentException>(() => other.GetIdRegisters());
        Assert.Throws<ArgumentException>(() => other.GetVectorLengths());
        Assert.Throws<ArgumentException>(() => Models.Parse("max").CompareFieldsWith(other));
        Assert.Equal(CpuModelRelation.Incompatible, Models.Parse("max").CompareWith(other).Relation);
    }

    [Fact]
    public void GetIdRegisters_OwnDefinition_AreThoseOfItsSet()
    {
        CpuModel start = Models.Parse("cortex-a76");
        var own = new CpuModelDefinition("pool", new ArmIdentity(0x413FD0C1), FacilitySet.Empty, start.Facilities, start.Facilities);
        CpuModel pool = Models.WithDefinitions([own]).Parse("pool");
        Assert.Equal(ArmIdRegisters.FromFacilities(start.Facilities), pool.GetIdRegisters());
        Assert.Equal((CpuModelRelation.Identical, true), (pool.CompareFieldsWith(start).Tracked, pool.CompareFieldsWith(start).IsAcceptedByKvm));
    }

    /// <summary>The list of models and the check of each say the same, for every host.</summary>
    [Fact]
    public void Evaluate_EveryHost_SaysWhatTheCheckOfEachModelSays()
    {
        foreach (CpuModel host in Models.NamedModels.Append(Models.Parse("max,pauth=off,sve=on")))
        {
            foreach (ModelUsability usability in Models.Evaluate(host))
            {
                Assert.True(usability.IsRunnable == (usability.Model.CheckMigrationTo(host).Verdict == CompatibilityVerdict.Compatible), $"{usability.Model} on {host}: {usability}");
            }
        }
    }
}
