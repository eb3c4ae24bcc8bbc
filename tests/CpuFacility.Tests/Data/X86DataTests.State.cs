using System.Globalization;
using CpuFacility.X86;

namespace CpuFacility.Tests.Data;

/// <summary>The state components, the fields of feature registers, and what announces leaves and MSRs.</summary>
public partial class X86DataTests
{
    /// <summary>Leaf DH of an Intel server with AMX (component, EAX, EBX, ECX), as reported on QEMU's mailing list in March 2022.</summary>
    private static readonly (uint Component, uint Eax, uint Ebx, uint Ecx)[] AmxServer =
    [
        (2, 0x100, 0x240, 0), (5, 0x40, 0x440, 0), (6, 0x200, 0x480, 0), (7, 0x400, 0x680, 0), (8, 0x80, 0, 1), (9, 8, 0xa80, 0), (10, 8, 0, 1),
        (11, 0x10, 0, 1), (12, 0x18, 0, 1), (14, 0x30, 0, 1), (15, 0x328, 0, 1), (17, 0x40, 0xac0, 2), (18, 0x2000, 0xb00, 6),
    ];

    /// <summary>The masks of Linux's <c>asm/vmx.h</c>, <c>asm/mce.h</c> and <c>perf_event.h</c>, and of QEMU's <c>target/i386/cpu.c</c>.</summary>
    public static TheoryData<string, ulong> FieldMasks => new()
    {
        { "CPUID_24_0_EBX", 0xFF },
        { "MSR_179", 0xFF_00FF },
        { "MSR_345", 0b1111_0011_1111 },
        { "MSR_480", GenMask(30, 0) | GenMask(44, 32) | GenMask(53, 50) },
        { "MSR_485", GenMask(4, 0) | GenMask(24, 16) | GenMask(27, 25) | GenMask(63, 32) },
        { "MSR_48B", GenMask(31, 0) },
        { "MSR_48D", GenMask(31, 0) },
        { "MSR_48E", GenMask(31, 0) },
        { "MSR_48F", GenMask(31, 0) },
        { "MSR_490", GenMask(31, 0) },
        { "MSR_48C", 0 },
        { "CPUID_1_EDX", 0 },
    };

    [Fact]
    public void State_NamesAndNumbers_AreThoseOfTheEnumeration() => Assert.Equal(
        Enum.GetValues<X86XsaveComponent>().Select(static component => $"{component} {(uint)component}"),
        X86Data.State.Name().Zip(X86Data.State.Number.ToArray(), static (name, number) => string.Create(CultureInfo.InvariantCulture, $"{name} {number}")));

    [Fact]
    public void State_ProcessorThatReportsIt_SaysTheSame()
    {
        foreach ((uint component, uint eax, uint ebx, uint ecx) in AmxServer)
        {
            int row = X86Data.State.Number.IndexOf(component);
            bool isOfGuests = X86Data.State.Size[row] != 0;
            Assert.Equal((isOfGuests ? eax : 0, isOfGuests ? ebx : 0, ecx), (X86Data.State.Size[row], X86Data.State.Offset[row], X86Data.State.Flags[row]));
        }
    }

    /// <summary>Components of one layout do not overlap; APX lies where MPX did, which no processor with APX has.</summary>
    [Fact]
    public void State_UserComponents_LieApart()
    {
        var areas = new List<(uint Start, uint End)>();
        for (int row = 0; row < X86Data.State.Number.Length; row++)
        {
            bool isStandard = X86Data.State.Size[row] != 0 && (X86Data.State.Flags[row] & 1) == 0 && X86Data.State.Name()[row] != nameof(X86XsaveComponent.Apx);
            if (isStandard)
            {
                areas.Add((X86Data.State.Offset[row], X86Data.State.Offset[row] + X86Data.State.Size[row]));
            }
        }

        Assert.Equal(11, areas.Count);
        Assert.All(areas.Order().Zip(areas.Order().Skip(1)), static pair => Assert.True(pair.First.End <= pair.Second.Start));
    }

    [Fact]
    public void State_Requirements_AreOfComponentsBefore() => Assert.All(
        Enumerable.Range(0, X86Data.State.Number.Length),
        static row => Assert.True(X86Data.State.Requires[row] >> (int)X86Data.State.Number[row] == 0));

    [Theory]
    [MemberData(nameof(FieldMasks))]
    public void Fields_Masks_AreThoseOfPublicHeaders(string block, ulong mask)
    {
        int number = Catalog.Blocks.Select(static candidate => candidate.Name).ToList().IndexOf(block);
        Assert.Equal(mask, X86Data.Fields.Block.ToArray().Zip(X86Data.Fields.Mask.ToArray()).Where(row => row.First == number).Aggregate(0UL, static (all, row) => all | row.Second));
    }

    [Fact]
    public void Fields_EachBit_IsOfOneFieldAndNoFeature()
    {
        for (int row = 0; row < X86Data.Fields.Mask.Length; row++)
        {
            short block = X86Data.Fields.Block[row];
            ulong mask = X86Data.Fields.Mask[row];
            for (int other = 0; other < row; other++)
            {
                Assert.True(X86Data.Fields.Block[other] != block || (X86Data.Fields.Mask[other] & mask) == 0, X86Data.Fields.Name()[row]);
            }

            Assert.DoesNotContain(Enumerable.Range(0, Catalog.Count), index => Data.BlockNumbers[index] == block && (mask >> Data.Bits[index] & 1) != 0);
        }
    }

    /// <summary>Each MSR with features is announced by one, and what announces is a bit of CPUID.</summary>
    [Fact]
    public void AnnouncedMsrs_Blocks_AreAllMsrs()
    {
        Assert.Equal(
            Enumerable.Range(0, Data.Blocks.Length).Where(static block => X86Data.BlockRegister[block] == X86BlockRegister.Msr),
            X86Data.AnnouncedMsrs.Msr.ToArray().Select(static block => (int)block).Order());
        Assert.All(
            [.. X86Data.AnnouncedMsrs.Block, .. X86Data.AnnouncedLeaves.Block, .. X86Data.State.Block, .. X86Data.State.OrBlock],
            static block => Assert.True(block < 0 || X86Data.BlockRegister[block] < X86BlockRegister.Msr));
    }

    /// <summary>A feature has a name of its own in the row just where the catalog has none.</summary>
    [Fact]
    public void AnnouncedLeaves_Unnamed_AreThoseThatTheCatalogLacks()
    {
        string[] unnamed = X86Data.AnnouncedLeaves.Unnamed();
        for (int row = 0; row < unnamed.Length; row++)
        {
            short block = X86Data.AnnouncedLeaves.Block[row];
            short bit = X86Data.AnnouncedLeaves.Bit[row];
            bool isFacility = Enumerable.Range(0, Catalog.Count).Any(index => Data.BlockNumbers[index] == block && Data.Bits[index] == bit);
            Assert.Equal(isFacility, unnamed[row].Length == 0);
        }

        Assert.Equal(2, unnamed.Count(static name => name.Length > 0));
    }

    /// <summary>A leaf that raises the highest leaf for a feature is one that the feature announces.</summary>
    [Fact]
    public void Leaves_FeatureAndLeaf_AreAnnouncedSo() => Assert.All(
        Enumerable.Range(0, X86Data.Leaves.Name.Length),
        static row =>
        {
            short facility = X86Data.Leaves.Name[row];
            int announced = X86Data.AnnouncedLeaves.Leaf.IndexOf(X86Data.Leaves.Leaf[row]);
            Assert.Equal((Data.BlockNumbers[facility], Data.Bits[facility]), (X86Data.AnnouncedLeaves.Block[announced], X86Data.AnnouncedLeaves.Bit[announced]));
        });

    /// <summary>The bits from one to another, both included, as Linux's macro of this name.</summary>
    private static ulong GenMask(int high, int low) => ulong.MaxValue >> (63 - high) & ulong.MaxValue << low;
}
