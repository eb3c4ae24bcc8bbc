using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace CpuFacility.Linux;

/// <summary>Collects the lines of the first processor that say what it is, and in which of them others differ.</summary>
/// <remarks>Takes time in proportion to the text: of other processors, equal lines are compared alone, and others by their hash.</remarks>
internal sealed class X86CpuInfoProcessors
{
    /// <summary>The lines that say what a processor is.</summary>
    private static readonly string[] Keys =
    [
        "vendor_id", "cpu family", "model", "model name", "stepping", "microcode", "cpuid level", "flags", "vmx flags", "bugs", "address sizes",
    ];

    private static readonly byte[][] KeyBytes = [.. Keys.Select(Encoding.UTF8.GetBytes)];

    private readonly byte[]?[] _first = new byte[]?[Keys.Length];
    private readonly string?[] _firstText = new string?[Keys.Length];
    private readonly int[] _positions = new int[Keys.Length];
    private readonly bool[] _seen = new bool[Keys.Length];
    private readonly Dictionary<(int Key, string? Value), ImmutableArray<int>.Builder> _others = [];
    private int _processor;

    /// <summary>The number of processors.</summary>
    public int Count { get; private set; }

    /// <summary>The differences, in the order in which the text shows them.</summary>
    public ImmutableArray<X86CpuInfoDifference> Differences =>
        [.. _others.Select(pair => new X86CpuInfoDifference(Keys[pair.Key.Key], pair.Value.ToImmutable(), pair.Key.Value, _firstText[pair.Key.Key]))];

    /// <summary>The first processor's value of a line, without the white space around it; null if it has no such line.</summary>
    public string? this[string key] => _firstText[Array.IndexOf(Keys, key)];

    /// <summary>As it stands in the text, with the white space around it.</summary>
    public string? GetRaw(string key) => _first[Array.IndexOf(Keys, key)] is { } value ? Encoding.UTF8.GetString(value) : null;

    /// <summary>Where the first processor's value of a line begins.</summary>
    public int PositionOf(string key) => _positions[Array.IndexOf(Keys, key)];

    public bool TryTake(X86CpuInfoLine line, out FacilityFormatError error)
    {
        error = default;
        if (line.Key.SequenceEqual("processor"u8))
        {
            return TryStart(line, out error);
        }

        int key = FindKey(line.Key);
        if (key < 0)
        {
            return true;
        }

        if (_seen[key])
        {
            error = new FacilityFormatError(
                line.Position, string.Create(CultureInfo.InvariantCulture, $"Processor {_processor} has two lines '{Keys[key]}'."));
            return false;
        }

        _seen[key] = true;
        if (Count == 1)
        {
            _first[key] = line.Value.ToArray();
            _firstText[key] = Text(line.Value);
            _positions[key] = line.Position;
        }
        else if (_first[key] is not { } first || !line.Value.SequenceEqual(first))
        {
            AddOther(key, Text(line.Value));
        }

        return true;
    }

    /// <summary>Ends the last processor.</summary>
    public void Finish()
    {
        for (int key = 0; key < Keys.Length; key++)
        {
            if (Count > 1 && !_seen[key] && _first[key] is not null)
            {
                AddOther(key, null);
            }
        }

        Array.Clear(_seen);
    }

    private static int FindKey(ReadOnlySpan<byte> key)
    {
        for (int i = 0; i < KeyBytes.Length; i++)
        {
            if (key.SequenceEqual(KeyBytes[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static string Text(ReadOnlySpan<byte> value) => Encoding.UTF8.GetString(value.Trim(" \t"u8));

    private bool TryStart(X86CpuInfoLine line, out FacilityFormatError error)
    {
        error = default;
        if (!NumberText.TryParse(line.Value.Trim(" \t"u8), NumberStyles.None, out int processor))
        {
            error = new FacilityFormatError(line.Position, "The number of a processor is a decimal number.");
            return false;
        }

        Finish();
        _processor = processor;
        Count++;
        return true;
    }

    private void AddOther(int key, string? value)
    {
        // A value that differs in the white space around it alone is the same.
        if (value == _firstText[key])
        {
            return;
        }

        if (!_others.TryGetValue((key, value), out ImmutableArray<int>.Builder? processors))
        {
            processors = ImmutableArray.CreateBuilder<int>();
            _others.Add((key, value), processors);
        }

        processors.Add(_processor);
    }
}
