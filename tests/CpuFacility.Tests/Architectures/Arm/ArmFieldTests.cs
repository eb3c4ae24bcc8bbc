using CpuFacility.Arm;

namespace CpuFacility.Tests.Architectures.Arm;

/// <summary>Every pair of values of every field, beside a second implementation of the rules that reads the shared table itself.</summary>
public class ArmFieldTests
{
    [SkippableFact]
    public void Table_EachField_IsThatOfTheFacts()
    {
        List<PlainArmField> facts = PlainArmField.ReadAll();
        Assert.Equal(facts.Select(static fact => $"{fact.Register}.{fact.Name}"), ArmField.All.Select(static field => field.ToString()));
        Assert.Equal(20, ArmIdRegister.All.Length);
        foreach ((PlainArmField fact, ArmField field) in facts.Zip(ArmField.All))
        {
            Assert.Equal((fact.Shift, fact.Width, fact.IsTracked, fact.IsUserVisible), (field.Shift, field.Width, field.IsTracked, field.IsUserVisible));
            Assert.True(!fact.IsTracked || fact.IsSigned == field.IsSigned, field.ToString());
        }

        Assert.Equal(184, ArmField.All.Count(static field => field.IsTracked));
        Assert.Equal(401, ArmField.All.Sum(static field => field.Facilities.Count));
    }

    [SkippableFact]
    public void Values_EveryPair_AreSafeAndAcceptedByTheRule()
    {
        int pairs = 0;
        foreach ((PlainArmField fact, ArmField field) in PlainArmField.ReadAll().Zip(ArmField.All))
        {
            for (int guest = 0; guest < fact.Values; guest++)
            {
                for (int host = 0; host < fact.Values; host++)
                {
                    string pair = $"{field}: {guest}, {host}";
                    Assert.True(fact.Safe(guest, host) == field.GetSafeValue((uint)guest, (uint)host), pair);
                    Assert.True(fact.Accepts(guest, host) == field.IsAccepted((uint)guest, (uint)host), pair);
                    Assert.True(fact.AcceptsByKvm(guest, host) == field.IsAcceptedByKvm((uint)guest, (uint)host), pair);
                    pairs += fact.IsTracked ? 1 : 0;
                }
            }
        }

        Assert.Equal(38_548, pairs);
    }

    [SkippableFact]
    public void Sets_EveryPair_MeetInTheSafeValueAndAreWithinWhenAccepted()
    {
        int pairs = 0;
        foreach ((PlainArmField fact, ArmField field) in PlainArmField.ReadAll().Zip(ArmField.All).Where(static pair => pair.First.IsTracked))
        {
            FacilitySet[] sets = [.. Enumerable.Range(0, fact.Values).Select(value => Read(field, (uint)value))];
            for (int guest = 0; guest < fact.Values; guest++)
            {
                for (int host = 0; host < fact.Values; host++)
                {
                    string pair = $"{field}: {guest}, {host}";
                    FacilitySet common = sets[guest].Intersect(sets[host]);
                    Assert.True(common == sets[fact.Safe(guest, host)], pair);
                    bool isAccepted = fact.Accepts(guest, host);
                    Assert.True(!isAccepted || sets[guest].IsSubsetOf(sets[host]), pair);
                    if (IsNamed(fact, guest) && IsNamed(fact, host))
                    {
                        Assert.True(isAccepted == sets[guest].IsSubsetOf(sets[host]), pair);
                        Assert.True(fact.Safe(guest, host) == field.GetValue(common), pair);
                    }

                    pairs++;
                }
            }
        }

        Assert.Equal(38_548, pairs);
    }

    /// <summary>A value between the named ones promises no more than it did; only numbers that promise less than all named ones become the least of these.</summary>
    [SkippableFact]
    public void GetValue_ValueWithoutName_IsTheNextThatPromisesLess()
    {
        foreach ((PlainArmField fact, ArmField field) in PlainArmField.ReadAll().Zip(ArmField.All).Where(static pair => pair.First.IsTracked))
        {
            for (int value = 0; value < fact.Values; value++)
            {
                int read = (int)field.GetValue(Read(field, (uint)value));
                bool isLeast = fact.Rule != "exact" && fact.Named is int[] named && named.All(name => fact.Accepts(value, name));
                Assert.True(IsNamed(fact, value) ? read == value : fact.Accepts(read, value) || isLeast, $"{field}: {value}");
            }
        }
    }

    [Fact]
    public void GetValue_SetOfNothing_IsTheLeastPromisingValue()
    {
        Assert.Equal("6 1 1 1 2 1 1 15 14 0", string.Join(' ', ((string[])
        [
            "ID_AA64DFR0_EL1.DebugVer", "ID_AA64MMFR0_EL1.TGRAN4_2", "ID_AA64MMFR0_EL1.TGRAN16_2", "ID_AA64MMFR0_EL1.TGRAN64_2", "CTR_EL0.L1Ip",
            "DCZID_EL0.DZP", "ID_AA64MMFR1_EL1.SpecSEI", "ID_AA64PFR0_EL1.FP", "ID_AA64MMFR4_EL1.E2H0", "CTR_EL0.CWG",
        ]).Select(static name => Find(name).GetValue(FacilitySet.Empty))));
    }

    [Fact]
    public void GetValue_BitsOfNoSingleValue_PromisesNoMore()
    {
        ArmField branch = Find("ID_AA64PFR1_EL1.MTE");
        FacilitySet gap = FacilitySet.Create(ArmFacility.Mte.Index, ArmFacility.Mte3.Index);
        Assert.Equal(1u, branch.GetValue(gap));

        ArmField address = Find("ID_AA64ISAR1_EL1.APA");
        FacilitySet two = address.Facilities.Intersect(Read(address, 3).Union(Read(address, 5)));
        Assert.Equal((2, 0u), (two.Count, address.GetValue(two)));
    }

    [Fact]
    public void Describe_Value_HasItsMeaning()
    {
        Assert.Equal("1 (implemented)", Find("ID_AA64PFR0_EL1.SVE").Describe(1));
        Assert.Equal("-1 (not implemented)", Find("ID_AA64PFR0_EL1.FP").Describe(15));
        Assert.Equal("7 (V3P7)", Find("ID_AA64DFR0_EL1.PMUVer").Describe(7));
        Assert.Equal("2", Find("ID_AA64PFR0_EL1.GIC").Describe(2));
        Assert.Equal("2", Find("ID_AA64MMFR2_EL1.BBM").Describe(2));
    }

    [Fact]
    public void TryFind_NameOrFacility_FindsTheField()
    {
        Assert.All(ArmField.All, static field =>
        {
            Assert.True(ArmField.TryFind(field.ToString(), out ArmField? found));
            Assert.Same(field, found);
        });
        Assert.All(new[] { "", ".", "ID_AA64PFR0_EL1", "ID_AA64PFR0_EL1.", "ID_AA64PFR0_EL1.sve", "PFR0.SVE" }, static name => Assert.False(ArmField.TryFind(name, out _)));
        Assert.True(ArmField.TryFind(ArmFacility.Sve2, out ArmField? of));
        Assert.Equal("ID_AA64ZFR0_EL1.SVEver", of.ToString());
        Assert.False(ArmField.TryFind(ArmFacility.SveLength128, out _));
        Assert.Throws<ArgumentException>(static () => ArmField.TryFind(CpuFacility.S390x.S390xFacility.Vx, out _));
    }

    internal static ArmField Find(string name)
    {
        Assert.True(ArmField.TryFind(name, out ArmField? field));
        return field;
    }

    private static bool IsNamed(PlainArmField fact, int value) => fact.Named?.Contains(value) ?? true;

    private static FacilitySet Read(ArmField field, uint value) =>
        field.Register.Read((ulong)value << field.Shift, out _).Intersect(field.Facilities);
}
