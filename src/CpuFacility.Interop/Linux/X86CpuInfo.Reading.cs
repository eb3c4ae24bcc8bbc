using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Linux;

public sealed partial class X86CpuInfo
{
    /// <summary>The longest text that is read: 16 MiB. The kernel writes about two thousand bytes for each of at most 8192 processors.</summary>
    public const int MaximumLength = 16 * 1024 * 1024;

    /// <summary>Not the kernel's, but of editors that a text may have passed through.</summary>
    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>Whether a text is of Linux on x86, by the words with which its first two lines begin.</summary>
    /// <param name="start">The beginning of the text, in UTF-8.</param>
    public static bool Matches(ReadOnlySpan<byte> start)
    {
        start = start.StartsWith(ByteOrderMark) ? start[ByteOrderMark.Length..] : start;
        int end = start.IndexOf((byte)'\n');
        return end >= 0
            && X86CpuInfoLine.TryRead(start[..end], 0, out X86CpuInfoLine first) && first.Key.SequenceEqual("processor"u8)
            && X86CpuInfoLine.TryRead(start[(end + 1)..], 0, out X86CpuInfoLine second) && second.Key.SequenceEqual("vendor_id"u8);
    }

    /// <summary>Reads the text of <c>/proc/cpuinfo</c>.</summary>
    /// <param name="text">The text in UTF-8, at most <see cref="MaximumLength"/> bytes.</param>
    /// <exception cref="FacilityFormatException">The text is none of Linux on x86; the exception has the byte position.</exception>
    public static X86CpuInfo Parse(ReadOnlySpan<byte> text) =>
        TryParse(text, out X86CpuInfo? info, out FacilityFormatError error) ? info : throw new FacilityFormatException(error);

    /// <summary>Reads the text of <c>/proc/cpuinfo</c>, without an exception for bad input.</summary>
    /// <param name="text">The text in UTF-8, at most <see cref="MaximumLength"/> bytes.</param>
    /// <param name="info">What it says, or null.</param>
    /// <param name="error">What is wrong, and from which byte on.</param>
    /// <returns>Whether the text is of Linux on x86.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, [NotNullWhen(true)] out X86CpuInfo? info, out FacilityFormatError error)
    {
        info = null;
        if (text.Length > MaximumLength)
        {
            error = new FacilityFormatError(
                MaximumLength, string.Create(null, $"The text has {text.Length} bytes; at most {MaximumLength} are read."));
            return false;
        }

        if (!Matches(text))
        {
            error = new FacilityFormatError(
                0, "The text is no /proc/cpuinfo of Linux on x86: its first line is 'processor : 0', its second 'vendor_id : ...'.");
            return false;
        }

        var reader = new X86CpuInfoProcessors();
        int position = text.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        while (position < text.Length)
        {
            int length = text[position..].IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = length < 0 ? text[position..] : text.Slice(position, length);
            if (X86CpuInfoLine.TryRead(line, position, out X86CpuInfoLine read) && !reader.TryTake(read, out error))
            {
                return false;
            }

            position += line.Length + 1;
        }

        reader.Finish();
        return TryCreate(reader, text.Length, out info, out error);
    }
}
