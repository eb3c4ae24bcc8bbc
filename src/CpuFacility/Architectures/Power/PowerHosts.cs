using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Power;

/// <summary>Describes POWER hosts by what they report.</summary>
public static class PowerHosts
{
    /// <summary>A host by its identity and its feature words: the facilities are those of the words with all that they imply, and the modes that the processor accepts up to its limit.</summary>
    /// <param name="registry">A registry of POWER models, one of which must recognize the PVR.</param>
    /// <param name="identity">PVR and limit.</param>
    /// <param name="words">What Linux reports, or null if that is not known: then all facilities of the words are unreported.</param>
    /// <param name="source">Where this comes from, for reports.</param>
    /// <param name="host">The host, or null.</param>
    /// <returns>Whether the registry has a definition of the PVR.</returns>
    public static bool TryCreate(
        CpuModelRegistry registry, PowerIdentity identity, PowerFeatureWords? words, string source, [NotNullWhen(true)] out HostCapability? host)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(identity);
        host = null;
        if (!registry.TryFindByPvr(identity.Pvr, out PowerModelDefinition? definition))
        {
            return false;
        }

        var modes = default(FacilitySet.Builder);
        foreach (PowerCompatibilityMode mode in PowerCompatibilityMode.All)
        {
            if (PowerCompatibility.Accepts(identity.Pvr, mode) && (identity.Limit is null || identity.Limit.Facilities.Contains(mode.Facility.Index)))
            {
                modes.Add(mode.Facility.Index);
            }
        }

        FacilitySet offered = modes.ToFacilitySet().Union(words?.Facilities ?? default);
        FacilitySet unreported = words is null ? PowerBlocks.HardwareCapabilities.Facilities.Union(PowerBlocks.HardwareCapabilities2.Facilities) : default;
        var model = new CpuModel(registry, definition.Name, CpuModelKind.Default, definition, offered, [], [], identity, isHost: true);
        PowerFeatureWords unknown = words?.Unknown ?? default;
        host = new HostCapability(model, offered, emulated: default, hidden: default, unreported, source)
        {
            Unnamed = unknown == default ? [] : [$"The feature words have bits without a name: {unknown}."],
        };
        return true;
    }
}
