using System.Buffers;
using System.Globalization;
using System.Text;

namespace CpuFacility.Qemu;

/// <summary>
/// Strings of QEMU's JSON: UTF-8 in which NUL can be two bytes, without the code points that Unicode calls noncharacters.
/// </summary>
internal static class QemuJsonText
{
    private const string BadUtf8 = "invalid UTF-8 sequence in string";

    /// <summary>The length of <c>\uXXXX</c>.</summary>
    private const int EscapeLength = 6;

    /// <summary>Reads a string between its quotes.</summary>
    /// <returns>The string, or null and the error in QEMU's words.</returns>
    public static string? Decode(ReadOnlySpan<byte> token, out string? error)
    {
        ReadOnlySpan<byte> text = token[1..^1];
        error = null;
        if (Ascii.IsValid(text) && !text.Contains((byte)'\\'))
        {
            return Encoding.ASCII.GetString(text);
        }

        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length;)
        {
            // The error shows what follows an escape up to the closing quote, which belongs to the token.
            int length = text[i] == (byte)'\\'
                ? DecodeEscape(token[(i + 1)..], result, out error)
                : DecodeCharacter(text[i..], result, out error);
            if (error is not null)
            {
                return null;
            }

            i += length;
        }

        return result.ToString();
    }

    private static int DecodeCharacter(ReadOnlySpan<byte> text, StringBuilder result, out string? error)
    {
        error = null;
        if (text is [0xC0, 0x80, ..])
        {
            result.Append('\0');
            return 2;
        }

        if (Rune.DecodeFromUtf8(text, out Rune rune, out int length) != OperationStatus.Done || !IsCharacter(rune.Value))
        {
            error = BadUtf8;
            return 0;
        }

        result.Append(rune);
        return length;
    }

    private static int DecodeEscape(ReadOnlySpan<byte> text, StringBuilder result, out string? error)
    {
        error = null;
        char? simple = text[1] switch
        {
            (byte)'"' => '"',
            (byte)'\'' => '\'',
            (byte)'\\' => '\\',
            (byte)'/' => '/',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            _ => null,
        };
        if (simple is char character)
        {
            result.Append(character);
            return 2;
        }

        if (text[1] != (byte)'u')
        {
            error = "invalid escape sequence in string";
            return 0;
        }

        int length = EscapeLength;
        int value = ReadHex(text);
        if (value is >= 0xD800 and <= 0xDBFF && ReadHex(text[EscapeLength..]) is >= 0xDC00 and <= 0xDFFF and int low)
        {
            value = char.ConvertToUtf32((char)value, (char)low);
            length += EscapeLength;
        }

        if (!IsCharacter(value))
        {
            error = $"{Encoding.UTF8.GetString(text[..Math.Min(length, text.Length)])} is not a valid Unicode character";
            return 0;
        }

        result.Append(new Rune(value));
        return length;
    }

    /// <summary>The number of an escape at the start of the text, or -1.</summary>
    private static int ReadHex(ReadOnlySpan<byte> text) =>
        text is [(byte)'\\', (byte)'u', _, _, _, _, ..]
        && NumberText.TryParse(text[2..EscapeLength], NumberStyles.AllowHexSpecifier, out ushort value)
            ? value
            : -1;

    private static bool IsCharacter(int value) => Rune.IsValid(value) && value is not (>= 0xFDD0 and <= 0xFDEF) && (value & 0xFFFE) != 0xFFFE;
}
