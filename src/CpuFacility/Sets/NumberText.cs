using System.Globalization;
using System.Numerics;

namespace CpuFacility;

/// <summary>
/// Numbers in text from outside. The runtime's own readers take NUL characters behind a number for white space that they never refuse: then
/// <c>256</c> and <c>256\0</c> would be one value, and what was read would not be what is written.
/// </summary>
internal static partial class NumberText
{
    /// <summary>Reads a number, in no culture's style.</summary>
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
}
