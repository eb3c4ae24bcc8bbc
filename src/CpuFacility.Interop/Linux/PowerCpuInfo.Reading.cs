using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using CpuFacility.Power;

namespace CpuFacility.Linux;

public sealed partial class PowerCpuInfo
{
    /// <summary>The longest text that is read: 16 MiB. The kernel writes about a hundred bytes for each of at most 8192 processors.</summary>
    public const int MaximumLength = 16 * 1024 * 1024;

    private const string AltivecRemark = ", altivec supported";
    private const string ModeRemark = " (architected)";

    /// <summary>Whether a text is of Linux on POWER, by the words with which its first two lines begin.</summary>
    /// <param name="start">The beginning of the text, in UTF-8.</param>
    public static bool Matches(ReadOnlySpan<byte> start)
    {
        int end = start.IndexOf((byte)'\n');
        return end >= 0
            && TryReadLine(start[..end], out ReadOnlySpan<byte> first, out _) && first.SequenceEqual("processor"u8)
            && TryReadLine(FirstLine(start[(end + 1)..]), out ReadOnlySpan<byte> second, out _) && second.SequenceEqual("cpu"u8);
    }

    /// <summary>Reads the text of <c>/proc/cpuinfo</c>.</summary>
    /// <param name="text">The text in UTF-8, at most <see cref="MaximumLength"/> bytes.</param>
    /// <exception cref="FacilityFormatException">The text is none of Linux on POWER; the exception has the byte position.</exception>
    public static PowerCpuInfo Parse(ReadOnlySpan<byte> text) =>
        TryParse(text, out PowerCpuInfo? info, out FacilityFormatError error) ? info : throw new FacilityFormatException(error);

    /// <summary>Reads the text of <c>/proc/cpuinfo</c>, without an exception for bad input.</summary>
    /// <param name="text">The text in UTF-8, at most <see cref="MaximumLength"/> bytes.</param>
    /// <param name="info">What it says, or null.</param>
    /// <param name="error">What is wrong, and from which byte on.</param>
    /// <returns>Whether the text is of Linux on POWER.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, [NotNullWhen(true)] out PowerCpuInfo? info, out FacilityFormatError error)
    {
        info = null;
        if (text.Length > MaximumLength)
        {
            error = new FacilityFormatError(MaximumLength, string.Create(null, $"The text has {text.Length} bytes; at most {MaximumLength} are read."));
            return false;
        }

        if (!Matches(text))
        {
            error = new FacilityFormatError(0, "The text is no /proc/cpuinfo of Linux on POWER: its first line is 'processor : 0', its second 'cpu : ...'.");
            return false;
        }

        var collected = new Collected();
        int position = 0;
        while (position < text.Length)
        {
            ReadOnlySpan<byte> line = FirstLine(text[position..]);
            if (TryReadLine(line, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value) && collected.TryTake(key, value) is string reason)
            {
                error = new FacilityFormatError(position, reason);
                return false;
            }

            position += line.Length + 1;
        }

        if (collected.Missing is string missing)
        {
            error = new FacilityFormatError(text.Length, missing);
            return false;
        }

        error = default;
        info = collected.Create();
        return true;
    }

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)'\n');
        return end < 0 ? text : text[..end];
    }

    private static bool TryReadLine(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        int colon = line.IndexOf((byte)':');
        key = colon < 0 ? default : line[..colon].Trim(" \t"u8);
        value = colon < 0 ? default : line[(colon + 1)..].Trim(" \t\r"u8);
        return colon >= 0;
    }

    /// <summary>What the lines have said so far. Processors after the first are compared with it alone.</summary>
    private sealed class Collected
    {
        private readonly Dictionary<string, string> _machine = [];
        private readonly ImmutableArray<int>.Builder _different = ImmutableArray.CreateBuilder<int>();
        private readonly List<string> _unknownNames = [];
        private ulong? _hardwareCapabilities;
        private ulong? _hardwareCapabilities2;
        private string? _cpu;
        private string? _revision;
        private bool _hasCpu;
        private bool _hasRevision;
        private int _processor;
        private int _count;

        /// <summary>What the text lacks; null if nothing.</summary>
        public string? Missing => _cpu is null ? "The text has no line 'cpu'."
            : _revision is null ? "The first processor has no line 'revision'."
            : _hardwareCapabilities is null && _hardwareCapabilities2 is not null ? "The text has a line 'AT_HWCAP2' and none 'AT_HWCAP'."
            : null;

        /// <summary>Takes a line; gives what is wrong with it, or null.</summary>
        public string? TryTake(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
        {
            if (key.SequenceEqual("processor"u8))
            {
                if (!NumberText.TryParse(value, NumberStyles.None, out _processor))
                {
                    return "The number of a processor is a decimal number.";
                }

                (_hasCpu, _hasRevision) = (false, false);
                _count++;
                return null;
            }

            string text = Encoding.UTF8.GetString(value);
            return Encoding.UTF8.GetString(key) switch
            {
                "cpu" => TakeOnce(ref _hasCpu, ref _cpu, text, "cpu"),
                "revision" => !TryReadPvr(text, out _, out _)
                    ? "The revision is written as in '2.2 (pvr 004e 1202)'."
                    : TakeOnce(ref _hasRevision, ref _revision, text, "revision"),
                "AT_HWCAP" => TakeWord(ref _hardwareCapabilities, text, PowerBlocks.HardwareCapabilities),
                "AT_HWCAP2" => TakeWord(ref _hardwareCapabilities2, text, PowerBlocks.HardwareCapabilities2),
                "timebase" when !NumberText.TryParse(text, NumberStyles.None, out ulong _) => "The time base is a decimal number.",
                "timebase" or "platform" or "model" or "machine" or "firmware" or "MMU" => TakeOfMachine(Encoding.UTF8.GetString(key), text),
                _ => null,
            };
        }

        public PowerCpuInfo Create()
        {
            _ = TryReadPvr(_revision!, out string revision, out uint pvr);
            bool hasAltivec = _cpu!.EndsWith(AltivecRemark, StringComparison.Ordinal);
            string name = hasAltivec ? _cpu[..^AltivecRemark.Length] : _cpu;
            string level = name.EndsWith(ModeRemark, StringComparison.Ordinal) ? name[..^ModeRemark.Length].ToLowerInvariant() : "";
            return new PowerCpuInfo(name, pvr)
            {
                HasAltivec = hasAltivec,
                Revision = revision,
                Mode = PowerCompatibilityMode.TryFind(level, out PowerCompatibilityMode? mode) ? mode : null,
                Platform = _machine.GetValueOrDefault("platform", ""),
                Model = _machine.GetValueOrDefault("model", ""),
                Machine = _machine.GetValueOrDefault("machine", ""),
                Firmware = _machine.GetValueOrDefault("firmware", ""),
                Mmu = _machine.GetValueOrDefault("MMU", ""),
                Timebase = _machine.TryGetValue("timebase", out string? ticks) ? ulong.Parse(ticks, NumberStyles.None, CultureInfo.InvariantCulture) : null,
                ProcessorCount = _count,
                DifferentProcessors = _different.ToImmutable(),
                FeatureWords = _hardwareCapabilities is ulong first ? new PowerFeatureWords(first, _hardwareCapabilities2 ?? 0) : null,
                UnknownNames = [.. _unknownNames],
            };
        }

        private string? TakeOnce(ref bool isThere, ref string? first, string value, string key)
        {
            if (isThere)
            {
                return string.Create(CultureInfo.InvariantCulture, $"Processor {_processor} has two lines '{key}'.");
            }

            isThere = true;
            first = _count == 1 ? value : first;
            if (value != first && (_different.Count == 0 || _different[^1] != _processor))
            {
                _different.Add(_processor);
            }

            return null;
        }

        private string? TakeWord(ref ulong? word, string text, FacilityBlock block)
        {
            if (word is not null)
            {
                return $"The text has two lines '{block.Name}'.";
            }

            if (!PowerFeatureNames.TryRead(text, block, _unknownNames, out ulong read))
            {
                return $"The line '{block.Name}' has names of features, or one number after 0x.";
            }

            word = read;
            return null;
        }

        private string? TakeOfMachine(string key, string value) =>
            _machine.TryAdd(key, value) ? null : $"The text has two lines '{key}'.";

        private static bool TryReadPvr(string text, out string revision, out uint pvr)
        {
            const string mark = " (pvr ";
            pvr = 0;
            int start = text.IndexOf(mark, StringComparison.Ordinal);
            revision = start < 0 ? "" : text[..start];
            ReadOnlySpan<char> rest = start < 0 ? default : text.AsSpan(start + mark.Length);
            if (rest.Length != 10 || rest[4] != ' ' || rest[9] != ')'
                || !NumberText.TryParse(rest[..4], NumberStyles.AllowHexSpecifier, out ushort upper)
                || !NumberText.TryParse(rest[5..9], NumberStyles.AllowHexSpecifier, out ushort lower))
            {
                return false;
            }

            pvr = (uint)upper << 16 | lower;
            return true;
        }
    }
}
