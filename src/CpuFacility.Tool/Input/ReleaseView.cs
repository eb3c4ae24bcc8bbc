using CpuFacility.Libvirt;

namespace CpuFacility.Tool;

/// <summary>
/// The registries that a command line is about: those of the architecture, the publisher's edition and the release that it asks for. Where it asks for
/// no edition and has a document of libvirt's on it, names mean what they mean there.
/// </summary>
/// <param name="architecture">The architecture asked for, or null.</param>
/// <param name="edition">The edition asked for, or null.</param>
/// <param name="release">The release of QEMU asked for, or null.</param>
/// <param name="hasLibvirtDocument">Whether one of libvirt's documents is on the command line.</param>
internal sealed class ReleaseView(string? architecture, string? edition, string? release, bool hasLibvirtDocument = false)
{
    /// <summary>QEMU numbers the releases of a year .0, .1 and .2.</summary>
    private const int LastOfYear = 2;

    /// <summary>The version in full, if it was given with the number of a stable update; such updates bring no new models.</summary>
    public string? FullVersion => Version.TryParse(release, out Version? version) && version.Build >= 0 ? version.ToString() : null;

    /// <summary>Whether nothing was asked for, so that names alone decide.</summary>
    public bool IsOpen => architecture is null && edition is null;

    /// <summary>Whether neither an edition nor a release was asked for.</summary>
    public bool IsOfDefaultEdition => edition is null && release is null;

    /// <summary>Whether names are libvirt's because of a document, and not because that was asked for.</summary>
    public bool TakesNamesOfDocuments => hasLibvirtDocument && IsOfDefaultEdition;

    /// <summary>The same for what is QEMU's by its form, whatever else is on the command line.</summary>
    public ReleaseView WithoutDocuments => hasLibvirtDocument ? new ReleaseView(architecture, edition, release) : this;

    /// <summary>The same with names that are QEMU's, whichever edition of libvirt's was asked for.</summary>
    public ReleaseView InQemusWords => IsLibvirts ? new ReleaseView(architecture, edition: null, release) : this;

    /// <summary>The same with names that are libvirt's, unless QEMU's were asked for.</summary>
    public ReleaseView InLibvirtsWords => IsOfDefaultEdition ? new ReleaseView(architecture, edition, release, hasLibvirtDocument: true) : this;

    private bool IsLibvirts => LibvirtEdition.All.Any(known => known.Name == edition);

    /// <summary>The architecture asked for, or null.</summary>
    public CpuArchitecture? AskedArchitecture => architecture is null ? null : Architectures.Find(architecture).Architecture;

    /// <summary>The edition in which the names in libvirt's documents mean what they mean.</summary>
    public LibvirtEdition LibvirtEdition => LibvirtEdition.All.FirstOrDefault(known => known.Name == edition) ?? LibvirtEdition.Current;

    /// <summary>The registry of a model in one of libvirt's documents: libvirt's own, unless QEMU's was asked for.</summary>
    /// <param name="wanted">The document's architecture.</param>
    public CpuModelRegistry RegistryForLibvirt(CpuArchitecture wanted)
    {
        ThrowIfNotAskedFor(wanted);
        return release is null && (edition is null || edition == LibvirtEdition.Name)
            ? LibvirtModels.GetRegistry(wanted, LibvirtEdition)
            : Registry(wanted);
    }

    /// <summary>The registry that counts where nothing else decides.</summary>
    /// <param name="prefix">The architecture that a model names, or null.</param>
    public CpuModelRegistry Registry(string? prefix = null) => Registries(prefix)[0];

    /// <summary>The registry of the architecture that a file or a verb is about; another must not have been asked for.</summary>
    /// <param name="wanted">The architecture.</param>
    public CpuModelRegistry Registry(CpuArchitecture wanted)
    {
        CpuModelRegistry registry = Registry(Architectures.NameOf(wanted));
        ThrowIfNotAskedFor(wanted);
        return registry;
    }

    /// <summary>The registries in which a name is looked up, in their order; at least one.</summary>
    /// <param name="prefix">The architecture that a model names, or null.</param>
    public IReadOnlyList<CpuModelRegistry> Registries(string? prefix = null)
    {
        string? wanted = prefix ?? architecture;
        CpuModelRegistry[] registries = wanted is null ? [.. CpuModels.All] : [Architectures.Find(wanted)];
        if (TakesNamesOfDocuments)
        {
            return [.. registries.Select(registry => LibvirtModels.GetRegistry(registry.Architecture, LibvirtEdition))];
        }

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

    private void ThrowIfNotAskedFor(CpuArchitecture wanted)
    {
        if (AskedArchitecture is CpuArchitecture asked && asked != wanted)
        {
            throw new UsageException($"This is about {Architectures.NameOf(wanted)}, and --arch asks for {Architectures.NameOf(asked)}.");
        }
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
