namespace CpuFacility.Tool;

/// <summary>Reads lists of facilities: names of facilities and groups, and of emulators in the table of tags.</summary>
internal static class EmulatedNames
{
    /// <summary>A host whose hypervisor does more in software.</summary>
    public static HostCapability AddTo(HostCapability host, string? names)
    {
        if (names is null)
        {
            return host;
        }

        FacilitySet emulated = host.Emulated.Union(Read(host.Registry, names));
        FacilitySet offered = host.Hardware.Union(emulated);
        return new HostCapability(
            host.Offer, host.Hardware, emulated, host.Hidden.Except(offered), host.Unreported.Except(offered), host.Source)
        {
            Unnamed = host.Unnamed,
        };
    }

    public static FacilitySet Read(CpuModelRegistry registry, string names)
    {
        var facilities = default(FacilitySet.Builder);
        foreach (string name in names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (registry.Vocabulary.TryFind(name, out FacilityTerm term))
            {
                facilities.UnionWith(term.Facilities);
                continue;
            }

            SoftwareProfile[] profiles = [.. registry.SoftwareProfiles.Where(profile => profile.Name == name)];
            if (profiles.Length == 0)
            {
                string emulators = string.Join(", ", registry.SoftwareProfiles.Select(static profile => profile.Name).Distinct());
                throw new UsageException(
                    $"'{Shortened.Text(name)}' is no facility and no group of {registry.Edition}, and no emulator of its table ({emulators}).");
            }

            foreach (SoftwareProfile profile in profiles)
            {
                facilities.UnionWith(profile.Facilities);
            }
        }

        return facilities.ToFacilitySet();
    }
}
