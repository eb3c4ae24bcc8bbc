using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Power;

/// <summary>Finds published models by PVR.</summary>
public static class PowerDefinitions
{
    /// <summary>
    /// Finds the definition that names a processor: the first in the table with exactly its PVR, else the first that recognizes it. libvirt's
    /// definitions compare the upper half of the PVR and the first in its table counts; QEMU's those of POWER7 and POWER8 do so, those since POWER9
    /// also the major revision (bits 0F00H), all others the whole PVR.
    /// </summary>
    /// <param name="registry">A registry of POWER models.</param>
    /// <param name="pvr">The processor's PVR.</param>
    /// <param name="definition">The definition found; not another name of it.</param>
    /// <returns>Whether the edition has one. It does not allocate.</returns>
    public static bool TryFindByPvr(this CpuModelRegistry registry, uint pvr, [NotNullWhen(true)] out PowerModelDefinition? definition)
    {
        ArgumentNullException.ThrowIfNull(registry);
        definition = null;
        foreach (CpuModelDefinition candidate in registry.Definitions)
        {
            if (candidate is not PowerModelDefinition { AliasOf: null } power)
            {
                continue;
            }

            if (power.Identity.Pvr == pvr)
            {
                definition = power;
                return true;
            }

            definition ??= power.Recognizes(pvr) ? power : null;
        }

        return definition is not null;
    }
}
