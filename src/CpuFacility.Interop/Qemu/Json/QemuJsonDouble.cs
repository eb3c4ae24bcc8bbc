using System.Globalization;

namespace CpuFacility.Qemu;

/// <summary>Doubles as C's <c>%.17g</c> writes them, which is QEMU's form.</summary>
internal static class QemuJsonDouble
{
    private const int Digits = 17;

    public static string Format(double value)
    {
        if (!double.IsFinite(value))
        {
            // Only a number beyond the range of doubles gives these. QEMU then writes a word that is no JSON; the largest double is.
            value = value > 0 ? double.MaxValue : double.MinValue;
        }

        // d.dddddddddddddddde+ddd, exact to the last digit.
        string text = value.ToString("E16", CultureInfo.InvariantCulture);
        int mark = text.IndexOf('E', StringComparison.Ordinal);
        int exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string sign = text[0] == '-' ? "-" : "";
        string digits = text[sign.Length..mark].Replace(".", "", StringComparison.Ordinal);
        if (exponent is < -4 or >= Digits)
        {
            string mantissa = Trim($"{digits[0]}.{digits[1..]}");
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        }

        return sign + Trim(exponent < 0
            ? $"0.{new string('0', -exponent - 1)}{digits}"
            : $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}");
    }

    private static string Trim(string text) => text.TrimEnd('0').TrimEnd('.');
}
