using CpuFacility.Power;
using CpuFacility.Testing;

namespace CpuFacility.Tests.Architectures.Power;

public class PowerCompatibilityTests
{
    private static readonly CpuModelRegistry Models = CpuModels.Power;

    public static TheoryData<PowerCompatibilityRule> Rules => [PowerCompatibilityRule.LevelAndLogicalPvr, PowerCompatibilityRule.Level];

    [SkippableFact]
    public void Accepts_EveryRecordedStart_IsAsQemu11_1Answered()
    {
        int modes = 0;
        List<Dictionary<string, string>> rows = CsvRows.Read(SharedFolder.Require("oracles", "ppc64-compat-qemu-11.1.csv"));
        foreach (Dictionary<string, string> row in rows)
        {
            string name = row["max_cpu_compat"] == "(none)" ? "" : row["max_cpu_compat"];
            string expression = $"{row["cpu"]},max-cpu-compat={name}";
            bool isAccepted = Models.TryParse(expression, out CpuModel? model, out FacilityFormatError error);
            Assert.True(isAccepted == (row["accepted"] == "1"), expression);
            Assert.Equal(name == "power5", !isAccepted && error.Reason.Contains("is no compatibility mode", StringComparison.Ordinal));
            if (PowerCompatibilityMode.TryFind(name, out PowerCompatibilityMode? mode))
            {
                Assert.Equal(isAccepted, PowerCompatibility.Accepts(Pvr(row["cpu"]), mode));
                modes++;
            }
        }

        Assert.Equal(39, rows.Count);
        Assert.Equal(30, modes);
    }

    [Theory]
    [InlineData("power8", "power7+", false, true)]
    [InlineData("power9", "power7+", false, true)]
    [InlineData("power10", "power11", false, false)]
    [InlineData("power7", "power7+", true, true)]
    [InlineData("power11", "power11", true, false)]
    [InlineData("power11", "power8", true, false)]
    [InlineData("970", "power6", false, false)]
    [InlineData("power5+", "power6", false, false)]
    [InlineData("power7", "power8", false, false)]
    public void Accepts_WhereTheRulesMayDiffer_IsAsEachRelease(string cpu, string mode, bool newer, bool older)
    {
        Assert.Equal(newer, PowerCompatibility.Accepts(Pvr(cpu), Mode(mode)));
        Assert.Equal(older, PowerCompatibility.Accepts(Pvr(cpu), Mode(mode), PowerCompatibilityRule.Level));
    }

    [Fact]
    public void Accepts_Bounds_AreOfTheOrderOfModes()
    {
        uint pvr = Pvr("power9");
        Assert.False(PowerCompatibility.Accepts(pvr, Mode("power7"), minimum: Mode("power8")));
        Assert.True(PowerCompatibility.Accepts(pvr, Mode("power8"), minimum: Mode("power8"), maximum: Mode("power8")));
        Assert.False(PowerCompatibility.Accepts(pvr, Mode("power9"), maximum: Mode("power8")));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerCompatibility.Accepts(pvr, Mode("power8"), (PowerCompatibilityRule)2));
    }

    [Theory]
    [InlineData("power9", "power8", 0x8UL)]
    [InlineData("power9", "power7", 0xCUL)]
    [InlineData("power8", "power7", 0x2000000000000004UL)]
    [InlineData("power7", "power6", 0x4000000000000002UL)]
    [InlineData("power10", "power9", 0x10UL)]
    [InlineData("power10", "power10", 0x0UL)]
    [InlineData("power10", null, 0x0UL)]
    public void GetPcr_ModeOfAProcessor_IsMasked(string cpu, string? mode, ulong expected) =>
        Assert.Equal(expected, PowerCompatibility.GetPcr(Pvr(cpu), mode is null ? null : Mode(mode)));

    [Fact]
    public void GetPcr_ProcessorWithoutModes_IsRefused() =>
        Assert.Throws<ArgumentException>(static () => PowerCompatibility.GetPcr(Pvr("970"), Mode("power6")));

    /// <summary>What a processor accepts it accepts downwards; a side bit such as power7+ is no step, and may be left out between.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void GetModes_EveryProcessor_AreClosedDownwards(PowerCompatibilityRule rule)
    {
        foreach (PowerFamily family in PowerFamily.All)
        {
            uint pvr = Models.Definitions.Cast<PowerModelDefinition>().First(definition => definition.Identity.Family == family).Identity.Pvr;
            FacilitySet modes = FacilitySet.Create([.. PowerCompatibility.GetModes(pvr, rule).Select(static mode => mode.Facility.Index)]);
            Assert.Equal(PowerFacilities.Close(modes), modes);
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void FindHighestCommon_EveryPair_IsCommonAndHighest(PowerCompatibilityRule rule)
    {
        uint[] pvrs = [.. Models.Definitions.Select(static definition => ((PowerIdentity)definition.Identity).Pvr).Where(static pvr => pvr >> 16 is 0x39 or 0x3B or 0x3F or 0x4A or 0x4D or 0x4E or 0x80 or 0x82).Distinct()];
        Assert.True(pvrs.Length >= 9);
        foreach (uint first in pvrs)
        {
            foreach (uint second in pvrs)
            {
                PowerCompatibilityMode? found = PowerCompatibility.FindHighestCommon(first, second, rule);
                string[] common = [.. PowerCompatibility.GetModes(first, rule).Intersect(PowerCompatibility.GetModes(second, rule)).Select(static mode => mode.Name)];
                Assert.Equal(common.LastOrDefault(), found?.Name);
            }
        }
    }

    [Fact]
    public void GetCommonMode_Power9AndPower10_LosesTransactionalMemoryAndWhatIsNewer()
    {
        PowerCommonMode common = Models.Parse("power9").GetCommonMode(Models.Parse("power10"));
        Assert.Equal("power9", common.Mode?.Name);
        Assert.Equal(Models.Vocabulary.CreateSet("htm", "htm_nosc"), common.LostOnFirst);
        Assert.Equal(Models.Vocabulary.CreateSet("arch_3_1", "mma", "power10"), common.LostOnSecond);
        Assert.Equal((8, 0, 0), (common.MaximumThreads, common.ThreadsLostOnFirst, common.ThreadsLostOnSecond));
        Assert.Equal(
            "power9 and power10 have mode power9 in common, with up to 8 threads of a core.\nLost on power9: htm, htm_nosc.\nLost on power10: arch_3_1, mma, power10.",
            common.ToString());
    }

    [Fact]
    public void GetCommonMode_Power7PlusAndPower8_IsPower7AndLosesThreads()
    {
        PowerCommonMode common = Models.Parse("power7+").GetCommonMode(Models.Parse("power8"));
        Assert.Equal("power7", common.Mode?.Name);
        Assert.Equal((4, 0, 4), (common.MaximumThreads, common.ThreadsLostOnFirst, common.ThreadsLostOnSecond));
        Assert.Equal(Models.Vocabulary.CreateSet("power7+"), common.LostOnFirst);
        Assert.EndsWith("; 4 threads of a core.", common.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("power8", "power8", "power8 and power8 have mode power8 in common, with up to 8 threads of a core.")]
    [InlineData("970", "power9", "970 and power9 offer no compatibility mode in common.")]
    [InlineData("power7+", "power7", "power7+ and power7 have mode power7+ in common, with up to 4 threads of a core.")]
    public void ToString_CommonMode_NamesWhatIsLost(string first, string second, string expected) =>
        Assert.Equal(expected, Models.Parse(first).GetCommonMode(Models.Parse(second)).ToString());

    [Fact]
    public void TryFind_UnknownLogicalPvr_IsNotFound()
    {
        Assert.True(PowerCompatibilityMode.TryFind(Mode("power8").LogicalPvr, out PowerCompatibilityMode? mode));
        Assert.Equal("power8", mode.Name);
        Assert.False(PowerCompatibilityMode.TryFind(0x0F00_0042u, out mode));
        Assert.Null(mode);
    }

    [Fact]
    public void FindHighest_EachModeAlone_IsThatMode() =>
        Assert.All(PowerCompatibilityMode.All, static mode => Assert.Same(mode, PowerCompatibility.FindHighest(FacilitySet.Create(mode.Facility.Index))));

    [Fact]
    public void GetCommonMode_ProcessorWithoutModes_IsNone()
    {
        PowerCommonMode common = Models.Parse("970").GetCommonMode(Models.Parse("power9"));
        Assert.Null(common.Mode);
        Assert.True(common.Facilities.IsEmpty);
        Assert.Throws<ArgumentException>(static () => CpuModels.S390x.Parse("z14").GetCommonMode(Models.Parse("power9")));
    }

    private static uint Pvr(string cpu) => ((PowerIdentity)Models.Parse(cpu).Identity).Pvr;

    private static PowerCompatibilityMode Mode(string name) => PowerCompatibilityMode.TryFind(name, out PowerCompatibilityMode? mode) ? mode : throw new ArgumentException(name);
}
