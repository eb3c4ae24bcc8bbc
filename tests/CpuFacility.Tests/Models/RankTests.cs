namespace CpuFacility.Tests.Models;

/// <summary>
/// Rule 1 of the design: what must come in a publisher's order goes by rank, not by index. The s390x tables happen to have both alike, so
/// a registry with shuffled indexes and the true order as ranks must give the same answers.
/// </summary>
public class RankTests
{
    private static readonly CpuModelRegistry Original = CpuModels.S390x;
    private static readonly CpuModelRegistry Shuffled = Shuffle(Original, seed: 20261123);

    [Fact]
    public void Shuffled_Indexes_AreOthers() =>
        Assert.NotEqual(
            Enumerable.Range(0, Original.Catalog.Count).Select(static index => Original.Catalog.NameOf(Original.Catalog[index])),
            Enumerable.Range(0, Shuffled.Catalog.Count).Select(static index => Shuffled.Catalog.NameOf(Shuffled.Catalog[index])));

    [Fact]
    public void CompareWith_AllPairsUnderOtherIndexes_GiveTheSameAnswers()
    {
        for (int i = 0; i < Original.NamedModels.Length; i++)
        {
            for (int j = 0; j < Original.NamedModels.Length; j++)
            {
                CpuModelComparison expected = Original.NamedModels[i].CompareWith(Original.NamedModels[j]);
                CpuModelComparison actual = Shuffled.NamedModels[i].CompareWith(Shuffled.NamedModels[j]);
                Assert.Equal(expected.Relation, actual.Relation);
                Assert.Equal<IEnumerable<string>>(expected.GetResponsibleProperties(), actual.GetResponsibleProperties());
            }
        }
    }

    [Fact]
    public void Members_OfEveryModelUnderOtherIndexes_GiveTheSameText()
    {
        for (int i = 0; i < Original.NamedModels.Length; i++)
        {
            CpuModel expected = Original.NamedModels[i], actual = Shuffled.NamedModels[i];
            Assert.Equal(expected.ExpandFull().ToString(), actual.ExpandFull().ToString());
            Assert.Equal(expected.ExpandStatic().ToString(), actual.ExpandStatic().ToString());
            Assert.Equal<IEnumerable<string>>(expected.ExpandFull().DeprecatedProperties, actual.ExpandFull().DeprecatedProperties);
            Assert.Equal(
                expected.CheckMigrationTo(Original.Parse("zEC12,te=off")).ToString(),
                actual.CheckMigrationTo(Shuffled.Parse("zEC12,te=off")).ToString());
            Assert.Equal(
                Original.GetBaselineReport(expected, Original.Parse("z13,srs=off")).ToString(),
                Shuffled.GetBaselineReport(actual, Shuffled.Parse("z13,srs=off")).ToString());
        }
    }

    private static CpuModelRegistry Shuffle(CpuModelRegistry registry, int seed)
    {
        FacilityCatalogData data = registry.Catalog.Data;
        short[] oldByNew = [.. Enumerable.Range(0, data.Names.Length).Select(static index => (short)index)];
        new Random(seed).Shuffle(oldByNew);
        short[] newByOld = new short[oldByNew.Length];
        for (short index = 0; index < oldByNew.Length; index++)
        {
            newByOld[oldByNew[index]] = index;
        }

        T[] ByNewIndex<T>(T[] table) => [.. oldByNew.Select(old => table[old])];
        short[] Move(IEnumerable<short> facilities) => [.. facilities.Select(old => newByOld[old])];
        FacilitySet MoveSet(FacilitySet set) => FacilitySet.Create([.. set.ToArray().Select(old => (int)newByOld[old])]);

        var catalog = new FacilityCatalog(new FacilityCatalogData
        {
            Architecture = data.Architecture,
            Names = ByNewIndex(data.Names),
            Titles = ByNewIndex(data.Titles),
            Since = ByNewIndex(data.Since),
            BlockNumbers = ByNewIndex(data.BlockNumbers),
            Bits = ByNewIndex(data.Bits),
            Blocks = data.Blocks,
            ImpliedBits = [.. data.ImpliedBits.Select(row => row with { Facility = row.Facility < 0 ? row.Facility : newByOld[row.Facility] })],
            Mirrors = [.. data.Mirrors.Select(row => row with { Facility = newByOld[row.Facility] })],
            Groups = [.. data.Groups.Select(row => row with { Members = Move(row.Members) })],
            Dependencies = [.. data.Dependencies.Select(row => new FacilityCatalogData.DependencyRow(newByOld[row.Facility], newByOld[row.Requires]))],
            Aliases = [.. data.Aliases.Select(row => row with { Facility = newByOld[row.Facility] })],
            Orders = [new(registry.Edition, newByOld)],
            Marks = [.. data.Marks.Select(row => row with { Facilities = Move(row.Facilities) })],
        });
        return new CpuModelRegistry(
            registry.Edition,
            registry.Release,
            new FacilityVocabulary(catalog, catalog.GetOrder(registry.Edition), FacilityDialect.Qemu, catalog.All),
            new ShuffledRules(registry.Rules, MoveSet),
            [.. registry.Definitions.Select(definition => new CpuModelDefinition(
                definition.Name,
                definition.Identity,
                MoveSet(definition.Base),
                MoveSet(definition.Default),
                MoveSet(definition.Full),
                definition.Title,
                definition.Since))],
            [.. registry.NamedModels.Where(static model => model.Kind == CpuModelKind.Preset).Select(model =>
                new CpuModelRegistry.Preset(model.Name, model.Definition, MoveSet(model.Facilities)))],
            profiles: [],
            ownDefinitions: []);
    }

    /// <summary>
    /// The rules read one set of indexes from the generated tables: what a baseline ignores. It is added to the facilities before the search,
    /// under the new indexes, and taken away again.
    /// </summary>
    private sealed class ShuffledRules(CpuModelRules inner, Func<FacilitySet, FacilitySet> move) : CpuModelRules
    {
        public override string IdentityProperty => inner.IdentityProperty;

        public override string? GetStaticName(CpuModelDefinition definition) => inner.GetStaticName(definition);

        public override bool CanSwitchOn(CpuModelDefinition definition, FacilityTerm term) => inner.CanSwitchOn(definition, term);

        public override bool TryFindBaseline(
            CpuModelRegistry registry,
            CpuModel first,
            CpuModel second,
            [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out CpuModelDefinition? definition,
            out FacilitySet facilities)
        {
            FacilitySet ignored = move(S390x.S390xFacilitySets.IgnoredForBaseline);
            FacilitySet common = first.Facilities & second.Facilities;
            CpuModel Extend(CpuModel model) =>
                new(registry, model.Name, model.Kind, model.Definition, model.Facilities | ignored, model.UnknownProperties);
            bool found = inner.TryFindBaseline(registry, Extend(first), Extend(second), out definition, out facilities);
            facilities &= common;
            return found;
        }

        public override System.Collections.Immutable.ImmutableArray<string> ListResponsible(
            FacilityVocabulary vocabulary, bool identityDiffers, in FacilitySet onlyInFirst, in FacilitySet onlyInSecond) =>
            inner.ListResponsible(vocabulary, identityDiffers, onlyInFirst, onlyInSecond);

        public override System.Collections.Immutable.ImmutableArray<string> ListDeprecated(CpuModelRegistry registry, in FacilitySet facilities) =>
            inner.ListDeprecated(registry, facilities);
    }
}
