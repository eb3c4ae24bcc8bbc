using System.Numerics;

namespace CpuFacility;

public readonly partial struct FacilitySet
{
    /// <summary>Enumerates the indexes in ascending order without allocating, for <c>foreach</c>.</summary>
    public Enumerator GetEnumerator() => new(in this);

    /// <summary>The indexes in ascending order in a new array of <see cref="Count"/> elements.</summary>
    public int[] ToArray()
    {
        int[] indexes = new int[Count];
        CopyTo(indexes);
        return indexes;
    }

    /// <summary>Writes the indexes in ascending order.</summary>
    /// <param name="destination">Where to write; at least <see cref="Count"/> elements. What lies behind them is left as it was.</param>
    /// <returns>How many indexes were written: <see cref="Count"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short; nothing was written.</exception>
    public int CopyTo(Span<int> destination)
    {
        int count = Count;
        if (destination.Length < count)
        {
            Throw.DestinationTooShort(count, destination.Length, nameof(destination));
        }

        int written = 0;
        foreach (int index in this)
        {
            destination[written++] = index;
        }

        return written;
    }

    /// <summary>Walks over a copy of a set from the lowest index to the highest.</summary>
    public struct Enumerator
    {
        private readonly FacilitySet _set;
        private ulong _bits;
        private int _word;

        internal Enumerator(ref readonly FacilitySet set)
        {
            _set = set;
            _bits = FirstWord(in set);
            Current = -1;
        }

        /// <summary>The index reached, from 0 to 1,023; -1 before the first <see cref="MoveNext"/>, and the last index after the end.</summary>
        public int Current { get; private set; }

        /// <summary>Goes on to the next higher index.</summary>
        /// <returns><see langword="false"/> when there is none, then and whenever called again.</returns>
        public bool MoveNext()
        {
            while (_bits == 0)
            {
                if (_word == WordCount - 1)
                {
                    return false;
                }

                _word++;
                _bits = WordsOf(in _set)[_word];
            }

            Current = (_word << 6) + BitOperations.TrailingZeroCount(_bits);
            _bits &= _bits - 1;
            return true;
        }
    }
}
