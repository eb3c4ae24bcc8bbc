using CpuFacility.RiscV;

namespace CpuFacility.Tests.Architectures.RiscV;

/// <summary>ISA strings of real machines and texts, and what is refused.</summary>
public class RiscVIsaStringTests
{
    /// <summary>The line <c>isa</c> of a SpacemiT K1 (X60) under Linux 6.6, as users published it: already canonical.</summary>
    private const string SpacemitX60 =
        "rv64imafdcv_zicbom_zicboz_zicntr_zicond_zicsr_zifencei_zihintpause_zihpm_zfh_zfhmin_zca_zcd_zba_zbb_zbc_zbs_zkt_zve32f_zve32x_zve64d_zve64f_zve64x_zvfh_zvfhmin_zvkt_sscofpmf_sstc_svinval_svnapot_svpbmt";

    // The second and third: riscv,isa in device trees that QEMU 7.2 wrote for rv64 and sifive-u54; the fourth: made in the same form for rv32; the fifth: the
    // binding's example for the X60.
    [Theory]
    [InlineData(SpacemitX60)]
    [InlineData("rv64imafdch_zicsr_zifencei_zihintpause_zba_zbb_zbc_zbs_sstc")]
    [InlineData("rv64imafdc_zicsr_zifencei")]
    [InlineData("rv32imafdch_zicsr_zifencei_zihintpause_zba_zbb_zbc_zbs_sstc")]
    [InlineData("rv64imafdcbv_zicbom_zicbop_zicboz_zicntr_zicond_zicsr_zifencei_zihintpause_zihpm_zfh_zba_zbb_zbc_zbs_zkt_zvfh_zvkt_sscofpmf_sstc_svinval_svnapot_svpbmt")]
    [InlineData("rv64i")]
    [InlineData("rv32e")]
    [InlineData("rv128imac_zmmul_xtheadba")]
    public void Parse_CanonicalText_IsWrittenAsItWas(string text)
    {
        RiscVIsaString isa = RiscVIsaString.Parse(text);
        Assert.Empty(isa.UnknownExtensions);
        Assert.Equal(text, isa.ToString());
        Assert.Equal(text, RiscVIsaString.FromFacilities(isa.Facilities).ToString());
    }

    [Theory]
    [InlineData("rv64gc", "rv64imafdc_zicsr_zifencei")]
    [InlineData("RV64GC_ZBA", "rv64imafdc_zicsr_zifencei_zba")]
    [InlineData("rv64i2p1m2a2p1_zicsr2p0_zba1p0_zicntr2", "rv64ima_zicntr_zicsr_zba")]
    [InlineData("rv64imac_xtheadba_zba_svinval_zifencei", "rv64imac_zifencei_zba_svinval_xtheadba")]
    [InlineData("rv64imafdcsuh", "rv64imafdch")]
    [InlineData("rv64imacsu_zba", "rv64imac_zba")]
    [InlineData("rv64imaczicsr_zba", "rv64imac_zicsr_zba")]
    [InlineData("rv64cami", null)]
    [InlineData("rv64i_m_a", "rv64ima")]
    [InlineData("rv64imac_svukte", "rv64imac_svukte")]
    [InlineData("rv64imacv_zvl64b_zvl256b_zvl32b", "rv64imacv_zvl256b")]
    [InlineData("rv64ip", "rv64ip")]
    [InlineData("rv64ima_zzz_sfoo1p0_xbar", "rv64ima_zzz_sfoo1p0_xbar")]
    [InlineData("rv64ima_svpbmt_ime", "rv64ima_svpbmt_ime")]
    [InlineData("rv64imacsstc_zba", "rv64imac_zba_sstc")]
    [InlineData("rv64ip2", "rv64ip")]
    [InlineData("rv64i2p", "rv64ip")]
    [InlineData("rv64i2pm", "rv64imp")]
    [InlineData("rv64iv_zvl128b1p0", "rv64iv_zvl128b")]
    public void Parse_OtherText_IsWrittenCanonically(string text, string? expected)
    {
        Assert.Equal(expected is not null, RiscVIsaString.TryParse(text, out RiscVIsaString? isa, out _));
        Assert.Equal(expected, isa?.ToString());
        Assert.Equal(expected, expected is null ? null : RiscVIsaString.Parse(expected).ToString());
    }

    [Fact]
    public void Parse_UnknownExtensions_AreKeptInOrder()
    {
        RiscVIsaString isa = RiscVIsaString.Parse("rv64imac_ime_xbar_sfoo_zzz_zvl128b_p");
        Assert.Equal(["p", "zzz", "sfoo", "xbar", "ime"], isa.UnknownExtensions.ToArray());
        Assert.Equal(128u, isa.MinimumVectorLength);
        Assert.Equal(NamedExtensions.Parse("rv64 i m a c"), isa.Facilities);
    }

    [Theory]
    [InlineData("", 0, "An ISA string begins with rv32, rv64 or rv128.")]
    [InlineData("x86", 0, "An ISA string begins with rv32, rv64 or rv128.")]
    [InlineData("rv16i", 0, "An ISA string begins with rv32, rv64 or rv128.")]
    [InlineData("rv64", 4, "The base is missing: i, e or g follows rv64.")]
    [InlineData("rv64mac", 4, "The base is missing: i, e or g follows rv64.")]
    [InlineData("rv64_i", 4, "The base is missing: i, e or g follows rv64.")]
    [InlineData("rv641i", 4, "The base is missing: i, e or g follows rv64.")]
    [InlineData("rv64ie", 5, "'e' is a second base.")]
    [InlineData("rv64ii", 5, "'i' is a second base.")]
    [InlineData("rv64imacm", 8, "'m' is there twice.")]
    [InlineData("rv64eg", 5, "'g' has the base i, which is a second one.")]
    [InlineData("rv64gd", 5, "'d' is there twice.")]
    [InlineData("rv64imag", 7, "'g' is there twice.")]
    [InlineData("rv64ipp", 6, "'p' is there twice.")]
    [InlineData("rv64iy", 5, "'y' is no extension.")]
    [InlineData("rv64i mac", 5, "' ' is no extension.")]
    [InlineData("rv64i\u212A", 5, "This character is no extension.")]
    [InlineData("rv64imac_", 9, "The name of an extension is missing.")]
    [InlineData("rv64imac__zba", 9, "The name of an extension is missing.")]
    [InlineData("rv64imac_zba_zba", 13, "'zba' is there twice.")]
    [InlineData("rv64imac_zzz_zzz", 13, "'zzz' is there twice.")]
    [InlineData("rv64imac_z", 9, "'z' begins the name of an extension, and the rest is missing.")]
    [InlineData("rv64imacz", 8, "'z' begins the name of an extension, and the rest is missing.")]
    [InlineData("rv64imac_zb-a", 11, "'-' cannot be in the name of an extension: letters and digits can.")]
    [InlineData("rv64imac_-a", 9, "'-' cannot be in the name of an extension: letters and digits can.")]
    [InlineData("rv64imac_2x", 9, "The name of an extension begins with a letter.")]
    [InlineData("rv64gc_e1", 7, "'e' is a second base.")]
    [InlineData("rv64imac_m2p0", 9, "'m' is there twice.")]
    [InlineData("rv64imac_y", 9, "'y' is no extension.")]
    public void TryParse_Nonsense_IsRefusedWithThePosition(string text, int position, string reason)
    {
        Assert.False(RiscVIsaString.TryParse(text, out RiscVIsaString? isa, out FacilityFormatError error));
        Assert.Null(isa);
        Assert.Equal((position, reason), (error.Position, error.Reason));
        Assert.Equal(position, Assert.Throws<FacilityFormatException>(() => RiscVIsaString.Parse(text)).Position);
    }

    [Fact]
    public void TryParse_LongText_IsRefused()
    {
        string text = "rv64i" + string.Concat(Enumerable.Range(0, 10_000).Select(static i => FormattableString.Invariant($"_x{i}")));
        Assert.True(RiscVIsaString.TryParse(text, out _, out _));
        Assert.True(RiscVIsaString.TryParse(text.PadRight(RiscVIsaString.MaximumLength, 'x'), out _, out _));
        Assert.False(RiscVIsaString.TryParse(text.PadRight(RiscVIsaString.MaximumLength + 1, 'x'), out _, out FacilityFormatError error));
        Assert.Equal(RiscVIsaString.MaximumLength, error.Position);
    }

    /// <summary>The binding's example for the X60, in part.</summary>
    [Fact]
    public void TryReadDeviceTree_BaseAndExtensions_AreThoseOfTheIsaString()
    {
        Assert.True(RiscVIsaString.TryReadDeviceTree("rv64i", "i\0m\0a\0f\0d\0c\0v\0zicbom\0zicsr\0ime\0svpbmt\0", out RiscVIsaString? isa, out _));
        Assert.Equal("rv64imafdcv_zicbom_zicsr_svpbmt_ime", isa.ToString());
        Assert.Equal(["i", "m", "a", "f", "d", "c", "v", "zicbom", "zicsr", "svpbmt", "ime"], isa.GetExtensions().ToArray());
    }

    /// <summary>The base says itself that it is there; a last name without the NUL character is one.</summary>
    [Theory]
    [InlineData("", "rv64i")]
    [InlineData("i\0", "rv64i")]
    [InlineData("i\0zba", "rv64i_zba")]
    [InlineData("m\0zba1p0\0", "rv64im_zba")]
    public void TryReadDeviceTree_ShortExtensions_AreRead(string extensions, string expected)
    {
        Assert.True(RiscVIsaString.TryReadDeviceTree("rv64i", extensions, out RiscVIsaString? isa, out _));
        Assert.Equal(expected, isa.ToString());
    }

    [Theory]
    [InlineData("rv64i", "i\0m\0\0a\0", 9)]
    [InlineData("rv64i", "i\0m\0m\0", 9)]
    [InlineData("rv64i", "i\0zb_a\0", 9)]
    [InlineData("rv64i", "i\0y\0", 7)]
    [InlineData("rv64", "i\0", 4)]
    [InlineData("", "rv64i\0", 0)]
    [InlineData("rv64i_m", "i\0", 5)]
    public void TryReadDeviceTree_Nonsense_IsRefusedWithThePosition(string isaBase, string extensions, int position)
    {
        Assert.False(RiscVIsaString.TryReadDeviceTree(isaBase, extensions, out RiscVIsaString? isa, out FacilityFormatError error));
        Assert.Null(isa);
        Assert.Equal(position, error.Position);
    }

    [Theory]
    [InlineData("i", 0)]
    [InlineData("rv32 rv64 i", 0)]
    [InlineData("rv64 m", 0)]
    [InlineData("rv64 i e", 0)]
    [InlineData("rv64 i", 100)]
    public void FromFacilities_WrongSet_Throws(string names, int length) =>
        Assert.Throws<ArgumentException>(() => RiscVIsaString.FromFacilities(NamedExtensions.Parse(names), (uint)length));

    [Fact]
    public void FromFacilities_ForeignIndex_Throws() =>
        Assert.Throws<ArgumentException>(() => RiscVIsaString.FromFacilities(NamedExtensions.Parse("rv64 i").With(1000)));

    /// <summary>Whether a token is of letters does not depend on what stands before it.</summary>
    [Theory]
    [InlineData("rv32imac_s_ps", 12, "'s' is there twice.")]
    [InlineData("rv64ima_pm_p", 9, "'m' is there twice.")]
    [InlineData("rv64im_mzba", 7, "'m' is there twice.")]
    [InlineData("rv64im_m2", 7, "'m' is there twice.")]
    public void TryParse_LettersThatAreThereAlready_AreNoName(string text, int position, string reason)
    {
        Assert.False(RiscVIsaString.TryParse(text, out _, out FacilityFormatError error));
        Assert.Equal(new FacilityFormatError(position, reason), error);
    }

    [Theory]
    [InlineData("rv64im_my", "rv64im_my", "my")]
    [InlineData("rv64i_my_m", "rv64im_my", "my")]
    [InlineData("rv64i_ime", "rv64i_ime", "ime")]
    [InlineData("rv64imac_ezba", "rv64imac_ezba", "ezba")]
    public void TryParse_TokenThatIsNotOfLettersAlone_IsAName(string text, string canonical, string unknown)
    {
        RiscVIsaString isa = RiscVIsaString.Parse(text);
        Assert.Equal((canonical, unknown), (isa.ToString(), Assert.Single(isa.UnknownExtensions)));
        Assert.Equal(canonical, RiscVIsaString.Parse(canonical).ToString());
    }

    /// <summary>
    /// A version is digits at the end of a name, or digits, p and digits, as Linux reads it from behind; a vector length is a power of two from 32 on between
    /// <c>zvl</c> and <c>b</c>. What only begins or ends like that is another name.
    /// </summary>
    [Theory]
    [InlineData("zbap")]
    [InlineData("zba2p")]
    [InlineData("zbap1")]
    [InlineData("zba1x2")]
    [InlineData("zvlb")]
    [InlineData("zvl16b")]
    [InlineData("zvl96b")]
    [InlineData("zvl064b")]
    [InlineData("zvl64c")]
    [InlineData("xab64b")]
    [InlineData("xab64c")]
    public void Parse_NameThatResemblesAnother_IsUnknown(string name)
    {
        RiscVIsaString isa = RiscVIsaString.Parse($"rv64i_{name}");
        Assert.Equal((name, 0u), (Assert.Single(isa.UnknownExtensions), isa.MinimumVectorLength));
        Assert.Equal(NamedExtensions.Parse("rv64 i"), isa.Facilities);
    }

    /// <summary>Found by fuzzing: the string said that there is C, which no property of the device tree did.</summary>
    [Theory]
    [InlineData("i\0csr\0", "rv64i", "csr")]
    [InlineData("i\0m\0m11\0", "rv64im", "m11")]
    [InlineData("i\0ime\0xcsr\0", "rv64i_xcsr_ime", "ime")]
    public void ToString_NameThatReadsAsLetters_IsLeftOut(string extensions, string expected, string unknown)
    {
        Assert.True(RiscVIsaString.TryReadDeviceTree("rv64i", extensions, out RiscVIsaString? isa, out _));
        Assert.Equal(expected, isa.ToString());
        Assert.Contains(unknown, isa.UnknownExtensions);
        Assert.Equal(isa.Facilities, RiscVIsaString.Parse(expected).Facilities);
    }
}
