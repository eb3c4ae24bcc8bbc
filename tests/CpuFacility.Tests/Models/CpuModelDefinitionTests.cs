namespace CpuFacility.Tests.Models;

public class CpuModelDefinitionTests
{
    public static TheoryData<CpuArchitecture, string> Editions
    {
        get
        {
            var editions = new TheoryData<CpuArchitecture, string>();
            foreach (CpuModelRegistry registry in CpuModels.All.SelectMany(static registry => CpuModels.GetEditions(registry.Architecture)))
            {
                editions.Add(registry.Architecture, registry.Edition);
            }

            return editions;
        }
    }

    /// <summary>As a release has a definition that knows fewer facilities: without them, and otherwise the same.</summary>
    [Theory]
    [MemberData(nameof(Editions))]
    public void Cut_EveryDefinition_LosesFacilitiesAndNothingElse(CpuArchitecture architecture, string edition)
    {
        Assert.True(CpuModels.TryGet(architecture, edition, out CpuModelRegistry? registry));
        Assert.NotEmpty(registry.Definitions);
        foreach (CpuModelDefinition definition in registry.Definitions)
        {
            Assert.Equal(edition, definition.Edition);
            Assert.Same(definition, definition.Cut(registry.Vocabulary.Known));
            Assert.Same(definition, definition.Cut(definition.Full));
            if (definition.Full.IsEmpty)
            {
                continue;
            }

            FacilitySet known = registry.Vocabulary.Known.Without(definition.Full.LowestIndex);
            CpuModelDefinition cut = definition.Cut(known);
            Assert.Same(definition.GetType(), cut.GetType());
            Assert.Equal(definition.Base & known, cut.Base);
            Assert.Equal(definition.Default & known, cut.Default);
            Assert.Equal(definition.Full & known, cut.Full);
            Assert.Equal(
                (definition.Name, definition.Identity, definition.Title, definition.Since, definition.Edition, definition.AliasOf),
                (cut.Name, cut.Identity, cut.Title, cut.Since, cut.Edition, cut.AliasOf));
            foreach (System.Reflection.PropertyInfo property in definition.GetType().GetProperties().Where(static property => property.PropertyType is { IsValueType: false, IsByRef: false } || property.PropertyType.IsPrimitive))
            {
                Assert.Equal(property.GetValue(definition), property.GetValue(cut));
            }
        }
    }

    [Fact]
    public void Properties_EveryRegistry_ListsNoneTwice()
    {
        foreach (CpuModelRegistry registry in CpuModels.All)
        {
            Assert.Equal(registry.Properties.Length, registry.Properties.Select(static property => property.Name).Distinct().Count());
            Assert.All(registry.Properties, static property => Assert.False(property is { IsNumber: true, IsSwitch: true }));
        }

        Assert.False(Assert.Single(CpuModels.Power.Properties).IsStatic);
        Assert.Empty(CpuModels.S390x.Properties);
    }
}
