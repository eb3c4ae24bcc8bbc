using CpuFacility.X86;

namespace CpuFacility.Tests.Architectures.X86.Cpuid;

/// <summary>Supervisor state, components without a name, and tables that say little.</summary>
public partial class X86XsaveStateTests
{
    /// <summary>With XSAVES, the compacted size counts what IA32_XSS enables; with XSAVEC alone, it does not (Intel's manual, volume 2, CPUID leaf DH).</summary>
    [Theory]
    [InlineData(0b1000u, 576u, 576u + 16, "X87, CetU; not known: Sse")]
    [InlineData(0b1000u, 576u, 576u, "X87; not known: Sse")]
    [InlineData(0b1000u, 832u, 576u + 256 + 16 + 24, "X87, Sse, Avx, CetU, CetS")]
    [InlineData(0b1000u, 832u, 576u + 256 + 808, "X87, Sse, Avx, Lbr")]
    [InlineData(0b1000u, 576u, 576u + 808, "X87, Lbr; not known: Sse")]
    [InlineData(0b0010u, 832u, 576u + 256, "X87, Sse, Avx; not known: CetU, CetS, Lbr")]
    [InlineData(0b0010u, 832u, 576u + 256 + 16, "X87, Sse, Avx; not known: CetU, CetS, Lbr")]
    [InlineData(0b0101u, 832u, 576u + 256 + 16, "X87, Sse, Avx; not known: CetU, CetS, Lbr")]
    [InlineData(0b1000u, 832u, 0u, "X87, Sse, Avx; not known: CetU, CetS, Lbr")]
    public void IsEnabled_CompactedSizeWithSupervisorState_CountsItWithXsaves(uint extensions, uint enabledSize, uint compacted, string expected) =>
        Assert.Equal(expected, WithSupervisorState(enabledSize, extensions, compacted).ToCpuidData().ReadXsaveState().ToString());

    /// <summary>What IA32_XSS says is taken into account where sizes leave several answers: here a component of as many bytes.</summary>
    [Fact]
    public void IsEnabled_XssRead_DecidesBetweenEqualSizes()
    {
        CpuidData.Builder builder = WithSupervisorState(832, 0b1000, 576 + 256 + 16);
        builder.Set(0xD, 0, new CpuidRegisters(0x2E7, 832, 2696, 0));
        builder.Set(0xD, 9, new CpuidRegisters(16, 600, 0, 0));
        Assert.Equal("X87, Sse, Avx; not known: Pkru, CetU", builder.ToCpuidData().ReadXsaveState().ToString());
        Assert.True(builder.TryAddMsr(0xDA0, 1 << 11, out _));
        Assert.Equal("X87, Sse, Avx, CetU", builder.ToCpuidData().ReadXsaveState().ToString());
    }

    /// <summary>Bits of user state mean nothing in IA32_XSS.</summary>
    [Fact]
    public void IsEnabled_UserStateInXss_SaysNothing()
    {
        CpuidData.Builder builder = Create(Xsave | OsXsave, enabledSize: 600).ToBuilder();
        Assert.True(builder.TryAddMsr(0xDA0, 1 << 2, out _));
        Assert.Null(builder.ToCpuidData().ReadXsaveState().IsEnabled(X86XsaveComponent.Avx));
    }

    /// <summary>Supervisor state of which no line tells the size keeps the compacted size from saying anything, and not the other one.</summary>
    [Fact]
    public void IsEnabled_SupervisorStateNotListed_LeavesTheFirstSize()
    {
        CpuidData.Builder builder = WithSupervisorState(832, 0b1000, 576 + 256 + 16);
        builder.Set(0xD, 11, default);
        Assert.Equal("X87, Sse, Avx; not known: CetU, CetS, Lbr", builder.ToCpuidData().ReadXsaveState().ToString());
    }

    /// <summary>Without XSAVEC and XSAVES, EBX of subleaf 1 is no size.</summary>
    [Fact]
    public void IsEnabled_NoCompactedForm_LooksAtTheFirstSizeAlone()
    {
        CpuidData.Builder builder = Create(Xsave | OsXsave, enabledSize: 2696).ToBuilder();
        builder.Set(0xD, 1, new CpuidRegisters(0b0101, 576 + 256 + 8, 0, 0));
        Assert.Equal("X87, Pkru; not known: Sse, Avx, Opmask, ZmmHi256, Hi16Zmm", builder.ToCpuidData().ReadXsaveState().ToString());
    }

    /// <summary>XCR0's bit 0 is always 1, even where leaf DH does not list x87.</summary>
    [Fact]
    public void IsEnabled_X87NotListed_IsOnWithOsXsave()
    {
        CpuidData.Builder builder = Create(Xsave | OsXsave, enabledSize: 832).ToBuilder();
        builder.Set(0xD, 0, new CpuidRegisters(6, 832, 832, 0));
        Assert.True(builder.ToCpuidData().ReadXsaveState().IsEnabled(X86XsaveComponent.X87));
    }

    /// <summary>AVX-512 needs the state of AVX beside its own; protection keys need OSPKE, whatever is known of their state.</summary>
    [Fact]
    public void GetUsable_OneOfSeveralNeedsMissing_IsNo()
    {
        FacilitySet usable = Create(Xsave | OsXsave, enabledSize: 2688, xcr0: 0xE3).ReadXsaveState().GetUsable(Facilities, out FacilitySet unknown);
        Assert.False(usable.Contains(X86Facility.Avx512f.Index) || unknown.Contains(X86Facility.Avx512f.Index));

        CpuidData.Builder builder = Create(Xsave | OsXsave, enabledSize: 600).ToBuilder();
        builder.Set(7, 0, new CpuidRegisters(0, 0, 8, 0));
        usable = builder.ToCpuidData().ReadXsaveState().GetUsable(Facilities, out unknown);
        Assert.False(usable.Contains(X86Facility.Pku.Index) || unknown.Contains(X86Facility.Pku.Index));
    }

    /// <summary>XCR0 can have been read at another time than the sizes: they are not compared with it. Bits of supervisor state mean nothing in it.</summary>
    [Theory]
    [InlineData(7ul)]
    [InlineData(7ul | 1 << 11)]
    public void IsEnabled_Xcr0ReadAndXssNot_LeavesSupervisorStateOpen(ulong xcr0)
    {
        CpuidData.Builder builder = WithSupervisorState(832, 0b1000, 576 + 256 + 16);
        builder.Xcr0 = xcr0;
        Assert.Equal("X87, Sse, Avx; not known: CetU, CetS, Lbr", builder.ToCpuidData().ReadXsaveState().ToString());
    }

    /// <summary>No processor has so many: nothing is tried, and nothing concluded from sizes.</summary>
    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void IsEnabled_ManyComponentsWithoutAName_AreTriedUpToSixteen(int count, bool isConcluded)
    {
        CpuidData.Builder builder = Create(Xsave | OsXsave, enabledSize: 576).ToBuilder();
        ulong user = ((1UL << count) - 1) << 20;
        builder.Set(0xD, 0, new CpuidRegisters((uint)user | 3, 576, 4096, (uint)(user >> 32)));
        for (uint component = 20; component < 20 + count; component++)
        {
            builder.Set(0xD, component, new CpuidRegisters(8, 576 + (component * 8), 0, 0));
        }

        X86XsaveState state = builder.ToCpuidData().ReadXsaveState();
        Assert.Equal(isConcluded ? false : null, state.IsEnabled((X86XsaveComponent)20));
        Assert.Equal(isConcluded ? false : null, state.IsEnabled((X86XsaveComponent)(19 + count)));
    }

    [Fact]
    public void IsEnabled_ComponentOfNoBytes_IsNotConcluded()
    {
        CpuidData.Builder builder = Create(Xsave | OsXsave, enabledSize: 832).ToBuilder();
        builder.Set(0xD, 9, new CpuidRegisters(0, 2688, 0, 0));
        X86XsaveState state = builder.ToCpuidData().ReadXsaveState();
        Assert.Null(state.IsEnabled(X86XsaveComponent.Avx));
        X86XsaveArea pkru = state.Areas.Single(static area => area.Component == X86XsaveComponent.Pkru);
        Assert.Equal((true, null, null), (pkru.IsSupported, pkru.Offset, pkru.Size));
    }

    /// <summary>x87 and SSE lie in the legacy region: 160 bytes, and 256 behind them (Intel's manual, volume 1, 13.4.1).</summary>
    [Fact]
    public void Areas_NamedAndListed_AreOfTheSideThatEnablesThem()
    {
        CpuidData.Builder builder = WithSupervisorState(832, 0b1000, 576 + 256);
        builder.Set(0xD, 0, new CpuidRegisters(0x2E7 | 1 << 21, 832, 2696, 0));
        builder.Set(0xD, 1, new CpuidRegisters(0b1000, 832, 0x9800 | 1 << 20 | 1 << 2, 0));
        builder.Set(0xD, 20, new CpuidRegisters(32, 0, 1, 0));
        X86XsaveArea[] areas = [.. builder.ToCpuidData().ReadXsaveState().Areas];
        Assert.Equal((X86XsaveComponent.X87, false, 0u, 160u), (areas[0].Component, areas[0].IsSupervisor, areas[0].Offset, areas[0].Size));
        Assert.Equal((X86XsaveComponent.Sse, false, 160u, 256u), (areas[1].Component, areas[1].IsSupervisor, areas[1].Offset, areas[1].Size));
        Assert.Equal(X86XsaveComponent.Lwp, areas[^1].Component);
        Assert.Equal([8, 10, 11, 12, 13, 14, 15, 16, 20], areas.Where(static area => area.IsSupervisor).Select(static area => (int)area.Component));
        Assert.Equal([.. Enumerable.Range(0, 22), 62], areas.Select(static area => (int)area.Component));
        Assert.Equal([0, 1, 2, 5, 6, 7, 9, 11, 12, 15, 20, 21], areas.Where(static area => area.IsSupported == true && area.Component is not X86XsaveComponent.X87).Select(static area => (int)area.Component).Prepend(0));
    }

    /// <summary>Whether components are there is known without leaf DH if XSAVE is off, and not otherwise.</summary>
    [Theory]
    [InlineData(0u, false, false)]
    [InlineData(Xsave, false, null)]
    [InlineData(Xsave, true, false)]
    public void Areas_LeafDNotListed_AreKnownFromXsaveAndCompleteness(uint leaf1Ecx, bool isComplete, bool? expected)
    {
        var builder = new CpuidData.Builder { IsComplete = isComplete };
        builder.Set(1, 0, new CpuidRegisters(0, 0, leaf1Ecx, 0));
        X86XsaveState state = builder.ToCpuidData().ReadXsaveState();
        Assert.All(state.Areas, area => Assert.Equal(expected, area.IsSupported));
        Assert.Equal((null, null), (state.EnabledSize, state.MaximumSize));
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, false)]
    public void Areas_Subleaf1NotListed_LeavesSupervisorStateOpenUnlessComplete(bool isComplete, bool? expected)
    {
        var builder = new CpuidData.Builder { IsComplete = isComplete };
        builder.Set(1, 0, new CpuidRegisters(0, 0, Xsave | OsXsave, 0));
        builder.Set(0xD, 0, new CpuidRegisters(7, 832, 832, 0));
        X86XsaveState state = builder.ToCpuidData().ReadXsaveState();
        Assert.All(state.Areas, area => Assert.Equal(area.IsSupervisor ? expected : (int)area.Component < 3, area.IsSupported));
        Assert.Equal(832u, state.EnabledSize);
    }

    [Fact]
    public void IsEnabled_EdgesOfComponents_AreTakenOrRefused()
    {
        X86XsaveState state = Create(Xsave | OsXsave, enabledSize: 832).ReadXsaveState();
        Assert.False(state.IsEnabled(X86XsaveComponent.Lwp));
        Assert.True(state.IsEnabled(X86XsaveComponent.X87));
        Assert.Throws<ArgumentOutOfRangeException>(() => state.IsEnabled((X86XsaveComponent)(-1)));
    }

    [Fact]
    public void ReadUsableFacilities_EmptyTable_KnowsNothingOfAny()
    {
        Assert.Equal(FacilitySet.Empty, new CpuidData.Builder().ToCpuidData().ReadUsableFacilities(out FacilitySet unknown));
        Assert.Equal(CpuModels.X86.Catalog.All, unknown);
    }

    /// <summary>A processor with AVX, control-flow enforcement and last branch records.</summary>
    /// <summary>A component without a name that subleaf 1 lists is supervisor state: user state that is known says nothing of it, and sizes do.</summary>
    [Theory]
    [InlineData(30, 0u, null)]
    [InlineData(40, 0u, null)]
    [InlineData(30, 576u + 256 + 32, true)]
    [InlineData(40, 576u + 256 + 32, true)]
    public void IsEnabled_SupervisorStateWithoutAName_IsOpenUntilSizesSay(int component, uint compacted, bool? expected)
    {
        CpuidData.Builder builder = Create(Xsave | OsXsave, 832).ToBuilder();
        builder.Set(0xD, 0, new CpuidRegisters(7, 832, 832, 0));
        builder.Set(0xD, 1, new CpuidRegisters(0b1000, compacted, (uint)(1UL << component), (uint)(1UL << component >> 32)));
        builder.Set(0xD, (uint)component, new CpuidRegisters(32, 0, 1, 0));
        Assert.Equal(expected, builder.ToCpuidData().ReadXsaveState().IsEnabled((X86XsaveComponent)component));
    }

    private static CpuidData.Builder WithSupervisorState(uint enabledSize, uint extensions, uint compacted)
    {
        CpuidData.Builder builder = Create(Xsave | OsXsave, enabledSize).ToBuilder();
        builder.Set(0xD, 0, new CpuidRegisters(7, enabledSize, 832, 0));
        builder.Set(0xD, 1, new CpuidRegisters(extensions, compacted, 0x9800, 0));
        builder.Set(0xD, 11, new CpuidRegisters(16, 0, 1, 0));
        builder.Set(0xD, 12, new CpuidRegisters(24, 0, 1, 0));
        builder.Set(0xD, 15, new CpuidRegisters(808, 0, 1, 0));
        return builder;
    }
}
