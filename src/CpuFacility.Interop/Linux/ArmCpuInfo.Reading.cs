using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace CpuFacility.Linux;

public sealed partial class ArmCpuInfo
{
    /// <summary>The longest text that is read: 16 MiB. The kernel writes less than 2 KiB for each of at most 4096 processors.</summary>
    public const int MaximumLength = 16 * 1024 * 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>Whether a text is of Linux on Arm, of 64 or 32 bits: it has a line <c>CPU implementer</c>, as no other has.</summary>
    /// <param name="text">The text, in UTF-8.</param>
    public static bool Matches(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            ReadOnlySpan<byte> line = FirstLine(text);
            if (line.StartsWith("CPU implementer"u8) && TrySplit(line, out ReadOnlySpan<byte> key, out _) && key.SequenceEqual("CPU implementer"u8))
            {
                return true;
            }

            text = text[Math.Min(line.Length + 1, text.Length)..];
        }

        return false;
    }

    /// <summary>Reads the text of <c>/proc/cpuinfo</c>.</summary>
    /// <param name="text">The text in UTF-8, at most <see cref="MaximumLength"/> bytes.</param>
    /// <exception cref="FacilityFormatException">The text is none of Linux on 64-bit Arm; the exception has the byte position.</exception>
    public static ArmCpuInfo Parse(ReadOnlySpan<byte> text) =>
        TryParse(text, out ArmCpuInfo? info, out FacilityFormatError error) ? info : throw new FacilityFormatException(error);

    /// <summary>Reads the text of <c>/proc/cpuinfo</c>, without an exception for bad input.</summary>
    /// <param name="text">The text in UTF-8, at most <see cref="MaximumLength"/> bytes.</param>
    /// <param name="info">What it says, or null.</param>
    /// <param name="error">What is wrong, and from which byte on.</param>
    /// <returns>Whether the text is of Linux on 64-bit Arm.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, [NotNullWhen(true)] out ArmCpuInfo? info, out FacilityFormatError error)
    {
        info = null;
        if (text.Length > MaximumLength)
        {
            error = new FacilityFormatError(MaximumLength, string.Create(CultureInfo.InvariantCulture, $"The text has {text.Length} bytes; at most {MaximumLength} are read."));
            return false;
        }

        if (!Matches(text))
        {
            error = new FacilityFormatError(0, "The text has no line 'CPU implementer': it is no /proc/cpuinfo of Linux on Arm.");
            return false;
        }

        var processors = new ArmCpuInfoProcessors();
        int position = text.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        while (position < text.Length)
        {
            ReadOnlySpan<byte> line = FirstLine(text[position..]);
            if (TrySplit(line, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
                && processors.TryTake(Encoding.UTF8.GetString(key), Encoding.UTF8.GetString(value), position) is string wrong)
            {
                error = new FacilityFormatError(processors.Position, wrong);
                return false;
            }

            position += line.Length + 1;
        }

        if (processors.TryFinish(text.Length) is string missing)
        {
            error = new FacilityFormatError(processors.Position, missing);
            return false;
        }

        error = default;
        info = new ArmCpuInfo(processors.Words, processors.Kinds)
        {
            UnknownWords = [.. processors.UnknownWords],
            ProcessorCount = processors.Count,
            DifferentProcessors = [.. processors.Different],
        };
        return true;
    }

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)'\n');
        return end < 0 ? text : text[..end];
    }

    private static bool TrySplit(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        int colon = line.IndexOf((byte)':');
        key = colon < 0 ? default : line[..colon].Trim(" \t"u8);
        value = colon < 0 ? default : line[(colon + 1)..].Trim(" \t\r"u8);
        return colon >= 0;
    }
}
