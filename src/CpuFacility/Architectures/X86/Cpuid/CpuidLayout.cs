using System.Collections.Immutable;

namespace CpuFacility.X86;

/// <summary>Where the bits of a block go in a set: once from the catalog, for all tables.</summary>
/// <remarks>
/// The indexes of a block's facilities ascend with their bits. The block falls into segments, whose facilities have consecutive indexes (one for
/// a block whose rows stand together in the data), and a segment into runs of consecutive bits. A run is one mask and one shift, which closes the
/// gaps of bits without a name; a segment is then shifted to its place.
/// </remarks>
internal static class CpuidLayout
{
    private static readonly FacilityCatalogData Data = X86Registry.Catalog.Data;

    /// <summary>The runs of all segments, segment after segment.</summary>
    public static readonly BitRun[] Runs;

    /// <summary>The segments of all blocks, block after block.</summary>
    public static readonly Segment[] Segments;

    private static readonly BlockLayout[] Blocks;

    static CpuidLayout()
    {
        var runs = new List<BitRun>();
        var segments = new List<Segment>();
        Blocks = [.. Enumerable.Range(0, Data.Blocks.Length).Select(number => CreateBlock(number, segments, runs))];
        Segments = [.. segments];
        Runs = [.. runs];
    }

    public static int BlockCount => Blocks.Length;

    public static ref readonly BlockLayout Block(int number) => ref Blocks[number];

    /// <summary>The bits of a block that a set has on, in their own places: not those that repeat another register's.</summary>
    public static ulong Write(in BlockLayout block, in FacilitySet facilities)
    {
        ReadOnlySpan<ulong> words = FacilitySet.WordsOf(in facilities);
        ulong value = 0;
        foreach (Segment segment in Segments.AsSpan(block.FirstSegment, block.SegmentCount))
        {
            ulong closed = words[segment.Word] >> segment.Shift;
            if (segment.Word + 1 < words.Length)
            {
                // Two shifts, as one by 64 would be none.
                closed |= words[segment.Word + 1] << 1 << (63 - segment.Shift);
            }

            for (int i = segment.FirstRun; i < segment.EndRun; i++)
            {
                value |= closed << Runs[i].Gap & Runs[i].Mask;
            }
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

    private static BlockLayout CreateBlock(int number, List<Segment> segments, List<BitRun> runs)
    {
        int[] members = [.. Enumerable.Range(0, Data.Names.Length).Where(index => Data.BlockNumbers[index] == number)];
        ulong named = members.Aggregate(0UL, static (mask, index) => mask | 1UL << Data.Bits[index]);
        CompanionBit[] companions =
        [
            .. Data.Mirrors.Where(mirror => mirror.Block == number).Select(static row => new CompanionBit(row.Bit, row.Facility, IsMirror: true)),
            .. Data.ImpliedBits.Where(implied => implied.Block == number).Select(static row => new CompanionBit(row.Bit, row.Facility, IsMirror: false)),
        ];
        int firstSegment = segments.Count;
        AddSegments(members, segments, runs);
        return new BlockLayout
        {
            Number = number,
            Leaf = X86Data.BlockLeaf[number],
            Subleaf = X86Data.BlockSubleaf[number],
            Register = (int)X86Data.BlockRegister[number],
            FirstSegment = firstSegment,
            SegmentCount = segments.Count - firstSegment,
            NamedBits = named,
            FieldBits = ReadFields(number) & ~named,
            Announcer = FindAnnouncer(number),
            Companions = [.. companions],
            Facilities = FacilitySet.Create(members),
        };
    }

    private static ulong ReadFields(int block)
    {
        ulong mask = 0;
        for (int row = 0; row < X86Data.Fields.Block.Length; row++)
        {
            mask |= X86Data.Fields.Block[row] == block ? X86Data.Fields.Mask[row] : 0;
        }

        return mask;
    }

    private static FeaturePlace? FindAnnouncer(int block)
    {
        int row = X86Data.AnnouncedMsrs.Msr.IndexOf((short)block);
        return row < 0 ? null : FeaturePlace.Of(X86Data.AnnouncedMsrs.Block[row], X86Data.AnnouncedMsrs.Bit[row]);
    }

    private static void AddSegments(int[] members, List<Segment> segments, List<BitRun> runs)
    {
        for (int start = 0; start < members.Length;)
        {
            // A later row of the data can stand apart, and be of a lower bit: then it begins a segment.
            int first = members[start];
            int firstRun = runs.Count;
            int position = start;
            while (position < members.Length && members[position] == first + position - start
                && (position == start || Data.Bits[members[position]] > Data.Bits[members[position - 1]]))
            {
                int bit = Data.Bits[members[position]];
                int gap = bit - (position - start);
                if (runs.Count > firstRun && runs[^1].Gap == gap)
                {
                    runs[^1] = runs[^1] with { Mask = runs[^1].Mask | 1UL << bit };
                }
                else
                {
                    runs.Add(new BitRun(1UL << bit, gap));
                }

                position++;
            }

            segments.Add(new Segment((ushort)firstRun, (ushort)runs.Count, (byte)(first / 64), (byte)(first % 64)));
            start = position;
        }
    }

    /// <param name="Mask">The bits of the run in the register.</param>
    /// <param name="Gap">How far down they go to close the gaps below them, and to begin with bit 0.</param>
    internal readonly record struct BitRun(ulong Mask, int Gap);

    /// <param name="FirstRun">The first of its runs.</param>
    /// <param name="EndRun">The run behind its last.</param>
    /// <param name="Word">The word of the set in which the segment begins; it can go on in the next.</param>
    /// <param name="Shift">The bit of that word with which it begins.</param>
    internal readonly record struct Segment(ushort FirstRun, ushort EndRun, byte Word, byte Shift);

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

        public required int FirstSegment { get; init; }

        public required int SegmentCount { get; init; }

        /// <summary>The bits that are facilities.</summary>
        public required ulong NamedBits { get; init; }

        /// <summary>
        /// The bits that are numbers, not features: a version, a size. They are neither facilities nor unnamed bits, and stay as they are whatever
        /// is masked.
        /// </summary>
        public required ulong FieldBits { get; init; }

        /// <summary>The feature without which an MSR is not there; null if there is no such, or the block is no MSR.</summary>
        public required FeaturePlace? Announcer { get; init; }

        public required ImmutableArray<CompanionBit> Companions { get; init; }

        public required FacilitySet Facilities { get; init; }

        public bool IsMsr => Register == X86BlockRegister.Msr;
    }
}
