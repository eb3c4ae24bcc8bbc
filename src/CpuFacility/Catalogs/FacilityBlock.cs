using System.Collections.Immutable;

namespace CpuFacility;

/// <summary>
/// A bit array in which hardware or a hypervisor reports facilities, such as the list that s390x' STORE FACILITY LIST EXTENDED
/// stores: the only place where hardware's own bit numbers live. It reads bytes into a set and writes a set into bytes.
/// </summary>
/// <remarks>
/// Reading what was written gives the same facilities of this block that have a bit, plus <see cref="AlwaysReported"/>. Writing what was
/// read gives the same bytes when the unknown bits are passed back. A block knows its own bits alone: whether hardware fills it at all can
/// depend on a facility of another block. Immutable and safe to share between threads.
/// </remarks>
public sealed partial class FacilityBlock
{
    private readonly FacilitySet _facilities;
    private readonly FacilitySet _alwaysReported;
    private readonly short[] _facilityByBit;
    private readonly ImmutableArray<ImpliedBit> _impliedBits;

    internal FacilityBlock(FacilityCatalogData data, int number)
    {
        FacilityCatalogData.BlockRow row = data.Blocks[number];
        Architecture = data.Architecture;
        Name = row.Name;
        Title = row.Title;
        Width = row.Bits;
        IsVariableLength = row.VariableLength;
        BitOrder = row.MostSignificantFirst ? BlockBitOrder.MostSignificantFirst : BlockBitOrder.LeastSignificantFirst;

        int[] members = [.. Enumerable.Range(0, data.Names.Length).Where(index => data.BlockNumbers[index] == number)];
        FacilityCatalogData.MirrorRow[] mirrors = [.. data.Mirrors.Where(mirror => mirror.Block == number)];
        _facilities = FacilitySet.Create([.. members, .. mirrors.Select(static mirror => (int)mirror.Facility)]);
        (int Bit, int Facility)[] named =
        [
            .. members.Where(index => data.Bits[index] >= 0).Select(index => ((int)data.Bits[index], index)),
            .. mirrors.Select(static mirror => ((int)mirror.Bit, (int)mirror.Facility)),
        ];
        _facilityByBit = new short[named.Length == 0 ? 0 : named.Max(static pair => pair.Bit) + 1];
        Array.Fill(_facilityByBit, (short)-1);
        foreach ((int bit, int index) in named)
        {
            _facilityByBit[bit] = (short)index;
        }

        _impliedBits = [.. data.ImpliedBits
            .Where(implied => implied.Block == number)
            .OrderBy(static implied => implied.Bit)
            .Select(static implied => new ImpliedBit(implied.Bit, implied.Facility))];
        _alwaysReported = FacilitySet.Create([.. _impliedBits
            .Where(implied => implied.Facility < 0 && FacilityAt(implied.Bit) >= 0)
            .Select(implied => FacilityAt(implied.Bit))]);
    }

    /// <summary>The architecture of the facilities.</summary>
    public CpuArchitecture Architecture { get; }

    /// <summary>The name, unique in its catalog, such as <c>STFL</c>.</summary>
    public string Name { get; }

    /// <summary>What the block is, in English.</summary>
    public string Title { get; }

    /// <summary>The width in bits, a multiple of 8; the greatest width if the block <see cref="IsVariableLength"/>; 0 if no bits report the facilities.</summary>
    public int Width { get; }

    /// <summary>Whether fewer bytes than <see cref="Width"/> / 8 are a valid block: missing bytes are then zero.</summary>
    public bool IsVariableLength { get; }

    /// <summary>How the bits are numbered.</summary>
    public BlockBitOrder BitOrder { get; }

    /// <summary>The facilities that this block reports: those whose own place it is, and those of other blocks that it repeats.</summary>
    public ref readonly FacilitySet Facilities => ref _facilities;

    /// <summary>
    /// Facilities whose bit is on in whatever is written, as the bit has a second meaning that always holds (s390x: bit 0 of a query
    /// result is the query function itself). A block that was written reads as having them.
    /// </summary>
    public ref readonly FacilitySet AlwaysReported => ref _alwaysReported;

    /// <summary>Finds the facility that a bit reports.</summary>
    /// <param name="bit">The bit, in the block's own numbering; a bit outside the block has no facility.</param>
    /// <param name="facility">The facility, or the default value if the bit has no name.</param>
    /// <returns>Whether the bit has a name.</returns>
    public bool TryFind(int bit, out Facility facility)
    {
        int index = FacilityAt(bit);
        facility = index < 0 ? default : new Facility(Architecture, index);
        return index >= 0;
    }

    /// <summary>Unknown bits that were stored elsewhere, so that the block can be written with them again.</summary>
    /// <param name="on">Bits that are on and have no name, as in <see cref="UnknownBits.On"/>; in any order.</param>
    /// <param name="off">Bits that are off although they come with others, as in <see cref="UnknownBits.Off"/>; in any order.</param>
    /// <exception cref="ArgumentException">
    /// A bit is not in the block, a bit of <paramref name="on"/> has a name, or a bit of <paramref name="off"/> does not come with others.
    /// </exception>
    public UnknownBits CreateUnknownBits(ReadOnlySpan<int> on, ReadOnlySpan<int> off = default)
    {
        foreach (int bit in on)
        {
            if ((uint)bit >= (uint)Width)
            {
                throw new ArgumentException($"Bit {bit} is not in block {Name}, which has {(Width == 0 ? "no bits" : $"the bits 0 to {Width - 1}")}.", nameof(on));
            }

            if (FacilityAt(bit) >= 0)
            {
                throw new ArgumentException($"Bit {bit} of block {Name} has a name: it belongs in the set of facilities.", nameof(on));
            }
        }

        foreach (int bit in off)
        {
            if (!IsImplied(bit))
            {
                throw new ArgumentException($"Bit {bit} of block {Name} does not come with others: off says nothing.", nameof(off));
            }
        }

        return on.IsEmpty && off.IsEmpty
            ? default
            : new UnknownBits(this, [.. on.ToArray().Distinct().Order()], [.. off.ToArray().Distinct().Order()]);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private int FacilityAt(int bit) => (uint)bit < (uint)_facilityByBit.Length ? _facilityByBit[bit] : -1;

    /// <summary>A bit that is on whenever a facility is, or always (facility -1).</summary>
    private readonly record struct ImpliedBit(int Bit, int Facility)
    {
        public bool IsOnWith(in FacilitySet facilities) => Facility < 0 || facilities.Contains(Facility);
    }
}
