using CpuFacility.X86;

namespace CpuFacility.Tests.Architectures.X86.Cpuid;

public partial class X86XsaveStateTests
{
    private const uint Xsave = 1u << 26;
    private const uint OsXsave = 1u << 27;

    [Fact]
    public void IsEnabled_Xcr0_Decides()
    {
        X86XsaveState state = Create(Xsave | OsXsave, enabledSize: 2696, xcr0: 7).ReadXsaveState();
        Assert.Equal("X87, Sse, Avx", state.ToString());
        Assert.True(state.IsEnabled(X86XsaveComponent.Sse));
        Assert.False(state.IsEnabled(X86XsaveComponent.Opmask));
        Assert.False(state.IsEnabled(X86XsaveComponent.Pt));
    }

    [Fact]
    public void IsEnabled_OsXsaveOff_NothingIs()
    {
        CpuidData table = Create(Xsave, enabledSize: 2696);
        Assert.Equal("none", table.ReadXsaveState().ToString());
        FacilitySet usable = table.ReadXsaveState().GetUsable(Facilities, out FacilitySet unknown);
        Assert.Equal(FacilitySet.Create([X86Facility.Gfni.Index, X86Facility.Sse2.Index]), usable);
        Assert.Equal(FacilitySet.Empty, unknown);
    }

    [Theory]
    [InlineData(576u, "X87; not known: Sse")]
    [InlineData(832u, "X87, Sse, Avx")]
    [InlineData(2688u, "X87, Sse, Avx, Opmask, ZmmHi256, Hi16Zmm")]
    [InlineData(2696u, "X87, Pkru; not known: Sse, Avx, Opmask, ZmmHi256, Hi16Zmm")]
    [InlineData(600u, "X87; not known: Sse, Avx, Opmask, ZmmHi256, Hi16Zmm, Pkru")]
    public void IsEnabled_SizeOfWhatIsEnabled_SaysWhatFollows(uint enabledSize, string expected) =>
        Assert.Equal(expected, Create(Xsave | OsXsave, enabledSize).ReadXsaveState().ToString());

    [Theory]
    [InlineData(576u + 256 + 64 + 512 + 1024 + 8, "X87, Sse, Avx, Opmask, ZmmHi256, Hi16Zmm, Pkru")]
    [InlineData(576u + 256 + 8, "X87, Sse, Avx, Pkru")]
    [InlineData(576u + 8, "X87, Pkru; not known: Sse")]
    [InlineData(1u, "X87, Pkru; not known: Sse, Avx, Opmask, ZmmHi256, Hi16Zmm")]
    public void IsEnabled_CompactedSize_TellsTheRest(uint compacted, string expected)
    {
        CpuidData.Builder builder = Create(Xsave | OsXsave, enabledSize: 2696).ToBuilder();
        builder.Set(0xD, 1, new CpuidRegisters(0xF, compacted, 0, 0));
        Assert.Equal(expected, builder.ToCpuidData().ReadXsaveState().ToString());
    }

    /// <summary>APX's state, at its place between those of AVX and AVX-512, begins at a multiple of 64 in the compacted form.</summary>
    [Theory]
    [InlineData(576u + 256 + 8 + 56 + 128, "X87, Sse, Avx, Pkru, Apx")]
    [InlineData(576u + 256 + 8 + 128, "X87, Pkru; not known: Sse, Avx, Opmask, ZmmHi256, Hi16Zmm, Apx")]
    public void IsEnabled_CompactedSizeWithAlignedComponent_CountsTheGap(uint compacted, string expected)
    {
        CpuidData.Builder builder = Create(Xsave | OsXsave, enabledSize: 2696).ToBuilder();
        builder.Set(0xD, 0, new CpuidRegisters(0x802E7, 2696, 2696, 0));
        builder.Set(0xD, 1, new CpuidRegisters(0b10, compacted, 0, 0));
        builder.Set(0xD, 19, new CpuidRegisters(128, 960, 0b10, 0));
        Assert.Equal(expected, builder.ToCpuidData().ReadXsaveState().ToString());
    }

    /// <summary>IA32_XSS means nothing while the operating system has XSAVE off.</summary>
    [Theory]
    [InlineData(Xsave, false)]
    [InlineData(Xsave | OsXsave, true)]
    public void IsEnabled_XssRead_CountsIfXsaveIsOn(uint leaf1Ecx, bool expected)
    {
        CpuidData.Builder builder = Create(leaf1Ecx, enabledSize: 576).ToBuilder();
        builder.Set(0xD, 1, new CpuidRegisters(0b1000, 0, 1 << 11, 0));
        builder.Set(0xD, 11, new CpuidRegisters(16, 0, 1, 0));
        Assert.True(builder.TryAddMsr(0xDA0, 1 << 11, out _));
        Assert.Equal(expected, builder.ToCpuidData().ReadXsaveState().IsEnabled(X86XsaveComponent.CetU));
    }

    [Fact]
    public void IsEnabled_ComponentNotListed_IsNotConcluded()
    {
        CpuidData.Builder full = Create(Xsave | OsXsave, enabledSize: 832).ToBuilder();
        var builder = new CpuidData.Builder();
        foreach (CpuidEntry entry in full.ToCpuidData().Entries.Where(static entry => (entry.Leaf, entry.Subleaf) != (0xD, 9)))
        {
            builder.Set(entry.Leaf, entry.Subleaf, entry.Registers);
        }

        X86XsaveState state = builder.ToCpuidData().ReadXsaveState();
        Assert.True(state.Areas.Single(static area => area.Component == X86XsaveComponent.Pkru).IsSupported);
        Assert.Null(state.IsEnabled(X86XsaveComponent.Pkru));
        Assert.Null(state.IsEnabled(X86XsaveComponent.Avx));
    }

    [Fact]
    public void GetUsable_AvxWithoutAvx512_LeavesAvx512Out()
    {
        FacilitySet usable = Create(Xsave | OsXsave, enabledSize: 832).ReadXsaveState().GetUsable(Facilities, out FacilitySet unknown);
        Assert.Equal(
            FacilitySet.Create([X86Facility.Gfni.Index, X86Facility.Sse2.Index, X86Facility.Avx.Index, X86Facility.Avx2.Index, X86Facility.Vaes.Index]),
            usable);
        Assert.Equal(FacilitySet.Empty, unknown);
    }

    [Fact]
    public void GetUsable_EmptyTable_KnowsNothingOfWhatNeedsState()
    {
        FacilitySet usable = new CpuidData.Builder().ToCpuidData().ReadXsaveState().GetUsable(Facilities, out FacilitySet unknown);
        Assert.Equal(FacilitySet.Create([X86Facility.Gfni.Index, X86Facility.Sse2.Index]), usable);
        Assert.Equal(Facilities.Except(usable), unknown);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void GetUsable_ProtectionKeys_NeedOsPke(bool isOn)
    {
        CpuidData.Builder builder = Create(Xsave | OsXsave, enabledSize: 2696, xcr0: 0x207).ToBuilder();
        builder.Set(7, 0, new CpuidRegisters(0, 0, isOn ? 0x18u : 8, 0));
        CpuidData table = builder.ToCpuidData();
        Assert.Equal(isOn, table.ReadUsableFacilities(out FacilitySet unknown).Contains(X86Facility.Pku.Index));
        Assert.False(unknown.Contains(X86Facility.Pku.Index));
    }

    /// <summary>Found by fuzzing: bit 63 was taken for a component, and there is none of that number.</summary>
    [Fact]
    public void IsEnabled_Bit63Supported_IsNoComponent()
    {
        CpuidData.Builder builder = Create(Xsave | OsXsave, enabledSize: 832).ToBuilder();
        builder.Set(0xD, 0, new CpuidRegisters(0x2E7, 832, 2696, 1u << 31));
        X86XsaveState state = builder.ToCpuidData().ReadXsaveState();
        Assert.True(state.IsEnabled(X86XsaveComponent.Avx));
        Assert.False(state.IsEnabled(X86XsaveComponent.ZmmHi256));
        Assert.All(state.Areas, static area => Assert.InRange((int)area.Component, 0, 62));
    }

    [Fact]
    public void Areas_ListedComponents_HaveOffsetAndSize()
    {
        X86XsaveState state = Create(Xsave | OsXsave, enabledSize: 832).ReadXsaveState();
        Assert.Contains(
            new X86XsaveArea(X86XsaveComponent.ZmmHi256, IsSupported: true, IsEnabled: false, IsSupervisor: false, Offset: 1152, Size: 512), state.Areas);
        Assert.Contains(
            new X86XsaveArea(X86XsaveComponent.XtileData, IsSupported: false, IsEnabled: false, IsSupervisor: false, Offset: null, Size: null), state.Areas);
        Assert.Equal(2696u, state.MaximumSize);
        Assert.Throws<ArgumentOutOfRangeException>(() => state.IsEnabled((X86XsaveComponent)63));
    }

    private static FacilitySet Facilities { get; } = CpuModels.X86.Catalog.CreateSet(
        X86Facility.Sse2, X86Facility.Avx, X86Facility.Avx2, X86Facility.Vaes, X86Facility.Gfni, X86Facility.Avx512f, X86Facility.AmxTile, X86Facility.Pku);

    /// <summary>A processor with AVX, AVX-512 and protection keys, without XSAVES.</summary>
    private static CpuidData Create(uint leaf1Ecx, uint enabledSize, ulong? xcr0 = null)
    {
        var builder = new CpuidData.Builder { Xcr0 = xcr0 };
        builder.Set(0, 0, new CpuidRegisters(0xD, 0, 0, 0));
        builder.Set(1, 0, new CpuidRegisters(0, 0, leaf1Ecx, 0));
        builder.Set(7, 0, new CpuidRegisters(0, 0, 0x18, 0));
        builder.Set(0xD, 0, new CpuidRegisters(0x2E7, enabledSize, 2696, 0));
        builder.Set(0xD, 1, default);
        builder.Set(0xD, 2, new CpuidRegisters(256, 576, 0, 0));
        builder.Set(0xD, 5, new CpuidRegisters(64, 1088, 0, 0));
        builder.Set(0xD, 6, new CpuidRegisters(512, 1152, 0, 0));
        builder.Set(0xD, 7, new CpuidRegisters(1024, 1664, 0, 0));
        builder.Set(0xD, 9, new CpuidRegisters(8, 2688, 0, 0));
        return builder.ToCpuidData();
    }
}
