using System.Collections.Immutable;
using CpuFacility.S390x;
using CpuFacility.Testing;
using CpuFacility.Tests.Compatibility;

namespace CpuFacility.Tests.Architectures.S390x;

public class S390xIdentificationTests
{
    private const int UnknownType = 0x9999;

    private static readonly CpuModelRegistry Models = CpuModels.S390x;

    /// <summary>
    /// The definitions that the way out and in again does not give back. The ibc is silent before generation 10, and z14ZR1 stands behind z14.2
    /// in the table.
    /// </summary>
    private static readonly Dictionary<string, string> NotGivenBack = new()
    {
        ["z900"] = "z900.3",
        ["z900.2"] = "z900.3",
        ["z990"] = "z990.5",
        ["z990.2"] = "z990.5",
        ["z990.3"] = "z990.5",
        ["z990.4"] = "z990.5",
        ["z890"] = "z890.3",
        ["z890.2"] = "z890.3",
        ["z9EC"] = "z9EC.3",
        ["z9EC.2"] = "z9EC.3",
        ["z9BC"] = "z9BC.2",
        ["z14ZR1"] = "z14",
    };

    [Fact]
    public void IdentifyAsQemu_EveryDefinition_IsGivenBackBut12()
    {
        var other = new Dictionary<string, string>();
        foreach (CpuModelDefinition definition in Models.Definitions)
        {
            (S390xCpuId cpuId, S390xIbcRange ibc) = Encode(definition);
            CpuModel? found = Models.IdentifyAsQemu(cpuId, ibc, definition.Default);
            Assert.NotNull(found);
            Assert.Equal(
                PlainHostSearch.Find(Models, cpuId.Type, ibc.Lowest.Value, ibc.Unblocked.Value, definition.Default), found.Definition.Name);
            Assert.Equal(definition.Default.Intersect(found.Definition.Full), found.Facilities);
            Assert.Equal(found.Definition.Name, found.Name);
            if (found.Definition != definition)
            {
                other.Add(definition.Name, found.Definition.Name);
            }
            else
            {
                Assert.Equal(Models.Parse(definition.Name), found);
            }
        }

        Assert.Equal(40, Models.Definitions.Length);
        Assert.Equal(NotGivenBack, other);
    }

    [Fact]
    public void Identify_EveryDefinition_IsAmongTheAnswers()
    {
        foreach (CpuModelDefinition definition in Models.Definitions)
        {
            (S390xCpuId cpuId, S390xIbcRange ibc) = Encode(definition);
            ImmutableArray<S390xIdentified> found = Models.Identify(cpuId, ibc, definition.Default);
            S390xIdentified same = Assert.Single(found, match => match.Definition == definition);
            Assert.True(same.IsExact, same.ToString());
            Assert.Equal(Models.Parse(definition.Name), same.Model);
            Assert.Equal(definition.Name, same.ToString());

            var identity = (S390xIdentity)definition.Identity;
            Assert.Equal(
                Models.Definitions.Where(
                    other => other.Identity is S390xIdentity o && o.Type == identity.Type && (identity.Generation < 10 || o == identity)),
                found.Select(static match => match.Definition));
        }
    }

    /// <summary>A baseline of two types of one generation is QEMU's search without a type: real answers to what a host of an unknown type is.</summary>
    [Fact]
    public void IdentifyAsQemu_UnknownTypeWithRecordedSets_IsWhatQemuFound()
    {
        CpuModelRegistry registry = Models.AsOf(new Version(7, 2));
        int count = 0;
        foreach (RecordedCase question in RecordingReader.Qemu72.Baselines)
        {
            CpuModel first = registry.Parse(question.Models[0].Expression), second = registry.Parse(question.Models[1].Expression);
            S390xIdentity one = (S390xIdentity)first.Identity, other = (S390xIdentity)second.Identity;
            if (one.Generation != other.Generation || one.Generation < 10 || one.Type == other.Type)
            {
                continue;
            }

            count++;
            var level = S390xIbc.FromLevel(one.Generation, Math.Min(one.Ga, other.Ga));
            CpuModel? found = registry.IdentifyAsQemu(
                new S390xCpuId(0xFF, 1, UnknownType, true), new(new(1), level), first.Facilities.Intersect(second.Facilities));
            Assert.Equal(question.Answer.Name, found?.Definition.Name + "-base");
            Assert.Equal(registry.Baseline(first, second)!.Facilities, found!.Facilities);
        }

        Assert.InRange(count, 100, 1000);
    }

    [Theory]
    [InlineData("gen17a", 0x081, "gen17b")]
    [InlineData("gen17a", 0x062, "gen16b")]
    [InlineData("gen17a", 0x071, "gen17b")]
    [InlineData("z14", 0x000, "z14ZR1")]
    [InlineData("z13s", 0x041, "z13s")]
    [InlineData("z13s", 0x040, "z13s")]
    [InlineData("z14", 0x040, "z14ZR1")]
    [InlineData("z900", 0x000, "z800")]
    public void IdentifyAsQemu_UnknownType_IsTheLastWhoseBaseIsThere(string model, int unblocked, string expected)
    {
        FacilitySet facilities = Models.Parse(model).Facilities;
        S390xIbcRange ibc = Range(unblocked);
        var cpuId = new S390xCpuId(0, 0, UnknownType, true);
        Assert.Equal(expected, Models.IdentifyAsQemu(cpuId, ibc, facilities)?.Definition.Name);
        Assert.Equal(expected, PlainHostSearch.Find(Models, UnknownType, ibc.Lowest.Value, ibc.Unblocked.Value, facilities));

        // All that fit: each up to the level whose base is there, whatever stands between them.
        FacilitySet sufficient = facilities.Union(S390xFacilitySets.IgnoredForBaseline);
        var level = new S390xIbc(unblocked);
        Assert.Equal(
            Models.Definitions.Where(definition =>
                definition.Base.IsSubsetOf(sufficient) && (level.Value == 0 || !IsBeyond((S390xIdentity)definition.Identity, level))),
            Models.Identify(cpuId, ibc, facilities).Select(static match => match.Definition));
    }

    /// <summary>QEMU compares type and GA when it looks for the exact model, not the generation: so a z14 at "generation 25 GA 1" is z14.</summary>
    [Theory]
    [InlineData(0x3906, 0x041, "z14", "z14")]
    [InlineData(0x3906, 0x042, "z14.2", "z14.2")]
    [InlineData(0x3906, 0x043, "z14 z14.2", "z14.2")]
    [InlineData(0x3906, 0x0F1, "z14 z14.2", "z14")]
    [InlineData(0x3906, 0x000, "z14 z14.2", "z14.2")]
    [InlineData(0x3906, 0x040, "z14 z14.2", "z14.2")]
    [InlineData(0x3906, 0x031, "", "z13")]
    [InlineData(0x3907, 0x041, "z14ZR1", "z14")]
    [InlineData(0x3907, 0x042, "z14ZR1", "z14ZR1")]
    [InlineData(0x2064, 0x000, "z900 z900.2 z900.3", "z900.3")]
    [InlineData(0x2064, 0x041, "z900 z900.2 z900.3", "z900")]
    public void Identify_KnownType_GoesByTheLevelAlone(int type, int unblocked, string all, string qemu)
    {
        var cpuId = new S390xCpuId(0xFF, 1, type, true);
        S390xIbcRange ibc = Range(unblocked);
        Assert.Equal(all, string.Join(' ', Models.Identify(cpuId, ibc, default).Select(static match => match.Definition.Name)));
        Assert.Equal(qemu, Models.IdentifyAsQemu(cpuId, ibc, default)?.Definition.Name);
        Assert.Equal(qemu, PlainHostSearch.Find(Models, type, ibc.Lowest.Value, ibc.Unblocked.Value, default));
    }

    [Fact]
    public void Identify_UnblockedValueWithoutALowest_CountsAsNone()
    {
        var cpuId = new S390xCpuId(0xFF, 1, 0x3906, true);
        Assert.Equal(2, Models.Identify(cpuId, new S390xIbcRange(0x041), default).Length);
        Assert.Equal("z14.2", Models.IdentifyAsQemu(cpuId, new S390xIbcRange(0x041), default)?.Definition.Name);
    }

    [Fact]
    public void Identify_UnknownTypeWithoutFacilities_FitsNothing()
    {
        var cpuId = new S390xCpuId(0xFF, 1, UnknownType, true);
        Assert.Empty(Models.Identify(cpuId, default, default));
        Assert.Null(Models.IdentifyAsQemu(cpuId, default, default));
    }

    [Fact]
    public void Identify_Difference_IsNamedAndCutOff()
    {
        FacilitySet z14 = Models.Parse("z14").Facilities;
        FacilitySet host = z14.Except(Models.Vocabulary.CreateSet("stfle45", "csske", "km-dea"))
            .Union(Models.Vocabulary.CreateSet("dfltcc-gdht", "idter"));
        (S390xCpuId cpuId, S390xIbcRange ibc) = Encode(Models.Parse("z14").Definition);
        S390xIdentified match = Assert.Single(Models.Identify(cpuId, ibc, host));

        // csske and km-dea are in the base set too, and left out of account.
        Assert.Equal(Models.Vocabulary.CreateSet("stfle45"), match.Missing);
        Assert.Equal(Models.Vocabulary.CreateSet("dfltcc-gdht", "idter"), match.Beyond);
        Assert.Equal(z14.Intersect(host), match.Model.Facilities);
        Assert.False(match.IsExact);
        Assert.Equal("z14, without stfle45, beyond it idter, dfltcc-gdht", match.ToString());
        Assert.Equal(match.Model, Models.IdentifyAsQemu(cpuId, ibc, host));
    }

    /// <summary>Exact is what lacks nothing and goes beyond nothing: one of the two is not enough.</summary>
    [Theory]
    [InlineData("", "", true)]
    [InlineData("stfle45", "", false)]
    [InlineData("", "idter", false)]
    public void IsExact_OneSideDiffers_IsNotExact(string without, string with, bool expected)
    {
        FacilitySet host = Models.Parse("z14").Facilities
            .Except(Models.Vocabulary.CreateSet(without.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .Union(Models.Vocabulary.CreateSet(with.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        (S390xCpuId cpuId, S390xIbcRange ibc) = Encode(Models.Parse("z14").Definition);
        Assert.Equal(expected, Assert.Single(Models.Identify(cpuId, ibc, host)).IsExact);
    }

    [Fact]
    public void Identify_Stfle_BringsDateh2()
    {
        FacilitySet dateh2 = Models.Vocabulary.CreateSet("dateh2");
        FacilitySet z14 = Models.Parse("z14").Facilities.Except(dateh2);
        (S390xCpuId cpuId, S390xIbcRange ibc) = Encode(Models.Parse("z14").Definition);
        Assert.Equal(Models.Parse("z14"), Models.IdentifyAsQemu(cpuId, ibc, z14));
        Assert.Equal(Models.Parse("z14"), Assert.Single(Models.Identify(cpuId, ibc, z14)).Model);

        FacilitySet without = z14.Except(Models.Vocabulary.CreateSet("stfle"));
        Assert.False(Models.IdentifyAsQemu(cpuId, ibc, without)!.Facilities.Overlaps(dateh2));
    }

    [Fact]
    public void Identify_OwnDefinition_IsFoundButNotByQemu()
    {
        // The newest level: a walk that knew the definition would end at it.
        CpuModelDefinition newest = Models.Parse("gen17b").Definition;
        var own = new CpuModelDefinition("mine", new S390xIdentity(0x7777, 17, 1), newest.Base, newest.Default, newest.Full);
        CpuModelRegistry registry = Models.WithDefinitions(own);
        (S390xCpuId cpuId, S390xIbcRange ibc) = Encode(own);
        Assert.Same(own, Assert.Single(registry.Identify(cpuId, ibc, newest.Default)).Definition);
        Assert.Equal("gen17b", registry.IdentifyAsQemu(cpuId, ibc, newest.Default)?.Definition.Name);
    }

    [Fact]
    public void Identify_WhatIsNotOfTheArchitecture_IsRefused()
    {
        CpuModelRegistry foreign = ForeignModels.Registry();
        Assert.Equal("registry", Assert.Throws<ArgumentException>(() => foreign.Identify(default, default, default)).ParamName);
        Assert.Equal("registry", Assert.Throws<ArgumentException>(() => foreign.IdentifyAsQemu(default, default, default)).ParamName);
        Assert.Throws<ArgumentNullException>(static () => ((CpuModelRegistry)null!).Identify(default, default, default));
        var exception = Assert.Throws<ArgumentException>(static () => Models.Identify(default, default, [1000]));
        Assert.Contains("1000", exception.Message, StringComparison.Ordinal);
    }

    private static (S390xCpuId CpuId, S390xIbcRange Ibc) Encode(CpuModelDefinition definition)
    {
        var identity = (S390xIdentity)definition.Identity;
        return (identity.GetCpuId(0x012345), Range(identity.Ibc.Value));
    }

    private static S390xIbcRange Range(int unblocked) => unblocked == 0 ? default : new S390xIbcRange(new S390xIbc(1), new S390xIbc(unblocked));

    private static bool IsBeyond(S390xIdentity identity, S390xIbc level) =>
        identity.Generation > level.Generation || (identity.Generation == level.Generation && level.Ga != 0 && identity.Ga > level.Ga);
}
