namespace CpuFacility.Linux;

/// <summary>A line <c>key : value</c> of <c>/proc/cpuinfo</c>.</summary>
internal readonly ref struct X86CpuInfoLine
{
    private X86CpuInfoLine(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, int position)
    {
        Key = key;
        Value = value;
        Position = position;
    }

    /// <summary>The key without the white space around it.</summary>
    public ReadOnlySpan<byte> Key { get; }

    /// <summary>The value as it stands behind colon and space: spaces at its ends can be a vendor's own.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>The position of the value in the text.</summary>
    public int Position { get; }

    /// <summary>Reads a line, or the first of several; there is none without a colon.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, int position, out X86CpuInfoLine read)
    {
        int end = line.IndexOf((byte)'\n');
        line = (end < 0 ? line : line[..end]).TrimEnd((byte)'\r');
        int colon = line.IndexOf((byte)':');
        read = default;
        if (colon < 0)
        {
            return false;
        }

        int start = colon + 1 + (line[(colon + 1)..].StartsWith((byte)' ') ? 1 : 0);
        read = new X86CpuInfoLine(line[..colon].Trim(" \t"u8), line[start..], position + start);
        return true;
    }
}
