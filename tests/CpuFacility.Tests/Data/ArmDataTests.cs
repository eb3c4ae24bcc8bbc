using CpuFacility.Arm;
using CpuFacility.Testing;

namespace CpuFacility.Tests.Data;

/// <summary>Laws over all data that ship for Arm.</summary>
public class ArmDataTests
{
    private static readonly FacilityCatalog Catalog = CpuModels.Arm.Catalog;

    [Fact]
    public void Tables_Sizes_AreThoseOfTheEdition()
    {
        // 401 thresholds, and two bits for each of 16 vector lengths.
        Assert.Equal(401 + 32, Catalog.Count);
        Assert.Equal((20, 249), (ArmIdRegister.All.Length, ArmField.All.Length));
        Assert.Equal((13, 23), (CpuModels.Arm.Definitions.Length, CpuModels.Arm.Properties.Length));
        Assert.True(Catalog.Count <= FacilitySet.Capacity);
    }

    [Fact]
    public void Index_ReleasedFacilities_NeverChange()
    {
        string path = RepositoryFolder.Locate("tests", "CpuFacility.Tests", "Data", "arm-index.approved.txt");
        string[] now = [.. Catalog.Data.Names.Select(static (name, index) => FormattableString.Invariant($"{index} {name}"))];
        if (Environment.GetEnvironmentVariable(ApprovedApi.ApproveVariable) == "1")
        {
            File.WriteAllLines(path, now);
        }

        Assert.Equal(File.ReadAllLines(path), now);
    }

    /// <summary>Every facility is a threshold of the field in its name, by the rule in its name, or a vector length.</summary>
    [Fact]
    public void Facilities_EachName_IsItsFieldRuleAndValue()
    {
        FacilitySet lengths = ArmFacilities.VectorLengths;
        Assert.Equal(32, lengths.Count);
        for (int index = 0; index < Catalog.Count; index++)
        {
            FacilityInfo facility = Catalog.Describe(Catalog[index]);
            if (lengths.Contains(index))
            {
                Assert.Equal("SVE", facility.Block.Name);
                continue;
            }

            string[] parts = facility.Name.Split('.');
            Assert.True(ArmField.TryFind(facility.Facility, out ArmField? field));
            Assert.Equal((parts[0], parts[1], parts[0]), (field.Register.Name, field.Name, facility.Block.Name));
            string[] rule = parts[2].Split('-');
            Assert.Equal(rule[0], field.Rule switch { ArmFieldRule.Lower => "from", ArmFieldRule.Exact => "is", _ => "below" });

            // The value itself has the bit where it is to be reached, and the one below has not; below a value it is the other way round.
            uint value = uint.Parse(rule[1], System.Globalization.CultureInfo.InvariantCulture);
            bool isBelow = rule[0] == "below";
            Assert.Equal(!isBelow, value <= field.MaximumValue && Has(field, value, index));
            Assert.Equal(isBelow, Has(field, (value - 1) & field.MaximumValue, index));
        }
    }

    [Fact]
    public void Dependencies_EachModel_IsClosed()
    {
        Assert.All(CpuModels.Arm.Definitions, static definition =>
        {
            Assert.Equal(ArmFacilities.Close(definition.Default), definition.Default);
            Assert.Equal(definition.Default, ArmFacilities.Cut(definition.Default));
            Assert.True(definition.Default.IsSubsetOf(definition.Full));
        });
    }

    /// <summary>Closure by the rows of the table is what reading a register gives: the two say what implies what independently.</summary>
    [Fact]
    public void Close_HighestThresholdOfEachValue_IsTheWholeValue()
    {
        foreach (ArmField field in ArmField.All.Where(static field => field.IsTracked))
        {
            for (uint value = 0; value <= field.MaximumValue; value++)
            {
                FacilitySet whole = field.Register.Read((ulong)value << field.Shift, out _).Intersect(field.Facilities);
                if (!whole.IsEmpty)
                {
                    int promise = field.Rule is ArmFieldRule.Higher or ArmFieldRule.HigherOrZero ? First(whole) : whole.HighestIndex;
                    Assert.True(whole == ArmFacilities.Close(FacilitySet.Create(promise)), $"{field} {value}");
                }
            }
        }
    }

    [Fact]
    public void Constants_FeatureNames_AreTheirThresholds()
    {
        Assert.Equal("ID_AA64ISAR0_EL1.ATOMIC.from-2", Catalog.NameOf(ArmFacility.Lse));
        Assert.Equal("ID_AA64ZFR0_EL1.SVEver.from-1", Catalog.NameOf(ArmFacility.Sve2));
        Assert.Equal("ID_AA64MMFR4_EL1.E2H0.from-15", Catalog.NameOf(ArmFacility.Mmfr4E2h0From15));
        Assert.Equal("sve-no-length-384", Catalog.NameOf(ArmFacility.SveNoLength384));
    }

    private static bool Has(ArmField field, uint value, int index) => field.Register.Read((ulong)value << field.Shift, out _).Contains(index);

    private static int First(in FacilitySet set)
    {
        foreach (int index in set)
        {
            return index;
        }

        return -1;
    }
}
