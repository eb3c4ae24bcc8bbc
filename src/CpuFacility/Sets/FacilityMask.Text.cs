using System.Diagnostics.CodeAnalysis;

namespace CpuFacility;

public readonly partial struct FacilityMask : ISpanFormattable, ISpanParsable<FacilityMask>
{
    /// <summary>More is refused unread. Canonical text is at most a tenth of it.</summary>
    private const int MaxInputLength = 65_536;

    /// <summary>The mask as text, such as <c>+7;-0-1,129</c>: on, then off, as range text; the empty mask is the empty string.</summary>
    public override string ToString() => ToString(null);

    /// <summary>The mask as text: <c>+</c> and what is switched on, <c>;</c>, <c>-</c> and what is switched off; a part without members is left out.</summary>
    /// <param name="format">The format of the sets, as for <see cref="FacilitySet.ToString(string?, IFormatProvider?)"/>.</param>
    /// <param name="formatProvider">Not used: the text is the same in every culture.</param>
    /// <returns>Text that <see cref="Parse(string, IFormatProvider?)"/> reads back as the same mask.</returns>
    /// <exception cref="FormatException"><paramref name="format"/> is unknown.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider = null)
    {
        Span<char> text = stackalloc char[(2 * FacilitySetText.MaxLength) + 3];
        TryFormat(text, out int length, format);
        return new string(text[..length]);
    }

    /// <summary>Writes the mask as text.</summary>
    /// <param name="destination">Where to write; 5,443 characters are enough for every mask.</param>
    /// <param name="charsWritten">How many characters the text has; 0 when the result is <see langword="false"/>.</param>
    /// <param name="format">The format of the sets, as for <see cref="FacilitySet.ToString(string?, IFormatProvider?)"/>.</param>
    /// <param name="provider">Not used: the text is the same in every culture.</param>
    /// <returns>Whether there was room. If not, the content of the destination is of no use.</returns>
    /// <exception cref="FormatException"><paramref name="format"/> is unknown.</exception>
    public bool TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null)
    {
        FacilitySetText.CheckFormat(format);
        FacilitySet off = Off;
        int position = 0;
        bool fits = TryAppendPart('+', in _value, destination, ref position, format)
            && TryAppendPart('-', in off, destination, ref position, format);
        charsWritten = fits ? position : 0;
        return fits;
    }

    /// <summary>Reads the text of a mask, or says where and why it cannot be read.</summary>
    /// <param name="text">
    /// At most 65,536 characters: parts separated by <c>;</c>, in any order. A part is <c>+</c> (on) or <c>-</c> (off), then a set with at
    /// least one member in either text form (<see cref="FacilitySet.TryParse(ReadOnlySpan{char}, out FacilitySet, out FacilityFormatError)"/>).
    /// White space around signs and parts is ignored. No facility may be both on and off. Nothing but white space is the empty mask.
    /// </param>
    /// <param name="mask">The mask; empty when the result is <see langword="false"/>.</param>
    /// <param name="error">Position and reason when the result is <see langword="false"/>.</param>
    /// <returns>Whether the text is well formed.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out FacilityMask mask, out FacilityFormatError error)
    {
        const string WhiteSpace = " \t\r\n";
        mask = default;
        error = default;
        if (text.Length > MaxInputLength)
        {
            error = new FacilityFormatError(MaxInputLength, "The text of a mask has at most 65536 characters.");
            return false;
        }

        if (text.Trim(WhiteSpace).IsEmpty)
        {
            return true;
        }

        FacilitySet on = default, off = default;
        for (int position = 0; position <= text.Length;)
        {
            ReadOnlySpan<char> rest = text[position..];
            int length = rest.IndexOf(';') is >= 0 and int separator ? separator : rest.Length;
            int sign = length - rest[..length].TrimStart(WhiteSpace).Length;
            if (sign == length || rest[sign] is not ('+' or '-'))
            {
                error = new FacilityFormatError(position + sign, "'+' or '-' is expected.");
                return false;
            }

            if (!TryParsePart(rest[(sign + 1)..length], position + sign + 1, out FacilitySet part, out error))
            {
                return false;
            }

            if (rest[sign] == '+')
            {
                on |= part;
            }
            else
            {
                off |= part;
            }

            if (on.Overlaps(in off))
            {
                int index = (on & off).LowestIndex;
                error = new FacilityFormatError(position + sign, string.Create(null, $"Facility {index} is both on and off."));
                return false;
            }

            position += length + 1;
        }

        mask = new FacilityMask(in on, in off);
        return true;
    }

    /// <summary>Reads the text of a mask.</summary>
    /// <param name="s">As for <see cref="TryParse(ReadOnlySpan{char}, out FacilityMask, out FacilityFormatError)"/>.</param>
    /// <param name="provider">Not used: the text is the same in every culture.</param>
    /// <exception cref="ArgumentNullException"><paramref name="s"/> is <see langword="null"/>.</exception>
    /// <exception cref="FacilityFormatException">The text is not well formed; the exception says where and why.</exception>
    public static FacilityMask Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static FacilityMask Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null)
    {
        if (!TryParse(s, out FacilityMask mask, out FacilityFormatError error))
        {
            Throw.BadFormat(error);
        }

        return mask;
    }

    /// <summary>Reads the text of a mask.</summary>
    /// <param name="s">The text; <see langword="null"/> is not well formed.</param>
    /// <param name="provider">Not used: the text is the same in every culture.</param>
    /// <param name="result">The mask; empty when the result is <see langword="false"/>.</param>
    /// <returns>Whether the text is well formed.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out FacilityMask result)
    {
        result = default;
        return s is not null && TryParse(s.AsSpan(), out result, out _);
    }

    /// <inheritdoc cref="TryParse(string?, IFormatProvider?, out FacilityMask)"/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out FacilityMask result) => TryParse(s, out result, out _);

    private static bool TryParsePart(ReadOnlySpan<char> text, int offset, out FacilitySet part, out FacilityFormatError error)
    {
        if (!FacilitySet.TryParse(text, out part, out error))
        {
            error = error with { Position = offset + error.Position };
            return false;
        }

        if (part.IsEmpty)
        {
            error = new FacilityFormatError(offset, "A facility is expected after the sign.");
            return false;
        }

        return true;
    }

    private static bool TryAppendPart(
        char sign, ref readonly FacilitySet set, Span<char> destination, ref int position, ReadOnlySpan<char> format)
    {
        if (set.IsEmpty)
        {
            return true;
        }

        int head = position == 0 ? 1 : 2;
        if (destination.Length - position < head)
        {
            return false;
        }

        if (head == 2)
        {
            destination[position] = ';';
        }

        destination[position + head - 1] = sign;
        if (!FacilitySetText.TryFormat(in set, destination[(position + head)..], out int written, format))
        {
            return false;
        }

        position += head + written;
        return true;
    }
}
