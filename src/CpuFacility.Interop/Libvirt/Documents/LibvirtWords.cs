using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Libvirt;

/// <summary>libvirt's words for the values of attributes, both ways. The position of a word is the value of its enumeration.</summary>
internal static class LibvirtWords
{
    public static readonly string[] Modes = ["custom", "host-model", "host-passthrough", "maximum"];
    public static readonly string[] Matches = ["minimum", "exact", "strict"];
    public static readonly string[] Checks = ["default", "none", "partial", "full"];
    public static readonly string[] Fallbacks = ["allow", "forbid"];
    public static readonly string[] Policies = ["force", "require", "optional", "disable", "forbid"];
    public static readonly string[] Usabilities = ["unknown", "yes", "no"];
    public static readonly string[] Switches = ["off", "on"];

    public static string Of(LibvirtCpuMode mode) => Modes[(int)mode];

    public static string Of(LibvirtCpuMatch match) => Matches[(int)match];

    public static string Of(LibvirtCpuCheck check) => Checks[(int)check];

    public static string Of(LibvirtFallback fallback) => Fallbacks[(int)fallback];

    public static string Of(LibvirtFeaturePolicy policy) => Policies[(int)policy];

    /// <summary>The position of a word; the default if there is no attribute.</summary>
    public static bool TryFind(string? word, string[] words, int absent, out int position, [NotNullWhen(false)] out string? expected)
    {
        position = word is null ? absent : word.Length == 0 ? -1 : Array.IndexOf(words, word);
        expected = position >= 0 ? null : string.Join(", ", words.Where(static known => known.Length > 0));
        return position >= 0;
    }
}
