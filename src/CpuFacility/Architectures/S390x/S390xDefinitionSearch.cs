using System.Collections.Immutable;

namespace CpuFacility.S390x;

/// <summary>
/// QEMU's search for the definition that a machine type, a level and a set of facilities amount to.
/// </summary>
/// <remarks>
/// The walk is in the order of QEMU's table and stops early, and so the order of the table is part of the answer: z14.2 stands before z14ZR1,
/// hence a search for z14ZR1's own type and level ends at z14.2 without reaching it, and gives z14 (real QEMU does the same).
/// </remarks>
internal static class S390xDefinitionSearch
{
    /// <summary>Searches for models: the facilities must be there.</summary>
    /// <param name="definitions">The definitions in QEMU's order.</param>
    /// <param name="type">The machine type, or 0 for any.</param>
    /// <param name="generation">The generation; 0 for that of the type, or if there is no such type for any.</param>
    /// <param name="ga">The GA level, or 0 for any of the generation; without a generation it does not count.</param>
    /// <param name="facilities">What the definition's base must be within, apart from what QEMU ignores in this search.</param>
    /// <returns>The definition, or null if even the oldest needs more.</returns>
    public static CpuModelDefinition? Find(
        ImmutableArray<CpuModelDefinition> definitions, int type, int generation, int ga, in FacilitySet facilities) =>
        Walk(definitions, type, generation, ga, facilities.Union(S390xFacilitySets.IgnoredForBaseline), checksFacilities: true);

    /// <summary>Searches for the machine itself: facilities do not count.</summary>
    /// <param name="definitions">The definitions in QEMU's order.</param>
    /// <param name="type">The machine type.</param>
    /// <param name="generation">The generation; 0 for that of the type.</param>
    /// <param name="ga">The GA level, or 0 for any of the generation; without a generation it does not count.</param>
    /// <returns>The definition, or null if even the oldest is newer.</returns>
    public static CpuModelDefinition? Find(ImmutableArray<CpuModelDefinition> definitions, int type, int generation, int ga) =>
        Walk(definitions, type, generation, ga, default, checksFacilities: false);

    /// <summary>Whether a definition is of a level beyond one that may be open: generation 0 is any, and so is GA 0 within its generation.</summary>
    public static bool IsNewer(S390xIdentity identity, int generation, int ga) =>
        generation != 0 && (identity.Generation > generation || (identity.Generation == generation && ga != 0 && identity.Ga > ga));

    private static CpuModelDefinition? Walk(
        ImmutableArray<CpuModelDefinition> definitions, int type, int generation, int ga, in FacilitySet sufficient, bool checksFacilities)
    {
        if (generation == 0)
        {
            ga = 0;
            generation = type == 0 ? 0 : GenerationOf(definitions, type);
        }

        CpuModelDefinition? sameType = null;
        CpuModelDefinition? last = null;
        foreach (CpuModelDefinition definition in definitions)
        {
            var identity = (S390xIdentity)definition.Identity;
            if (IsNewer(identity, generation, ga) || (checksFacilities && !definition.Base.IsSubsetOf(sufficient)))
            {
                break;
            }

            if (identity.Type == type)
            {
                if (identity.Ga == ga)
                {
                    return definition;
                }

                sameType = definition;
            }

            last = definition;
        }

        return sameType ?? last;
    }

    /// <summary>The generation of the first definition of a type, or 0.</summary>
    private static int GenerationOf(ImmutableArray<CpuModelDefinition> definitions, int type)
    {
        foreach (CpuModelDefinition definition in definitions)
        {
            if (definition.Identity is S390xIdentity identity && identity.Type == type)
            {
                return identity.Generation;
            }
        }

        return 0;
    }
}
