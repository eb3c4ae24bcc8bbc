using System.Collections.Immutable;
using System.Globalization;
using CpuFacility.Arm;

namespace CpuFacility.Linux;

/// <summary>What the lines of <c>/proc/cpuinfo</c> of an Arm machine have said so far, processor by processor.</summary>
internal sealed class ArmCpuInfoProcessors
{
    /// <summary>The lines of which a MIDR is made: the place, the greatest value, and whether the kernel writes it in hexadecimal.</summary>
    private static readonly (string Key, int Shift, uint Greatest, bool IsHexadecimal)[] Parts =
    [
        ("CPU implementer", 24, 0xFF, true),
        ("CPU variant", 20, 0xF, true),
        ("CPU part", 4, 0xFFF, true),
        ("CPU revision", 0, 0xF, false),
    ];

    /// <summary>The kernel writes no line for the field that says that features are in ID registers: it is so on all of 64 bits.</summary>
    private const uint ArchitectureBits = 0xF0000;

    /// <summary>A word that programs of 32 bits get on every processor, and those of 64 bits never do.</summary>
    private const string WordOf32Bits = "half";

    private readonly Dictionary<uint, int> _counts = [];
    private readonly List<uint> _midrs = [];
    private readonly HashSet<string> _seenWords = new(StringComparer.Ordinal);
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private string? _firstFeatures;
    private ArmHwcaps? _words;
    private uint _midr = ArchitectureBits;
    private int _parts;
    private int _number;
    private int _start;

    /// <summary>Where that is which the last answer found wrong.</summary>
    public int Position { get; private set; }

    public ArmHwcaps Words => _words ?? default;

    public List<string> UnknownWords { get; } = [];

    public List<int> Different { get; } = [];

    public int Count { get; private set; }

    public ImmutableArray<ArmProcessorKind> Kinds => [.. _midrs.Select(midr => new ArmProcessorKind(new ArmIdentity(midr), _counts[midr]))];

    /// <summary>Takes a line; says what is wrong with it, or nothing.</summary>
    public string? TryTake(string key, string value, int position)
    {
        Position = position;
        if (key == "processor")
        {
            if (!NumberText.TryParse(value, NumberStyles.None, out int number))
            {
                return "The number of a processor is a decimal number.";
            }

            string? unfinished = FinishProcessor();
            (_number, _start) = (number, position);
            Count++;
            return unfinished;
        }

        int part = Array.FindIndex(Parts, candidate => candidate.Key == key);
        if (part < 0 && key is not ("Features" or "CPU architecture"))
        {
            return null;
        }

        if (Count == 0)
        {
            return $"Before the line '{key}' there is none for a processor, as in 'processor : 0'.";
        }

        return !_keys.Add(key) ? string.Create(CultureInfo.InvariantCulture, $"Processor {_number} has two lines '{key}'.")
            : key == "Features" ? TakeFeatures(value)
            : key == "CPU architecture" ? TakeArchitecture(value)
            : TakePart(Parts[part], value);
    }

    /// <summary>Ends the last processor; says what the text lacks, or nothing.</summary>
    public string? TryFinish(int end)
    {
        if (FinishProcessor() is string unfinished)
        {
            return unfinished;
        }

        Position = end;
        return _words is null ? "The text has no line 'Features'." : null;
    }

    private string? FinishProcessor()
    {
        // Old kernels give all lines but the number once, behind the last number.
        if (_parts is > 0 and < 4)
        {
            Position = _start;
            string missing = string.Join(", ", Parts.Where(part => !_keys.Contains(part.Key)).Select(static part => $"'{part.Key}'"));
            return string.Create(CultureInfo.InvariantCulture, $"Processor {_number} lacks of its identification: {missing}.");
        }

        if (_parts > 0)
        {
            if (!_counts.TryGetValue(_midr, out int count))
            {
                _midrs.Add(_midr);
            }

            _counts[_midr] = count + 1;
        }

        _keys.Clear();
        (_midr, _parts) = (ArchitectureBits, 0);
        return null;
    }

    private string? TakePart((string Key, int Shift, uint Greatest, bool IsHexadecimal) part, string value)
    {
        bool isWritten = !part.IsHexadecimal || value.StartsWith("0x", StringComparison.Ordinal);
        NumberStyles style = part.IsHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!isWritten || !NumberText.TryParse(value.AsSpan(part.IsHexadecimal ? 2 : 0), style, out uint number) || number > part.Greatest)
        {
            return part.IsHexadecimal
                ? $"The line '{part.Key}' has one hexadecimal number after 0x, at most {part.Greatest:x}."
                : string.Create(CultureInfo.InvariantCulture, $"The line '{part.Key}' has one decimal number, at most {part.Greatest}.");
        }

        _midr |= number << part.Shift;
        _parts++;
        return null;
    }

    /// <summary>Kernels before 3.19 wrote <c>AArch64</c>, newer ones 8 without a word on the revision of the architecture.</summary>
    private static string? TakeArchitecture(string value) =>
        value is "8" or "AArch64" ? null : "The text is of a processor or kernel of 32 bits: the architecture of 64-bit Arm is 8 here. Such machines are not covered.";

    private string? TakeFeatures(string value)
    {
        if (value == _firstFeatures)
        {
            return null;
        }

        var words = default(ArmHwcaps);
        foreach (string word in value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word == WordOf32Bits)
            {
                return $"The line 'Features' is what programs of 32 bits get ('{word}'): read /proc/cpuinfo with a program of 64 bits.";
            }

            if (ArmHwcaps.TryFind(word, out ArmHwcaps bit))
            {
                words = words.Union(bit);
            }
            else if (_seenWords.Add(word))
            {
                UnknownWords.Add(word);
            }
        }

        if (_words is ArmHwcaps all)
        {
            Different.Add(_number);
            _words = new ArmHwcaps(all.Hwcap & words.Hwcap, all.Hwcap2 & words.Hwcap2, all.Hwcap3 & words.Hwcap3);
        }
        else
        {
            (_firstFeatures, _words) = (value, words);
        }

        return null;
    }
}
