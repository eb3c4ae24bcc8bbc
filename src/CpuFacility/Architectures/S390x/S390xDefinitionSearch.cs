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
    /// <param name="definitions">The definitions in QEMU's order.</param>
    /// <param name="type">The machine type, or 0 for any.</param>
    /// <param name="generation">The generation, not 0.</param>
    /// <param name="ga">The GA level, not 0.</param>
    /// <param name="facilities">What the definition's base must be within, apart from what QEMU ignores in this search.</param>
    /// <returns>The definition, or null if even the oldest needs more.</returns>
    public static CpuModelDefinition? Find(
        ImmutableArray<CpuModelDefinition> definitions, int type, int generation, int ga, in FacilitySet facilities)
    {
        FacilitySet sufficient = facilities.Union(S390xFacilitySets.IgnoredForBaseline);
        CpuModelDefinition? sameType = null;
        CpuModelDefinition? last = null;
        foreach (CpuModelDefinition definition in definitions)
        {
            var identity = (S390xIdentity)definition.Identity;
            bool isTooNew = identity.Generation > generation || (identity.Generation == generation && identity.Ga > ga);
            if (isTooNew || !definition.Base.IsSubsetOf(sufficient))
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
}
