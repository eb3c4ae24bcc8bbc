namespace CpuFacility.RiscV;

/// <summary>The canonical order of extensions in ISA strings (RISC-V unprivileged ISA, "ISA Extension Naming Conventions").</summary>
internal static class RiscVExtensionOrder
{
    /// <summary>Letters in canonical order, each base first. They are also the categories of Z extensions, by the second letter.</summary>
    public const string Letters = "iemafdqlcbkjtpvnh";

    /// <summary>Letters that the specification keeps for extensions and that have no facility.</summary>
    public const string Reserved = "lkjtpn";

    /// <summary>First single letters, then Z by category, then S, then X, then what is none of these; alphabetical where that does not decide.</summary>
    public static int Compare(string first, string second)
    {
        int kind = KindOf(first).CompareTo(KindOf(second));
        return kind != 0 ? kind : string.CompareOrdinal(first, second);
    }

    private static int KindOf(string name)
    {
        const int z = 100;
        const int s = 200;
        const int x = 201;
        const int other = 202;
        return name switch
        {
            [char letter] => PlaceOf(letter),
            ['z', char category, ..] => z + PlaceOf(category),
            ['s', ..] => s,
            ['x', ..] => x,
            _ => other,
        };
    }

    private static int PlaceOf(char letter) => Letters.IndexOf(letter, StringComparison.Ordinal) is int place and >= 0 ? place : Letters.Length;
}
