using System.Numerics;

namespace CpuFacility;

/// <summary>
/// Reads both text forms of a set from UTF-16 or UTF-8, left to right. What it accepts is specified at
/// <see cref="FacilitySet.TryParse(ReadOnlySpan{char}, out FacilitySet, out FacilityFormatError)"/>.
/// </summary>
internal ref struct FacilitySetReader<TChar>
    where TChar : unmanaged, IBinaryInteger<TChar>
{
    /// <summary>More is refused unread. Canonical text is at most a twentieth of it.</summary>
    public const int MaxInputLength = 65_536;

    private readonly ReadOnlySpan<TChar> _text;
    private int _position;

    private FacilitySetReader(ReadOnlySpan<TChar> text)
    {
        _text = text;
    }

    /// <summary>The character at the position; 0, which no rule accepts, at the end.</summary>
    private readonly uint Peek => _position < _text.Length ? uint.CreateTruncating(_text[_position]) : 0;

    private readonly bool AtEnd => _position == _text.Length;

    public static bool TryRead(ReadOnlySpan<TChar> text, out FacilitySet set, out FacilityFormatError error)
    {
        set = default;
        if (text.Length > MaxInputLength)
        {
            error = new FacilityFormatError(MaxInputLength, "The text of a set has at most 65536 characters.");
            return false;
        }

        var reader = new FacilitySetReader<TChar>(text);
        reader.SkipWhiteSpace();
        bool read = reader.TrySkipHexadecimalPrefix() ? reader.TryReadHexadecimal(ref set, out error) : reader.TryReadRanges(ref set, out error);
        if (!read)
        {
            set = default;
        }

        return read;
    }

    private bool TryReadRanges(ref FacilitySet set, out FacilityFormatError error)
    {
        error = default;
        if (AtEnd)
        {
            return true;
        }

        Span<ulong> words = FacilitySet.MutableWordsOf(ref set);
        while (true)
        {
            if (!TryReadRange(out int first, out int last, out error))
            {
                return false;
            }

            for (int index = first; index <= last; index++)
            {
                words[index >> 6] |= 1UL << index;
            }

            if (AtEnd)
            {
                return true;
            }

            if (Peek != ',')
            {
                return Fail(_position, "A comma or the end of the text is expected.", out error);
            }

            _position++;
            SkipWhiteSpace();
        }
    }

    private bool TryReadRange(out int first, out int last, out FacilityFormatError error)
    {
        last = 0;
        if (!TryReadIndex(out first, out error))
        {
            return false;
        }

        last = first;
        if (Peek != '-')
        {
            return true;
        }

        _position++;
        SkipWhiteSpace();
        int start = _position;
        return TryReadIndex(out last, out error)
            && (first <= last || Fail(start, "The end of a range is lower than its start.", out error));
    }

    private bool TryReadIndex(out int index, out FacilityFormatError error)
    {
        int start = _position;
        index = 0;
        for (uint digit; (digit = Peek - '0') <= 9; _position++)
        {
            index = Math.Min((index * 10) + (int)digit, FacilitySet.Capacity);
        }

        if (_position == start)
        {
            return Fail(start, "A number is expected.", out error);
        }

        if (index >= FacilitySet.Capacity)
        {
            return Fail(start, "The index of a facility must be from 0 to 1023.", out error);
        }

        SkipWhiteSpace();
        error = default;
        return true;
    }

    private bool TryReadHexadecimal(ref FacilitySet set, out FacilityFormatError error)
    {
        int start = _position;
        while (Peek == '0')
        {
            _position++;
        }

        int firstSignificant = _position;
        while (DigitValue(Peek) >= 0)
        {
            _position++;
        }

        int end = _position;
        if (end == start)
        {
            return Fail(start, "A hexadecimal digit is expected.", out error);
        }

        SkipWhiteSpace();
        if (!AtEnd)
        {
            return Fail(_position, "A hexadecimal digit or the end of the text is expected.", out error);
        }

        // 256 digits are 1,024 bits.
        if (end - firstSignificant > FacilitySet.Capacity / 4)
        {
            return Fail(firstSignificant, "The number has a bit above 1023.", out error);
        }

        Span<ulong> words = FacilitySet.MutableWordsOf(ref set);
        for (int i = end - 1, bit = 0; i >= firstSignificant; i--, bit += 4)
        {
            words[bit >> 6] |= (ulong)DigitValue(uint.CreateTruncating(_text[i])) << bit;
        }

        error = default;
        return true;
    }

    private bool TrySkipHexadecimalPrefix()
    {
        if (Peek != '0' || _position + 1 >= _text.Length || (uint.CreateTruncating(_text[_position + 1]) | 0x20) != 'x')
        {
            return false;
        }

        _position += 2;
        return true;
    }

    private void SkipWhiteSpace()
    {
        while (Peek is ' ' or '\t' or '\r' or '\n')
        {
            _position++;
        }
    }

    private static int DigitValue(uint character) => character switch
    {
        >= '0' and <= '9' => (int)character - '0',
        >= 'a' and <= 'f' => (int)character - 'a' + 10,
        >= 'A' and <= 'F' => (int)character - 'A' + 10,
        _ => -1,
    };

    private static bool Fail(int position, string reason, out FacilityFormatError error)
    {
        error = new FacilityFormatError(position, reason);
        return false;
    }
}
