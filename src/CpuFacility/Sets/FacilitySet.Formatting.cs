namespace CpuFacility;

public readonly partial struct FacilitySet : ISpanFormattable, IUtf8SpanFormattable
{
    /// <summary>The set as range text, format <c>R</c>: <c>0-3,7,129</c>; the empty set is the empty string.</summary>
    public override string ToString() => ToString(null);

    /// <summary>The set as text.</summary>
    /// <param name="format">
    /// <para><c>R</c>, the empty string or <see langword="null"/>: the indexes in ascending order, separated by commas, two or more
    /// consecutive ones as <c>first-last</c>; the empty set is the empty string.</para>
    /// <para><c>X</c> or <c>x</c>: <c>0x</c> and hexadecimal digits in upper or lower case, the set read as one unsigned number in which
    /// index <c>i</c> weighs 2 to the power <c>i</c>, without leading zeros; the empty set is <c>0x0</c>.</para>
    /// </param>
    /// <param name="formatProvider">Not used: the text is the same in every culture.</param>
    /// <returns>Text that <see cref="Parse(string, IFormatProvider?)"/> reads back as the same set.</returns>
    /// <exception cref="FormatException"><paramref name="format"/> is none of these.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider = null)
    {
        Span<char> text = stackalloc char[FacilitySetText.MaxLength];
        FacilitySetText.TryFormat(in this, text, out int length, format);
        return new string(text[..length]);
    }

    /// <summary>Writes the set as text.</summary>
    /// <param name="destination">Where to write; 2,720 characters are enough for every set.</param>
    /// <param name="charsWritten">How many characters the text has; 0 when the result is <see langword="false"/>.</param>
    /// <param name="format">As for <see cref="ToString(string?, IFormatProvider?)"/>.</param>
    /// <param name="provider">Not used: the text is the same in every culture.</param>
    /// <returns>Whether there was room. If not, the content of the destination is of no use.</returns>
    /// <exception cref="FormatException"><paramref name="format"/> is unknown.</exception>
    public bool TryFormat(
        Span<char> destination,
        out int charsWritten,
        ReadOnlySpan<char> format = default,
        IFormatProvider? provider = null) =>
        FacilitySetText.TryFormat(in this, destination, out charsWritten, format);

    /// <summary>Writes the set as UTF-8 text.</summary>
    /// <param name="utf8Destination">Where to write; 2,720 bytes are enough for every set.</param>
    /// <param name="bytesWritten">How many bytes the text has; 0 when the result is <see langword="false"/>.</param>
    /// <param name="format">As for <see cref="ToString(string?, IFormatProvider?)"/>.</param>
    /// <param name="provider">Not used: the text is the same in every culture.</param>
    /// <returns>Whether there was room. If not, the content of the destination is of no use.</returns>
    /// <exception cref="FormatException"><paramref name="format"/> is unknown.</exception>
    public bool TryFormat(
        Span<byte> utf8Destination,
        out int bytesWritten,
        ReadOnlySpan<char> format = default,
        IFormatProvider? provider = null) =>
        FacilitySetText.TryFormat(in this, utf8Destination, out bytesWritten, format);
}
