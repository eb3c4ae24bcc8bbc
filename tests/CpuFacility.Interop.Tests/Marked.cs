namespace CpuFacility.Interop.Tests;

/// <summary>A text in which the sign ¦ shows where a fault is expected.</summary>
internal readonly record struct Marked(string Text, int Position)
{
    public static Marked Read(string text) => new(text.Replace("¦", "", StringComparison.Ordinal), text.IndexOf('¦', StringComparison.Ordinal));
}
