using System.Collections.Immutable;

namespace CpuFacility;

public sealed partial class CpuModelRegistry
{
    /// <summary>
    /// The registry as an older release of the publisher has it: without the definitions, facilities and groups that came later. Sets lose
    /// what came later, too.
    /// </summary>
    /// <param name="release">The release, such as 7.2. One after <see cref="Release"/> gives this registry: what it adds is not known.</param>
    /// <remarks>
    /// The tables say for each entry the first release known to have it. Releases before the first that a table tells apart give an empty
    /// view: that is 7.2 for QEMU's s390x models, and the edition's own release for x86 models.
    /// </remarks>
    public CpuModelRegistry AsOf(Version release)
    {
        ArgumentNullException.ThrowIfNull(release);
        if (release >= Release)
        {
            return this;
        }

        FacilitySet known = Vocabulary.Known.Intersect(FacilitySet.Create(
            [.. Enumerable.Range(0, Catalog.Count).Where(index => Catalog.SinceOf(index) <= release)]));
        ImmutableArray<CpuModelDefinition> definitions =
            [.. PublishedDefinitions.Where(definition => definition.Since <= release).Select(definition => definition.Cut(known))];
        string publisher = Edition[..(Edition.LastIndexOf('-') + 1)];
        return new CpuModelRegistry(
            publisher + release,
            release,
            new FacilityVocabulary(Catalog, Vocabulary.Order, Vocabulary.Dialect, known),
            Rules,
            definitions,
            [.. _presets
                .Where(preset => definitions.Any(definition => definition.Name == preset.Definition.Name))
                .Select(preset => preset with { Definition = preset.Definition.Cut(known), Facilities = preset.Facilities.Intersect(known) })],
            [.. _profiles.Zip(SoftwareProfiles)
                .Where(row => row.First.Since <= release && row.Second.Facilities.IsSubsetOf(known))
                .Select(static row => row.First)],
            [.. OwnDefinitions.Select(definition => definition.Cut(known))]);
    }

    /// <summary>The registry with definitions of one's own beside the published ones.</summary>
    /// <param name="definitions">
    /// The definitions. They are found, parsed, compared and evaluated like the others; baselines are still named by the publisher's
    /// definitions only, so that the publisher understands them.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A name is taken, an identity is of another architecture, or a set holds indexes that are no facilities of this edition. The message
    /// names the definition.
    /// </exception>
    public CpuModelRegistry WithDefinitions(params IEnumerable<CpuModelDefinition> definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var names = new HashSet<string>(NamedModels.Select(static model => model.Name));
        ImmutableArray<CpuModelDefinition> own = [.. definitions];
        foreach (CpuModelDefinition definition in own)
        {
            ArgumentNullException.ThrowIfNull(definition, nameof(definitions));
            if (FindFault(definition, names) is string fault)
            {
                throw new ArgumentException(fault, nameof(definitions));
            }
        }

        return new CpuModelRegistry(Edition, Release, Vocabulary, Rules, PublishedDefinitions, _presets, _profiles, [.. OwnDefinitions, .. own]) { Listing = Listing };
    }

    private string? FindFault(CpuModelDefinition definition, HashSet<string> names)
    {
        if (definition.Identity.Architecture != Architecture)
        {
            return $"'{definition.Name}' is of architecture {definition.Identity.Architecture}, not {Architecture}.";
        }

        FacilitySet unknown = definition.Full.Except(Vocabulary.Known);
        if (!unknown.IsEmpty)
        {
            return $"'{definition.Name}' has indexes that are no facilities of {Edition}: {unknown}.";
        }

        string? staticName = Rules.GetStaticName(definition);
        return names.Add(definition.Name) && (staticName is null || names.Add(staticName))
            ? null
            : $"There is a model of the name '{definition.Name}' or '{staticName}' already in {Edition}.";
    }
}
