using System.Collections.Immutable;

namespace CpuFacility.S390x;

/// <summary>Builds the catalog and the registry from the generated tables, at first use.</summary>
internal static class S390xRegistry
{
    private const string EditionName = "qemu-11.1";

    // Forms of profiles, as the generated table numbers them.
    private const byte DefaultForm = 0;
    private const byte StaticForm = 1;

    public static CpuModelRegistry Instance { get; } = Create();

    private static CpuModelRegistry Create()
    {
        var catalog = new FacilityCatalog(S390xData.CreateCatalogData());
        var rules = new S390xRules();
        ImmutableArray<CpuModelDefinition> definitions = CreateDefinitions();
        return new CpuModelRegistry(
            EditionName,
            new Version(11, 1),
            new FacilityVocabulary(catalog, catalog.GetOrder(EditionName), FacilityDialect.Qemu, catalog.All),
            rules,
            definitions,
            CreatePresets(definitions),
            CreateProfiles(rules, definitions),
            ownDefinitions: []);
    }

    private static ImmutableArray<CpuModelDefinition> CreateDefinitions()
    {
        string[] names = S390xData.DefinitionNames();
        string[] titles = S390xData.DefinitionTitles();
        Version[] since = S390xData.DefinitionSince();
        var definitions = ImmutableArray.CreateBuilder<CpuModelDefinition>(names.Length);
        for (int i = 0; i < names.Length; i++)
        {
            // A row of the table holds three sets: base, default, full.
            ReadOnlySpan<FacilitySet> sets = S390xData.DefinitionSets.Slice(S390xData.DefinitionSetRow[i] * 3, 3);
            var identity = new S390xIdentity(
                (int)S390xData.DefinitionType[i], (int)S390xData.DefinitionGeneration[i], (int)S390xData.DefinitionGa[i]);
            definitions.Add(new CpuModelDefinition(names[i], identity, sets[0], sets[1], sets[2], titles[i], since[i]) { Edition = EditionName });
        }

        return definitions.ToImmutable();
    }

    private static ImmutableArray<CpuModelRegistry.Preset> CreatePresets(ImmutableArray<CpuModelDefinition> definitions)
    {
        string[] names = S390xData.PresetNames();
        return [.. Enumerable.Range(0, names.Length).Select(i => new CpuModelRegistry.Preset(
            names[i], definitions[S390xData.PresetDefinition[i]], S390xData.MarkSets[S390xData.PresetMark[i]]))];
    }

    private static ImmutableArray<CpuModelRegistry.ProfileRow> CreateProfiles(
        S390xRules rules, ImmutableArray<CpuModelDefinition> definitions)
    {
        string[] names = S390xData.ProfileNames();
        string[] presets = S390xData.PresetNames();
        Version[] since = S390xData.ProfileSince();
        var rows = ImmutableArray.CreateBuilder<CpuModelRegistry.ProfileRow>(names.Length);
        for (int i = 0; i < names.Length; i++)
        {
            int number = S390xData.ProfileNumber[i];
            string model = S390xData.ProfileForm[i] switch
            {
                DefaultForm => definitions[number].Name,
                StaticForm => rules.GetStaticName(definitions[number])!,
                _ => presets[number],
            };
            var tag = SoftwareTag.FromWords(S390xData.ProfileHashUpper[i], S390xData.ProfileHashLower[i]);
            rows.Add(new(names[i], since[i], model, S390xData.MarkSets[S390xData.ProfileMark[i]], tag));
        }

        return rows.MoveToImmutable();
    }
}
