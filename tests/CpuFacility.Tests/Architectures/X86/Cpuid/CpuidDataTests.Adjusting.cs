using System.Globalization;
using CpuFacility.Testing;
using CpuFacility.X86;

namespace CpuFacility.Tests.Architectures.X86.Cpuid;

/// <summary>What masks do to leaves that describe features, against the rows of the data and sizes worked out by hand.</summary>
public partial class CpuidDataTests
{
    private static readonly CpuidRegisters Ones = new(uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue);

    private static List<Dictionary<string, string>> AnnouncedLeaves => ReadData("announced-leaves.csv");

    /// <summary>Without the feature that announces it, a leaf keeps the facilities in it and nothing else; with it, all.</summary>
    [Fact]
    public void Mask_AnnouncedLeaves_KeepFacilitiesAlone()
    {
        Dictionary<string, Dictionary<string, string>> blocks = ReadData("blocks.csv").ToDictionary(static row => row["name"]);
        Assert.Equal(18, AnnouncedLeaves.Count);
        foreach (Dictionary<string, string> row in AnnouncedLeaves)
        {
            uint leaf = Hexadecimal(row["leaf:number"]);
            Dictionary<string, string> block = blocks[row["block:block"]];
            (uint Leaf, uint Subleaf, int Register, int Bit) place = (
                Hexadecimal(block["leaf"]), Hexadecimal(block["subleaf"]), int.Parse(block["register"], CultureInfo.InvariantCulture), int.Parse(row["bit:bit"], CultureInfo.InvariantCulture));
            CpuidOracle.OracleBit? feature = CpuidOracle.Bits.FirstOrDefault(bit => (bit.Leaf, bit.Subleaf, bit.Register, bit.Bit) == place);
            string name = feature?.Name ?? $"{row["unnamed"]} (leaf {place.Leaf:X}, {"EAX EBX ECX EDX".Split(' ')[place.Register]} bit {place.Bit})";
            foreach (bool isOn in (bool[])[true, false])
            {
                var builder = new CpuidData.Builder();
                builder.Set(place.Leaf, place.Subleaf, isOn ? Ones : default);
                builder.Set(leaf, 0, Ones);
                builder.Set(leaf, 1, Ones);
                CpuidMaskReport report = builder.ToCpuidData().Mask(Catalog.All, UnnamedBitsPolicy.Keep);
                CpuidAdjustment[] adjustments = [.. report.Adjustments.Where(one => one.Before.Leaf == leaf)];
                Assert.Equal(isOn ? [] : [.. ((uint[])[0, 1]).Select(subleaf => Named(leaf, subleaf))], adjustments.Select(static one => one.After.Registers));
                Assert.Equal(
                    isOn ? [] : [.. ((uint[])[0, 1]).Select(subleaf => $"Leaf 0x{leaf:x} subleaf 0x{subleaf:x} describes {row["content"]}, and {name} is off: it is zero apart from features that were wanted.")],
                    adjustments.Select(static one => one.Sentence));
            }
        }
    }

    /// <summary>Where subleaf 0 of leaf DH is not listed, nothing is known of its sizes, and nothing is changed.</summary>
    [Fact]
    public void Mask_LeafDhWithoutItsFirstSubleaf_StaysAsItIs()
    {
        var builder = new CpuidData.Builder();
        builder.Set(0, 0, new CpuidRegisters(0xD, 0, 0, 0));
        builder.Set(1, 0, new CpuidRegisters(0, 0, 1 << 26, 0));
        builder.Set(7, 0, default);
        builder.Set(0xD, 1, new CpuidRegisters(8, 0, 0x1800, 0));
        Assert.DoesNotContain(builder.ToCpuidData().Mask(Catalog.All, UnnamedBitsPolicy.Keep).Adjustments, static one => one.Before.Leaf == 0xD);
    }

    [Fact]
    public void Mask_WithoutXsave_ClearsItsLeafButForFeatures()
    {
        FacilitySet wanted = SapphireRapids.ReadFacilities().Without(X86Facility.Xsave.Index);
        CpuidMaskReport report = SapphireRapids.Mask(wanted, UnnamedBitsPolicy.Keep);
        Assert.All(report.Table.Entries.Where(static entry => entry.Leaf == 0xD && entry.Subleaf != 1), static entry => Assert.Equal(default, entry.Registers));
        Assert.True(SapphireRapids.TryGet(0xD, 1, out CpuidRegisters before));
        Assert.True(report.Table.TryGet(0xD, 1, out CpuidRegisters after));
        Assert.Equal(new CpuidRegisters(before.Eax, 0, 0, 0), after);
        Assert.Contains(report.Adjustments, static one => one.Sentence ==
            "Leaf 0xd subleaf 0x0 describes XSAVE, and xsave is off: it is zero apart from features that were wanted.");
    }

    /// <summary>Tiles come behind AVX-512 and protection keys: without those, they move down in the compacted form, to a multiple of 64.</summary>
    [Fact]
    public void Mask_CompactedSizeWithAlignedComponents_CountsTheGap()
    {
        FacilitySet wanted = SapphireRapids.ReadFacilities().Without(X86Facility.Avx512f.Index);
        SapphireRapids.Mask(wanted, UnnamedBitsPolicy.Keep).Table.TryGet(0xD, 1, out CpuidRegisters after);
        Assert.Equal(576u + 256 + 8 + 56 + 64 + 8192, after.Ebx);
    }

    [Fact]
    public void Mask_WithoutAvx_LosesTheFirstComponentAndNoSubleafBehindTheLast()
    {
        CpuidData.Builder builder = Components(user: 7, supervisor: 0, Area(2, 256, 576), new CpuidEntry(0xD, 63, Ones), new CpuidEntry(0xD, 66, Ones));
        CpuidMaskReport report = builder.ToCpuidData().Mask([X86Facility.Xsave.Index], UnnamedBitsPolicy.Keep);
        Assert.Equal(
            [
                "Leaf 0xd subleaf 0x0 loses the state components Avx, whose features are off: so do its sizes.",
                "Leaf 0xd subleaf 0x1 loses the state components Avx, whose features are off: so does its size, which is at most that of all that are left.",
                "Leaf 0xd subleaf 0x2 describes the state component Avx, whose feature is off: it is zero.",
            ],
            report.Adjustments.Select(static one => one.Sentence));
        Assert.Equal([new(3, 576, 576, 0), new(0, 576, 0, 0), default, Ones, Ones], report.Table.Entries.Where(static entry => entry.Leaf == 0xD).Select(static entry => entry.Registers));
    }

    /// <summary>Supervisor state alone, with a component of the upper half: the two halves of the registers count.</summary>
    [Fact]
    public void Mask_WithoutSupervisorState_LosesItInSubleaf1()
    {
        CpuidData.Builder builder = Components(
            user: 3 | 1UL << 41 | 1UL << 62, supervisor: 0x1800 | 1UL << 40, Area(11, 16, 0), Area(12, 24, 0), Area(40, 8, 0), Area(41, 8, 960), Area(62, 128, 832));
        CpuidData host = builder.ToCpuidData();
        Assert.True(host.TryGet(0xD, 1, out CpuidRegisters before));
        Assert.Empty(host.Mask(Catalog.All, UnnamedBitsPolicy.Keep).Adjustments);

        CpuidMaskReport withoutShadowStacks = host.Mask(Catalog.All.Without(X86Facility.CetSs.Index).Without(X86Facility.CetIbt.Index), UnnamedBitsPolicy.Keep);
        Assert.Equal(
            "Leaf 0xd subleaf 0x1 loses the state components CetU, CetS, whose features are off: so does its size, which is at most that of all that are left.",
            withoutShadowStacks.Adjustments.Single(static one => one.After is { Leaf: 0xD, Subleaf: 1 }).Sentence);
        Assert.True(withoutShadowStacks.Table.TryGet(0xD, 1, out CpuidRegisters after));
        Assert.Equal(before with { Ebx = 576 + 8 + 8 + 128, Ecx = 0, Edx = 1 << 8 }, after);

        CpuidMaskReport withoutProfiling = host.Mask(Catalog.All.Without(X86Facility.Lwp.Index), UnnamedBitsPolicy.Keep);
        Assert.True(withoutProfiling.Table.TryGet(0xD, 0, out CpuidRegisters main));
        Assert.Equal(new CpuidRegisters(3, 968, 968, 1 << 9), main);
        Assert.Contains(withoutProfiling.Adjustments, static one => one.Sentence.Contains("components Lwp,", StringComparison.Ordinal));
    }

    /// <summary>A component that is not listed may end anywhere: then no size shrinks.</summary>
    [Fact]
    public void Mask_ComponentThatIsNotListed_KeepsTheSizes()
    {
        CpuidData.Builder builder = Components(user: 0x207, supervisor: 0, Area(2, 256, 576));
        builder.TryGet(0xD, 0, out CpuidRegisters main);
        builder.TryGet(0xD, 1, out CpuidRegisters one);
        CpuidData masked = builder.ToCpuidData().Mask(Catalog.All.Without(X86Facility.Avx.Index), UnnamedBitsPolicy.Keep).Table;
        masked.TryGet(0xD, 0, out CpuidRegisters mainAfter);
        masked.TryGet(0xD, 1, out CpuidRegisters oneAfter);
        Assert.Equal((main with { Eax = 0x203 }, one), (mainAfter, oneAfter));
    }

    /// <summary>If the table does not say whether a feature is on, its leaves stay.</summary>
    [Fact]
    public void Mask_FeaturesNotKnown_LeaveTheirLeavesAlone()
    {
        var builder = new CpuidData.Builder();
        builder.Set(0x14, 0, Ones);
        builder.Set(0xD, 0, new CpuidRegisters(7, 832, 832, 0));
        builder.Set(0xD, 2, new CpuidRegisters(256, 576, 0, 0));
        CpuidData host = builder.ToCpuidData();
        Assert.Equal(host, host.Mask(host.ReadFacilities(), UnnamedBitsPolicy.Keep).Table);
    }

    [Fact]
    public void Mask_LeafDWithoutSubleaf1_AddsNone()
    {
        var builder = new CpuidData.Builder();
        builder.Set(1, 0, new CpuidRegisters(0, 0, 1u << 26, 0));
        builder.Set(0xD, 0, new CpuidRegisters(7, 832, 832, 0));
        builder.Set(0xD, 2, new CpuidRegisters(256, 576, 0, 0));
        CpuidMaskReport report = builder.ToCpuidData().Mask([X86Facility.Xsave.Index], UnnamedBitsPolicy.Keep);
        Assert.False(report.Table.TryGet(0xD, 1, out _));
        Assert.True(report.Table.TryGet(0xD, 0, out CpuidRegisters main));
        Assert.Equal(new CpuidRegisters(3, 576, 576, 0), main);
    }

    [Fact]
    public void ToString_EverythingThatAMaskDoes_IsALineEach()
    {
        var builder = new CpuidData.Builder();
        builder.Set(0, 0, IntelName with { Eax = 5 });
        builder.Set(1, 0, new CpuidRegisters(0, 0, 1u << 11 | 1u << 26 | 1u << 3, 1));
        builder.Set(5, 0, new CpuidRegisters(0x40, 0x40, 3, 0));
        Assert.True(builder.TryAddMsr(0x10A, 1, out _));
        FacilitySet wanted = Catalog.CreateSet(X86Facility.Fpu, X86Facility.Avx2, X86Facility.Lm, X86Facility.RdctlNo);
        Assert.Equal(
            """
            Taken away: monitor, xsave.
            Not offered by the host: avx2.
            Not reported by the host: lm.
            Cleared: CPUID_1_ECX bit 11 is on without a name.
            Leaf 0x5 subleaf 0x0 describes MONITOR and MWAIT, and monitor is off: it is zero apart from features that were wanted.
            rdctl-no needs arch-capabilities, which is off.
            """.ReplaceLineEndings("\n"),
            builder.ToCpuidData().Mask(wanted, UnnamedBitsPolicy.Clear).ToString());
    }

    /// <summary>A processor with every feature of leaves 1, 7 and 80000001H and some components, whose sizes are the greatest.</summary>
    private static CpuidData.Builder Components(ulong user, ulong supervisor, params ReadOnlySpan<CpuidEntry> areas)
    {
        var builder = new CpuidData.Builder { IsComplete = true };
        builder.Set(1, 0, Ones);
        builder.Set(7, 0, Ones);
        builder.Set(0x8000_0001, 0, Ones);
        builder.Set(0xD, 0, new CpuidRegisters((uint)user, 2696, 2696, (uint)(user >> 32)));
        builder.Set(0xD, 1, new CpuidRegisters(0, 2696, (uint)supervisor, (uint)(supervisor >> 32)));
        foreach (CpuidEntry area in areas)
        {
            builder.Set(area.Leaf, area.Subleaf, area.Registers);
        }

        return builder;
    }

    private static CpuidEntry Area(uint component, uint size, uint offset) => new(0xD, component, new CpuidRegisters(size, offset, 0, 0));

    /// <summary>The bits of a line that have a name, by the rows of the data.</summary>
    private static CpuidRegisters Named(uint leaf, uint subleaf)
    {
        uint[] masks = [0, 0, 0, 0];
        foreach (CpuidOracle.OracleBit bit in CpuidOracle.Bits.Where(bit => bit.Register < 4 && bit.Leaf == leaf && bit.Subleaf == subleaf))
        {
            masks[bit.Register] |= 1u << bit.Bit;
        }

        return new CpuidRegisters(masks[0], masks[1], masks[2], masks[3]);
    }

    private static List<Dictionary<string, string>> ReadData(string file) =>
        CsvRows.Read(RepositoryFolder.Locate("src", "CpuFacility", "Architectures", "X86", "Data", file));

    private static uint Hexadecimal(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? uint.Parse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
        : uint.Parse(text, CultureInfo.InvariantCulture);
}
