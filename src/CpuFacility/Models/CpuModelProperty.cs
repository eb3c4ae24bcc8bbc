using System.Text;

namespace CpuFacility;

/// <summary>
/// A property of a model that the edition has no name for, as another program wrote it. It is kept and reported, never guessed.
/// </summary>
/// <param name="Name">The name of the property.</param>
/// <param name="Value">The value as it was written: for JSON its text, such as <c>true</c> or <c>"v2"</c>.</param>
public readonly record struct CpuModelProperty(string Name, string Value)
{
    /// <summary>
    /// Name and value, as in <c>newfac=true</c>, always on one line: another program's text must not be able to add lines to a report.
    /// Control characters are written as in JSON, <c>\u000a</c>.
    /// </summary>
    public override string ToString()
    {
        string text = $"{Name}={Value}";
        return text.Any(EndsLine) ? WriteOnOneLine(text) : text;
    }

    private static string WriteOnOneLine(string text)
    {
        var line = new StringBuilder(text.Length + 16);
        foreach (char c in text)
        {
            _ = EndsLine(c) ? line.Append(null, $"\\u{(int)c:x4}") : line.Append(c);
        }

        return line.ToString();
    }

    private static bool EndsLine(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
