using System.Diagnostics.CodeAnalysis;

namespace CpuFacility;

public readonly partial struct FacilitySet : ISpanParsable<FacilitySet>, IUtf8SpanParsable<FacilitySet>
{
    /// <summary>Reads range text or hexadecimal text, or says where and why it cannot be read.</summary>
    /// <param name="text">
    /// <para>At most 65,536 characters. ASCII white space (space, tab, carriage return, line feed) is ignored at both ends.</para>
    /// <para>With the prefix <c>0x</c> or <c>0X</c>: hexadecimal digits of either case, any number of leading zeros, no bit above 1,023.</para>
    /// <para>Otherwise: indexes from 0 to 1,023 and ranges <c>first-last</c> with <c>first</c> not above <c>last</c>, in decimal digits
    /// without a sign, separated by commas, in any order; they may overlap, have leading zeros and have white space around each number.
    /// Nothing but white space is the empty set. An empty item, as in <c>1,,2</c> or <c>1,</c>, is an error.</para>
    /// </param>
    /// <param name="set">The set; empty when the result is <see langword="false"/>.</param>
    /// <param name="error">Position and reason when the result is <see langword="false"/>.</param>
    /// <returns>Whether the text is well formed.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out FacilitySet set, out FacilityFormatError error) =>
        FacilitySetReader<char>.TryRead(text, out set, out error);

    /// <summary>Reads UTF-8 text as <see cref="TryParse(ReadOnlySpan{char}, out FacilitySet, out FacilityFormatError)"/> does; positions are in bytes.</summary>
    /// <param name="utf8Text">At most 65,536 bytes.</param>
    /// <param name="set">The set; empty when the result is <see langword="false"/>.</param>
    /// <param name="error">Position and reason when the result is <see langword="false"/>.</param>
    /// <returns>Whether the text is well formed.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out FacilitySet set, out FacilityFormatError error) =>
        FacilitySetReader<byte>.TryRead(utf8Text, out set, out error);

    /// <summary>Reads range text or hexadecimal text.</summary>
    /// <param name="s">As for <see cref="TryParse(ReadOnlySpan{char}, out FacilitySet, out FacilityFormatError)"/>.</param>
    /// <param name="provider">Not used: the text is the same in every culture.</param>
    /// <exception cref="ArgumentNullException"><paramref name="s"/> is <see langword="null"/>.</exception>
    /// <exception cref="FacilityFormatException">The text is not well formed; the exception says where and why.</exception>
    public static FacilitySet Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static FacilitySet Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null)
    {
        if (!TryParse(s, out FacilitySet set, out FacilityFormatError error))
        {
            Throw.BadFormat(error);
        }

        return set;
    }

    /// <summary>Reads range text or hexadecimal text in UTF-8; positions of errors are in bytes.</summary>
    /// <param name="utf8Text">As for <see cref="TryParse(ReadOnlySpan{byte}, out FacilitySet, out FacilityFormatError)"/>.</param>
    /// <param name="provider">Not used: the text is the same in every culture.</param>
    /// <exception cref="FacilityFormatException">The text is not well formed; the exception says where and why.</exception>
    public static FacilitySet Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider = null)
    {
        if (!TryParse(utf8Text, out FacilitySet set, out FacilityFormatError error))
        {
            Throw.BadFormat(error);
        }

        return set;
    }

    /// <summary>Reads range text or hexadecimal text.</summary>
    /// <param name="s">The text; <see langword="null"/> is not well formed.</param>
    /// <param name="result">The set; empty when the result is <see langword="false"/>.</param>
    /// <returns>Whether the text is well formed.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, out FacilitySet result) => TryParse(s, null, out result);

    /// <summary>Reads range text or hexadecimal text.</summary>
    /// <param name="s">The text; <see langword="null"/> is not well formed.</param>
    /// <param name="provider">Not used: the text is the same in every culture.</param>
    /// <param name="result">The set; empty when the result is <see langword="false"/>.</param>
    /// <returns>Whether the text is well formed.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out FacilitySet result)
    {
        result = default;
        return s is not null && TryParse(s.AsSpan(), out result, out _);
    }

    /// <inheritdoc cref="TryParse(string?, IFormatProvider?, out FacilitySet)"/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out FacilitySet result) => TryParse(s, out result, out _);

    /// <summary>Reads range text or hexadecimal text in UTF-8.</summary>
    /// <param name="utf8Text">The text.</param>
    /// <param name="provider">Not used: the text is the same in every culture.</param>
    /// <param name="result">The set; empty when the result is <see langword="false"/>.</param>
    /// <returns>Whether the text is well formed.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, out FacilitySet result) =>
        TryParse(utf8Text, out result, out _);
}
