using CpuFacility.X86;

namespace CpuFacility.Tests.Architectures.X86.Cpuid;

public partial class CpuidDataTests
{
    private static readonly CpuidData SapphireRapids = CpuidData.FromModel(CpuModels.X86.Parse("SapphireRapids"));

    [Fact]
    public void Mask_WithoutAvx512_DropsItsComponentsAndSizes()
    {
        FacilitySet wanted = CpuModels.X86.Parse("Haswell").Facilities;
        CpuidMaskReport report = SapphireRapids.Mask(wanted, UnnamedBitsPolicy.Keep);
        Assert.True(report.Table.TryGet(0xD, 0, out CpuidRegisters main));
        Assert.Equal(new CpuidRegisters(7, 576, 832, 0), main);
        foreach (uint component in (uint[])[5, 6, 7, 9, 17, 18])
        {
            Assert.True(report.Table.TryGet(0xD, component, out CpuidRegisters area));
            Assert.Equal(default, area);
        }

        Assert.True(report.Table.TryGet(0xD, 2, out CpuidRegisters avx));
        Assert.Equal(new CpuidRegisters(256, 576, 0, 0), avx);
        Assert.Contains(report.Adjustments, static adjustment => adjustment.Sentence ==
            "Leaf 0xd subleaf 0x0 loses the state components Opmask, ZmmHi256, Hi16Zmm, Pkru, XtileCfg, XtileData, whose features are off: so do its sizes.");
        Assert.Contains("Taken away:", report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2696u, 832u, false, false)]
    [InlineData(2696u, 2696u, false, true)]
    [InlineData(2696u, 2688u, true, false)]
    [InlineData(832u, 832u, true, true)]
    [InlineData(576u, 576u, false, false)]
    public void Mask_SizeOfWhatIsEnabled_IsThatOfWhatIsLeftOfIt(uint before, uint after, bool hasAvx512, bool hasPku)
    {
        CpuidData.Builder builder = CpuidData.FromModel(CpuModels.X86.Parse("Skylake-Server")).ToBuilder();
        builder.TryGet(0xD, 0, out CpuidRegisters main);
        builder.Set(0xD, 0, main with { Ebx = before });
        CpuidData host = builder.ToCpuidData();
        FacilitySet wanted = host.ReadFacilities();
        wanted = hasAvx512 ? wanted : wanted.Without(X86Facility.Avx512f.Index);
        wanted = hasPku ? wanted : wanted.Without(X86Facility.Pku.Index);
        host.Mask(wanted, UnnamedBitsPolicy.Keep).Table.TryGet(0xD, 0, out CpuidRegisters masked);
        Assert.Equal(after, masked.Ebx);
        Assert.Equal(hasPku ? 2696u : hasAvx512 ? 2688u : 832u, masked.Ecx);
    }

    [Fact]
    public void Mask_CompactedSize_IsAtMostThatOfWhatIsLeft()
    {
        SapphireRapids.TryGet(0xD, 1, out CpuidRegisters before);
        FacilitySet wanted = SapphireRapids.ReadFacilities().Without(X86Facility.AmxTile.Index);
        SapphireRapids.Mask(wanted, UnnamedBitsPolicy.Keep).Table.TryGet(0xD, 1, out CpuidRegisters after);

        // XTILECFG ends on a boundary of 64 bytes; XTILEDATA follows. PKRU's 8 bytes come before.
        Assert.Equal(576u + 256 + 64 + 512 + 1024 + 8 + 56 + 64 + 8192, before.Ebx);
        Assert.Equal(576u + 256 + 64 + 512 + 1024 + 8, after.Ebx);
    }

    [Fact]
    public void Mask_Nothing_ClearsMirrorsAndKeepsTheRest()
    {
        var builder = new CpuidData.Builder { IsComplete = true };
        builder.Set(0, 0, AmdName);
        builder.Set(1, 0, new CpuidRegisters(0x600F12, 0x30800, 1u << 11 | 1u << 3, 1));
        builder.Set(5, 0, new CpuidRegisters(0x40, 0x40, 3, 0));
        builder.Set(0xA, 0, new CpuidRegisters(0x7300403, 0, 0, 0x603));
        builder.Set(0x8000_0000, 0, AmdName with { Eax = 0x8000_0001 });
        builder.Set(0x8000_0001, 0, new CpuidRegisters(0, 0, 0, 1u << 29 | 1));
        CpuidMaskReport report = builder.ToCpuidData().Mask(default, UnnamedBitsPolicy.Keep);
        Assert.Equal(Catalog.CreateSet(X86Facility.Fpu, X86Facility.Lm, X86Facility.Monitor), report.Cleared);

        builder.Set(1, 0, new CpuidRegisters(0x600F12, 0x30800, 1u << 11, 0));
        builder.Set(5, 0, default);
        builder.Set(0x8000_0001, 0, default);
        Assert.Equal(builder.ToCpuidData(), report.Table);
        CpuidAdjustment adjustment = Assert.Single(report.Adjustments);
        Assert.Equal(5u, adjustment.After.Leaf);

        CpuidMaskReport clear = report.Table.Mask(default, UnnamedBitsPolicy.Clear);
        Assert.Equal("CPUID_1_ECX bit 11 is on without a name", Assert.Single(clear.ClearedUnnamed).ToString());
        builder.Set(1, 0, new CpuidRegisters(0x600F12, 0x30800, 0, 0));
        Assert.Equal(builder.ToCpuidData(), clear.Table);
    }

    [Fact]
    public void Mask_NumbersInFeatureRegisters_Stay()
    {
        var builder = new CpuidData.Builder();
        builder.TryAddMsr(0x480, 0x00DA_0400_0000_0013, out _);
        builder.TryAddMsr(0x179, 0xF000C14, out _);
        CpuidData table = builder.ToCpuidData().Mask(default, UnnamedBitsPolicy.Clear).Table;
        table.TryGetMsr(0x480, out ulong vmx);
        table.TryGetMsr(0x179, out ulong banks);
        Assert.Equal(0x0018_0400_0000_0013UL, vmx);
        Assert.Equal(0x14UL, banks);
    }

    [Fact]
    public void Mask_WhatTheHostLacksOrDoesNotSay_IsReportedApart()
    {
        var builder = new CpuidData.Builder();
        builder.Set(0, 0, IntelName with { Eax = 1 });
        builder.Set(1, 0, default);
        CpuidMaskReport report = builder.ToCpuidData().Mask(
            Catalog.CreateSet(X86Facility.Avx2, X86Facility.Sse2, X86Facility.Lm), UnnamedBitsPolicy.Keep);
        Assert.Equal(Catalog.CreateSet(X86Facility.Avx2, X86Facility.Sse2), report.NotOffered);
        Assert.Equal(Catalog.CreateSet(X86Facility.Lm), report.Unreported);
        Assert.Equal("Not offered by the host: sse2, avx2.\nNot reported by the host: lm.", report.ToString());
        Assert.Equal("nothing masked", builder.ToCpuidData().Mask(default, UnnamedBitsPolicy.Keep).ToString());
    }

    [Fact]
    public void Mask_WithoutWhatOthersNeed_ReportsUnmetDependencies()
    {
        FacilitySet wanted = SapphireRapids.ReadFacilities().Without(X86Facility.ArchCapabilities.Index);
        CpuidMaskReport report = SapphireRapids.Mask(wanted, UnnamedBitsPolicy.Keep);
        Assert.Contains(report.UnmetDependencies, static dependency => dependency.Required == X86Facility.ArchCapabilities);
        Assert.Contains("rdctl-no needs arch-capabilities, which is off.", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void FindHidden_MaskedAndInvented_AreTheDifferences()
    {
        FacilitySet own = SapphireRapids.ReadFacilities();
        FacilitySet seen = own.Without(X86Facility.Avx2.Index).With(X86Facility.Xop.Index);
        CpuidMaskDifference difference = SapphireRapids.FindHidden(SapphireRapids.WithFacilities(seen));
        Assert.Equal(Catalog.CreateSet(X86Facility.Avx2), difference.Hidden);
        Assert.Equal(Catalog.CreateSet(X86Facility.Xop), difference.Invented);
        Assert.Equal(FacilitySet.Empty, difference.Unknown);
        Assert.Equal(own, SapphireRapids.FindHidden(new CpuidData.Builder().ToCpuidData()).Unknown);
    }

    [Fact]
    public void FindHidden_HostThatDoesNotSay_InventsNothing()
    {
        var builder = new CpuidData.Builder();
        builder.Set(0, 0, new CpuidRegisters(7, 0, 0, 0));
        CpuidData host = builder.ToCpuidData();
        CpuidMaskDifference difference = host.FindHidden(host.WithFacilities([X86Facility.Avx2.Index]));
        Assert.Equal(FacilitySet.Empty, difference.Hidden);
        Assert.Equal(FacilitySet.Empty, difference.Invented);
        Assert.Equal(Catalog.CreateSet(X86Facility.Avx2), difference.Unknown);
    }

    /// <summary>Protection keys end behind all that was enabled: without AVX-512, what is enabled ends with AVX.</summary>
    [Fact]
    public void Mask_ComponentBehindWhatIsEnabled_DoesNotCountAsEnabled()
    {
        CpuidData.Builder builder = CpuidData.FromModel(CpuModels.X86.Parse("Skylake-Server")).ToBuilder();
        builder.Set(0xD, 0, new CpuidRegisters(0x2E7, 2688, 2696, 0));
        CpuidData host = builder.ToCpuidData();
        FacilitySet wanted = host.ReadFacilities().Except(Catalog.CreateSet(X86Facility.Avx512f));
        Assert.True(host.Mask(wanted, UnnamedBitsPolicy.Keep).Table.TryGet(0xD, 0, out CpuidRegisters main));
        Assert.Equal(new CpuidRegisters(0x207, 832, 2696, 0), main);
    }
}
