namespace CpuFacility.Tool;

/// <summary>The registries, as of the release that <c>--qemu-version</c> asks for.</summary>
internal sealed class ReleaseView(string? release)
{
    public CpuModelRegistry Registry(string? architecture)
    {
        CpuModelRegistry registry = Architectures.Find(architecture);
        if (release is null)
        {
            return registry;
        }

        Version oldest = registry.Definitions.Min(static definition => definition.Since) ?? registry.Release;
        return Version.TryParse(release, out Version? version) && version >= oldest && version <= registry.Release
            ? registry.AsOf(version)
            : throw new UsageException($"'{Shortened.Text(release)}' is no release of QEMU that is covered: --qemu-version takes {oldest} to {registry.Release}.");
    }
}
