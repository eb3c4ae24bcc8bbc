using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Tests.Compatibility;

/// <summary>A model of another architecture than the shipped ones, on the invented catalog and under rules without static names.</summary>
internal static class ForeignModels
{
    public static CpuModel Create() => Registry().NamedModels[0];

    public static CpuModelRegistry Registry()
    {
        FacilityCatalog catalog = TestCatalog.Create();
        return new CpuModelRegistry(
            TestCatalog.Edition,
            new Version(1, 0),
            new FacilityVocabulary(catalog, catalog.GetOrder(TestCatalog.Edition), FacilityDialect.Qemu, catalog.All),
            new Rules(),
            [new CpuModelDefinition("toy", new S390x.S390xIdentity(1, 7, 1), [0], [0, 1, 2], [0, 1, 2, 3], since: new Version(1, 0))],
            presets: [],
            profiles: [],
            ownDefinitions: []);
    }

    private sealed class Rules : CpuModelRules
    {
        public override string IdentityProperty => "kind";

        public override bool CanSwitchOn(CpuModelDefinition definition, FacilityTerm term) => term.Facilities.IsSubsetOf(definition.Full);

        public override bool TryFindBaseline(
            CpuModelRegistry registry, CpuModel first, CpuModel second, [NotNullWhen(true)] out CpuModelDefinition? definition, out FacilitySet facilities)
        {
            definition = first.Definition;
            facilities = first.Facilities & second.Facilities;
            return true;
        }

        public override ImmutableArray<string> ListResponsible(
            FacilityVocabulary vocabulary, bool identityDiffers, in FacilitySet onlyInFirst, in FacilitySet onlyInSecond) => ["kind"];
    }
}
