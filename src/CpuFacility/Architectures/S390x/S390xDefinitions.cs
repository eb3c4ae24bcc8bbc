using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.S390x;

/// <summary>
/// The room of s390x models as its numbers span it: a machine type and a GA level stand for one definition, and so do the CPU identification
/// and the instruction blocking control value that a machine reports.
/// </summary>
public static class S390xDefinitions
{
    /// <summary>Finds the published definition of a machine type and GA level.</summary>
    /// <param name="registry">A registry of s390x models; one of another architecture has no such definition.</param>
    /// <param name="type">The machine type, such as 0x2964.</param>
    /// <param name="ga">The GA level of the EC machine, such as 2.</param>
    /// <param name="definition">The definition found, such as <c>z13.2</c>.</param>
    /// <returns>Whether the edition defines that type and level.</returns>
    public static bool TryFindDefinition(
        this CpuModelRegistry registry, int type, int ga, [NotNullWhen(true)] out CpuModelDefinition? definition)
    {
        ArgumentNullException.ThrowIfNull(registry);
        foreach (CpuModelDefinition candidate in registry.PublishedDefinitions)
        {
            if (candidate.Identity is S390xIdentity identity && identity.Type == type && identity.Ga == ga)
            {
                definition = candidate;
                return true;
            }
        }

        definition = null;
        return false;
    }

    /// <summary>Finds the published definition of what a machine reports of itself.</summary>
    /// <param name="registry">A registry of s390x models; one of another architecture has no such definition.</param>
    /// <param name="cpuId">The CPU identification, whose machine type counts.</param>
    /// <param name="ibc">
    /// The unblocked instruction blocking control value, whose level counts. Machines before generation 10 report 0: then the type alone
    /// decides, if it has one level only.
    /// </param>
    /// <param name="definition">The definition found.</param>
    /// <returns>Whether the edition defines that type and level, and no other definition could be meant.</returns>
    public static bool TryFindDefinition(
        this CpuModelRegistry registry, S390xCpuId cpuId, S390xIbc ibc, [NotNullWhen(true)] out CpuModelDefinition? definition)
    {
        ArgumentNullException.ThrowIfNull(registry);
        definition = null;
        foreach (CpuModelDefinition candidate in registry.PublishedDefinitions)
        {
            if (candidate.Identity is S390xIdentity identity && identity.Type == cpuId.Type && identity.Ibc == ibc)
            {
                if (definition is not null)
                {
                    definition = null;
                    return false;
                }

                definition = candidate;
            }
        }

        return definition is not null;
    }
}
