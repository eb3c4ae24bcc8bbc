using System.Text.Json;
using CpuFacility.RiscV;
using CpuFacility.Testing;

namespace CpuFacility.Tests.Architectures.RiscV;

/// <summary>QEMU's expansions of RISC-V models, beside recorded answers of QEMU 11.1.3.</summary>
public class RiscVQemuExpansionTests
{
    [SkippableFact]
    public void TryExpand_EachModelAlone_IsTheRecordedAnswer()
    {
        using JsonDocument replies = JsonDocument.Parse(File.ReadAllText(SharedFolder.Require("facts", "qmp", "riscv64.json")));
        int count = 0;
        foreach (JsonProperty reply in replies.RootElement.GetProperty("expansion_fresh_process").EnumerateObject())
        {
            JsonElement model = reply.Value.GetProperty("return").GetProperty("model");
            Check(model.GetProperty("name").GetString()!, default, default, [.. model.GetProperty("props").EnumerateObject()
                .Where(static property => property.Value.GetBoolean()).Select(static property => property.Name)]);
            Assert.Equal(
                model.GetProperty("props").EnumerateObject().Select(static property => property.Name).Order(StringComparer.Ordinal),
                Names(RiscVQemuExpansion.Listed)
                    .Concat(RiscVProfile.All.Select(static profile => profile.QemuProperty).OfType<string>())
                    .Order(StringComparer.Ordinal));
            count++;
        }

        Assert.Equal(28, count);
    }

    /// <summary>The first question of a process is answered without what QEMU keeps from one to the next.</summary>
    [SkippableFact]
    public void TryExpand_FirstQuestionsOfRecordedProcesses_AreAnsweredSo()
    {
        using JsonDocument recorded = JsonDocument.Parse(File.ReadAllText(SharedFolder.Require("facts", "qmp", "riscv64-order.json")));
        int withProperties = 0;
        foreach (JsonElement process in recorded.RootElement.EnumerateArray())
        {
            JsonElement first = process.GetProperty("sequence")[0];
            (FacilitySet on, FacilitySet off) = (default, default);
            foreach (JsonProperty property in first[1].EnumerateObject())
            {
                withProperties++;
                RiscVProfile? profile = RiscVProfile.All.FirstOrDefault(profile => profile.QemuProperty == property.Name);
                FacilitySet set = profile is null ? NamedExtensions.Parse(property.Name) : RiscVQemuExpansion.GetSwitched(profile);
                (on, off) = property.Value.GetBoolean() ? (on.Union(set), off.Except(set)) : (on.Except(set), off.Union(set));
            }

            Check(first[0].GetString()!, on, off, [.. process.GetProperty("true_props")[0].EnumerateArray().Select(static name => name.GetString()!)]);
        }

        Assert.Equal(6, withProperties);
    }

    /// <summary>No recording is needed for what holds of any switches.</summary>
    [Law]
    public void TryExpand_AnySwitches_KeepWhatWasSwitched(ulong seed)
    {
        var random = new Random((int)(seed & int.MaxValue));
        CpuModelDefinition definition = CpuModels.RiscV.Definitions[random.Next(CpuModels.RiscV.Definitions.Length)];
        int[] names = RiscVQemuExpansion.Properties.ToArray();
        FacilitySet on = FacilitySet.Create(random.GetItems(names, random.Next(4)));
        FacilitySet off = FacilitySet.Create(random.GetItems(names, random.Next(4))).Except(on);
        bool isTaken = RiscVQemuExpansion.TryExpand(definition, on, off, out FacilitySet facilities, out string? refusal);
        Assert.Equal(isTaken, refusal is null);
        Assert.False(facilities.Overlaps(off));
        if (isTaken)
        {
            Assert.True(on.IsSubsetOf(facilities));
            Assert.True(RiscVQemuExpansion.TryExpand(definition, on.Union(facilities.Except(definition.Default)), off, out FacilitySet again, out _));
            Assert.Equal(facilities, again);
        }
    }

    [Theory]
    [InlineData("rv64", "zk", "", "zkn zkr zkt zbkb zknd", "")]
    [InlineData("rv64", "zce", "zcd", "zcb zcmp zcmt zca", "")]
    [InlineData("rv32", "zcb", "", "zca zcf", "")]
    [InlineData("rv64", "zvkng", "", "zvkn zvkg zvkned zvknhb zve64x zve32x zvkb zvkt", "")]
    [InlineData("sifive-u54", "", "c", "a m zicsr", "")]
    [InlineData("rv64i", "zfh", "", "zfhmin f zicsr", "zfa")]
    [InlineData("rv64", "", "c", "zmmul zaamo", "zca zcd")]
    [InlineData("rv64", "", "m", "zaamo zca", "zmmul")]
    [InlineData("max", "", "v", "zve64d zve32x zvfh", "")]
    [InlineData("rva23s64", "", "supm", "ssnpm", "smnpm")]
    [InlineData("rv64", "", "zicsr f d zfa c h", "zaamo", "zicntr zihpm")]
    public void TryExpand_Extensions_BringWhatQemuSays(string model, string on, string off, string brought, string gone)
    {
        CpuModelDefinition definition = CpuModels.RiscV.Definitions.Single(one => one.Name == model);
        Assert.True(RiscVQemuExpansion.TryExpand(definition, NamedExtensions.Parse(on), NamedExtensions.Parse(off), out FacilitySet facilities, out string? refusal), refusal);
        Assert.Equal("", string.Join(' ', Names(NamedExtensions.Parse(brought).Except(facilities))));
        Assert.Equal("", string.Join(' ', Names(NamedExtensions.Parse($"{off} {gone}").Intersect(facilities))));
    }

    /// <summary>The words are those of QEMU's public sources (<c>target/riscv/tcg/tcg-cpu.c</c>): of what is wrong, the first that it looks at.</summary>
    [Theory]
    [InlineData("rv64", "e", "", "I and E extensions are incompatible")]
    [InlineData("rv64", "", "i", "Either I or E extension must be set")]
    [InlineData("rv64", "", "u", "Setting S extension without U extension is illegal")]
    [InlineData("rv64", "", "f", "Zfa extension requires F extension")]
    [InlineData("rv64", "zcmp", "", "Zcmp/Zcmt extensions are incompatible with Zcd extension")]
    [InlineData("rv64i", "zicntr", "zicsr", "zicntr requires zicsr")]
    [InlineData("rv64", "ssctr", "sscsrind", "Smctr and Ssctr require S-mode and Sscsrind")]
    public void TryExpand_WhatQemuRefuses_IsRefusedInItsWords(string model, string on, string off, string words)
    {
        CpuModelDefinition definition = CpuModels.RiscV.Definitions.Single(one => one.Name == model);
        Assert.False(RiscVQemuExpansion.TryExpand(definition, NamedExtensions.Parse(on), NamedExtensions.Parse(off), out _, out string? refusal));
        Assert.Equal(words, refusal);
        Assert.All(RiscVQemuExpansion.Settings, static setting => Assert.False(setting.IsStatic));
    }

    /// <summary>A definition of one's own that no table lists loses what its letters brought, as a published one does.</summary>
    [Fact]
    public void TryExpand_OwnDefinition_LosesWhatItsLettersBrought()
    {
        CpuModel start = CpuModels.RiscV.Parse("rv64");
        var own = new CpuModelDefinition("pool", start.Identity, FacilitySet.Empty, start.Facilities, start.Facilities);
        Assert.True(RiscVQemuExpansion.TryExpand(own, default, NamedExtensions.Parse("c"), out FacilitySet facilities, out string? refusal), refusal);
        Assert.False(facilities.Overlaps(NamedExtensions.Parse("c zca zcd")));
    }

    [Fact]
    public void HasProfile_ModelsAlone_IsWhatTheyAre()
    {
        foreach ((string model, string profiles) in new[] { ("max", "rva22u64 rva23u64"), ("rva23s64", "rva22u64 rva22s64 rva23u64 rva23s64"), ("rv64", ""), ("tt-ascalon", "") })
        {
            CpuModelDefinition definition = CpuModels.RiscV.Definitions.Single(one => one.Name == model);
            Assert.True(RiscVQemuExpansion.TryExpand(definition, default, default, out FacilitySet facilities, out _));
            FacilitySet all = facilities;
            Assert.Equal(profiles, string.Join(' ', RiscVProfile.All.Where(profile => profile.QemuProperty is not null && RiscVQemuExpansion.HasProfile(all, profile)).Select(static profile => profile.QemuProperty)));
        }
    }

    private static void Check(string model, in FacilitySet on, in FacilitySet off, string[] expected)
    {
        Assert.True(CpuModels.RiscV.TryFind(model, out CpuModel? found), model);
        Assert.True(RiscVQemuExpansion.TryExpand(found.Definition, on, off, out FacilitySet facilities, out string? refusal), $"{model}: {refusal}");
        FacilitySet all = facilities;
        IEnumerable<string> actual = Names(facilities.Intersect(RiscVQemuExpansion.Listed))
            .Concat(RiscVProfile.All.Where(profile => profile.QemuProperty is not null && RiscVQemuExpansion.HasProfile(all, profile)).Select(static profile => profile.QemuProperty!));
        Assert.True(expected.ToHashSet().SetEquals(actual), $"{model}: missing {string.Join(' ', expected.Except(actual))}, too much {string.Join(' ', actual.Except(expected))}");
    }

    private static IEnumerable<string> Names(FacilitySet facilities) => CpuModels.RiscV.Catalog.Data.Names.Where((_, index) => facilities.Contains(index));
}
