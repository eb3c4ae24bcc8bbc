using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility;

/// <summary>
/// An architecture's facilities: index, names in each dialect, block and bit, title, groups, dependencies and publishers' orders.
/// </summary>
/// <remarks>
/// Indexes are 0 to <see cref="Count"/> minus 1 without gaps. Names are compared exactly, as the systems that use them do. A catalog is
/// immutable and safe to share between threads; look-ups do not allocate.
/// </remarks>
public sealed class FacilityCatalog
{
    /// <summary>In the order of their values, which are positions here.</summary>
    private static readonly ImmutableArray<FacilityDialect> Dialects = [FacilityDialect.Qemu, FacilityDialect.Libvirt, FacilityDialect.Linux];

    private readonly FacilitySet _all;
    private readonly FacilitySet _deprecated;
    private readonly ImmutableArray<NameTable> _names;
    private readonly FrozenDictionary<string, FacilityBlock>.AlternateLookup<ReadOnlySpan<char>> _blocksByName;
    private readonly FacilityOrder _indexOrder;
    private readonly FrozenDictionary<string, FacilityOrder> _orders;

    internal FacilityCatalog(FacilityCatalogData data)
    {
        Data = data;
        _all = FacilitySet.Create([.. Enumerable.Range(0, data.Names.Length)]);
        _names = [.. Dialects.Select(dialect => new NameTable(data, dialect))];
        Blocks = [.. Enumerable.Range(0, data.Blocks.Length).Select(number => new FacilityBlock(data, number))];
        _blocksByName = Blocks.ToFrozenDictionary(static block => block.Name).GetAlternateLookup<ReadOnlySpan<char>>();
        Groups = [.. data.Groups.Select(row => new FacilityGroup(data.Architecture, row.Name, SetOf(row.Members)))];
        Dependencies = [.. data.Dependencies.Select(row => new FacilityDependency(this[row.Facility], this[row.Requires]))];
        _indexOrder = new FacilityOrder(data.Architecture, Count, facilityByRank: null);
        _orders = data.Orders.ToFrozenDictionary(
            static row => row.Edition,
            row => new FacilityOrder(data.Architecture, Count, row.FacilityByRank));
        _deprecated = GetMarked("deprecated");
    }

    internal FacilityCatalogData Data { get; }

    /// <summary>The architecture whose facilities these are.</summary>
    public CpuArchitecture Architecture => Data.Architecture;

    /// <summary>How many facilities there are, at most <see cref="FacilitySet.Capacity"/>.</summary>
    public int Count => Data.Names.Length;

    /// <summary>All facilities of the catalog.</summary>
    public ref readonly FacilitySet All => ref _all;

    /// <summary>The facilities that the publisher advises against.</summary>
    public ref readonly FacilitySet Deprecated => ref _deprecated;

    /// <summary>The blocks that report facilities, in the order of the data file.</summary>
    public ImmutableArray<FacilityBlock> Blocks { get; }

    /// <summary>The groups, in the publisher's order.</summary>
    public ImmutableArray<FacilityGroup> Groups { get; }

    /// <summary>The dependencies, in the order of the data file.</summary>
    public ImmutableArray<FacilityDependency> Dependencies { get; }

    /// <summary>The facility with an index.</summary>
    /// <param name="index">The index, from 0 to <see cref="Count"/> minus 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside that range.</exception>
    public Facility this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return new Facility(Architecture, index);
        }
    }

    /// <summary>Whether a facility is of this catalog.</summary>
    /// <param name="facility">Any facility.</param>
    public bool Contains(Facility facility) => facility.Architecture == Architecture && facility.Index < Count;

    /// <summary>What the catalog says of a facility.</summary>
    /// <param name="facility">A facility of this catalog.</param>
    /// <exception cref="ArgumentException">The facility is not of this catalog.</exception>
    public FacilityInfo Describe(Facility facility)
    {
        CatalogThrow.IfForeign(facility, Architecture, Count);
        return new FacilityInfo(this, facility.Index);
    }

    /// <summary>
    /// The name of a facility in the catalog: that of the canonical dialect, <see cref="FacilityDialect.Qemu"/>, and for the few facilities that
    /// QEMU has no property for, that of the publisher who names them.
    /// </summary>
    /// <param name="facility">A facility of this catalog.</param>
    /// <exception cref="ArgumentException">The facility is not of this catalog.</exception>
    public string NameOf(Facility facility)
    {
        CatalogThrow.IfForeign(facility, Architecture, Count);
        return Data.Names[facility.Index];
    }

    /// <summary>The name of a facility in a dialect.</summary>
    /// <param name="facility">A facility of this catalog.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="name">The first name in that dialect, or null.</param>
    /// <returns>Whether the dialect has a name for the facility.</returns>
    /// <exception cref="ArgumentException">The facility is not of this catalog, or the dialect is none of the enumeration's.</exception>
    public bool TryGetName(Facility facility, FacilityDialect dialect, [NotNullWhen(true)] out string? name)
    {
        CatalogThrow.IfForeign(facility, Architecture, Count);
        name = NamesIn(dialect).NameOf(facility.Index);
        return name is not null;
    }

    /// <summary>All names of a facility in a dialect: its main name, then other names that the publisher takes for it.</summary>
    /// <param name="facility">A facility of this catalog.</param>
    /// <param name="dialect">The dialect.</param>
    /// <returns>The names, none if the dialect has none.</returns>
    /// <exception cref="ArgumentException">The facility is not of this catalog, or the dialect is none of the enumeration's.</exception>
    public ImmutableArray<string> GetNames(Facility facility, FacilityDialect dialect)
    {
        if (!TryGetName(facility, dialect, out string? main))
        {
            return [];
        }

        return [main, .. Data.Aliases
            .Where(alias => alias.Dialect == dialect && alias.Facility == facility.Index && alias.Name != main)
            .Select(static alias => alias.Name)];
    }

    /// <summary>Finds a facility by its name in a dialect.</summary>
    /// <param name="name">The name, compared exactly.</param>
    /// <param name="facility">The facility found.</param>
    /// <param name="dialect">The dialect of the name.</param>
    /// <returns>Whether the dialect knows the name.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The dialect is none of the enumeration's.</exception>
    public bool TryFind(ReadOnlySpan<char> name, out Facility facility, FacilityDialect dialect = FacilityDialect.Qemu)
    {
        bool found = NamesIn(dialect).TryFind(name, out int index);
        facility = found ? new Facility(Architecture, index) : default;
        return found;
    }

    /// <summary>Finds a facility by its place in hardware.</summary>
    /// <param name="block">The name of the block, such as <c>STFL</c>.</param>
    /// <param name="bit">The bit, in the block's own numbering.</param>
    /// <param name="facility">The facility found.</param>
    /// <returns>Whether the catalog has that block and a name for that bit.</returns>
    public bool TryFind(ReadOnlySpan<char> block, int bit, out Facility facility)
    {
        facility = default;
        return TryFindBlock(block, out FacilityBlock? found) && found.TryFind(bit, out facility);
    }

    /// <summary>Finds a block by name.</summary>
    /// <param name="name">The name, compared exactly.</param>
    /// <param name="block">The block found.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryFindBlock(ReadOnlySpan<char> name, [NotNullWhen(true)] out FacilityBlock? block) =>
        _blocksByName.TryGetValue(name, out block);

    /// <summary>The set of some facilities, each checked to be of this catalog.</summary>
    /// <param name="facilities">Facilities of this catalog.</param>
    /// <exception cref="ArgumentException">A facility is not of this catalog.</exception>
    public FacilitySet CreateSet(params ReadOnlySpan<Facility> facilities)
    {
        var set = default(FacilitySet.Builder);
        foreach (Facility facility in facilities)
        {
            CatalogThrow.IfForeign(facility, Architecture, Count, nameof(facilities));
            set.Add(facility.Index);
        }

        return set.ToFacilitySet();
    }

    /// <summary>
    /// The dependencies that a set does not meet: its member <see cref="FacilityDependency.Dependent"/> needs
    /// <see cref="FacilityDependency.Required"/>, which is missing. In the order of <see cref="Dependencies"/>.
    /// </summary>
    /// <param name="facilities">The set to be checked.</param>
    public ImmutableArray<FacilityDependency> FindUnmetDependencies(in FacilitySet facilities)
    {
        ImmutableArray<FacilityDependency>.Builder? unmet = null;
        foreach (FacilityDependency dependency in Dependencies)
        {
            if (facilities.Contains(dependency.Dependent.Index) && !facilities.Contains(dependency.Required.Index))
            {
                (unmet ??= ImmutableArray.CreateBuilder<FacilityDependency>()).Add(dependency);
            }
        }

        return unmet?.ToImmutable() ?? [];
    }

    /// <summary>The publisher's order of facilities in an edition; the order of indexes if the edition has none of its own.</summary>
    /// <param name="edition">The edition, such as <c>qemu-11.1</c>.</param>
    public FacilityOrder GetOrder(string edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return _orders.GetValueOrDefault(edition, _indexOrder);
    }

    private NameTable NamesIn(FacilityDialect dialect) =>
        (uint)dialect < (uint)_names.Length
            ? _names[(int)dialect]
            : throw new ArgumentOutOfRangeException(nameof(dialect), dialect, $"A dialect is one of {string.Join(", ", Dialects)}.");

    internal Version SinceOf(int index) => Data.Since[index];

    internal FacilitySet GetMarked(string mark)
    {
        foreach (FacilityCatalogData.MarkRow row in Data.Marks)
        {
            if (row.Name == mark)
            {
                return SetOf(row.Facilities);
            }
        }

        return default;
    }

    private static FacilitySet SetOf(short[] indexes) => FacilitySet.Create([.. indexes.Select(static index => (int)index)]);

    /// <summary>The names of one dialect, both ways.</summary>
    private sealed class NameTable
    {
        private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _indexByName;
        private readonly string?[] _nameByIndex;

        public NameTable(FacilityCatalogData data, FacilityDialect dialect)
        {
            var indexByName = new Dictionary<string, int>();
            _nameByIndex = new string?[data.Names.Length];
            if (dialect == FacilityDialect.Qemu)
            {
                for (int index = 0; index < data.Names.Length; index++)
                {
                    if (Array.IndexOf(data.Foreign, (short)index) < 0)
                    {
                        indexByName.Add(data.Names[index], index);
                        _nameByIndex[index] = data.Names[index];
                    }
                }
            }

            foreach (FacilityCatalogData.AliasRow alias in data.Aliases)
            {
                if (alias.Dialect == dialect)
                {
                    indexByName.Add(alias.Name, alias.Facility);
                    _nameByIndex[alias.Facility] ??= alias.Name;
                }
            }

            _indexByName = indexByName.ToFrozenDictionary().GetAlternateLookup<ReadOnlySpan<char>>();
        }

        public bool TryFind(ReadOnlySpan<char> name, out int index) => _indexByName.TryGetValue(name, out index);

        public string? NameOf(int index) => _nameByIndex[index];
    }
}
