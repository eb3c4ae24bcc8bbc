using CpuFacility.X86;

namespace CpuFacility.Tests.Architectures.X86.Cpuid;

/// <summary>Which lines a table has, and what their first ones say of the others.</summary>
public partial class CpuidDataTests
{
    /// <summary>QEMU limits each range by its highest leaf (<c>cpu_x86_cpuid</c>): the first leaf is there if it is within it.</summary>
    [Theory]
    [InlineData("base", "0:1 1:0")]
    [InlineData("base,min-level=6", "0:6 1:0")]
    [InlineData("base,min-level=7", "0:7 1:0 7:0")]
    [InlineData("base,min-level=6,level-func7=1", "0:6 1:0")]
    [InlineData("base,min-level=7,level-func7=1", "0:7 1:0 7:1")]
    [InlineData("base,min-xlevel=0x7fffffff", "0:1 1:0")]
    [InlineData("base,min-xlevel=0x80000000", "0:1 1:0 80000000:80000000")]
    [InlineData("base,min-xlevel=0x80000001", "0:1 1:0 80000000:80000001 80000001:0")]
    [InlineData("base,min-xlevel=0x80000008", "0:1 1:0 80000000:80000008 80000001:0")]
    [InlineData("base,min-xlevel=0x80000008,model-id=abcd", "0:1 1:0 80000000:80000008 80000001:0 80000002:64636261 80000003:0 80000004:0")]
    [InlineData("base,min-xlevel=0x80000003,model-id=abcd", "0:1 1:0 80000000:80000003 80000001:0 80000002:64636261 80000003:0")]
    [InlineData("base,min-xlevel2=0xbfffffff", "0:1 1:0")]
    [InlineData("base,min-xlevel2=0xc0000000", "0:1 1:0 C0000000:C0000000")]
    [InlineData("base,xsave=on", "0:D 1:0 7:0 D:3")]
    [InlineData("base,xsaveopt=on,xsave=on", "0:D 1:0 7:0 D:3 D:1")]
    public void FromModel_Levels_HaveTheLinesWithinThem(string expression, string lines)
    {
        CpuidData table = CpuidData.FromModel(CpuModels.X86.Parse(expression));
        Assert.Equal(lines, string.Join(' ', table.Entries.Select(static entry => $"{entry.Leaf:X}:{entry.Registers.Eax:X}")));
    }

    /// <summary>
    /// The components that a guest's features bring, in leaf DH: what XCR0 enables in subleaf 0, and the compacted form with what IA32_XSS enables
    /// in subleaf 1, if XSAVEC or XSAVES is there (Intel's manual, volume 1, 13.2; sizes of QEMU's <c>x86_ext_save_areas</c>).
    /// </summary>
    [Theory]
    [InlineData("base,xsave=on,avx=on", 0x7u, 832u, 0u, 0u, 0u)]
    [InlineData("base,xsave=on,avx=on,xsaveopt=on", 0x7u, 832u, 1u, 0u, 0u)]
    [InlineData("base,xsave=on,avx=on,xsavec=on", 0x7u, 832u, 2u, 832u, 0u)]
    [InlineData("base,xsave=on,avx=on,xsaves=on", 0x7u, 832u, 8u, 832u, 0u)]
    [InlineData("base,xsave=on,pku=on,xsavec=on", 0x203u, 2696u, 2u, 584u, 0u)]
    [InlineData("base,xsave=on,cet-ss=on", 0x3u, 576u, 0u, 0u, 0x1800u)]
    [InlineData("base,xsave=on,cet-ibt=on,xsaves=on", 0x3u, 576u, 8u, 616u, 0x1800u)]
    [InlineData("base,xsave=on,intel-pt=on,xsaves=on", 0x3u, 576u, 8u, 576u, 0u)]
    [InlineData("base,xsave=on,pku=on,amx-tile=on,xsavec=on", 0x60203u, 11008u, 2u, 8896u, 0u)]
    [InlineData("base,xsave=on,amx-tile=on,apxf=on,xsavec=on", 0xE0003u, 11008u, 2u, 8960u, 0u)]
    public void FromModel_StateOfFeatures_IsInLeafD(string expression, uint user, uint size, uint extensions, uint compacted, uint supervisor)
    {
        CpuidData table = CpuidData.FromModel(CpuModels.X86.Parse(expression));
        table.TryGet(0xD, 0, out CpuidRegisters main);
        Assert.Equal(new CpuidRegisters(user, 576, size, 0), main);
        Assert.Equal(extensions != 0 || supervisor != 0, table.TryGet(0xD, 1, out CpuidRegisters one));
        Assert.Equal(new CpuidRegisters(extensions, compacted, supervisor, 0), one);

        // Each component has a line, and nothing else has.
        uint[] components = [.. Enumerable.Range(2, 30).Where(bit => ((user | supervisor) >> bit & 1) != 0).Select(static bit => (uint)bit)];
        Assert.Equal(components, table.Entries.Where(static entry => entry is { Leaf: 0xD, Subleaf: > 1 }).Select(static entry => entry.Subleaf));
    }

    /// <summary>A line that is added raises the number of the highest subleaf, and lowers none.</summary>
    [Theory]
    [InlineData("avx-vnni", 7u, 0u, 0u, 1u, 0u)]
    [InlineData("avx-vnni", 7u, 2u, 0u, 2u, 0u)]
    [InlineData("bhi-ctrl", 7u, 1u, 0u, 2u, 0u)]
    [InlineData("amx-fp8", 0x1Eu, 0u, 0u, 1u, 0u)]
    [InlineData("amx-fp8", 0x1Eu, 3u, 0u, 3u, 0u)]
    [InlineData("avx10-vnni-int", 0x24u, 0u, 0u, 1u, 0u)]
    [InlineData("mbm_local", 0xFu, 5u, 4u, 5u, 6u)]
    [InlineData("mbm_local", 0xFu, 5u, 2u, 5u, 2u)]
    [InlineData("sgx-kss", 0x12u, 0u, 0u, 0u, 0u)]
    [InlineData("xsavec", 0xDu, 0u, 0u, 0u, 0u)]
    public void WithFacilities_MissingSubleaf_IsAnnouncedAsItsLeafDoes(string name, uint leaf, uint eax, uint edx, uint expectedEax, uint expectedEdx)
    {
        var builder = new CpuidData.Builder();
        builder.Set(0, 0, IntelName with { Eax = 0x30 });
        builder.Set(leaf, 0, new CpuidRegisters(eax, 0, 0, edx));
        int facility = CpuidOracle.Bits.Single(bit => bit.Name == name).Index;
        CpuidData table = builder.ToCpuidData().WithFacilities([facility]);
        table.TryGet(leaf, 0, out CpuidRegisters zero);
        Assert.Equal(new CpuidRegisters(expectedEax, 0, 0, expectedEdx), zero);
        Assert.Equal(0x30u, table.HighestBasicLeaf);
    }

    /// <summary>KVM's highest leaf stays if it is KVM's; a number that no hypervisor's name stands behind does not count.</summary>
    [Theory]
    [InlineData(0x4000_0010u, 0x4b4d564bu, 0x4000_0010u)]
    [InlineData(0u, 0x4b4d564bu, 0x4000_0001u)]
    [InlineData(0x4000_0010u, 0u, 0x4000_0001u)]
    public void WithFacilities_FeatureOfKvm_IsWithinKvmsHighestLeaf(uint highest, uint name, uint expected)
    {
        var builder = new CpuidData.Builder();
        builder.Set(0x4000_0000, 0, new CpuidRegisters(highest, name, name == 0 ? 0u : 0x564b4d56, name == 0 ? 0u : 0x4d));
        builder.ToCpuidData().WithFacilities([X86Facility.Kvmclock.Index]).TryGet(0x4000_0000, 0, out CpuidRegisters kvm);
        Assert.Equal(new CpuidRegisters(expected, 0x4b4d564b, 0x564b4d56, 0x4d), kvm);
    }

    [Fact]
    public void WithFacilities_CompleteTableWithoutLines_HasAHighestLeafAfterwards()
    {
        CpuidData table = new CpuidData.Builder { IsComplete = true }.ToCpuidData().WithFacilities(Catalog.CreateSet(X86Facility.Avx2, X86Facility.Lm));
        Assert.Equal((7u, 0x8000_0001u), (table.HighestBasicLeaf, table.HighestExtendedLeaf));
    }

    /// <summary>A name of which only one register says something is no KVM's either.</summary>
    [Theory]
    [InlineData(1u, 0u, 0u)]
    [InlineData(0u, 1u, 0u)]
    [InlineData(0u, 0u, 1u)]
    public void ReadFacilities_HypervisorNamedInOneRegister_IsNotKvm(uint ebx, uint ecx, uint edx)
    {
        var builder = new CpuidData.Builder();
        builder.Set(0x4000_0000, 0, new CpuidRegisters(0x4000_0001, ebx, ecx, edx));
        builder.Set(0x4000_0001, 0, new CpuidRegisters(1, 0, 0, 0));
        Assert.Equal(FacilitySet.Empty, builder.ToCpuidData().ReadFacilities());
    }

    /// <summary>Leaf FH has a bit for subleaf 1 alone: of others, nothing is known.</summary>
    [Theory]
    [InlineData(1u, 0u, true)]
    [InlineData(1u, 2u, false)]
    [InlineData(2u, 0u, false)]
    public void IsKnownZero_SubleafOfMonitoring_IsKnownForTheFirst(uint subleaf, uint edx, bool expected)
    {
        var builder = new CpuidData.Builder();
        builder.Set(0, 0, IntelName with { Eax = 0xF });
        builder.Set(0xF, 0, new CpuidRegisters(0, 0, 0, edx));
        Assert.Equal(expected, builder.ToCpuidData().IsKnownZero(0xF, subleaf));
    }

    [Fact]
    public void BrandString_ListedWithoutContentOrFull_EndsAtNulOrItsLastLeaf()
    {
        var builder = new CpuidData.Builder();
        var letters = new CpuidRegisters(0x41414141, 0x42424242, 0x43434343, 0x44444444);
        for (uint leaf = 0x8000_0002; leaf <= 0x8000_0005; leaf++)
        {
            builder.Set(leaf, 0, letters);
        }

        Assert.Equal(string.Concat(Enumerable.Repeat("AAAABBBBCCCCDDDD", 3)), builder.ToCpuidData().BrandString);
        builder.Set(0x8000_0003, 0, letters with { Ebx = 0x4242 });
        Assert.Equal("AAAABBBBCCCCDDDDAAAABB", builder.ToCpuidData().BrandString);
        builder.Set(0x8000_0002, 0, letters with { Eax = 0 });
        Assert.Equal("", builder.ToCpuidData().BrandString);
    }

    [Theory]
    [InlineData(0x7e207e20u, " ~ ~ ~ ~ ~ ~")]
    [InlineData(0x7e207f20u, "")]
    [InlineData(0x7e1f7e20u, "")]
    public void Vendor_EdgesOfAscii_AreCharacters(uint word, string expected)
    {
        var builder = new CpuidData.Builder();
        builder.Set(0, 0, new CpuidRegisters(1, word, word, word));
        Assert.Equal(expected, builder.ToCpuidData().Vendor);
    }

    [Theory]
    [InlineData(0x8000_0000u, 0x8000_0000u)]
    [InlineData(0x7FFF_FFFFu, 0u)]
    public void HighestExtendedLeaf_FirstOfItsRange_IsOne(uint eax, uint expected)
    {
        var builder = new CpuidData.Builder();
        builder.Set(0x8000_0000, 0, new CpuidRegisters(eax, 0, 0, 0));
        Assert.Equal(expected, builder.ToCpuidData().HighestExtendedLeaf);
    }

    /// <summary>KVM says by its highest leaf what it has; only old ones say 0 and mean the next.</summary>
    [Theory]
    [InlineData(0x4000_0003u, false)]
    [InlineData(0x4000_0001u, true)]
    [InlineData(0u, true)]
    public void IsKnownZero_LeafOfKvm_IsUpToItsHighest(uint highest, bool expected)
    {
        var builder = new CpuidData.Builder();
        builder.Set(0x4000_0000, 0, new CpuidRegisters(highest, 0x4B4D_564B, 0x564B_4D56, 0x0000_004D));
        Assert.Equal(expected, builder.ToCpuidData().IsKnownZero(0x4000_0002, 0));
    }

    /// <summary>Of AMD, EDX of leaf 80000001H repeats bits of leaf 1: a line that is new has them, too.</summary>
    [Fact]
    public void WithFacilities_NewLineOfRepeatedBits_HasThem()
    {
        var builder = new CpuidData.Builder { IsComplete = true };
        builder.Set(0, 0, new CpuidRegisters(1, 0x6874_7541, 0x444D_4163, 0x6974_6E65));
        builder.Set(1, 0, new CpuidRegisters(0, 0, 0, 1));
        CpuidData table = builder.ToCpuidData();
        FacilitySet wanted = table.ReadFacilities().With(X86Facility.Lm.Index);
        Assert.True(table.WithFacilities(wanted).TryGet(0x8000_0001, 0, out CpuidRegisters added));
        Assert.Equal(1u << 29 | 1, added.Edx);
    }

    /// <summary>KVM's clock has two bits, of which the second comes with the first, whoever makes the processor.</summary>
    [Fact]
    public void WithFacilities_ClockOfKvm_HasBothBits()
    {
        var builder = new CpuidData.Builder { IsComplete = true };
        builder.Set(0, 0, IntelName with { Eax = 1 });
        builder.Set(1, 0, default);
        CpuidData table = builder.ToCpuidData();
        Assert.True(table.WithFacilities([X86Facility.Kvmclock.Index]).TryGet(0x4000_0001, 0, out CpuidRegisters kvm));
        Assert.Equal(0b1001u, kvm.Eax);
    }

    /// <summary>A model has the MSRs that its features announce, and no others.</summary>
    [Fact]
    public void FromModel_Msrs_AreThoseThatFeaturesAnnounce()
    {
        Assert.False(CpuidData.FromModel(CpuModels.X86.Parse("base")).TryGetMsr(0x10A, out _));
        CpuidData table = CpuidData.FromModel(CpuModels.X86.Parse("base,arch-capabilities=on"));
        Assert.True(table.TryGetMsr(0x10A, out ulong value));
        Assert.Equal(0ul, value);
        Assert.False(table.TryGetMsr(1, out _));
    }

    [Fact]
    public void Equals_Completeness_IsCompared()
    {
        var builder = new CpuidData.Builder();
        CpuidData table = builder.ToCpuidData();
        builder.IsComplete = true;
        Assert.False(table.Equals(builder.ToCpuidData()));
        Assert.False(table.Equals((object)"a table"));
        Assert.True(table.Equals((object)new CpuidData.Builder().ToCpuidData()));
    }

    [Fact]
    public void Builder_LineTwice_IsRefusedIfItDiffers()
    {
        var builder = new CpuidData.Builder();
        Assert.True(builder.TryAdd(7, 1, new CpuidRegisters(1, 2, 3, 4), out string reason));
        Assert.Equal((1, ""), (builder.Count, reason));
        Assert.True(builder.TryAdd(7, 1, new CpuidRegisters(1, 2, 3, 4), out reason));
        Assert.Equal("", reason);
        Assert.False(builder.TryAdd(7, 1, new CpuidRegisters(1, 2, 3, 5), out reason));
        Assert.Equal(
            "Leaf 0x00000007 subleaf 0x01 is listed twice with different values: eax=0x00000001 ebx=0x00000002 ecx=0x00000003 edx=0x00000004 and eax=0x00000001 ebx=0x00000002 ecx=0x00000003 edx=0x00000005.",
            reason);
        for (uint index = 0; index < CpuidData.MaximumEntries; index++)
        {
            Assert.True(builder.TryAddMsr(index, 0, out _));
        }

        Assert.False(builder.TryAddMsr(CpuidData.MaximumEntries, 0, out reason));
        Assert.Equal("A table has at most 4096 MSRs.", reason);
    }
}
