namespace CpuFacility;

/// <summary>
/// The raw tables of a catalog as the source generator emits them from <c>Data/*.csv</c>. All numbers are checked at build time;
/// a facility is an index, a block is a position in <see cref="Blocks"/>, and -1 stands for "none".
/// </summary>
internal sealed class FacilityCatalogData
{
    public required CpuArchitecture Architecture { get; init; }

    /// <summary>Names in the canonical dialect, by index.</summary>
    public required string[] Names { get; init; }

    public required string[] Titles { get; init; }

    /// <summary>The first release of the publisher that knows the facility, by index.</summary>
    public required Version[] Since { get; init; }

    /// <summary>By index: the number of the block that reports the facility.</summary>
    public required short[] BlockNumbers { get; init; }

    /// <summary>By index: the bit in the block, in the block's own numbering; -1 in a block without bits.</summary>
    public required short[] Bits { get; init; }

    public required BlockRow[] Blocks { get; init; }

    /// <summary>Bits without a name of their own that are on whenever a facility is, or always (facility -1).</summary>
    public required ImpliedBitRow[] ImpliedBits { get; init; }

    /// <summary>Bits that repeat a facility whose own place is in another block.</summary>
    public required MirrorRow[] Mirrors { get; init; }

    /// <summary>In the publisher's order of groups, which is the order of reports.</summary>
    public required GroupRow[] Groups { get; init; }

    public required DependencyRow[] Dependencies { get; init; }

    public required AliasRow[] Aliases { get; init; }

    /// <summary>Publishers' orders that differ from the order of indexes, by edition.</summary>
    public required OrderRow[] Orders { get; init; }

    /// <summary>Facilities whose name is the catalog's alone: the publisher of the canonical dialect has none for them.</summary>
    public short[] Foreign { get; init; } = [];

    /// <summary>Named sets of facilities, such as <c>deprecated</c>.</summary>
    public required MarkRow[] Marks { get; init; }

    /// <param name="Name">The name.</param>
    /// <param name="Title">What the block is.</param>
    /// <param name="Bits">Width in bits, 0 for a block without bits.</param>
    /// <param name="MostSignificantFirst">Whether bit 0 is the leftmost bit of byte 0.</param>
    /// <param name="VariableLength">Whether a shorter array of bytes is a valid block.</param>
    internal sealed record BlockRow(string Name, string Title, int Bits, bool MostSignificantFirst, bool VariableLength);

    internal readonly record struct ImpliedBitRow(short Block, short Bit, short Facility);

    internal readonly record struct MirrorRow(short Block, short Bit, short Facility);

    internal sealed record GroupRow(string Name, short[] Members);

    internal readonly record struct DependencyRow(short Facility, short Requires);

    internal sealed record AliasRow(FacilityDialect Dialect, string Name, short Facility);

    internal sealed record OrderRow(string Edition, short[] FacilityByRank);

    internal sealed record MarkRow(string Name, short[] Facilities);
}
