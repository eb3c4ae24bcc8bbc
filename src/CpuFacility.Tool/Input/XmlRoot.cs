using System.Buffers;
using System.Text;

namespace CpuFacility.Tool;

/// <summary>Finds out what an XML document is, without reading it.</summary>
internal static class XmlRoot
{
    private const int LongestName = 64;

    private static readonly SearchValues<byte> NameEnds = SearchValues.Create(" \t\r\n/><"u8);

    /// <summary>The name of the outermost element, behind declarations and comments; empty for what is no XML.</summary>
    public static string Find(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> text = content.StartsWith("\uFEFF"u8) ? content["\uFEFF"u8.Length..] : content;
        while (true)
        {
            text = text.TrimStart(" \t\r\n"u8);
            if (text.StartsWith("<!--"u8))
            {
                text = Behind(text, "-->"u8);
            }
            else if (text.StartsWith("<?"u8))
            {
                text = Behind(text, "?>"u8);
            }
            else if (text.StartsWith("<!"u8))
            {
                // A document type, which no reader here takes: the element behind it says whose document it pretends to be.
                text = Behind(text, ">"u8);
            }
            else
            {
                return text.StartsWith("<"u8) ? ReadName(text[1..]) : "";
            }
        }
    }

    private static ReadOnlySpan<byte> Behind(ReadOnlySpan<byte> text, ReadOnlySpan<byte> end) =>
        text.IndexOf(end) is int place && place >= 0 ? text[(place + end.Length)..] : [];

    private static string ReadName(ReadOnlySpan<byte> text)
    {
        int length = text.IndexOfAny(NameEnds);
        ReadOnlySpan<byte> name = text[..Math.Clamp(length < 0 ? text.Length : length, 0, LongestName)];
        return Encoding.UTF8.GetString(name);
    }
}
