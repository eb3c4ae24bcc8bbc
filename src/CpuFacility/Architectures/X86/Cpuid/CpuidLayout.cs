using System.Collections.Immutable;

namespace CpuFacility.X86;

/// <summary>Where the bits of a block go in a set: once from the catalog, for all tables.</summary>
/// <remarks>
/// The indexes of a block's facilities ascend with their bits, so that most neighbours in a register are neighbours in the set: a register falls
/// into few runs, each of which is one shift, one mask and one shift.
/// </remarks>
internal static class CpuidLayout
{
    private static readonly FacilityCatalogData Data = X86Registry.Catalog.Data;

    private static readonly BlockLayout[] Blocks = [.. Enumerable.Range(0, Data.Blocks.Length).Select(CreateBlock)];

    /// <summary>The runs of all blocks, block after block.</summary>
    public static readonly BitRun[] Runs = [.. Enumerable.Range(0, Data.Blocks.Length).SelectMany(CreateRuns)];

    public static int BlockCount => Blocks.Length;

    public static ref readonly BlockLayout Block(int number) => ref Blocks[number];

    /// <summary>The bits of a block that a set has on, in their own places: not those that repeat another register's.</summary>
    public static ulong Write(in BlockLayout block, in FacilitySet facilities)
    {
        ReadOnlySpan<ulong> words = FacilitySet.WordsOf(in facilities);
        ulong value = 0;
        for (int i = block.FirstRun; i < block.EndRun; i++)
        {
            ref readonly BitRun run = ref Runs[i];
            value |= (words[run.Word] >> run.WordShift & run.Mask) << run.Shift;
        }

        return value;
    }

    /// <summary>The bits of a block that are on because a facility is whose own place is elsewhere.</summary>
    public static ulong WriteCompanions(in BlockLayout block, in FacilitySet facilities, bool repeatsLeaf1)
    {
        ulong value = 0;
        foreach (CompanionBit companion in block.Companions)
        {
            if ((repeatsLeaf1 || !companion.IsMirror) && facilities.Contains(companion.Facility))
            {
                value |= 1UL << companion.Bit;
            }
        }

        return value;
    }

    private static BlockLayout CreateBlock(int number)
    {
        int[] members = [.. Enumerable.Range(0, Data.Names.Length).Where(index => Data.BlockNumbers[index] == number)];
        ulong named = members.Aggregate(0UL, static (mask, index) => mask | 1UL << Data.Bits[index]);
        CompanionBit[] companions =
        [
            .. Data.Mirrors.Where(mirror => mirror.Block == number).Select(static row => new CompanionBit(row.Bit, row.Facility, IsMirror: true)),
            .. Data.ImpliedBits.Where(implied => implied.Block == number).Select(static row => new CompanionBit(row.Bit, row.Facility, IsMirror: false)),
        ];
        int first = Enumerable.Range(0, number).Sum(static before => CreateRuns(before).Count);
        return new BlockLayout
        {
            Number = number,
            Leaf = X86Data.BlockLeaf[number],
            Subleaf = X86Data.BlockSubleaf[number],
            Register = (int)X86Data.BlockRegister[number],
            FirstRun = first,
            EndRun = first + CreateRuns(number).Count,
            NamedBits = named,
            FieldBits = CpuidFields.Of(X86Data.BlockRegister[number], X86Data.BlockLeaf[number], X86Data.BlockSubleaf[number]) & ~named,
            Companions = [.. companions],
            Facilities = FacilitySet.Create(members),
        };
    }

    /// <summary>Neighbouring bits of neighbouring indexes, which a word of the set ends, too.</summary>
    private static List<BitRun> CreateRuns(int number)
    {
        var runs = new List<BitRun>();
        int[] members = [.. Enumerable.Range(0, Data.Names.Length).Where(index => Data.BlockNumbers[index] == number)];
        for (int start = 0; start < members.Length;)
        {
            int end = start + 1;
            while (end < members.Length
                && members[end] == members[end - 1] + 1
                && Data.Bits[members[end]] == Data.Bits[members[end - 1]] + 1
                && members[end] % 64 != 0)
            {
                end++;
            }

            int index = members[start];
            runs.Add(new BitRun(
                ulong.MaxValue >> (64 - (end - start)), (byte)Data.Bits[index], (byte)(index / 64), (byte)(index % 64)));
            start = end;
        }

        return runs;
    }

    /// <param name="Mask">As many low bits as the run has.</param>
    /// <param name="Shift">The lowest bit of the run in the register.</param>
    /// <param name="Word">The word of the set.</param>
    /// <param name="WordShift">The lowest bit of the run in that word.</param>
    internal readonly record struct BitRun(ulong Mask, byte Shift, byte Word, byte WordShift);

    /// <param name="Bit">The bit that is on because a facility is.</param>
    /// <param name="Facility">The facility, whose own place is elsewhere.</param>
    /// <param name="IsMirror">Whether only vendors that repeat leaf 1 have it.</param>
    internal readonly record struct CompanionBit(int Bit, int Facility, bool IsMirror);

    /// <summary>One register, or one model-specific register.</summary>
    internal readonly struct BlockLayout
    {
        public required int Number { get; init; }

        /// <summary>The leaf, or the number of the MSR.</summary>
        public required uint Leaf { get; init; }

        public required uint Subleaf { get; init; }

        /// <summary>0 to 3 for EAX to EDX, 4 for an MSR.</summary>
        public required int Register { get; init; }

        public required int FirstRun { get; init; }

        public required int EndRun { get; init; }

        /// <summary>The bits that are facilities.</summary>
        public required ulong NamedBits { get; init; }

        /// <summary>The bits that are numbers, not features: a version, a size.</summary>
        public required ulong FieldBits { get; init; }

        public required ImmutableArray<CompanionBit> Companions { get; init; }

        public required FacilitySet Facilities { get; init; }

        public bool IsMsr => Register == X86BlockRegister.Msr;
    }
}
