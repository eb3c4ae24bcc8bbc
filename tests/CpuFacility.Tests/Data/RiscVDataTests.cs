using System.Globalization;
using System.Text.Json;
using CpuFacility.RiscV;
using CpuFacility.Testing;
using CpuFacility.Tests.Architectures.RiscV;

namespace CpuFacility.Tests.Data;

/// <summary>Laws over all data that ship for RISC-V, and the tables beside the facts that they come from.</summary>
public class RiscVDataTests
{
    private static readonly FacilityCatalog Catalog = CpuModels.RiscV.Catalog;

    /// <summary>What QEMU's expansions have no property for: letters, widths and page-table modes.</summary>
    private static readonly FacilitySet NotInExpansions = NamedExtensions.Parse("rv32 rv64 rv128 i e m a f d q c b v h s u sv32 sv39 sv48 sv57");

    [Fact]
    public void Tables_Sizes_AreThoseOfTheEdition()
    {
        Assert.Equal(178, Catalog.Count);
        Assert.Equal(28, CpuModels.RiscV.Definitions.Length);
        Assert.Equal(10, RiscVProfile.All.Length);
    }

    [Fact]
    public void Index_ReleasedFacilities_NeverChange()
    {
        string path = RepositoryFolder.Locate("tests", "CpuFacility.Tests", "Data", "riscv-index.approved.txt");
        string[] now = [.. Catalog.Data.Names.Select(static (name, index) => FormattableString.Invariant($"{index} {name}"))];
        if (Environment.GetEnvironmentVariable(ApprovedApi.ApproveVariable) == "1")
        {
            File.WriteAllLines(path, now);
        }

        Assert.Equal(File.ReadAllLines(path), now);
    }

    /// <summary>No set of the tables has a name without what the specifications say of it, but for what SOURCES.md tells.</summary>
    [Fact]
    public void Definitions_WhatClosureAdds_IsWhatTheNotesSay()
    {
        FacilitySet hidden = NamedExtensions.Parse("zaamo zalrsc zca zcd zcf zmmul");
        FacilitySet bundles = NamedExtensions.Parse("b zkn zks zvknc zcd");
        foreach (CpuModelDefinition definition in CpuModels.RiscV.Definitions)
        {
            FacilitySet added = RiscVFacilities.Close(definition.Default).Except(definition.Default);
            bool isOld = definition.Name == "shakti-c" || definition.Name == "thead-c906" || definition.Name.StartsWith("sifive-", StringComparison.Ordinal);
            Assert.True(added.IsSubsetOf(isOld ? hidden : bundles), definition.Name);
            Assert.NotEqual(0, RiscVFacilities.GetXlen(definition.Default));
            Assert.Equal(RiscVFacilities.GetXlen(definition.Default), ((RiscVIdentity)definition.Identity).Xlen);
            Assert.Equal(definition.Default.Contains(RiscVFacility.Zve32x.Index), ((RiscVIdentity)definition.Identity).Values.VectorLength != 0);
            Assert.NotEqual(definition.Default.Contains(RiscVFacility.I.Index), definition.Default.Contains(RiscVFacility.E.Index));
        }
    }

    [Fact]
    public void Profiles_Options_AreNotMandatory() =>
        Assert.All(RiscVProfile.All, static profile => Assert.False(profile.Optional.Overlaps(profile.Mandatory), profile.Name));

    [SkippableFact]
    public void Profiles_EachSet_IsThatOfTheFacts()
    {
        List<Dictionary<string, string>> rows = CsvRows.Read(SharedFolder.Require("facts", "riscv64", "profiles.csv"));
        Assert.Equal(rows.Select(static row => row["profile"]), RiscVProfile.All.Select(static profile => profile.Name));
        foreach (Dictionary<string, string> row in rows)
        {
            RiscVProfile profile = RiscVProfileTests.Find(row["profile"]);
            FacilitySet width = NamedExtensions.Parse(row["base"][..4]);
            Assert.Equal(NamedExtensions.Parse(row["mandatory_resolved"]).Union(width), profile.Mandatory);
            Assert.Equal(NamedExtensions.Parse(row["mandatory_closed"]).Union(width), profile.Facilities);
            Assert.Equal(int.Parse(row["closed_count"], CultureInfo.InvariantCulture) + 1, profile.Facilities.Count);
            Assert.Equal(NamedExtensions.Parse(row["optional"]), profile.Optional);
        }
    }

    [SkippableFact]
    public void Extensions_EachNameAndPlace_IsThatOfTheFacts()
    {
        List<Dictionary<string, string>> rows = CsvRows.Read(SharedFolder.Require("facts", "riscv64", "extensions.csv"));
        foreach (Dictionary<string, string> row in rows)
        {
            Facility facility = Catalog[NamedExtensions.Parse(row["name"]).LowestIndex];
            Assert.True(row["qemu11.1_prop"] != "1" || Catalog.TryFind(row["name"], out _), row["name"]);
            Assert.True(row["hwprobe_key"].Length == 0
                || RiscVBlocks.HwprobeImaExtensions0.Facilities.Union(RiscVBlocks.HwprobeImaExtensions1.Facilities).Contains(facility.Index)
                || row["name"].Length == 1, row["name"]);
            Assert.True(row["hwprobe_key"].Length == 0 || IsAt("HWPROBE_" + row["hwprobe_key"], int.Parse(row["hwprobe_bit"], CultureInfo.InvariantCulture), facility), row["name"]);
            Assert.Equal(row["linux7.2"].Length == 0, RiscVExtensions.NotNamedByLinux.Contains(facility.Index));
        }

        FacilitySet beyond = Catalog.All.Except(NamedExtensions.Set(rows.Select(static row => row["name"])));
        Assert.Equal(NamedExtensions.Parse("rv32 rv64 rv128 e s u sv32 mmu pmp"), beyond);
    }

    [SkippableFact]
    public void Implications_EachRow_HoldsInClosedSets()
    {
        List<Dictionary<string, string>> rows = CsvRows.Read(SharedFolder.Require("facts", "riscv64", "implications.csv"));
        foreach (Dictionary<string, string> row in rows)
        {
            string condition = row["name"] == "c" ? row["kind"].Contains("rv32", StringComparison.Ordinal) ? "rv32 f d " : "rv64 f d " : "";
            Assert.True(NamedExtensions.Parse(row["implies"]).IsSubsetOf(RiscVFacilities.Close(NamedExtensions.Parse(condition + row["name"]))), row["name"]);
        }

        Assert.Equal(38, rows.Count);
    }

    /// <summary>Every property of every full expansion that a new process of QEMU 11.1.3 answered.</summary>
    [SkippableFact]
    public void QemuModels_EachProperty_IsThatOfTheRecordedExpansion()
    {
        using JsonDocument replies = JsonDocument.Parse(File.ReadAllText(SharedFolder.Require("facts", "qmp", "riscv64.json")));
        JsonElement[] models = [.. replies.RootElement.GetProperty("expansion_fresh_process").EnumerateObject()
            .Select(static reply => reply.Value.GetProperty("return").GetProperty("model"))];
        foreach (JsonElement model in models)
        {
            string name = model.GetProperty("name").GetString()!;
            FacilitySet recorded = NamedExtensions.Set(model.GetProperty("props").EnumerateObject()
                .Where(static property => property.Value.ValueKind == JsonValueKind.True && !property.Name.StartsWith("rva", StringComparison.Ordinal))
                .Select(static property => property.Name));
            Assert.True(CpuModels.RiscV.TryFind(name, out CpuModel? found), name);
            Assert.Equal(recorded, found.Configured.Except(NotInExpansions));
            Assert.All(model.GetProperty("props").EnumerateObject(), static property => Assert.True(
                RiscVProfile.TryFind(property.Name, out _) || CpuModels.RiscV.Vocabulary.TryFind(property.Name, out _), property.Name));
            foreach (JsonProperty property in model.GetProperty("props").EnumerateObject())
            {
                FacilitySet missing = RiscVProfile.TryFind(property.Name, out RiscVProfile? profile) && property.Value.GetBoolean() ? profile.FindMissing(found.Facilities) : default;
                Assert.False(missing.Overlaps(Named), $"{name}: {property.Name}");
            }
        }

        Assert.Equal(28, models.Length);
    }

    /// <summary>What QEMU has a property for: only that can it miss where a model is of a profile.</summary>
    private static FacilitySet Named => FacilitySet.Create([.. Enumerable.Range(0, Catalog.Count).Where(static index => Catalog.TryFind(Catalog.Data.Names[index], out _))]);

    private static bool IsAt(string block, int bit, Facility facility) => Catalog.TryFind(block, bit, out Facility found) && found == facility;
}
