using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using CpuFacility.RiscV;

namespace CpuFacility.Linux;

public sealed partial class RiscVIsaText
{
    private static ReadOnlySpan<byte> BaseProperty => "riscv,isa-base"u8;

    private static ReadOnlySpan<byte> ExtensionsProperty => "riscv,isa-extensions"u8;

    /// <summary>Reads the source of a node of a device tree: the first property of each name counts.</summary>
    private static bool TryReadNode(ReadOnlySpan<byte> text, [NotNullWhen(true)] out RiscVIsaText? read, out FacilityFormatError error)
    {
        read = null;
        var width = new StringBuilder();
        var names = new StringBuilder();
        var widthPlaces = new List<int>();
        var places = new List<int>();
        if (!TryReadStrings(text, BaseProperty, width, widthPlaces, out error) || !TryReadStrings(text, ExtensionsProperty, names, places, out error))
        {
            return false;
        }

        string isaBase = width.ToString().TrimEnd('\0');
        if (!RiscVIsaString.TryReadDeviceTree(isaBase, names.ToString(), out RiscVIsaString? isa, out error))
        {
            int place = error.Position;
            error = error with { Position = place < isaBase.Length ? widthPlaces[place] : places[Math.Min(place - isaBase.Length, places.Count - 1)] };
            return false;
        }

        if (!TryReadSize(text, "riscv,cbom-block-size"u8, out uint management, out error)
            || !TryReadSize(text, "riscv,cbop-block-size"u8, out uint prefetch, out error)
            || !TryReadSize(text, "riscv,cboz-block-size"u8, out uint zero, out error))
        {
            return false;
        }

        read = new RiscVIsaText(isa) { Values = new RiscVValues { ManagementBlockSize = management, PrefetchBlockSize = prefetch, ZeroBlockSize = zero } };
        return true;
    }

    /// <summary>Finds the value of a property: where it begins, behind the equals sign; -1 if there is none.</summary>
    private static int FindValue(ReadOnlySpan<byte> text, ReadOnlySpan<byte> property)
    {
        int place = text.IndexOf(property);
        if (place < 0)
        {
            return -1;
        }

        int start = place + property.Length;
        int equals = start + text[start..].IndexOfAnyExcept(" \t"u8);
        return equals >= start && text[equals] == (byte)'=' ? equals + 1 : -1;
    }

    /// <summary>Reads strings in quotation marks with commas between them, as they are stored: each followed by a NUL. Each character's place is kept.</summary>
    private static bool TryReadStrings(ReadOnlySpan<byte> text, ReadOnlySpan<byte> property, StringBuilder strings, List<int> places, out FacilityFormatError error)
    {
        int position = FindValue(text, property);
        error = new FacilityFormatError(Math.Max(position, 0), $"The property '{Encoding.UTF8.GetString(property)}' is expected, with strings in quotation marks and a semicolon behind them.");
        if (position < 0)
        {
            return false;
        }

        while (true)
        {
            position = SkipSpace(text, position);
            int end = position < text.Length && text[position] == (byte)'"' ? text[(position + 1)..].IndexOf((byte)'"') : -1;
            if (end < 0)
            {
                error = error with { Position = position };
                return false;
            }

            for (int i = 0; i <= end; i++)
            {
                strings.Append(i < end ? (char)text[position + 1 + i] : '\0');
                places.Add(position + 1 + i);
            }

            position = SkipSpace(text, position + end + 2);
            if (position < text.Length && text[position] == (byte)',')
            {
                position++;
                continue;
            }

            bool isEnded = position < text.Length && text[position] == (byte)';';
            error = isEnded ? default : error with { Position = position };
            return isEnded;
        }
    }

    /// <summary>Reads one number in angle brackets, decimal or after 0x; 0 if the property is not there.</summary>
    private static bool TryReadSize(ReadOnlySpan<byte> text, ReadOnlySpan<byte> property, out uint size, out FacilityFormatError error)
    {
        (size, error) = (0, default);
        int position = FindValue(text, property);
        if (position < 0)
        {
            return true;
        }

        int end = text[position..].IndexOf((byte)';');
        string value = Encoding.Latin1.GetString(text.Slice(position, Math.Clamp(end, 0, 40))).Trim();
        string number = value is ['<', .., '>'] ? value[1..^1].Trim() : "";
        bool isRead = (number.StartsWith("0x", StringComparison.Ordinal)
            ? NumberText.TryParse(number.AsSpan(2), NumberStyles.AllowHexSpecifier, out size)
            : NumberText.TryParse(number, NumberStyles.None, out size)) && uint.IsPow2(size);
        error = isRead ? default : new FacilityFormatError(position, $"The property '{Encoding.UTF8.GetString(property)}' has one power of two in angle brackets, as in '<64>;'.");
        return isRead;
    }

    private static int SkipSpace(ReadOnlySpan<byte> text, int position) =>
        text[position..].IndexOfAnyExcept(" \t\r\n"u8) is int space and >= 0 ? position + space : text.Length;
}
