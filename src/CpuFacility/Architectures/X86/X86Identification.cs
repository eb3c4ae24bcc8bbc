namespace CpuFacility.X86;

/// <summary>From what a processor reports of itself to the definition that names it best.</summary>
public static class X86Identification
{
    /// <summary>
    /// The published definition with most features among those whose features are all in a set and whose vendor is the identity's, or none. Of
    /// several with as many, the first in the publisher's table. It does not allocate.
    /// </summary>
    /// <param name="registry">A registry of x86 models, of any edition.</param>
    /// <param name="identity">The processor's identity; one without a vendor goes with definitions of all vendors.</param>
    /// <param name="facilities">The processor's facilities.</param>
    /// <returns>The definition, or null if none lies within the set.</returns>
    /// <exception cref="ArgumentException">The registry is of another architecture.</exception>
    public static CpuModelDefinition? FindBestDefinition(this CpuModelRegistry registry, X86Identity identity, in FacilitySet facilities)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(identity);
        return registry.Architecture == CpuArchitecture.X86
            ? X86DefinitionSearch.FindBest(registry, identity, facilities)
            : throw new ArgumentException($"The registry is of {registry.Architecture}, not of {CpuArchitecture.X86}.", nameof(registry));
    }
}
