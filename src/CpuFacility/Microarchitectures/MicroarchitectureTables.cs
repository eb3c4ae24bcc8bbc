namespace CpuFacility.Microarchitectures;

/// <summary>The columns of the generated tables as arrays, made once.</summary>
internal static class MicroarchitectureTables
{
    public static readonly string[] Names = MicroarchitecturesData.Archspec.Names();
    public static readonly string[] Titles = MicroarchitecturesData.Archspec.Titles();
    public static readonly string[] Families = MicroarchitecturesData.Archspec.Family();
    public static readonly string[] Vendors = MicroarchitecturesData.Archspec.Vendor();
    public static readonly string[] Parents = MicroarchitecturesData.Archspec.Parents();

    private static readonly string[] Aliases = MicroarchitecturesData.FeatureAliases.Alias();
    private static readonly string[][] AnyOf = [.. MicroarchitecturesData.FeatureAliases.AnyOf().Select(Split)];
    private static readonly string[][] AliasFamilies = [.. MicroarchitecturesData.FeatureAliases.Families().Select(Split)];

    /// <summary>The words of a cell, with a blank between two.</summary>
    public static string[] Split(string cell) => cell.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether a feature goes by another name that a microarchitecture has by one of its features or by its family.</summary>
    public static bool HasByAlias(Microarchitecture target, string feature)
    {
        for (int i = 0; i < Aliases.Length; i++)
        {
            if (Aliases[i] == feature
                && (AliasFamilies[i].Contains(target.Family)
                    || AnyOf[i].Any(name => MicroarchitectureFeatures.TryFind(name, out int index) && target.Features.Contains(index))))
            {
                return true;
            }
        }

        return false;
    }
}
