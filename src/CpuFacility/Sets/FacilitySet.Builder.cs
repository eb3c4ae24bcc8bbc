using System.Runtime.CompilerServices;

namespace CpuFacility;

public readonly partial struct FacilitySet
{
    /// <summary>A new builder that starts with the members of this set.</summary>
    public Builder ToBuilder() => new(in this);

    /// <summary>
    /// A set under construction: changes in place what would otherwise be a copy of 128 bytes per step.
    /// </summary>
    /// <remarks>
    /// A mutable struct: pass it by <c>ref</c>, since a copy changes on its own. <c>default</c> and <c>new()</c> are empty builders.
    /// Not safe for use by several threads at once. No member allocates.
    /// </remarks>
    public struct Builder
    {
        private FacilitySet _set;

        /// <summary>Starts with the members of a set.</summary>
        /// <param name="set">The set to start from.</param>
        public Builder(in FacilitySet set)
        {
            _set = set;
        }

        /// <summary>How many members there are now, from 0 to 1,024.</summary>
        public readonly int Count => _set.Count;

        /// <summary>Whether there are no members now.</summary>
        public readonly bool IsEmpty => _set.IsEmpty;

        /// <summary>Adds an index.</summary>
        /// <param name="index">The index, from 0 to 1,023.</param>
        /// <returns>Whether it was no member before.</returns>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is outside 0 to 1,023.</exception>
        public bool Add(int index)
        {
            Throw.IfIndexOutOfRange(index, nameof(index));
            ref ulong word = ref Unsafe.Add(ref MutableFirstWord(ref _set), (uint)index >> 6);
            ulong before = word;
            word |= 1UL << index;
            return word != before;
        }

        /// <summary>Adds every given index, or none of them when one is out of range.</summary>
        /// <param name="indexes">Indexes from 0 to 1,023 in any order.</param>
        /// <exception cref="ArgumentOutOfRangeException">An index is outside 0 to 1,023; the builder is as it was.</exception>
        public void AddRange(ReadOnlySpan<int> indexes) => UnionWith(Create(indexes));

        /// <summary>Adds consecutive indexes.</summary>
        /// <param name="first">The lowest index, from 0 to 1,023.</param>
        /// <param name="count">How many, from 0 to 1,024 minus <paramref name="first"/>.</param>
        /// <exception cref="ArgumentOutOfRangeException">The range is not within 0 to 1,023; the builder is as it was.</exception>
        public void AddRange(int first, int count) => SetRange(ref _set, first, count);

        /// <summary>Removes an index.</summary>
        /// <param name="index">The index, from 0 to 1,023.</param>
        /// <returns>Whether it was a member before.</returns>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is outside 0 to 1,023.</exception>
        public bool Remove(int index)
        {
            Throw.IfIndexOutOfRange(index, nameof(index));
            ref ulong word = ref Unsafe.Add(ref MutableFirstWord(ref _set), (uint)index >> 6);
            ulong before = word;
            word &= ~(1UL << index);
            return word != before;
        }

        /// <summary>Whether an index is a member now.</summary>
        /// <param name="index">The index, from 0 to 1,023.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is outside 0 to 1,023.</exception>
        public readonly bool Contains(int index) => _set.Contains(index);

        /// <summary>Adds every member of a set.</summary>
        /// <param name="set">The set to add.</param>
        public void UnionWith(in FacilitySet set) => _set = _set.Union(in set);

        /// <summary>Keeps only the members of a set.</summary>
        /// <param name="set">The set to keep.</param>
        public void IntersectWith(in FacilitySet set) => _set = _set.Intersect(in set);

        /// <summary>Removes every member of a set.</summary>
        /// <param name="set">The set to remove.</param>
        public void ExceptWith(in FacilitySet set) => _set = _set.Except(in set);

        /// <summary>Keeps what is in exactly one of the builder and a set.</summary>
        /// <param name="set">The set whose members change sides.</param>
        public void SymmetricExceptWith(in FacilitySet set) => _set = _set.SymmetricExcept(in set);

        /// <summary>Removes all members.</summary>
        public void Clear() => _set = default;

        /// <summary>The members as they are now. The builder can be used further without changing what was returned.</summary>
        public readonly FacilitySet ToFacilitySet() => _set;
    }
}
