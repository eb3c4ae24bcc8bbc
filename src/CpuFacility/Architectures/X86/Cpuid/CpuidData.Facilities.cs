using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CpuFacility.X86;

public sealed partial class CpuidData
{
    // A line is six words: leaf, subleaf, EAX, EBX, ECX, EDX.
    private const int WordsOfLine = 6;
    private const int FirstRegister = 2;

    private readonly Source[] _sources;
    private readonly Reading[] _readings;
    private readonly Reading[] _msrReadings;
    private readonly FacilitySet _unreported;

    /// <summary>The facilities whose bits are on. It does not allocate.</summary>
    /// <remarks>
    /// Each is read at its own place: bits with which AMD repeats leaf 1 do not count. A line that is listed counts even if it is beyond the
    /// highest leaf. Leaf 40000001H is KVM's, and says nothing of facilities if leaf 40000000H names another hypervisor.
    /// </remarks>
    public FacilitySet ReadFacilities()
    {
        FacilitySet facilities = default;
        ref ulong words = ref MemoryMarshal.GetReference(FacilitySet.MutableWordsOf(ref facilities));
        ref CpuidLayout.BitRun runs = ref MemoryMarshal.GetArrayDataReference(CpuidLayout.Runs);
        ReadOnlySpan<uint> registers = RegistersOf(Entries.AsSpan());
        foreach (Reading reading in _readings)
        {
            AddSegment(ref words, ref runs, reading.Segment, registers[reading.Position]);
        }

        foreach (Reading reading in _msrReadings)
        {
            AddSegment(ref words, ref runs, reading.Segment, Msrs[reading.Position].Value);
        }

        return facilities;
    }

    /// <summary>The facilities whose bits are on, and those of which the table says neither yes nor no. It does not allocate.</summary>
    /// <param name="unreported">
    /// <para>The facilities that the table does not speak of; none of them is in the result. They are those of leaves that are not listed and
    /// not known to be zero, and those of MSRs that were not read.</para>
    /// <para>Known to be zero are all leaves that are not listed if the table <see cref="IsComplete"/>; else those beyond the highest leaf of
    /// their range, subleaves beyond the highest one of leaves that have such a number, and leaves of a hypervisor if leaf 1 says that there
    /// is none. An MSR that was not read is known to lack its facilities if the feature that announces it is known to be off.</para>
    /// </param>
    public FacilitySet ReadFacilities(out FacilitySet unreported)
    {
        unreported = _unreported;
        return ReadFacilities();
    }

    /// <summary>The state components that XSAVE manages, and which of them the operating system has enabled.</summary>
    public X86XsaveState ReadXsaveState() => new(this);

    /// <summary>The facilities that programs can use: <see cref="ReadFacilities()"/> less those whose state the operating system has not enabled.</summary>
    /// <param name="unknown">
    /// The facilities of which that is not known, or of which the table does not speak; none of them is in the result.
    /// </param>
    public FacilitySet ReadUsableFacilities(out FacilitySet unknown)
    {
        FacilitySet facilities = ReadFacilities(out FacilitySet unreported);
        FacilitySet usable = ReadXsaveState().GetUsable(facilities, out unknown);
        unknown = unknown.Union(unreported);
        return usable;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSegment(ref ulong words, ref CpuidLayout.BitRun runs, CpuidLayout.Segment segment, ulong value)
    {
        if (value == 0)
        {
            return;
        }

        ulong closed = 0;
        ref CpuidLayout.BitRun run = ref Unsafe.Add(ref runs, segment.FirstRun);
        ref CpuidLayout.BitRun end = ref Unsafe.Add(ref runs, segment.EndRun);
        do
        {
            closed |= (value & run.Mask) >> run.Gap;
            run = ref Unsafe.Add(ref run, 1);
        }
        while (Unsafe.IsAddressLessThan(ref run, ref end));

        // The layout keeps segments within the set: what is carried is 0 in the last word. Two shifts, as one by 64 would be none.
        Unsafe.Add(ref words, segment.Word) |= closed << segment.Shift;
        ulong carried = closed >> 1 >> (63 - segment.Shift);
        if (carried != 0)
        {
            Unsafe.Add(ref words, segment.Word + 1) |= carried;
        }
    }

    private static ReadOnlySpan<uint> RegistersOf(ReadOnlySpan<CpuidEntry> entries) => MemoryMarshal.Cast<CpuidEntry, uint>(entries);

    private static Span<uint> RegistersOf(Span<CpuidEntry> entries) => MemoryMarshal.Cast<CpuidEntry, uint>(entries);

    /// <summary>Finds the registers that hold facilities, once for all readings.</summary>
    private (Source[] Sources, FacilitySet Unreported) FindSources()
    {
        var sources = new List<Source>(CpuidLayout.BlockCount);
        var unreported = default(FacilitySet.Builder);
        for (int number = 0; number < CpuidLayout.BlockCount; number++)
        {
            ref readonly CpuidLayout.BlockLayout block = ref CpuidLayout.Block(number);
            int position = FindBlock(block);
            if (position >= 0)
            {
                sources.Add(new Source((ushort)position, (byte)number, block.IsMsr));
            }
            else if (block.IsMsr ? !IsMsrAbsent(block) : !IsForeign(block) && !IsKnownZero(block.Leaf, block.Subleaf))
            {
                unreported.UnionWith(block.Facilities);
            }
        }

        return ([.. sources], unreported.ToFacilitySet());
    }

    /// <summary>The place of a block's register among all words, or that of the MSR among the MSRs; -1 if there is none.</summary>
    private int FindBlock(in CpuidLayout.BlockLayout block)
    {
        if (block.IsMsr)
        {
            return FindMsr(block.Leaf);
        }

        int line = IsForeign(block) ? -1 : Find(block.Leaf, block.Subleaf);
        return line < 0 ? -1 : (line * WordsOfLine) + FirstRegister + block.Register;
    }

    private int FindMsr(uint index)
    {
        for (int i = 0; i < Msrs.Length; i++)
        {
            if (Msrs[i].Index == index)
            {
                return i;
            }
        }

        return -1;
    }

    private static Reading[] CreateReadings(Source[] sources, bool ofMsrs)
    {
        var readings = new List<Reading>(sources.Length);
        foreach (Source source in sources)
        {
            ref readonly CpuidLayout.BlockLayout block = ref CpuidLayout.Block(source.Block);
            if (block.IsMsr == ofMsrs)
            {
                foreach (CpuidLayout.Segment segment in CpuidLayout.Segments.AsSpan(block.FirstSegment, block.SegmentCount))
                {
                    readings.Add(new Reading(source.Position, segment));
                }
            }
        }

        return [.. readings];
    }

    /// <summary>Where a block is in this table.</summary>
    /// <param name="Position">The word of the lines, or the number of the MSR.</param>
    /// <param name="Block">The block.</param>
    /// <param name="IsMsr">Whether it is an MSR.</param>
    private readonly record struct Source(ushort Position, byte Block, bool IsMsr);

    /// <summary>A segment to be read.</summary>
    /// <param name="Position">The word of the lines, or the number of the MSR.</param>
    /// <param name="Segment">Where its bits go.</param>
    private readonly record struct Reading(ushort Position, CpuidLayout.Segment Segment);
}
