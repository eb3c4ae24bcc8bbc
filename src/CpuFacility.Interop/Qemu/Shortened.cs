namespace CpuFacility.Qemu;

/// <summary>Keeps messages readable when the input is not.</summary>
internal static class Shortened
{
    private const int Length = 40;

    /// <summary>A name or value as a message shows it.</summary>
    public static string Text(string text) => Text(text, Length);

    /// <summary>A text as a message shows it, with at most so many characters of its own.</summary>
    public static string Text(string text, int length) => text.Length <= length ? text : $"{text.AsSpan(0, length)}...";
}
