using System.Globalization;
using System.Numerics;

namespace CpuFacility;

// The other part is the engine's own file, which is internal there.
internal static partial class NumberText
{
    /// <inheritdoc cref="TryParse{T}(ReadOnlySpan{char}, NumberStyles, out T)"/>
    public static bool TryParse<T>(ReadOnlySpan<byte> text, NumberStyles style, out T number)
        where T : struct, INumberBase<T>
    {
        number = default;
        return !text.Contains((byte)0) && T.TryParse(text, style, CultureInfo.InvariantCulture, out number);
    }
}
