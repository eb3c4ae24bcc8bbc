using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CpuFacility.Qemu;

namespace CpuFacility.Libvirt;

/// <summary>
/// Takes typed attributes of an element in libvirt's way and with its words (<c>virXMLPropString</c>, <c>virXMLPropUInt</c>,
/// <c>virXMLPropInt</c>, <c>virXMLPropEnum</c>). A member that fails gives the words, without a place.
/// </summary>
/// <param name="element">The element.</param>
/// <param name="cpu">The <c>&lt;cpu&gt;</c> that it is in, or it itself: prefixes can be declared there.</param>
internal readonly struct LibvirtAttributes(LibvirtElement element, LibvirtElement cpu)
{
    /// <summary>Where libvirt's own words end.</summary>
    public const string HintStart = " [one of ";

    private const string Declaration = "xmlns";

    private static readonly System.Buffers.SearchValues<char> Space = System.Buffers.SearchValues.Create(" \t\n\r");

    /// <summary>Whether an attribute declares a namespace.</summary>
    public static bool Declares(LibvirtNamedValue attribute) =>
        attribute.Name == Declaration || attribute.Name.StartsWith(Declaration + ":", StringComparison.Ordinal);

    /// <summary>The number of an attribute by its local name, or -1.</summary>
    /// <remarks>Oddity: libvirt takes the first attribute of the name whatever namespace it is in, also one that is somebody else's.</remarks>
    public int IndexOf(string name)
    {
        for (int i = 0; i < element.Attributes.Length; i++)
        {
            if (NameOf(element.Attributes[i]) == name)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The local name of an attribute. A prefix that is not declared is part of it.</summary>
    public string NameOf(LibvirtNamedValue attribute) =>
        attribute.Name.IndexOf(':', StringComparison.Ordinal) is int colon && colon > 0 && IsDeclared(attribute.Name[..colon])
            ? attribute.Name[(colon + 1)..]
            : attribute.Name;

    public string? Get(string name) => IndexOf(name) is int index && index >= 0 ? element.Attributes[index].Value : null;

    /// <summary>The position of a word; the default if there is no attribute.</summary>
    public bool TryTakeWord(string name, string[] words, int absent, out int value, [NotNullWhen(false)] out string? fault)
    {
        string? word = Get(name);
        value = word is null ? absent : word.Length == 0 ? -1 : Array.IndexOf(words, word);
        fault = word is null || value >= 0 ? null : Invalid(name, word, "") + Expected(words);
        return fault is null;
    }

    /// <summary>A word that has to be there.</summary>
    public bool TryRequireWord(string name, string[] words, [NotNullWhen(false)] out string? fault)
    {
        fault = Get(name) is null ? Missing(name) : null;
        return fault is null && TryTakeWord(name, words, absent: -1, out _, out fault);
    }

    /// <summary>A number without a sign; null if there is no attribute and it may be missing.</summary>
    public bool TryTakeNumber(string name, ulong highest, bool isRequired, out ulong? number, [NotNullWhen(false)] out string? fault)
    {
        number = null;
        fault = null;
        if (Get(name) is not string text)
        {
            fault = isRequired ? Missing(name) : null;
        }
        else if (TryParse(text, highest, out ulong value))
        {
            number = value;
        }
        else
        {
            fault = Invalid(name, text, " Expected non-negative integer value");
        }

        return fault is null;
    }

    /// <summary>A number that is not zero.</summary>
    public bool TryTakeCount(string name, bool isRequired, [NotNullWhen(false)] out string? fault)
    {
        if (TryTakeNumber(name, uint.MaxValue, isRequired, out ulong? number, out fault) && number == 0)
        {
            fault = $"XML error: Invalid value for attribute '{name}' in element '{element.Name}': Zero is not permitted";
        }

        return fault is null;
    }

    /// <summary>A signed number that is not below zero; null if there is no attribute.</summary>
    public bool TryTakeSigned(string name, out int? number, [NotNullWhen(false)] out string? fault)
    {
        number = null;
        fault = null;
        if (Get(name) is string text)
        {
            ReadOnlySpan<char> digits = Trim(text);
            bool isNegative = digits.StartsWith('-');
            bool isNumber = TryParse(isNegative ? digits[1..] : text, int.MaxValue + (isNegative ? 1UL : 0UL), out ulong value)
                && !(isNegative && digits[1..].IndexOfAnyExceptInRange('0', '9') >= 0);
            fault = !isNumber ? Invalid(name, text, " Expected integer value")
                : isNegative && value > 0 ? Invalid(name, text, " Expected non-negative value")
                : null;
            number = fault is null ? (int)value : null;
        }

        return fault is null;
    }

    /// <summary>A number in base 10 as <c>strtoul</c> reads it: space and a plus may be before it, nothing behind it.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, ulong highest, out ulong number)
    {
        ReadOnlySpan<char> digits = Trim(text);
        digits = digits.StartsWith('+') ? digits[1..] : digits;
        return NumberText.TryParse(digits, NumberStyles.None, out number) && number <= highest;
    }

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(Space) is int start && start >= 0 ? text[start..] : [];

    /// <summary>What libvirt does not say: the words that would be right.</summary>
    public static string Expected(string[] words) => $"{HintStart}{string.Join(", ", words.Where(static word => word.Length > 0))}]";

    private bool IsDeclared(string prefix) => prefix == "xml" || element.Declares(prefix) || cpu.Declares(prefix);

    private string Missing(string name) => $"XML error: Missing required attribute '{name}' in element '{element.Name}'";

    private string Invalid(string name, string text, string expected) =>
        $"XML error: Invalid value for attribute '{name}' in element '{element.Name}': '{Shortened.Text(text)}'.{expected}";
}
