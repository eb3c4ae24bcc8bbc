namespace CpuFacility.Tool;

/// <summary>Keeps messages readable when the input is not.</summary>
internal static class Shortened
{
    /// <summary>A quoted part: at most 60 characters, and none that moves the cursor.</summary>
    public static string Text(string text) => Cut(text, 60);

    /// <summary>A whole message, which may quote its input.</summary>
    public static string Line(string text) => Cut(text, 400);

    /// <summary>Text of any length: what it quotes must not move the cursor or change colours.</summary>
    public static string Plain(string text) =>
        text.Any(IsUnwanted) ? string.Concat(text.Select(static character => IsUnwanted(character) ? '?' : character)) : text;

    private static bool IsUnwanted(char character) => char.IsControl(character) && character != '\n';

    private static string Cut(string text, int length)
    {
        string start = text.Length <= length ? text : $"{text[..(length - 3)]}...";
        return string.Concat(start.Select(static character => char.IsControl(character) ? '?' : character));
    }
}
