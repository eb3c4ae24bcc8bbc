namespace CpuFacility;

/// <summary>What a catalog says of one facility; <see cref="FacilityCatalog.Describe(Facility)"/> gives it without allocating.</summary>
/// <remarks>The default value describes nothing: of its members only <see cref="Facility"/> may be read. Immutable.</remarks>
public readonly struct FacilityInfo
{
    private readonly FacilityCatalog _catalog;

    internal FacilityInfo(FacilityCatalog catalog, int index)
    {
        _catalog = catalog;
        Facility = new Facility(catalog.Architecture, index);
    }

    /// <summary>The facility described.</summary>
    public Facility Facility { get; }

    /// <summary>The name in the canonical dialect, <see cref="FacilityDialect.Qemu"/>.</summary>
    public string Name => _catalog.Data.Names[Facility.Index];

    /// <summary>A short title in English.</summary>
    public string Title => _catalog.Data.Titles[Facility.Index];

    /// <summary>The first release of the publisher known to have the facility, such as <c>7.2</c>: it can be older than that.</summary>
    public Version Since => _catalog.SinceOf(Facility.Index);

    /// <summary>The facility's own block, in which hardware or a hypervisor reports it; other blocks can repeat it.</summary>
    public FacilityBlock Block => _catalog.Blocks[_catalog.Data.BlockNumbers[Facility.Index]];

    /// <summary>The bit in <see cref="Block"/>, in the block's own numbering, or -1 if no bit reports the facility.</summary>
    public int Bit => _catalog.Data.Bits[Facility.Index];

    /// <summary>Whether the publisher advises against the facility, as it is going to disappear from hardware.</summary>
    public bool IsDeprecated => _catalog.Deprecated.Contains(Facility.Index);

    /// <summary>Name and title, as in <c>vx (Vector facility)</c>.</summary>
    public override string ToString() => $"{Name} ({Title})";
}
