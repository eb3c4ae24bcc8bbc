using System.Runtime.InteropServices;

namespace CpuFacility;

/// <summary>
/// Many sets of which few differ, such as the hosts of a fleet: equal sets are stored once. Questions about all of them cost as much as there
/// are distinct sets, or nothing at all.
/// </summary>
/// <remarks>
/// <para><b>Positions.</b> A set's position says as the how-manieth it was added, from 0 to <see cref="Count"/> minus 1. Equal sets have one
/// distinct index, from 0 to <see cref="DistinctCount"/> minus 1: distinct sets are numbered in the order in which they were first added.
/// The same sets in the same order always give the same table.</para>
/// <para><b>Threads and memory.</b> A table never changes: any number of threads may read it. Members of a table allocate nothing. It takes
/// 128 bytes for each distinct set and 8 for each position.</para>
/// <para><b>Making one.</b> <see cref="Create"/> does it at once, <see cref="Builder"/> set by set.</para>
/// </remarks>
/// <example>
/// <code>
/// FacilitySetTable fleet = FacilitySetTable.Create(hosts);
/// int canRun = fleet.CountContaining(guest);
/// FacilitySet common = fleet.Intersection;
/// </code>
/// </example>
public sealed partial class FacilitySetTable
{
    private readonly FacilitySetIndex _index;
    private readonly int[] _distinctIndexes;
    private readonly int[] _countOf;

    /// <summary>The positions, those of one distinct set after those of another, and where each begins.</summary>
    private readonly int[] _grouped, _starts;

    private readonly int[] _countEach = new int[FacilitySet.Capacity];
    private readonly FacilitySet _intersection, _union;

    private FacilitySetTable(FacilitySetIndex index, int[] distinctIndexes, int[] countOf)
    {
        _index = index;
        _distinctIndexes = distinctIndexes;
        _countOf = countOf;
        _starts = new int[countOf.Length];
        for (int i = 1; i < countOf.Length; i++)
        {
            _starts[i] = _starts[i - 1] + countOf[i - 1];
        }

        _grouped = new int[distinctIndexes.Length];
        int[] next = [.. _starts];
        for (int position = 0; position < distinctIndexes.Length; position++)
        {
            _grouped[next[distinctIndexes[position]]++] = position;
        }

        ReadOnlySpan<FacilitySet> distinct = index.Sets;
        _intersection = distinct.IsEmpty ? default : FacilitySets.IntersectAll(distinct);
        _union = FacilitySets.UnionAll(distinct);
        FacilitySets.CountEach(distinct, countOf, _countEach);
    }

    /// <summary>The table without sets.</summary>
    public static FacilitySetTable Empty { get; } = new Builder().ToTable();

    /// <summary>Creates the table of the given sets.</summary>
    /// <param name="sets">Any number of sets; the position of each is that in the span.</param>
    public static FacilitySetTable Create(params ReadOnlySpan<FacilitySet> sets)
    {
        var builder = new Builder();
        builder.AddRange(sets);
        return builder.ToTable();
    }

    /// <summary>How many sets were added, equal ones each.</summary>
    public int Count => _distinctIndexes.Length;

    /// <summary>How many of the sets differ.</summary>
    public int DistinctCount => _countOf.Length;

    /// <summary>The distinct sets in the order in which they were first added.</summary>
    public ReadOnlySpan<FacilitySet> DistinctSets => _index.Sets;

    /// <summary>How often each distinct set was added, in the order of <see cref="DistinctSets"/>; each at least once.</summary>
    public ReadOnlySpan<int> DistinctCounts => _countOf;

    /// <summary>The distinct index of each position: where in <see cref="DistinctSets"/> its set is.</summary>
    public ReadOnlySpan<int> DistinctIndexes => _distinctIndexes;

    /// <summary>The set at a position.</summary>
    /// <param name="position">From 0 to <see cref="Count"/> minus 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="position"/> is outside this range.</exception>
    public ref readonly FacilitySet this[int position]
    {
        get
        {
            if ((uint)position >= (uint)_distinctIndexes.Length)
            {
                Throw.PositionOutOfRange(position, _distinctIndexes.Length, nameof(position));
            }

            return ref _index.Sets[_distinctIndexes[position]];
        }
    }

    /// <summary>The positions of one distinct set, in ascending order.</summary>
    /// <param name="distinctIndex">From 0 to <see cref="DistinctCount"/> minus 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="distinctIndex"/> is outside this range.</exception>
    public ReadOnlySpan<int> PositionsOf(int distinctIndex)
    {
        if ((uint)distinctIndex >= (uint)_countOf.Length)
        {
            Throw.PositionOutOfRange(distinctIndex, _countOf.Length, nameof(distinctIndex));
        }

        return _grouped.AsSpan(_starts[distinctIndex], _countOf[distinctIndex]);
    }

    /// <summary>Finds the distinct index of a set.</summary>
    /// <param name="set">The set to look for.</param>
    /// <param name="distinctIndex">Its distinct index; -1 when it was never added.</param>
    public bool TryFind(in FacilitySet set, out int distinctIndex)
    {
        distinctIndex = _index.Find(in set);
        return distinctIndex >= 0;
    }

    /// <summary>The positions of all sets equal to a given one, in ascending order; none when it was never added.</summary>
    /// <param name="set">The set to look for.</param>
    public ReadOnlySpan<int> PositionsOf(in FacilitySet set) => TryFind(in set, out int distinctIndex) ? PositionsOf(distinctIndex) : [];

    /// <summary>Starts a builder with the sets of this table, to add more.</summary>
    public Builder ToBuilder() => new(this);

    /// <summary>Collects sets and stores equal ones once. Not for several threads at once.</summary>
    public sealed class Builder
    {
        private readonly FacilitySetIndex _index;
        private readonly List<int> _distinctIndexes;
        private readonly List<int> _countOf;

        /// <summary>A builder without sets.</summary>
        public Builder()
        {
            _index = new FacilitySetIndex();
            _distinctIndexes = [];
            _countOf = [];
        }

        internal Builder(FacilitySetTable table)
        {
            _index = table._index.Clone();
            _distinctIndexes = [.. table._distinctIndexes];
            _countOf = [.. table._countOf];
        }

        /// <summary>How many sets were added, equal ones each.</summary>
        public int Count => _distinctIndexes.Count;

        /// <summary>How many of the sets differ.</summary>
        public int DistinctCount => _countOf.Count;

        /// <summary>Adds a set; its position is the <see cref="Count"/> before.</summary>
        /// <param name="set">The set, equal to earlier ones or not.</param>
        /// <returns>Its distinct index.</returns>
        public int Add(in FacilitySet set)
        {
            int distinctIndex = _index.FindOrAdd(in set);
            if (distinctIndex == _countOf.Count)
            {
                _countOf.Add(0);
            }

            CollectionsMarshal.AsSpan(_countOf)[distinctIndex]++;
            _distinctIndexes.Add(distinctIndex);
            return distinctIndex;
        }

        /// <summary>Adds sets in their order.</summary>
        /// <param name="sets">Any number of sets.</param>
        public void AddRange(ReadOnlySpan<FacilitySet> sets)
        {
            _distinctIndexes.EnsureCapacity(_distinctIndexes.Count + sets.Length);
            foreach (ref readonly FacilitySet set in sets)
            {
                Add(in set);
            }
        }

        /// <summary>The table of what was added so far. The builder can go on: the table does not see it.</summary>
        public FacilitySetTable ToTable() => new(_index.Clone(), [.. _distinctIndexes], [.. _countOf]);
    }
}
