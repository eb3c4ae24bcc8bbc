namespace CpuFacility.Arm;

/// <summary>Describes Arm hosts by what they report.</summary>
public static class ArmHosts
{
    /// <summary>The name of the definition of such hosts, which is QEMU's for the processor on which KVM runs.</summary>
    public const string Name = "host";

    /// <summary>A host by sets. Its definition is one of its own: no published model is just what a host offers.</summary>
    /// <param name="registry">A registry of Arm models.</param>
    /// <param name="identity">The MIDR.</param>
    /// <param name="facilities">The facilities that the host offers.</param>
    /// <param name="unreported">The facilities of which that is not known.</param>
    /// <param name="source">Where this comes from, for reports.</param>
    /// <param name="unnamed">What the description has beyond that, a sentence each.</param>
    /// <exception cref="ArgumentException">The registry is of another architecture, or a facility is both offered and not known.</exception>
    public static HostCapability Create(
        CpuModelRegistry registry, ArmIdentity identity, in FacilitySet facilities, in FacilitySet unreported, string source, params IEnumerable<string> unnamed)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(unnamed);
        if (registry.Architecture != CpuArchitecture.Arm)
        {
            throw new ArgumentException($"The registry is of architecture {registry.Architecture}, not {CpuArchitecture.Arm}.", nameof(registry));
        }

        var definition = new CpuModelDefinition(Name, identity, default, facilities, facilities, identity.Part?.Title is { Length: > 0 } title ? title : "Arm processor of no known part");
        var model = new CpuModel(registry, Name, CpuModelKind.Default, definition, facilities, [], [], identity, isHost: true);
        return new HostCapability(model, facilities, emulated: default, hidden: default, unreported, source) { Unnamed = [.. unnamed] };
    }
}
