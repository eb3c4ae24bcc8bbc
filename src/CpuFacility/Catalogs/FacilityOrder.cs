namespace CpuFacility;

/// <summary>
/// The order in which one publisher lists the facilities of a catalog: a rank for each index. Publishers insert in the middle of
/// their lists and indexes never change, so the two are different numbers. Immutable and safe to share between threads.
/// </summary>
public sealed class FacilityOrder
{
    private readonly CpuArchitecture _architecture;
    private readonly short[] _facilityByRank;
    private readonly short[] _rankByFacility;
    private readonly bool _isIndexOrder;

    internal FacilityOrder(CpuArchitecture architecture, int count, short[]? facilityByRank)
    {
        _architecture = architecture;
        _isIndexOrder = facilityByRank is null;
        _facilityByRank = facilityByRank ?? [.. Enumerable.Range(0, count).Select(static index => (short)index)];
        _rankByFacility = new short[count];
        for (int rank = 0; rank < count; rank++)
        {
            _rankByFacility[_facilityByRank[rank]] = (short)rank;
        }
    }

    /// <summary>How many facilities are ordered: the catalog's count.</summary>
    public int Count => _facilityByRank.Length;

    /// <summary>The facility at a rank.</summary>
    /// <param name="rank">The rank, from 0 to <see cref="Count"/> minus 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rank is outside that range.</exception>
    public Facility this[int rank]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(rank);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rank, Count);
            return new Facility(_architecture, _facilityByRank[rank]);
        }
    }

    /// <summary>The rank of a facility: 0 for the first of the publisher's list.</summary>
    /// <param name="facility">A facility of this catalog.</param>
    /// <exception cref="ArgumentException">The facility is of another architecture.</exception>
    public int RankOf(Facility facility)
    {
        CatalogThrow.IfForeign(facility, _architecture, Count);
        return _rankByFacility[facility.Index];
    }

    /// <summary>The members of a set by rank. Enumeration does not allocate.</summary>
    /// <param name="facilities">A set of indexes of this catalog; indexes beyond the catalog are left out.</param>
    public Sorted Sort(in FacilitySet facilities) => new(this, facilities);

    /// <summary>The members of a set in the order of ranks.</summary>
    public readonly struct Sorted
    {
        private readonly FacilityOrder _order;
        private readonly FacilitySet _facilities;

        internal Sorted(FacilityOrder order, in FacilitySet facilities)
        {
            _order = order;
            _facilities = facilities;
        }

        /// <summary>Starts an enumeration.</summary>
        public Enumerator GetEnumerator() => new(_order, _facilities);
    }

    /// <summary>Walks the members of a set in the order of ranks, without allocating.</summary>
    public struct Enumerator
    {
        private readonly FacilityOrder _order;
        private readonly FacilitySet _facilities;
        private FacilitySet.Enumerator _indexes;
        private int _rank;
        private int _current;

        internal Enumerator(FacilityOrder order, in FacilitySet facilities)
        {
            _order = order;
            _facilities = facilities;
            _indexes = facilities.GetEnumerator();
            _rank = -1;
        }

        /// <summary>The current facility.</summary>
        public readonly Facility Current => new(_order._architecture, _current);

        /// <summary>Goes to the next facility.</summary>
        /// <returns>Whether there is one.</returns>
        public bool MoveNext()
        {
            if (_order is null)
            {
                return false;
            }

            if (_order._isIndexOrder)
            {
                if (!_indexes.MoveNext() || _indexes.Current >= _order.Count)
                {
                    return false;
                }

                _current = _indexes.Current;
                return true;
            }

            while (++_rank < _order.Count)
            {
                _current = _order._facilityByRank[_rank];
                if (_facilities.Contains(_current))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
