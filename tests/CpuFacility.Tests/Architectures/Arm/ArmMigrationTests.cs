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
        CompatibilityReason sve = report.Reasons.Single(static reason => reason.Property == "ID_AA64PFR0_EL1.SVE.from-1");
        Assert.Contains("ID_AA64PFR0_EL1 bits 35 to 32", sve.Sentence, StringComparison.Ordinal);
        Assert.Equal("sve=off", sve.GuestSetting);
        Assert.Equal("pmu=off", report.Reasons.Single(static reason => reason.Property == "ID_AA64DFR0_EL1.PMUVer.is-5").GuestSetting);
        Assert.Equal("pauth=off", report.Reasons.Single(static reason => reason.Property == "ID_AA64ISAR1_EL1.API.is-3").GuestSetting);

        // QEMU takes no switch for a single field.
        Assert.Null(report.Reasons.Single(static reason => reason.Property == "ID_AA64ISAR0_EL1.RNDR.from-1").GuestSetting);
    }

    /// <summary>What a reason tells to start the guest with does remove it.</summary>
    [Fact]
    public void CheckMigrationTo_GuestSetting_RemovesItsReason()
    {
        foreach (CpuModel guest in Models.NamedModels)
        {
            foreach (CpuModel host in Models.NamedModels)
            {
                foreach (CompatibilityReason reason in guest.CheckMigrationTo(host).Reasons.Where(static reason => reason.GuestSetting is not null))
                {
                    CpuModel without = Models.Parse($"{guest.Name},{reason.GuestSetting}");
                    Assert.False(without.Facilities.Overlaps(reason.Missing), $"{guest.Name} on {host.Name}: {reason}");
                }
            }
        }
    }

    [Fact]
    public void CheckMigrationTo_ShorterVectors_AreRefusedForTheGapOnly()
    {
        CpuModel host = Models.Parse("max");
        Assert.Equal(CompatibilityVerdict.Compatible, Models.Parse("max,sve512=on,sve384=on").CheckMigrationTo(host).Verdict);
        CompatibilityReport gap = Models.Parse("max,sve512=on").CheckMigrationTo(host);
        Assert.Equal("sve-no-length-384", Assert.Single(gap.Reasons).Property);
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
}
