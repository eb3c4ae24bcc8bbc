namespace CpuFacility.Libvirt;

/// <summary>A place in XML as its reader counts.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character of the line, from 1.</param>
internal readonly record struct LibvirtPlace(int Line, int Column)
{
    /// <summary>The position in the text, at most its length. A line ends with CR, LF or both, as XML has it.</summary>
    public int GetOffset(ReadOnlySpan<char> text)
    {
        int position = 0;
        for (int line = 1; line < Line; line++)
        {
            int end = text[position..].IndexOfAny('\r', '\n');
            if (end < 0)
            {
                return text.Length;
            }

            position += end + (text[(position + end)..].StartsWith("\r\n", StringComparison.Ordinal) ? 2 : 1);
        }

        return (int)Math.Min(text.Length, position + (long)Math.Max(Column - 1, 0));
    }
}
