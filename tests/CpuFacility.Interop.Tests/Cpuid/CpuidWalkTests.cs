using CpuFacility.Cpuid;
using CpuFacility.Interop.Tests.Libvirt;
using CpuFacility.Libvirt;
using CpuFacility.X86;

namespace CpuFacility.Interop.Tests.Cpuid;

public class CpuidWalkTests
{
    /// <summary>What a leaf gives, and the subleaves that the manuals say it then has.</summary>
    public static TheoryData<uint, CpuidEntry[], uint[]> Leaves => new()
    {
        { 0x2, [new(2, 0, new(0x00FE_FF01, 0, 0, 0))], [0] },
        { 0x4, [new(4, 0, new(0x121, 0, 0, 0)), new(4, 1, new(0x163, 0, 0, 0))], [0, 1, 2] },
        { 0x4, [], [0] },
        { 0x7, [new(7, 0, new(2, 0, 0, 0))], [0, 1, 2] },
        { 0x7, [], [0] },
        { 0xB, [new(0xB, 0, new(1, 2, 0x100, 0)), new(0xB, 1, new(5, 2, 0x201, 1))], [0, 1, 2] },
        { 0x1F, [new(0x1F, 0, new(1, 2, 0x100, 0)), new(0x1F, 1, new(5, 2, 0x201, 1)), new(0x1F, 2, new(0, 0, 2, 0))], [0, 1, 2] },
        { 0xD, [new(0xD, 0, new(0x207, 0, 0, 0x4000_0000)), new(0xD, 1, new(0xF, 0, 0x1800, 0))], [0, 1, 2, 9, 11, 12, 62] },
        { 0xD, [], [0, 1] },
        { 0xF, [new(0xF, 0, new(0, 0, 0, 2))], [0, 1] },
        { 0x10, [new(0x10, 0, new(0, 0b101110, 0, 0))], [0, 1, 2, 3, 5] },
        { 0x12, [], [0, 1, 2] },
        { 0x12, [new(0x12, 2, new(1, 0, 0, 0)), new(0x12, 3, new(1, 0, 0, 0))], [0, 1, 2, 3, 4] },
        { 0x14, [new(0x14, 0, new(1, 0, 0, 0))], [0, 1] },
        { 0x17, [new(0x17, 0, new(3, 0, 0, 0))], [0, 1, 2, 3] },
        { 0x18, [new(0x18, 0, new(7, 0, 0, 0))], [0, 1, 2, 3, 4, 5, 6, 7] },
        { 0x1B, [new(0x1B, 0, new(1, 0, 0, 0))], [0, 1] },
        { 0x1D, [new(0x1D, 0, new(1, 0, 0, 0))], [0, 1] },
        { 0x1E, [new(0x1E, 0, new(1, 0, 0, 0))], [0, 1] },
        { 0x20, [new(0x20, 0, new(0, 1, 0, 0))], [0] },
        { 0x23, [new(0x23, 0, new(0b101011, 0, 0, 0))], [0, 1, 3, 5] },
        { 0x24, [new(0x24, 0, new(1, 0, 0, 0))], [0, 1] },
        { 0x27, [new(0x27, 0, new(0, 0, 0, 2))], [0, 1] },
        { 0x28, [new(0x28, 0, new(0, 2, 0, 0))], [0, 1] },
        { 0x29, [new(0x29, 0, new(0, 1, 0, 0))], [0] },
        { 0x8000_001D, [new(0x8000_001D, 0, new(0x121, 0, 0, 0))], [0, 1] },
        { 0x8000_0020, [new(0x8000_0020, 0, new(0, 0b101110, 0, 0))], [0, 1, 2, 3, 5] },
        { 0x8000_0026, [new(0x8000_0026, 0, new(0, 0, 0x100, 0))], [0, 1] },
    };

    [Theory]
    [MemberData(nameof(Leaves))]
    public void Read_LeafWithSubleaves_AsksForThoseThatItHas(uint leaf, CpuidEntry[] lines, uint[] subleaves)
    {
        uint range = leaf & 0x8000_0000;
        CpuidData machine = Table([new(0, 0, new(range == 0 ? leaf : 1, 0, 0, 0)), new(0x8000_0000, 0, new(range == 0 ? 0 : leaf, 0, 0, 0)), .. lines]);
        CpuidData read = CpuidWalk.Read((asked, subleaf) => machine.TryGet(asked, subleaf, out CpuidRegisters registers) ? registers : default);
        Assert.Equal(subleaves, read.Entries.Where(entry => entry.Leaf == leaf).Select(static entry => entry.Subleaf));
        Assert.All(lines, line => Assert.Contains(line, read.Entries));
        Assert.False(read.IsComplete);
    }

    [Fact]
    public void Read_Ranges_AreThoseThatAnswerWithinThemselves()
    {
        // Hyper-V's leaves of KVM with its own behind them, an Intel processor that answers the others with its highest basic leaf.
        CpuidData machine = Table(
            [
                new(0, 0, new(0x16, 0, 0, 0)), new(0x16, 0, new(0xC000_0000, 1, 2, 3)),
                new(0x4000_0000, 0, new(0x4000_0005, 0, 0, 0)), new(0x4000_0100, 0, new(0x4000_0101, 0, 0, 0)),
                new(0x8000_0000, 0, new(0x8000_0008, 0, 0, 0)), new(0xC000_0000, 0, new(0xC000_0001, 0, 0, 0)),
                new(0x2000_0000, 0, new(0x2000_0001, 0, 0, 0)), new(0x8086_0000, 0, new(0x8086_0000, 0, 0, 0)),
            ]);
        CpuidData read = CpuidWalk.Read((leaf, subleaf) => machine.TryGet(leaf, subleaf, out CpuidRegisters registers) ? registers
            : leaf is > 0x16 and not (> 0x4000_0000 and < 0x4000_0102 or > 0x8000_0000 and <= 0x8000_0008 or 0xC000_0001 or 0x2000_0001)
                ? new(0xC000_0000, 1, 2, 3) : default);
        (uint First, uint Count)[] ranges = [(0, 0x17), (0x2000_0000, 2), (0x4000_0000, 6), (0x4000_0100, 2), (0x8000_0000, 9), (0x8086_0000, 1), (0xC000_0000, 2)];
        Assert.Equal(
            ranges.SelectMany(static range => Enumerable.Range(0, (int)range.Count).Select(i => range.First + (uint)i)),
            read.Entries.Select(static entry => entry.Leaf).Distinct());
    }

    [SkippableFact]
    public void Read_EveryDumpOfLibvirt_FindsItsLinesAgain()
    {
        foreach ((string name, string dump, _) in LibvirtDumps.ReadCases("signature"))
        {
            CpuidData machine = LibvirtCpuData.Read(dump);
            CpuidData read = CpuidWalk.Read((leaf, subleaf) => machine.TryGet(leaf, subleaf, out CpuidRegisters registers) ? registers : default);
            Assert.All(read.Entries, entry => Assert.Equal(entry.Registers, machine.TryGet(entry.Leaf, entry.Subleaf, out CpuidRegisters registers) ? registers : default));
            CpuidEntry[] lost = [.. machine.Entries.Where(entry => entry.Registers != default && !read.TryGet(entry.Leaf, entry.Subleaf, out _))];

            // The tool also asks for what is no range on that processor, which then answers with its highest basic leaf.
            Assert.All(lost, entry => Assert.True(entry.Leaf is 0x2000_0000 or 0x4000_0000 or 0x4000_0100 or 0x8086_0000 or 0xC000_0000, $"{name}: {entry}"));
        }
    }

    [Fact]
    public void Read_ProcessorThatAnswersAnything_Ends()
    {
        CpuidRegisters ones = new(uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue);
        Assert.Empty(CpuidWalk.Read((_, _) => ones).Entries);
        CpuidData most = CpuidWalk.Read((leaf, _) => ones with { Eax = (leaf & 0xFFFF_0000) | 0xFFFF });
        Assert.InRange(most.Entries.Length, CpuidWalk.MaximumLeaves * 5, CpuidData.MaximumEntries);
        Assert.True(most.TryGet(0xFF, 0, out _));
        Assert.False(most.TryGet(0x100, 0, out _));
        CpuidData full = CpuidWalk.Read((leaf, _) => ones with { Eax = leaf | 0xFF });
        Assert.Equal(CpuidData.MaximumEntries, full.Entries.Length);
        var random = new Random(1);
        for (int i = 0; i < 200; i++)
        {
            _ = CpuidWalk.Read((leaf, _) => new((leaf & 0xF000_0000) | (uint)random.Next(0x200), (uint)random.Next(), (uint)random.Next(), (uint)random.Next()));
        }

        Assert.Throws<ArgumentNullException>(static () => CpuidWalk.Read(null!));
    }

    private static CpuidData Table(CpuidEntry[] lines)
    {
        var table = new CpuidData.Builder();
        foreach (CpuidEntry line in lines)
        {
            table.Set(line.Leaf, line.Subleaf, line.Registers);
        }

        return table.ToCpuidData();
    }
}
