using System.Globalization;
using CpuFacility.Power;

namespace CpuFacility.Linux;

/// <summary>
/// Reads a feature word in words: as the C library's <c>LD_SHOW_AUXV=1</c> writes it on POWER, with names (<c>arch_2_06 dfp vsx</c>), or as a number after
/// <c>0x</c>.
/// </summary>
internal static class PowerFeatureNames
{
    private const string Prefix = "0x";

    /// <param name="text">What follows the colon.</param>
    /// <param name="block">The word.</param>
    /// <param name="unknown">Takes the names that are none of that word's.</param>
    /// <param name="word">The bits.</param>
    /// <returns>Whether the text is names, or one number.</returns>
    public static bool TryRead(string text, FacilityBlock block, ICollection<string> unknown, out ulong word)
    {
        if (text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return NumberText.TryParse(text.AsSpan(Prefix.Length), NumberStyles.AllowHexSpecifier, out word);
        }

        word = 0;
        FacilityCatalog catalog = PowerEditions.Qemu.Catalog;
        foreach (string name in text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!name.All(static character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '+'))
            {
                return false;
            }

            if (catalog.TryFind(name, out Facility facility, FacilityDialect.Linux)
                && catalog.Describe(facility) is { Bit: >= 0 } info
                && info.Block == block)
            {
                word |= 1UL << info.Bit;
            }
            else
            {
                unknown.Add(name);
            }
        }

        return true;
    }
}
