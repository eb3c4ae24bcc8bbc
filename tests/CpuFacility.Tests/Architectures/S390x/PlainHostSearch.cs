using CpuFacility.S390x;

namespace CpuFacility.Tests.Architectures.S390x;

/// <summary>QEMU's way from a KVM host to its definition, written a second time: on names, and without any cleverness.</summary>
internal static class PlainHostSearch
{
    private sealed record Row(string Name, int Type, int Generation, int Ga, HashSet<string> Base);

    /// <summary>The name of the definition, or null.</summary>
    public static string? Find(CpuModelRegistry registry, int cpuType, int lowestIbc, int unblockedIbc, FacilitySet facilities)
    {
        HashSet<string> ignored = NamesOf(registry, S390xFacilitySets.IgnoredForBaseline);
        HashSet<string> offered = NamesOf(registry, facilities);
        if (offered.Contains("stfle"))
        {
            offered.Add("dateh2");
        }

        List<Row> table = [.. registry.Definitions.Select(definition =>
        {
            var identity = (S390xIdentity)definition.Identity;
            HashSet<string> needed = NamesOf(registry, definition.Base);
            needed.ExceptWith(ignored);
            return new Row(definition.Name, identity.Type, identity.Generation, identity.Ga, needed);
        })];

        int ibc = lowestIbc == 0 ? 0 : unblockedIbc;
        int generation = ibc == 0 ? 0 : (ibc / 16) + 10;
        int ga = ibc % 16;
        bool isKnown = table.Exists(row => row.Type == cpuType);
        int type = isKnown ? cpuType : 0;
        if (generation == 0)
        {
            ga = 0;
            if (isKnown)
            {
                generation = table.Find(row => row.Type == cpuType)!.Generation;
            }
        }

        string? ofType = null, seen = null;
        foreach (Row row in table)
        {
            if (generation != 0 && row.Generation > generation)
            {
                break;
            }

            if (generation != 0 && row.Generation == generation && ga != 0 && row.Ga > ga)
            {
                break;
            }

            if (!isKnown && !row.Base.IsSubsetOf(offered))
            {
                break;
            }

            if (row.Type == type && row.Ga == ga)
            {
                return row.Name;
            }

            if (row.Type == type)
            {
                ofType = row.Name;
            }

            seen = row.Name;
        }

        return ofType ?? seen;
    }

    private static HashSet<string> NamesOf(CpuModelRegistry registry, FacilitySet facilities) =>
        [.. facilities.ToArray().Select(index => registry.Catalog.NameOf(registry.Catalog[index]))];
}
