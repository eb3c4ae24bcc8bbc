namespace CpuFacility.Tool;

/// <summary>
/// The registries that a command line is about: those of the architecture, the publisher's edition and the release that it asks for.
/// </summary>
internal sealed class ReleaseView(string? architecture, string? edition, string? release)
{
    /// <summary>QEMU numbers the releases of a year .0, .1 and .2.</summary>
    private const int LastOfYear = 2;

    /// <summary>The version in full, if it was given with the number of a stable update; such updates bring no new models.</summary>
    public string? FullVersion => Version.TryParse(release, out Version? version) && version.Build >= 0 ? version.ToString() : null;

    /// <summary>Whether nothing was asked for, so that names alone decide.</summary>
    public bool IsOpen => architecture is null && edition is null;

    /// <summary>The registry that counts where nothing else decides.</summary>
    /// <param name="prefix">The architecture that a model names, or null.</param>
    public CpuModelRegistry Registry(string? prefix = null) => Registries(prefix)[0];

    /// <summary>The registry of the architecture that a file or a verb is about; another must not have been asked for.</summary>
    /// <param name="wanted">The architecture.</param>
    public CpuModelRegistry Registry(CpuArchitecture wanted)
    {
        CpuModelRegistry registry = Registry(Architectures.NameOf(wanted));
        return architecture is null || Architectures.Find(architecture).Architecture == wanted
            ? registry
            : throw new UsageException($"This is about {Architectures.NameOf(wanted)}, and --arch asks for {Architectures.NameOf(Architectures.Find(architecture).Architecture)}.");
    }

    /// <summary>The registries in which a name is looked up, in their order; at least one.</summary>
    /// <param name="prefix">The architecture that a model names, or null.</param>
    public IReadOnlyList<CpuModelRegistry> Registries(string? prefix = null)
    {
        string? wanted = prefix ?? architecture;
        CpuModelRegistry[] registries = wanted is null ? [.. CpuModels.All] : [Architectures.Find(wanted)];
        if (edition is not null)
        {
            registries = [.. registries.SelectMany(registry => CpuModels.GetEditions(registry.Architecture)).Where(registry => registry.Edition == edition)];
            if (registries.Length == 0)
            {
                throw new UsageException(DescribeEdition(wanted));
            }
        }

        return release is null ? registries : AsOfRelease(registries);
    }

    private string DescribeEdition(string? wanted)
    {
        IEnumerable<CpuModelRegistry> covered = wanted is null ? CpuModels.All : [Architectures.Find(wanted)];
        string known = string.Join(", ", covered.SelectMany(registry => CpuModels.GetEditions(registry.Architecture)).Select(static one => one.Edition).Distinct());
        return $"'{Shortened.Text(edition!)}' is no edition that is covered. What is covered: {known}.";
    }

    private CpuModelRegistry[] AsOfRelease(CpuModelRegistry[] registries)
    {
        var found = new List<CpuModelRegistry>();
        foreach (CpuModelRegistry registry in registries)
        {
            if (Version.TryParse(release, out Version? version) && version is { Minor: <= LastOfYear, Revision: < 0 })
            {
                var wanted = new Version(version.Major, version.Minor);
                if (wanted >= OldestOf(registry) && wanted <= registry.Release)
                {
                    found.Add(registry.AsOf(wanted));
                }
            }
        }

        Version oldest = OldestOf(registries[0]);
        string range = oldest == registries[0].Release ? $"{oldest} alone" : $"{oldest} to {registries[0].Release}";
        return found.Count > 0
            ? [.. found]
            : throw new UsageException($"'{Shortened.Text(release!)}' is no release of QEMU that is covered: --qemu-version takes {range}.");
    }

    private static Version OldestOf(CpuModelRegistry registry) =>
        registry.Definitions.Min(static definition => definition.Since) ?? registry.Release;
}
