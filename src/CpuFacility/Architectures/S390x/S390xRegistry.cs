using System.Collections.Immutable;

namespace CpuFacility.S390x;

/// <summary>Builds the catalog and the registry from the generated tables, at first use.</summary>
internal static class S390xRegistry
{
    private const string EditionName = "qemu-11.1";

    public static CpuModelRegistry Instance { get; } = Create(new FacilityCatalog(S390xData.CreateCatalogData()));

    /// <summary>The registry on a catalog that has the same facilities, possibly under other indexes.</summary>
    internal static CpuModelRegistry Create(FacilityCatalog catalog)
    {
        FacilityVocabulary vocabulary = new(catalog, catalog.GetOrder(EditionName), FacilityDialect.Qemu, catalog.All);
        return new CpuModelRegistry(EditionName, new Version(11, 1), vocabulary, new S390xRules(), CreateDefinitions(), CreatePresets(), []);
    }

    private static ImmutableArray<CpuModelDefinition> CreateDefinitions()
    {
        string[] names = S390xData.DefinitionNames();
        var definitions = ImmutableArray.CreateBuilder<CpuModelDefinition>(names.Length);
        for (int i = 0; i < names.Length; i++)
        {
            ReadOnlySpan<FacilitySet> sets = S390xData.DefinitionSets.Slice(S390xData.DefinitionSetRow[i] * 3, 3);
            definitions.Add(new CpuModelDefinition(
                names[i],
                new S390xIdentity((int)S390xData.DefinitionType[i], (int)S390xData.DefinitionGeneration[i], (int)S390xData.DefinitionGa[i]),
                sets[0],
                sets[1],
                sets[2],
                S390xData.DefinitionTitles()[i],
                Version.Parse(S390xData.DefinitionSince()[i])));
        }

        return definitions.ToImmutable();
    }
}
