using CpuFacility.Arm;

namespace CpuFacility.Tests.Architectures.Arm;

/// <summary>Versions of the architecture as compilers name them.</summary>
public class ArmArchitectureLevelTests
{
    /// <summary>What clang 19.1.7 of Debian 12 wrote for <c>--target=aarch64 --print-enabled-extensions -march=NAME</c>, as far as each adds to the one before.</summary>
    public static TheoryData<string, string, string> Clang => new()
    {
        { "armv8-a", "", "FEAT_AdvSIMD FEAT_ETE FEAT_FP FEAT_TRBE" },
        { "armv8.1-a", "armv8-a", "FEAT_CRC32 FEAT_LOR FEAT_LSE FEAT_PAN FEAT_RDM FEAT_VHE" },
        { "armv8.2-a", "armv8.1-a", "FEAT_DPB FEAT_PAN2 FEAT_RAS FEAT_RASv1p1 FEAT_UAO" },
        { "armv8.3-a", "armv8.2-a", "FEAT_CCIDX FEAT_FCMA FEAT_JSCVT FEAT_LRCPC FEAT_PAuth" },
        {
            "armv8.4-a", "armv8.3-a",
            "FEAT_AMUv1 FEAT_DIT FEAT_DotProd FEAT_FlagM FEAT_LRCPC2 FEAT_LSE2 FEAT_MPAM FEAT_NV FEAT_NV2 FEAT_SEL2 FEAT_TLBIOS FEAT_TLBIRANGE FEAT_TRF"
        },
        { "armv8.5-a", "armv8.4-a", "FEAT_BTI FEAT_CSV2_2 FEAT_DPB2 FEAT_FRINTTS FEAT_FlagM2 FEAT_SB FEAT_SPECRES FEAT_SSBS FEAT_SSBS2" },
        { "armv8.6-a", "armv8.5-a", "FEAT_AMUv1p1 FEAT_BF16 FEAT_ECV FEAT_FGT FEAT_I8MM" },
        { "armv8.7-a", "armv8.6-a", "FEAT_HCX FEAT_WFxT FEAT_XS" },
        { "armv8.8-a", "armv8.7-a", "FEAT_GICv3_NMI FEAT_HBC FEAT_MOPS FEAT_NMI" },
        { "armv8.9-a", "armv8.8-a", "FEAT_CHK FEAT_CLRBHB FEAT_CSSC FEAT_PRFMSLC FEAT_RASv2 FEAT_SPECRES2" },
        { "armv9-a", "armv8.5-a", "FEAT_FP16 FEAT_SVE FEAT_SVE2" },
        { "armv9.1-a", "armv9-a", "FEAT_AMUv1p1 FEAT_BF16 FEAT_ECV FEAT_FGT FEAT_I8MM FEAT_RME" },
        { "armv9.2-a", "armv9.1-a", "FEAT_HCX FEAT_MEC FEAT_WFxT FEAT_XS" },
        { "armv9.3-a", "armv9.2-a", "FEAT_GICv3_NMI FEAT_HBC FEAT_MOPS FEAT_NMI" },
        { "armv9.4-a", "armv9.3-a", "FEAT_CHK FEAT_CLRBHB FEAT_CSSC FEAT_PRFMSLC FEAT_RASv2 FEAT_SPECRES2" },
        { "armv9.5-a", "armv9.4-a", "FEAT_CPA FEAT_FAMINMAX FEAT_LUT" },
    };

    /// <summary>A level asks for what the compiler adds and a word of Linux tells: no more, no less.</summary>
    [Theory]
    [MemberData(nameof(Clang))]
    public void Words_EachLevel_AreWhatClangAddsAndLinuxTells(string name, string before, string added)
    {
        Assert.True(ArmArchitectureLevel.TryFind(name, out ArmArchitectureLevel? level));
        ArmHwcaps expected = ArmArchitectureLevel.TryFind(before, out ArmArchitectureLevel? lower) ? lower.Words : default;
        foreach (string feature in added.Split(' '))
        {
            expected = expected.Union(WordsOf(feature));
        }

        Assert.Equal(expected, level.Words);
        Assert.Equal(before.Length > 0, level.Includes.Contains(lower!));
    }

    [Fact]
    public void All_Levels_AreThoseOfTheCompilerBehindWhatTheyInclude()
    {
        Assert.Equal(Clang.Select(static row => (string)row[0]), ArmArchitectureLevel.All.Select(static level => level.Name));
        foreach (ArmArchitectureLevel level in ArmArchitectureLevel.All)
        {
            Assert.All(level.Includes, lower => Assert.True(level.IsIn(level.Words) && lower.IsIn(level.Words) && !level.IsIn(lower.Words)));
        }

        Assert.False(ArmArchitectureLevel.TryFind("armv8.2", out _));
    }

    [Theory]
    [InlineData("cortex-a57", "armv8-a")]
    [InlineData("cortex-a76", "armv8.2-a")]
    [InlineData("neoverse-v1", "armv8.4-a")]
    [InlineData("cortex-a710", "armv9-a")]
    [InlineData("neoverse-n2", "armv9-a")]
    [InlineData("a64fx", "armv8.2-a")]
    public void CheckAll_Model_ReachesTheVersionOfItsManual(string name, string expected)
    {
        var checks = ArmArchitectureLevelCheck.CheckAll(CpuModels.Arm.Parse(name).Facilities);
        Assert.Equal(expected, checks.Last(static check => check.Verdict == CompatibilityVerdict.Compatible).Level.Name);
    }

    [Fact]
    public void Check_LessThanAll_NamesWhatIsMissingAndWhatIsNotKnown()
    {
        ArmArchitectureLevel.TryFind("armv8.3-a", out ArmArchitectureLevel? level);
        ArmHwcaps known = Words("fp asimd crc32 atomics asimdrdm dcpop fcma");
        ArmArchitectureLevelCheck check = level!.Check(known, Words("lrcpc"));
        Assert.Equal("armv8.3-a: lacks FEAT_JSCVT, FEAT_PAuth; not known: FEAT_LRCPC.", check.ToString());
        Assert.Equal(CompatibilityVerdict.Incompatible, check.Verdict);
        Assert.Equal("armv8.3-a: not known: FEAT_JSCVT, FEAT_LRCPC, FEAT_PAuth.", level.Check(known, level.Words).ToString());
        Assert.Equal(CompatibilityVerdict.Unknown, level.Check(known, level.Words).Verdict);
        Assert.Equal("armv8.3-a: all there.", level.Check(level.Words, default).ToString());
    }

    /// <summary>Half-precision instructions have two words: one of them alone leaves the feature open, or missing.</summary>
    [Fact]
    public void Check_FeatureOfTwoWords_NeedsBoth()
    {
        ArmArchitectureLevel.TryFind("armv9-a", out ArmArchitectureLevel? level);
        ArmArchitectureLevel.TryFind("armv8.5-a", out ArmArchitectureLevel? lower);
        ArmHwcaps known = lower!.Words.Union(Words("sve sve2 fphp"));
        Assert.Equal("armv9-a: not known: FEAT_FP16.", level!.Check(known, Words("asimdhp")).ToString());
        Assert.Equal("armv9-a: lacks FEAT_FP16.", level.Check(known, default).ToString());
    }

    /// <summary>A processor with a field that is not known may reach a level, and does not do so for certain.</summary>
    [Fact]
    public void CheckAll_SetKnownInPart_LeavesTheLevelOpen()
    {
        FacilitySet all = CpuModels.Arm.Parse("cortex-a76").Facilities;
        FacilitySet open = FacilitySet.Create(ArmFacility.Rdm.Index);
        ArmArchitectureLevelCheck check = ArmArchitectureLevelCheck.CheckAll(all.Except(open), open)[1];
        Assert.Equal("armv8.1-a: not known: FEAT_RDM.", check.ToString());
    }

    /// <summary>The words that registers with the feature give; registers of 0 say fp and asimd, which every level asks for.</summary>
    private static ArmHwcaps WordsOf(string feature)
    {
        if (feature == "FEAT_PAuth")
        {
            return Words("paca");
        }

        ArmIdRegisters registers = ArmIdRegisters.Zero;
        if (ArmFeature.TryFind(feature, out ArmFeature? found) && found.Evidence.HasFlag(ArmFeatureEvidence.LinuxHwcap))
        {
            registers = found.Thresholds.Aggregate(registers, static (all, threshold) =>
                all.With(threshold.Field.Register, all[threshold.Field.Register] | ((ulong)threshold.Value << threshold.Field.Shift)));
        }

        return ArmHwcaps.FromRegisters(registers);
    }

    private static ArmHwcaps Words(string words) =>
        words.Split(' ').Aggregate(default(ArmHwcaps), static (all, word) => ArmHwcaps.TryFind(word, out ArmHwcaps bit) ? all.Union(bit) : throw new InvalidOperationException(word));
}
