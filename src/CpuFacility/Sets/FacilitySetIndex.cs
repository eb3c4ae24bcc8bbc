namespace CpuFacility;

/// <summary>
/// A hash table of distinct sets, numbered in the order of their arrival: open addressing with linear probing over slots of 8 bytes, half of
/// which stay free. A slot holds a set's hash beside its number, so that a set is compared only with one that is almost surely equal.
/// </summary>
internal sealed class FacilitySetIndex
{
    private const int SmallestTable = 16;

    private FacilitySet[] _sets;

    /// <summary>The hash in the upper half, the number plus one in the lower; 0 is a free slot. The length is a power of two.</summary>
    private ulong[] _slots;

    private int _count;

    public FacilitySetIndex()
        : this(new FacilitySet[SmallestTable / 2], new ulong[SmallestTable], 0)
    {
    }

    private FacilitySetIndex(FacilitySet[] sets, ulong[] slots, int count)
    {
        _sets = sets;
        _slots = slots;
        _count = count;
    }

    public ReadOnlySpan<FacilitySet> Sets => _sets.AsSpan(0, _count);

    public FacilitySetIndex Clone() => new([.. _sets], [.. _slots], _count);

    /// <summary>The number of a set; -1 when it is not here.</summary>
    public int Find(in FacilitySet set) => Find(in set, (uint)set.GetHashCode(), out _);

    /// <summary>The number of a set, which is added when it is not here.</summary>
    public int FindOrAdd(in FacilitySet set)
    {
        uint hash = (uint)set.GetHashCode();
        int number = Find(in set, hash, out int slot);
        return number >= 0 ? number : Add(set, hash, slot);
    }

    private int Find(in FacilitySet set, uint hash, out int slot)
    {
        ulong[] slots = _slots;
        int last = slots.Length - 1;
        for (slot = (int)hash & last; slots[slot] != 0; slot = (slot + 1) & last)
        {
            int number = (int)(uint)slots[slot] - 1;
            if ((uint)(slots[slot] >> 32) == hash && _sets[number].Equals(in set))
            {
                return number;
            }
        }

        return -1;
    }

    // By value: the set may be an element of what grows here.
    private int Add(FacilitySet set, uint hash, int slot)
    {
        if (_count == _sets.Length)
        {
            Grow();
            Find(in set, hash, out slot);
        }

        _sets[_count++] = set;
        _slots[slot] = ((ulong)hash << 32) | (uint)_count;
        return _count - 1;
    }

    private void Grow()
    {
        Array.Resize(ref _sets, _sets.Length * 2);
        var slots = new ulong[_slots.Length * 2];
        int last = slots.Length - 1;
        foreach (ulong entry in _slots)
        {
            if (entry != 0)
            {
                int slot = (int)(entry >> 32) & last;
                while (slots[slot] != 0)
                {
                    slot = (slot + 1) & last;
                }

                slots[slot] = entry;
            }
        }

        _slots = slots;
    }
}
