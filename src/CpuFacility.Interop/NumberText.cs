using System.Globalization;
using System.Numerics;

namespace CpuFacility;

/// <summary>Numbers in text from outside, read as the engine's own class of this name does: it is internal there.</summary>
internal static class NumberText
{
    /// <summary>Reads a number, in no culture's style. NUL characters behind it, which the runtime's own readers take, are no part of one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="style">What may stand beside the digits.</param>
    /// <param name="number">The number, or 0.</param>
    /// <returns>Whether the text is a number of that style and of the type's range.</returns>
    public static bool TryParse<T>(ReadOnlySpan<char> text, NumberStyles style, out T number)
        where T : struct, INumberBase<T>
    {
        number = default;
        return !text.Contains('\0') && T.TryParse(text, style, CultureInfo.InvariantCulture, out number);
    }

    /// <inheritdoc cref="TryParse{T}(ReadOnlySpan{char}, NumberStyles, out T)"/>
    public static bool TryParse<T>(ReadOnlySpan<byte> text, NumberStyles style, out T number)
        where T : struct, INumberBase<T>
    {
        number = default;
        return !text.Contains((byte)0) && T.TryParse(text, style, CultureInfo.InvariantCulture, out number);
    }
}
