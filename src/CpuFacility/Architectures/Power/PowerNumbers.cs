using System.Globalization;

namespace CpuFacility.Power;

/// <summary>Reads the numbers of the tables that are wider than the generator's columns: hexadecimal after <c>0x</c>.</summary>
internal static class PowerNumbers
{
    public static ulong Read(ReadOnlySpan<char> text) =>
        text.StartsWith("0x", StringComparison.Ordinal)
            ? ulong.Parse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : throw new FormatException($"'{text}' is no hexadecimal number of the tables.");
}
