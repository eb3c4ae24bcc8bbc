using CpuFacility.X86;

namespace CpuFacility.Tests.Architectures.X86.Cpuid;

/// <summary>Reading and writing, by examples worked out by hand.</summary>
public partial class CpuidDataTests
{
    private static readonly CpuidRegisters IntelName = new(0xD, 0x756e6547, 0x6c65746e, 0x49656e69);
    private static readonly CpuidRegisters AmdName = new(0xD, 0x68747541, 0x444d4163, 0x69746e65);

    private static FacilityCatalog Catalog => CpuModels.X86.Catalog;

    [Fact]
    public void ReadFacilities_BitsOfSeveralRegisters_AreTheirFacilities()
    {
        var builder = new CpuidData.Builder();
        builder.Set(1, 0, new CpuidRegisters(0, 0, 1u << 28 | 1, 1u << 31 | 1));
        builder.Set(7, 0, new CpuidRegisters(0, 1u << 5, 1u << 31, 1u << 31));
        builder.TryAddMsr(0x10A, 1UL << 62 | 1, out _);
        Assert.Equal(
            Catalog.CreateSet(
                X86Facility.Avx, X86Facility.Pni, X86Facility.Pbe, X86Facility.Fpu, X86Facility.Avx2, X86Facility.Pks, X86Facility.Ssbd,
                X86Facility.ItsNo, X86Facility.RdctlNo),
            builder.ToCpuidData().ReadFacilities());
    }

    [Fact]
    public void ReadFacilities_EmptyTable_SaysNothingOfAnyFacility()
    {
        Assert.Equal(FacilitySet.Empty, new CpuidData.Builder().ToCpuidData().ReadFacilities(out FacilitySet unreported));
        Assert.Equal(Catalog.All, unreported);
    }

    [Fact]
    public void ReadFacilities_CompleteTableWithoutLines_LacksAll()
    {
        var builder = new CpuidData.Builder { IsComplete = true };
        Assert.Equal(FacilitySet.Empty, builder.ToCpuidData().ReadFacilities(out FacilitySet unreported));

        // An MSR whose feature is off is not there.
        Assert.Equal(FacilitySet.Empty, unreported);
    }

    [Fact]
    public void ReadFacilities_LeafBeyondTheHighest_IsNo()
    {
        var builder = new CpuidData.Builder();
        builder.Set(0, 0, IntelName with { Eax = 6 });
        builder.ToCpuidData().ReadFacilities(out FacilitySet unreported);
        Assert.True(unreported.Contains(X86Facility.Sse2.Index));
        Assert.True(unreported.Contains(X86Facility.Arat.Index));
        Assert.False(unreported.Contains(X86Facility.Avx2.Index));
        Assert.True(unreported.Contains(X86Facility.Lm.Index));
        Assert.False(unreported.Contains(X86Facility.RdctlNo.Index));
        Assert.True(unreported.Contains(X86Facility.VmxEpt.Index));
    }

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(1, true, false)]
    [InlineData(2, true, true)]
    public void ReadFacilities_SubleavesOfLeaf7_AreBoundedByItsEax(uint highest, bool one, bool two)
    {
        var builder = new CpuidData.Builder();
        builder.Set(0, 0, IntelName);
        builder.Set(7, 0, new CpuidRegisters(highest, 0, 0, 0));
        builder.ToCpuidData().ReadFacilities(out FacilitySet unreported);
        Assert.Equal(one, unreported.Contains(X86Facility.AvxVnni.Index));
        Assert.Equal(two, unreported.Contains(X86Facility.BhiCtrl.Index));
    }

    [Theory]
    [InlineData(0u, true)]
    [InlineData(0x7263694du, false)]
    [InlineData(0x4b4d564bu, true)]
    public void ReadFacilities_LeafOfAnotherHypervisor_IsNotKvms(uint name, bool isRead)
    {
        var builder = new CpuidData.Builder();
        builder.Set(0x4000_0000, 0, new CpuidRegisters(0, name, name == 0 ? 0u : 0x564b4d56, name == 0 ? 0u : 0x4d));
        builder.Set(0x4000_0001, 0, new CpuidRegisters(uint.MaxValue, 0, 0, 0));
        CpuidData table = builder.ToCpuidData();
        Assert.Equal(isRead, table.ReadFacilities(out FacilitySet unreported).Contains(X86Facility.Kvmclock.Index));
        Assert.False(unreported.Contains(X86Facility.Kvmclock.Index));
        if (!isRead)
        {
            Assert.Throws<ArgumentException>(() => table.WithFacilities([X86Facility.Kvmclock.Index]));
        }
    }

    /// <summary>KVM before Linux 2.6.39 gave 0 for its highest leaf, and had 40000001H all the same.</summary>
    [Theory]
    [InlineData(0x4b4d564bu, true)]
    [InlineData(0u, false)]
    public void ReadFacilities_OldKvmWithoutHighestLeaf_DoesNotSayWhatItsNextLeafHas(uint name, bool isOpen)
    {
        var builder = new CpuidData.Builder();
        builder.Set(0x4000_0000, 0, new CpuidRegisters(0, name, name == 0 ? 0u : 0x564b4d56, name == 0 ? 0u : 0x4d));
        builder.ToCpuidData().ReadFacilities(out FacilitySet unreported);
        Assert.Equal(isOpen, unreported.Contains(X86Facility.Kvmclock.Index));
    }

    [Fact]
    public void GetUnnamed_AmdRepeatingLeaf1_LeavesOnlyTheDifference()
    {
        var builder = new CpuidData.Builder();
        builder.Set(0, 0, AmdName);
        builder.Set(1, 0, new CpuidRegisters(0x1234, 0, 0, 0b11));
        builder.Set(0x8000_0001, 0, new CpuidRegisters(0, 0, 0, 1u << 29 | 1u << 10 | 0b101));
        CpuidData unnamed = builder.ToCpuidData().GetUnnamed();
        unnamed.TryGet(1, 0, out CpuidRegisters leaf1);
        unnamed.TryGet(0x8000_0001, 0, out CpuidRegisters extended);
        Assert.Equal(new CpuidRegisters(0x1234, 0, 0, 0), leaf1);

        // Bit 0 agrees, bit 1 is missing, bit 2 is too much, bit 10 has no name, bit 29 is lm.
        Assert.Equal(new CpuidRegisters(0, 0, 0, 1u << 10 | 0b110), extended);
    }

    [Fact]
    public void GetUnnamedBits_AmdThatDoesNotRepeat_SaysWhichAreOnAndOff()
    {
        var builder = new CpuidData.Builder();
        builder.Set(0, 0, AmdName);
        builder.Set(1, 0, new CpuidRegisters(0, 0, 1u << 11, 0b11));
        builder.Set(0x8000_0001, 0, new CpuidRegisters(0, 0, 0, 0b101));
        builder.Set(0x24, 0, new CpuidRegisters(0, 2, 0, 0));
        Assert.Equal(
            ["CPUID_1_ECX bit 11 is on without a name", "CPUID_80000001_EDX bit 2 is on without a name; bit 1 is off against the rule"],
            builder.ToCpuidData().GetUnnamedBits().Select(static bits => bits.ToString()));
    }

    [Fact]
    public void WithFacilities_IntelAndAmd_OnlyAmdRepeats()
    {
        foreach ((CpuidRegisters name, uint expected) in new[] { (IntelName, 0u), (AmdName, 1u) })
        {
            var builder = new CpuidData.Builder();
            builder.Set(0, 0, name);
            builder.Set(1, 0, default);
            builder.Set(0x8000_0001, 0, default);
            CpuidData table = builder.ToCpuidData().WithFacilities([X86Facility.Fpu.Index]);
            table.TryGet(0x8000_0001, 0, out CpuidRegisters extended);
            Assert.Equal(expected, extended.Edx);
            Assert.Equal(builder.ToCpuidData(), table.WithFacilities(default));
        }
    }

    [Fact]
    public void WithFacilities_LinesThatAreMissing_AreAddedAndTheHighestLeavesRaised()
    {
        var builder = new CpuidData.Builder();
        builder.Set(0, 0, IntelName with { Eax = 1 });
        builder.Set(0x8000_0000, 0, IntelName with { Eax = 0x8000_0001 });
        FacilitySet wanted = Catalog.CreateSet(X86Facility.BhiCtrl, X86Facility.Invtsc, X86Facility.Lmce, X86Facility.Kvmclock, X86Facility.MbmLocal);
        CpuidData table = builder.ToCpuidData().WithFacilities(wanted);
        Assert.Equal(wanted, table.ReadFacilities());
        Assert.Equal(0xFu, table.HighestBasicLeaf);
        Assert.Equal(0x8000_0007u, table.HighestExtendedLeaf);
        Assert.Equal("GenuineIntel", table.Vendor);
        Assert.True(table.TryGet(7, 0, out CpuidRegisters leaf7));
        Assert.Equal(2u, leaf7.Eax);
        Assert.True(table.TryGet(0xF, 0, out CpuidRegisters monitoring));
        Assert.Equal(2u, monitoring.Edx);
        Assert.True(table.TryGetMsr(0x179, out ulong banks));
        Assert.Equal(1UL << 27, banks);
    }

    [Fact]
    public void WithFacilities_HighestLeafNotListed_IsNotMadeUp()
    {
        CpuidData table = new CpuidData.Builder().ToCpuidData().WithFacilities([X86Facility.Avx2.Index]);
        Assert.False(table.TryGet(0, 0, out _));
        table.ReadFacilities(out FacilitySet unreported);
        Assert.True(unreported.Contains(X86Facility.Sse2.Index));
    }

    [Fact]
    public void WithFacilities_IndexBeyondTheCatalog_Throws()
    {
        CpuidData table = new CpuidData.Builder().ToCpuidData();
        Assert.Contains("1023", Assert.Throws<ArgumentException>(() => table.WithFacilities([1023])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => table.Restore([1023]));
        Assert.Throws<ArgumentException>(() => table.Mask([1023], UnnamedBitsPolicy.Keep));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Mask(default, (UnnamedBitsPolicy)2));
    }

    [Fact]
    public void ToBuilder_AnyTable_GivesItBack()
    {
        var builder = new CpuidData.Builder { IsComplete = true, Xcr0 = 7 };
        builder.Set(1, 0, new CpuidRegisters(1, 2, 3, 4));
        builder.TryAddMsr(0x10A, 5, out _);
        Assert.Equal(builder.ToCpuidData(), builder.ToCpuidData().ToBuilder().ToCpuidData());
    }
}
