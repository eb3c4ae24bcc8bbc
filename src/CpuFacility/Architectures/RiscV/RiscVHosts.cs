namespace CpuFacility.RiscV;

/// <summary>Describes RISC-V hosts by what they report.</summary>
public static class RiscVHosts
{
    /// <summary>The name of the definition of such hosts, which is QEMU's for the processor on which KVM runs.</summary>
    public const string Name = "host";

    /// <summary>
    /// A host by sets. Its definition is one of its own: no published model is just what a host offers. Numbers that its identity does not state are not
    /// known, unless nothing is unreported.
    /// </summary>
    /// <param name="registry">A registry of RISC-V models.</param>
    /// <param name="identity">Width and numbers.</param>
    /// <param name="facilities">The facilities that the host offers. What they imply is added.</param>
    /// <param name="unreported">The facilities of which that is not known; those that are offered do not count.</param>
    /// <param name="source">Where this comes from, for reports.</param>
    /// <param name="unnamed">What the description has beyond that, a sentence each.</param>
    /// <exception cref="ArgumentException">The registry is of another architecture, or a set holds indexes that are no facilities.</exception>
    public static HostCapability Create(
        CpuModelRegistry registry, RiscVIdentity identity, in FacilitySet facilities, in FacilitySet unreported, string source, params IEnumerable<string> unnamed)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(unnamed);
        if (registry.Architecture != CpuArchitecture.RiscV)
        {
            throw new ArgumentException($"The registry is of architecture {registry.Architecture}, not {CpuArchitecture.RiscV}.", nameof(registry));
        }

        FacilitySet closed = RiscVFacilities.Close(facilities);
        var definition = new CpuModelDefinition(Name, identity, default, closed, closed, string.Create(null, $"RISC-V with {identity.Xlen} bits"));
        var model = new CpuModel(registry, Name, CpuModelKind.Default, definition, closed, [], [], identity, isHost: true);
        return new HostCapability(model, closed, emulated: default, hidden: default, unreported.Except(closed), source) { Unnamed = [.. unnamed] };
    }

    /// <summary>
    /// What a description leaves open that names extensions: all that it has no name for, without what certainly is not there, because something that it would
    /// imply is not.
    /// </summary>
    /// <param name="facilities">The facilities that are there.</param>
    /// <param name="named">The facilities that the description would name if they were there.</param>
    /// <returns>No facility of <paramref name="facilities"/>, nor what they imply.</returns>
    public static FacilitySet GetUnreported(in FacilitySet facilities, in FacilitySet named)
    {
        FacilitySet closed = RiscVFacilities.Close(facilities);
        FacilitySet absent = named.Except(closed);
        var unreported = default(FacilitySet.Builder);
        foreach (int index in RiscVRegistry.Catalog.All.Except(closed).Except(absent))
        {
            // What would come with it, and is not there, says that it is not there either.
            if (!RiscVFacilities.Close(closed.With(index)).Overlaps(absent))
            {
                unreported.Add(index);
            }
        }

        return unreported.ToFacilitySet();
    }
}
