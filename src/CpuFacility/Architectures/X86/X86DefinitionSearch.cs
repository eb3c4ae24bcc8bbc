namespace CpuFacility.X86;

/// <summary>Finds the model that names a set of features best.</summary>
internal static class X86DefinitionSearch
{
    /// <summary>
    /// The published definition with most features among those whose features are all in a set and whose vendor is the identity's, or none.
    /// Of several with as many, the first in the publisher's table. It does not allocate.
    /// </summary>
    /// <returns>The definition, or null if none lies within the set.</returns>
    public static CpuModelDefinition? FindBest(CpuModelRegistry registry, X86Identity identity, in FacilitySet facilities)
    {
        CpuModelDefinition? best = null;
        int most = -1;
        foreach (CpuModel model in registry.NamedModels)
        {
            // What a guest sees under the name alone counts, which can be less than what the definition switches on.
            if (model.Kind == CpuModelKind.Default
                && model.Facilities.IsSubsetOf(facilities)
                && model.Definition.Edition is not null
                && model.Identity.GetRelation(identity) == CpuIdentityRelation.Same
                && model.Facilities.Count is int count && count > most)
            {
                best = model.Definition;
                most = count;
            }
        }

        return best;
    }
}
