namespace CpuFacility.Tool;

/// <summary>The registries, as of the release that <c>--qemu-version</c> asks for.</summary>
internal sealed class ReleaseView(string? release)
{
    /// <summary>QEMU numbers the releases of a year .0, .1 and .2.</summary>
    private const int LastOfYear = 2;

    /// <summary>The version in full, if it was given with the number of a stable update; such updates bring no new models.</summary>
    public string? FullVersion => Version.TryParse(release, out Version? version) && version.Build >= 0 ? version.ToString() : null;

    public CpuModelRegistry Registry(string? architecture)
    {
        CpuModelRegistry registry = Architectures.Find(architecture);
        if (release is null)
        {
            return registry;
        }

        Version oldest = registry.Definitions.Min(static definition => definition.Since) ?? registry.Release;
        if (Version.TryParse(release, out Version? version) && version is { Minor: <= LastOfYear, Revision: < 0 })
        {
            var wanted = new Version(version.Major, version.Minor);
            if (wanted >= oldest && wanted <= registry.Release)
            {
                return registry.AsOf(wanted);
            }
        }

        throw new UsageException($"'{Shortened.Text(release)}' is no release of QEMU that is covered: --qemu-version takes {oldest} to {registry.Release}.");
    }
}
