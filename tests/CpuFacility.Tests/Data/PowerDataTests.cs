using System.Globalization;
using CpuFacility.Power;
using CpuFacility.Testing;

namespace CpuFacility.Tests.Data;

/// <summary>Laws over all data that ship for POWER, and the tables beside the facts that they come from.</summary>
public class PowerDataTests
{
    private static readonly FacilityCatalog Catalog = CpuModels.Power.Catalog;

    public static TheoryData<string> Editions => [.. PowerEditions.All.Select(static registry => registry.Edition)];

    [Fact]
    public void Tables_Sizes_AreThoseOfTheEditions()
    {
        Assert.Equal(50, Catalog.Count);
        Assert.Equal((416, 8, 7), (PowerEditions.Qemu.Definitions.Length, PowerEditions.Libvirt.Definitions.Length, PowerEditions.OldLibvirt.Definitions.Length));
        Assert.Equal((7, 5), (PowerCompatibilityMode.All.Length, PowerFamily.All.Length));
        Assert.Equal(125, PowerEditions.Qemu.Definitions.Count(static definition => definition.AliasOf is not null));
    }

    [Fact]
    public void Index_ReleasedFacilities_NeverChange()
    {
        string path = RepositoryFolder.Locate("tests", "CpuFacility.Tests", "Data", "power-index.approved.txt");
        string[] now = [.. Catalog.Data.Names.Select(static (name, index) => FormattableString.Invariant($"{index} {name}"))];
        if (Environment.GetEnvironmentVariable(ApprovedApi.ApproveVariable) == "1")
        {
            File.WriteAllLines(path, now);
        }

        Assert.Equal(File.ReadAllLines(path), now);
    }

    [Theory]
    [MemberData(nameof(Editions))]
    public void Definitions_EachSet_IsClosedAndHasTheModesOfItsProcessor(string edition)
    {
        Assert.True(CpuModels.TryGet(CpuArchitecture.Power, edition, out CpuModelRegistry? registry));
        foreach (PowerModelDefinition definition in registry.Definitions.Cast<PowerModelDefinition>())
        {
            Assert.Equal(PowerFacilities.Close(definition.Default), definition.Default);
            Assert.Equal(PowerFacilities.Close(definition.Full), definition.Full);
            IEnumerable<string> modes = PowerCompatibilityMode.All.Where(mode => definition.Default.Contains(mode.Facility.Index)).Select(static mode => mode.Name);
            Assert.Equal(PowerCompatibility.GetModes(definition.Identity.Pvr).Select(static mode => mode.Name), modes);
            Assert.True(definition.Recognizes(definition.Identity.Pvr));
        }
    }

    [Fact]
    public void Aliases_EachName_HasIdentityAndSetsOfItsModel()
    {
        foreach (CpuModelDefinition definition in CpuModels.Power.Definitions.Where(static definition => definition.AliasOf is not null))
        {
            Assert.True(CpuModels.Power.TryFindDefinition(definition.AliasOf, out CpuModelDefinition? of));
            Assert.Null(of.AliasOf);
            Assert.Equal(of.Identity, definition.Identity);
            Assert.Equal((of.Default, of.Full), (definition.Default, definition.Full));
        }
    }

    [Fact]
    public void Modes_EachSet_IsClosedAndHoldsItsMode()
    {
        foreach (PowerCompatibilityMode mode in PowerCompatibilityMode.All)
        {
            Assert.Equal(PowerFacilities.Close(mode.Facilities), mode.Facilities);
            Assert.True(mode.Facilities.Contains(mode.Facility.Index));
            Assert.Equal(1, System.Numerics.BitOperations.PopCount(mode.Level));
            Assert.NotEqual(0UL, mode.LogicalPvr & 0x0F00_0000u);
        }

        // Each logical PVR is a family's at most once, and the mode of a family is the highest that it accepts.
        Assert.All(PowerFamily.All, static family => Assert.Equal(family.OwnMode, PowerCompatibility.GetModes(AnyPvrOf(family))[^1]));
    }

    [SkippableFact]
    public void Facilities_EachBit_IsThatOfTheFacts()
    {
        List<Dictionary<string, string>> rows = CsvRows.Read(SharedFolder.Require("facts", "ppc64", "features.csv"));
        Assert.Equal(43, rows.Count);
        Assert.All(rows, static row =>
        {
            Assert.True(Catalog.TryFind(row["word"], int.Parse(row["bit_lsb0"], CultureInfo.InvariantCulture), out Facility facility));
            Assert.Equal(row["name"], Catalog.NameOf(facility));
        });
    }

    [SkippableFact]
    public void ModesAndFamilies_EachNumber_IsThatOfTheFacts()
    {
        foreach (Dictionary<string, string> row in CsvRows.Read(SharedFolder.Require("facts", "ppc64", "compat.csv")))
        {
            Assert.True(PowerCompatibilityMode.TryFind(row["name"], out PowerCompatibilityMode? mode));
            Assert.Equal(
                (Hex(row["logical_pvr"]), Hex(row["pcr"]), Hex(row["pcr_level"]), row["max_vthreads"], row["isa"], row["order"]),
                (mode.LogicalPvr, mode.Pcr, mode.Level, Text(mode.MaximumThreads), mode.Isa, Text(mode.Order)));
        }

        foreach (Dictionary<string, string> row in CsvRows.Read(SharedFolder.Require("facts", "ppc64", "pcr_families.csv")))
        {
            PowerFamily family = PowerFamily.All.Single(family => family.Name == row["family"]);
            Assert.Equal((Hex(row["logical_pvr"]), Hex(row["pcr_mask"]), Hex(row["pcr_supported"])), (family.LogicalPvr, family.PcrMask, family.SupportedLevels));
        }
    }

    [SkippableFact]
    public void QemuModels_EachNameAndPvr_IsThatOfTheFacts()
    {
        int names = 0;
        foreach (Dictionary<string, string> row in CsvRows.Read(SharedFolder.Require("facts", "ppc64", "qemu_all_cpus.csv")))
        {
            foreach (string name in (string[])[row["name"], .. row["aliases"].Split(' ', StringSplitOptions.RemoveEmptyEntries)])
            {
                Assert.True(CpuModels.Power.TryFind(name, out CpuModel? model), name);
                Assert.Equal(Hex(row["pvr"]), ((PowerIdentity)model.Identity).Pvr);
                names++;
            }
        }

        Assert.Equal(416, names);
    }

    /// <summary>The words of Linux' table: bits to names and back, and each model's own words within its set.</summary>
    [SkippableFact]
    public void LinuxTable_EachRow_ReadsAsItsNamesAndWritesAsItsWords()
    {
        int modelsChecked = 0;
        List<Dictionary<string, string>> rows = CsvRows.Read(SharedFolder.Require("facts", "ppc64", "model_hwcaps.csv"));
        foreach (Dictionary<string, string> row in rows)
        {
            var words = new PowerFeatureWords(Hex(row["hwcap_mask"]), Hex(row["hwcap2_mask"]));
            FacilitySet expected = CpuModels.Power.Vocabulary.CreateSet(row["features"].Split(' '));
            Assert.Equal(expected, words.Named);
            Assert.Equal(default, words.Deviation);
            Assert.Equal(words, PowerFeatureWords.FromFacilities(words.Facilities));
        }

        foreach (CpuModelDefinition definition in CpuModels.Power.Definitions)
        {
            uint pvr = ((PowerIdentity)definition.Identity).Pvr;
            if (rows.Find(row => (pvr & (uint)Hex(row["mask"])) == (uint)Hex(row["pvr"])) is { } row)
            {
                var words = new PowerFeatureWords(Hex(row["hwcap_mask"]), Hex(row["hwcap2_mask"]));
                FacilitySet beyond = definition.Default.Except(words.Facilities);
                Assert.True(words.Facilities.IsSubsetOf(definition.Default), definition.Name);
                Assert.True(beyond.IsSubsetOf(CpuModels.Power.Vocabulary.CreateSet(["altivec", "vsx", "dfp", .. PowerCompatibilityMode.All.Select(static mode => mode.Name)])), definition.Name);
                modelsChecked++;
            }
        }

        Assert.Equal(33, rows.Count);
        Assert.Equal(33, modelsChecked);
    }

    private static uint AnyPvrOf(PowerFamily family) =>
        CpuModels.Power.Definitions.Cast<PowerModelDefinition>().First(definition => definition.Identity.Family == family).Identity.Pvr;

    private static ulong Hex(string text) => ulong.Parse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
