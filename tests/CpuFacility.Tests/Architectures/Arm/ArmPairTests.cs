using System.Globalization;
using CpuFacility.Arm;
using CpuFacility.Testing;

namespace CpuFacility.Tests.Architectures.Arm;

/// <summary>Pairs of QEMU 11.1's models: the recorded relations, and the three verdicts beside a second implementation.</summary>
public class ArmPairTests
{
    /// <summary>How many blocking fields a recorded row names at most.</summary>
    private const int NamedFields = 12;

    [SkippableFact]
    public void Pairs_EachRecordedRow_HasItsRelationsMeetAndBlockingFields()
    {
        List<Dictionary<string, string>> rows = CsvRows.Read(SharedFolder.Require("oracles", "aarch64-pairs-qemu-11.1.csv"));
        Assert.Equal(77, rows.Count);
        List<PlainArmField> facts = PlainArmField.ReadAll();
        foreach (Dictionary<string, string> row in rows)
        {
            CpuModel guest = CpuModels.Arm.Parse(row["guest"]);
            CpuModel host = CpuModels.Arm.Parse(row["host"]);
            ArmComparison comparison = guest.CompareFieldsWith(host);
            string[] blocking = [.. comparison.GetBlocking(ArmScope.Tracked).Select(static one => one.Field.ToString()).Order(StringComparer.Ordinal)];
            string pair = $"{guest.Name} on {host.Name}";
            Assert.True(row["relation_all_tracked"] == Word(comparison.Tracked), pair);
            Assert.True(row["relation_user_visible"] == Word(comparison.UserVisible), pair);
            Assert.True(row["blocking_fields_count"] == blocking.Length.ToString(CultureInfo.InvariantCulture), pair);
            Assert.True(row["blocking_fields"] == string.Join(' ', blocking.Take(NamedFields).Select(Shorten)), pair);

            // The recorded size of the meet is of an encoding with a bit for every value.
            ArmIdRegisters meet = ArmIdRegisters.FromFacilities(guest.Facilities.Intersect(host.Facilities));
            int bits = facts.Zip(ArmField.All).Sum(field => field.First.CountBits((int)meet.GetValue(field.Second)));
            Assert.True(row["meet_bits"] == bits.ToString(CultureInfo.InvariantCulture), pair);
            Assert.Equal(comparison.Guest.GetCommon(comparison.Host), meet);
        }
    }

    [SkippableFact]
    public void Pairs_EachOrderedPair_HasTheVerdictsOfThePlainRules()
    {
        List<PlainArmField> facts = PlainArmField.ReadAll();
        var counts = new Dictionary<string, int> { ["tracked"] = 0, ["user"] = 0, ["kvm"] = 0 };
        foreach (CpuModel guest in CpuModels.Arm.NamedModels)
        {
            foreach (CpuModel host in CpuModels.Arm.NamedModels.Where(host => host != guest))
            {
                ArmComparison comparison = guest.CompareFieldsWith(host);
                ArmIdRegisters of = comparison.Guest;
                ArmIdRegisters on = comparison.Host;
                string[] kvm = [.. Block((fact, one, other) => fact.AcceptsByKvm(one, other))];
                string[] tracked = [.. Block((fact, one, other) => fact.Accepts(one, other))];
                string[] user = [.. Block((fact, one, other) => !fact.IsUserVisible || fact.Accepts(one, other))];
                Assert.Equal(kvm, Names(comparison, ArmScope.Kvm));
                Assert.Equal(tracked, Names(comparison, ArmScope.Tracked));
                Assert.Equal(user, Names(comparison, ArmScope.UserVisible));
                Assert.Equal(kvm.Length == 0 && comparison.AreVectorLengthsAccepted, comparison.IsAcceptedByKvm);
                counts["kvm"] += comparison.IsAcceptedByKvm ? 1 : 0;
                counts["tracked"] += comparison.Tracked == CpuModelRelation.Subset ? 1 : 0;
                counts["user"] += comparison.UserVisible == CpuModelRelation.Subset ? 1 : 0;

                // The everyday comparison works on sets, where vector lengths count too.
                FacilitySetRelation sets = guest.Facilities.Except(ArmFacilities.VectorLengths).GetRelation(host.Facilities.Except(ArmFacilities.VectorLengths));
                Assert.Equal(tracked.Length == 0, sets is FacilitySetRelation.Equal or FacilitySetRelation.Subset);
                Assert.Equal(
                    tracked.Length == 0 && comparison.AreVectorLengthsAccepted,
                    guest.CompareWith(host).Relation is CpuModelRelation.Identical or CpuModelRelation.Subset);

                IEnumerable<string> Block(Func<PlainArmField, int, int, bool> accepts) => facts
                    .Where(fact => !accepts(fact, fact.Extract(of[Register(fact)]), fact.Extract(on[Register(fact)])))
                    .Select(static fact => $"{fact.Register}.{fact.Name}");
            }
        }

        // As the recorded facts say of the 156 ordered pairs; those that are identical are no subsets there.
        Assert.Equal((6, 58, 7), (counts["tracked"], counts["user"], counts["kvm"]));
    }

    [Fact]
    public void GetBlocking_FieldThatKvmFixes_SaysBothValuesAndWhy()
    {
        ArmComparison comparison = CpuModels.Arm.Parse("neoverse-v1").CompareFieldsWith(CpuModels.Arm.Parse("cortex-a76"));
        ArmFieldDifference sve = comparison.GetBlocking(ArmScope.Kvm).Single(static one => one.Field.ToString() == "ID_AA64PFR0_EL1.SVE");
        Assert.Equal("ID_AA64PFR0_EL1.SVE: guest 1 (implemented), host 0 (not implemented), and KVM takes no other than the host's", sve.ToString());
        Assert.True(sve.MustBeEqual);
        ArmFieldDifference seen = comparison.GetBlocking(ArmScope.UserVisible).Single(static one => one.Field.ToString() == "ID_AA64PFR0_EL1.SVE");
        Assert.Equal("ID_AA64PFR0_EL1.SVE: guest 1 (implemented), host 0 (not implemented)", seen.ToString());
        Assert.Equal("in what programs see a superset, in all fields incompatible, refused by KVM", comparison.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => comparison.GetBlocking((ArmScope)3));
    }

    [Fact]
    public void IsAcceptedByKvm_ValueWithoutName_IsComparedItself()
    {
        ArmIdRegister register = ArmFieldTests.Find("ID_AA64PFR0_EL1.GIC").Register;
        ArmIdRegisters host = CpuModels.Arm.Parse("cortex-a76").GetIdRegisters();
        ArmIdRegisters two = host.With(register, (host[register] & ~(0xFUL << 24)) | (2UL << 24));
        ArmIdRegisters one = host.With(register, (host[register] & ~(0xFUL << 24)) | (1UL << 24));

        // GIC has names for 1 and 3 only: the sets are equal, the values are not.
        Assert.Equal(one.Facilities, two.Facilities);
        Assert.Equal((CpuModelRelation.Superset, false), (ArmComparison.Create(two, one).Tracked, ArmComparison.Create(two, one).IsAcceptedByKvm));
        Assert.Equal((CpuModelRelation.Subset, true), (ArmComparison.Create(one, two).Tracked, ArmComparison.Create(one, two).IsAcceptedByKvm));
    }

    [Fact]
    public void IsAcceptedByKvm_VectorLengths_AreTheHostsCutAtTheGuests()
    {
        CpuModel host = CpuModels.Arm.Parse("max");
        Assert.True(CpuModels.Arm.Parse("max,sve512=on,sve384=on").CompareFieldsWith(host).IsAcceptedByKvm);
        ArmComparison gap = CpuModels.Arm.Parse("max,sve512=on").CompareFieldsWith(host);
        Assert.Equal((false, false, CpuModelRelation.Identical), (gap.IsAcceptedByKvm, gap.AreVectorLengthsAccepted, gap.Tracked));
        Assert.Empty(gap.GetBlocking(ArmScope.Kvm));
        Assert.Equal(("128 256 512", 2048), (gap.GuestLengths.ToString(), gap.HostLengths.Longest));
    }

    private static IEnumerable<string> Names(ArmComparison comparison, ArmScope scope) => comparison.GetBlocking(scope).Select(static one => one.Field.ToString());

    private static ArmIdRegister Register(PlainArmField fact) => ArmFieldTests.Find($"{fact.Register}.{fact.Name}").Register;

    private static string Shorten(string field) => field.Replace("ID_AA64", "AA64", StringComparison.Ordinal).Replace("_EL1.", ".", StringComparison.Ordinal);

    private static string Word(CpuModelRelation relation) => relation.ToString().ToLowerInvariant();
}
