using System.Globalization;

namespace CpuFacility.Cpuid;

/// <summary>Reads a line from left to right, and knows where it stands in the text.</summary>
/// <param name="line">The line without its line feed.</param>
/// <param name="start">The position of the line in the text.</param>
/// <param name="number">The number of the line, from 1.</param>
internal ref struct LineCursor(ReadOnlySpan<char> line, int start, int number)
{
    private readonly ReadOnlySpan<char> _line = line.TrimEnd(" \t\r");
    private int _next;

    public readonly ReadOnlySpan<char> Rest => _line[_next..];

    public readonly int Position => start + _next;

    public readonly bool IsAtEnd => _next == _line.Length;

    public void SkipSpaces()
    {
        while (!IsAtEnd && _line[_next] is ' ' or '\t')
        {
            _next++;
        }
    }

    public bool TryTake(ReadOnlySpan<char> word)
    {
        if (!Rest.StartsWith(word, StringComparison.Ordinal))
        {
            return false;
        }

        _next += word.Length;
        return true;
    }

    /// <summary>Takes the end of the line and the spaces before it.</summary>
    public bool TryTakeEnd()
    {
        SkipSpaces();
        return IsAtEnd;
    }

    public bool TryTakeDecimal(out uint value) => TryTakeNumber(0, NumberStyles.None, "0123456789", 9, out value);

    /// <summary>Takes <c>0x</c> and one to eight digits; nothing if there are others or more.</summary>
    public bool TryTakeHexadecimal(out uint value)
    {
        value = 0;
        return Rest.StartsWith("0x", StringComparison.Ordinal)
            && TryTakeNumber(2, NumberStyles.AllowHexSpecifier, "0123456789abcdefABCDEF", 8, out value);
    }

    public bool TryTakeRegister(ReadOnlySpan<char> name, out uint value)
    {
        value = 0;
        SkipSpaces();
        return TryTake(name) && TryTakeHexadecimal(out value);
    }

    /// <summary>An error where the cursor stands.</summary>
    public readonly bool Fail(string reason, out FacilityFormatError error) => Fail(Position, reason, out error);

    /// <summary>An error at a place.</summary>
    public readonly bool Fail(int position, string reason, out FacilityFormatError error)
    {
        error = new FacilityFormatError(position, string.Create(CultureInfo.InvariantCulture, $"In line {number}: {reason}."));
        return false;
    }

    private bool TryTakeNumber(int prefix, NumberStyles style, string digits, int most, out uint value)
    {
        value = 0;
        ReadOnlySpan<char> rest = Rest[prefix..];
        int length = rest.IndexOfAnyExcept(digits);
        length = length < 0 ? rest.Length : length;
        if (length > most || !NumberText.TryParse(rest[..length], style, out value))
        {
            return false;
        }

        _next += prefix + length;
        return true;
    }
}
