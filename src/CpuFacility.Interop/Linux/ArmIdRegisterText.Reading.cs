using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using CpuFacility.Arm;

namespace CpuFacility.Linux;

public sealed partial class ArmIdRegisterText
{
    /// <summary>The longest text that is read: 64 KiB. There are some hundred registers.</summary>
    public const int MaximumLength = 65_536;

    private const string MidrName = "MIDR_EL1";
    private const string RevidrName = "REVIDR_EL1";
    private const string KernelPrefix = "SYS_";
    private const int LongestName = 64;

    private static readonly SearchValues<byte> HexadecimalDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static readonly SearchValues<byte> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>Whether a text looks like one of ID registers: its first line begins with the name of an ID register of 64-bit Arm, or MIDR_EL1.</summary>
    /// <param name="text">The text, in UTF-8.</param>
    public static bool Matches(ReadOnlySpan<byte> text)
    {
        text = text.StartsWith(ByteOrderMark) ? text[ByteOrderMark.Length..] : text;
        while (!text.IsEmpty)
        {
            ReadOnlySpan<byte> line = FirstLine(text);
            if (!IsReadOver(line))
            {
                string name = WithoutPrefix(Encoding.UTF8.GetString(TakeName(line.Trim(" \t\r"u8))));
                return name.Equals(MidrName, StringComparison.OrdinalIgnoreCase)
                    || name.Equals(RevidrName, StringComparison.OrdinalIgnoreCase)
                    || (name.StartsWith("ID_", StringComparison.OrdinalIgnoreCase) && name.EndsWith("_EL1", StringComparison.OrdinalIgnoreCase));
            }

            text = text[Math.Min(line.Length + 1, text.Length)..];
        }

        return false;
    }

    /// <summary>Reads the text of ID registers.</summary>
    /// <param name="text">The text in UTF-8, at most <see cref="MaximumLength"/> bytes.</param>
    /// <exception cref="FacilityFormatException">The text is no list of registers; the exception has the byte position.</exception>
    public static ArmIdRegisterText Read(ReadOnlySpan<byte> text) =>
        TryRead(text, out ArmIdRegisterText? registers, out FacilityFormatError error) ? registers : throw new FacilityFormatException(error);

    /// <summary>Reads the text of ID registers, without an exception for bad input.</summary>
    /// <param name="text">The text in UTF-8, at most <see cref="MaximumLength"/> bytes.</param>
    /// <param name="registers">What it says, or null.</param>
    /// <param name="error">What is wrong, and from which byte on.</param>
    /// <returns>Whether each line is a register's, no register is there with two values, and one of them at least is known.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, [NotNullWhen(true)] out ArmIdRegisterText? registers, out FacilityFormatError error)
    {
        registers = null;
        if (text.Length > MaximumLength)
        {
            error = new FacilityFormatError(MaximumLength, string.Create(CultureInfo.InvariantCulture, $"The text has {text.Length} bytes; at most {MaximumLength} are read."));
            return false;
        }

        var values = new Dictionary<string, ulong>(StringComparer.OrdinalIgnoreCase);
        var order = new List<string>();
        int position = text.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        while (position < text.Length)
        {
            ReadOnlySpan<byte> line = FirstLine(text[position..]);
            if (!IsReadOver(line))
            {
                if (!TryReadLine(line, out string name, out ulong value, out error))
                {
                    error = error with { Position = position + error.Position };
                    return false;
                }

                if (values.TryAdd(name, value))
                {
                    order.Add(name);
                }
                else if (values[name] != value)
                {
                    error = new FacilityFormatError(position, string.Create(CultureInfo.InvariantCulture, $"'{name}' is there twice, with 0x{values[name]:x} and 0x{value:x}."));
                    return false;
                }
            }

            position += line.Length + 1;
        }

        return TryCreate(values, order, text.Length, out registers, out error);
    }

    private static bool TryCreate(
        Dictionary<string, ulong> values, List<string> order, int end, [NotNullWhen(true)] out ArmIdRegisterText? registers, out FacilityFormatError error)
    {
        registers = null;
        ArmIdRegisters read = ArmIdRegisters.Zero;
        var given = new List<ArmIdRegister>();
        foreach (ArmIdRegister register in ArmIdRegister.All)
        {
            if (values.Remove(register.Name, out ulong value))
            {
                read = read.With(register, value);
                given.Add(register);
            }
        }

        bool hasMidr = values.Remove(MidrName, out ulong midr);
        bool hasRevidr = values.Remove(RevidrName, out ulong revidr);
        error = midr > uint.MaxValue ? new FacilityFormatError(end, "The upper half of MIDR_EL1 is 0 on all processors, and is not here.")
            : given.Count == 0 && !hasMidr ? new FacilityFormatError(end, "The text has no ID register that is known, such as ID_AA64PFR0_EL1.")
            : default;
        if (error != default)
        {
            return false;
        }

        registers = new ArmIdRegisterText(read, [.. given])
        {
            Identity = hasMidr ? new ArmIdentity((uint)midr) : null,
            Revision = hasRevidr ? revidr : null,
            UnknownRegisters = [.. order.Where(values.ContainsKey).Select(name => KeyValuePair.Create(name, values[name]))],
        };
        return true;
    }

    /// <summary>A name, what separates, a value, and after it at most the same value once more.</summary>
    private static bool TryReadLine(ReadOnlySpan<byte> line, out string name, out ulong value, out FacilityFormatError error)
    {
        value = 0;
        int start = line.IndexOfAnyExcept(" \t"u8);
        ReadOnlySpan<byte> written = TakeName(line[start..]);
        name = WithoutPrefix(Encoding.UTF8.GetString(written));
        int position = start + written.Length;
        if (name.Length is 0 or > LongestName)
        {
            error = new FacilityFormatError(start, $"A line begins with the name of a register, of letters, digits and '_', at most {LongestName}.");
            return false;
        }

        ReadOnlySpan<byte> rest = line[position..];
        ReadOnlySpan<byte> number = rest.TrimStart(" \t"u8);
        number = (number.StartsWith("="u8) || number.StartsWith(":"u8) ? number[1..] : number).TrimStart(" \t"u8);
        position += rest.Length - number.Length;
        int length = number.IndexOfAny(" \t\r"u8) is int end and >= 0 ? end : number.Length;
        ReadOnlySpan<byte> after = number[length..].Trim(" \t\r"u8);
        number = number[..length];
        if (number.Length == rest.Length || !(number.StartsWith("0x"u8) || number.StartsWith("0X"u8)) || number.Length == 2
            || number[2..].ContainsAnyExcept(HexadecimalDigits))
        {
            error = new FacilityFormatError(position, "After the name of a register stands a value after 0x, as in 'ID_AA64PFR0_EL1 0x11'.");
            return false;
        }

        if (!NumberText.TryParse(number[2..].TrimStart((byte)'0') is { Length: > 0 } digits ? digits : "0"u8, NumberStyles.AllowHexSpecifier, out value))
        {
            error = new FacilityFormatError(position, "The value has more than 64 bits.");
            return false;
        }

        bool isRepeated = after.IsEmpty
            || (NumberText.TryParse(after, NumberStyles.None, out ulong again) && again == value)
            || (NumberText.TryParse(after, NumberStyles.AllowLeadingSign, out long signed) && (ulong)signed == value);
        error = isRepeated ? default : new FacilityFormatError(line.LastIndexOf(after), "Behind the value stands nothing, or the same value as a decimal number.");
        return isRepeated;
    }

    private static bool IsReadOver(ReadOnlySpan<byte> line) => line.TrimStart(" \t\r"u8) is [] or [(byte)'#', ..];

    private static ReadOnlySpan<byte> TakeName(ReadOnlySpan<byte> text)
    {
        int length = text.IndexOfAnyExcept(NameCharacters);
        return length < 0 ? text : text[..length];
    }

    private static string WithoutPrefix(string name) => name.StartsWith(KernelPrefix, StringComparison.OrdinalIgnoreCase) ? name[KernelPrefix.Length..] : name;

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)'\n');
        return end < 0 ? text : text[..end];
    }
}
