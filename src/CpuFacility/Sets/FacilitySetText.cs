using System.Numerics;

namespace CpuFacility;

/// <summary>Writes both text forms of a set, once for UTF-16 (<see cref="char"/>) and UTF-8 (<see cref="byte"/>): all characters are ASCII.</summary>
internal static class FacilitySetText
{
    /// <summary>
    /// Room for the longest text: range text of runs of two with one missing between them, which takes 8 characters for three indexes
    /// of three digits. Hexadecimal text has at most 258.
    /// </summary>
    public const int MaxLength = 2_720;

    /// <summary>Writes a set in one of the public formats.</summary>
    /// <exception cref="FormatException">The format is unknown.</exception>
    public static bool TryFormat<TChar>(ref readonly FacilitySet set, Span<TChar> destination, out int written, ReadOnlySpan<char> format)
        where TChar : unmanaged, IBinaryInteger<TChar>
    {
        CheckFormat(format);
        return format is "X" or "x"
            ? TryFormatHexadecimal(in set, destination, out written, format is "X")
            : TryFormatRanges(in set, destination, out written);
    }

    /// <summary>Refuses every format but the public ones.</summary>
    /// <exception cref="FormatException">The format is unknown.</exception>
    public static void CheckFormat(ReadOnlySpan<char> format)
    {
        if (!(format.IsEmpty || format is "R" or "X" or "x"))
        {
            throw new FormatException("The format of a facility set must be \"R\" (ranges), \"X\" or \"x\" (hexadecimal).");
        }
    }

    private static bool TryFormatRanges<TChar>(ref readonly FacilitySet set, Span<TChar> destination, out int written)
        where TChar : unmanaged, IBinaryInteger<TChar>
    {
        int position = 0;
        int first = -1, last = -1;
        written = 0;
        foreach (int index in set)
        {
            if (first >= 0 && index == last + 1)
            {
                last = index;
                continue;
            }

            if (first >= 0 && !(TryAppendRange(destination, ref position, first, last) && TryAppend(destination, ref position, ',')))
            {
                return false;
            }

            first = last = index;
        }

        if (first >= 0 && !TryAppendRange(destination, ref position, first, last))
        {
            return false;
        }

        written = position;
        return true;
    }

    private static bool TryFormatHexadecimal<TChar>(ref readonly FacilitySet set, Span<TChar> destination, out int written, bool upperCase)
        where TChar : unmanaged, IBinaryInteger<TChar>
    {
        int digits = (Math.Max(set.HighestIndex, 0) >> 2) + 1;
        if (destination.Length < digits + 2)
        {
            written = 0;
            return false;
        }

        int position = 0;
        destination[position++] = TChar.CreateTruncating('0');
        destination[position++] = TChar.CreateTruncating('x');
        ReadOnlySpan<ulong> words = FacilitySet.WordsOf(in set);
        int ten = (upperCase ? 'A' : 'a') - 10;
        for (int digit = digits - 1; digit >= 0; digit--)
        {
            int value = (int)(words[digit >> 4] >> ((digit & 15) << 2)) & 15;
            destination[position++] = TChar.CreateTruncating(value + (value < 10 ? '0' : ten));
        }

        written = position;
        return true;
    }

    private static bool TryAppendRange<TChar>(Span<TChar> destination, ref int position, int first, int last)
        where TChar : unmanaged, IBinaryInteger<TChar> =>
        TryAppendNumber(destination, ref position, first)
        && (first == last || (TryAppend(destination, ref position, '-') && TryAppendNumber(destination, ref position, last)));

    private static bool TryAppendNumber<TChar>(Span<TChar> destination, ref int position, int number)
        where TChar : unmanaged, IBinaryInteger<TChar>
    {
        int digits = number < 10 ? 1 : number < 100 ? 2 : number < 1000 ? 3 : 4;
        if (destination.Length - position < digits)
        {
            return false;
        }

        for (int i = position + digits - 1; i >= position; i--)
        {
            (number, int digit) = Math.DivRem(number, 10);
            destination[i] = TChar.CreateTruncating('0' + digit);
        }

        position += digits;
        return true;
    }

    private static bool TryAppend<TChar>(Span<TChar> destination, ref int position, char character)
        where TChar : unmanaged, IBinaryInteger<TChar>
    {
        if (position == destination.Length)
        {
            return false;
        }

        destination[position++] = TChar.CreateTruncating(character);
        return true;
    }
}
