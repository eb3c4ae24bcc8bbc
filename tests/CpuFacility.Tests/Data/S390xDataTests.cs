using CpuFacility.S390x;
using CpuFacility.Testing;

namespace CpuFacility.Tests.Data;

/// <summary>Laws over all data that ship for s390x, read from the generated tables alone.</summary>
public partial class S390xDataTests
{
    private static readonly FacilityCatalogData Catalog = S390xData.CreateCatalogData();

    private static int SetRowCount => S390xData.DefinitionSets.Length / 3;

    [Fact]
    public void Tables_Sizes_AreThoseOfTheEdition()
    {
        Assert.Equal(395, Catalog.Names.Length);
        Assert.Equal(27, Catalog.Blocks.Length);
        Assert.Equal(14, Catalog.Mirrors.Length);
        Assert.Equal(27, Catalog.Groups.Length);
        Assert.Equal(116, Catalog.Dependencies.Length);
        Assert.Equal(40, S390xData.DefinitionNames().Length);
        Assert.Equal(19, SetRowCount);
        Assert.Equal(72, Marked("emulated").Length);
    }

    [Fact]
    public void Tables_ByFacility_HaveOneEntryEach()
    {
        int count = Catalog.Names.Length;
        Assert.Equal(
            (count, count, count, count),
            (Catalog.Titles.Length, Catalog.Since.Length, Catalog.BlockNumbers.Length, Catalog.Bits.Length));
        Assert.Equal(count, Catalog.Names.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Tables_ByDefinition_HaveOneEntryEach()
    {
        int count = S390xData.DefinitionNames().Length;
        Assert.Equal(count, S390xData.DefinitionNames().Distinct(StringComparer.Ordinal).Count());
        Assert.Equal((count, count), (S390xData.DefinitionSince().Length, S390xData.DefinitionTitles().Length));
        Assert.Equal(
            (count, count, count, count, count, count),
            (S390xData.DefinitionType.Length,
                S390xData.DefinitionGeneration.Length,
                S390xData.DefinitionGa.Length,
                S390xData.DefinitionMhaPow.Length,
                S390xData.DefinitionHmfai.Length,
                S390xData.DefinitionSetRow.Length));
    }

    [Fact]
    public void DefinitionSets_EveryRow_BaseWithinDefaultWithinFull()
    {
        for (int row = 0; row < SetRowCount; row++)
        {
            ReadOnlySpan<FacilitySet> sets = S390xData.DefinitionSets.Slice(row * 3, 3);
            Assert.False(sets[0].IsEmpty);
            Assert.True(sets[0].IsSubsetOf(sets[1]), $"base within default, row {row}");
            Assert.True(sets[1].IsSubsetOf(sets[2]), $"default within full, row {row}");
        }
    }

    [Fact]
    public void DefinitionSets_Members_AreFacilitiesOfTheCatalog()
    {
        foreach (FacilitySet set in S390xData.DefinitionSets)
        {
            Assert.All(Indexes(set), static index => Assert.InRange(index, 0, Catalog.Names.Length - 1));
        }
    }

    [Fact]
    public void DefinitionSets_IdterFacility_IsInNone()
    {
        foreach (FacilitySet set in S390xData.DefinitionSets)
        {
            Assert.False(set.Contains(S390xFacility.Idter.Index));
        }
    }

    [Fact]
    public void Definitions_TypeGenerationGa_NameOneEach()
    {
        var identities = new HashSet<(uint, uint, uint)>();
        for (int i = 0; i < S390xData.DefinitionNames().Length; i++)
        {
            Assert.True(
                identities.Add((S390xData.DefinitionType[i], S390xData.DefinitionGeneration[i], S390xData.DefinitionGa[i])),
                S390xData.DefinitionNames()[i]);
        }
    }

    [Fact]
    public void Definitions_SetRow_RisesWithGenerationAndGaAlone()
    {
        var rows = new Dictionary<(uint, uint), int>();
        for (int i = 0; i < S390xData.DefinitionNames().Length; i++)
        {
            (uint, uint) key = (S390xData.DefinitionGeneration[i], S390xData.DefinitionGa[i]);
            int row = S390xData.DefinitionSetRow[i];
            Assert.InRange(row, 0, SetRowCount - 1);
            Assert.Equal(row, rows.GetValueOrDefault(key, row));
            rows[key] = row;
        }

        Assert.Equal(25, rows.Count);
        Assert.Equal(Enumerable.Range(0, SetRowCount), rows.Values.Distinct().Order());
        Assert.Equal(rows.OrderBy(static pair => pair.Key).Select(static pair => pair.Value), rows.Values.Order());
    }

    [Fact]
    public void Index_ReleasedFacilities_NeverChange()
    {
        string path = RepositoryFolder.Locate("tests", "CpuFacility.Tests", "Data", "s390x-index.approved.txt");
        Assert.Equal(
            File.ReadAllLines(path),
            Catalog.Names.Select(static (name, index) => FormattableString.Invariant($"{index} {name}")));
    }

    private static int[] Marked(string mark) =>
        [.. Catalog.Marks.Single(row => row.Name == mark).Facilities.Select(static index => (int)index).Order()];

    private static List<int> Indexes(FacilitySet set)
    {
        var indexes = new List<int>();
        foreach (int index in set)
        {
            indexes.Add(index);
        }

        return indexes;
    }
}
