using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using CpuFacility.S390x;
using CpuFacility.Testing;

namespace CpuFacility.Tests.Data;

/// <summary>The generated tables against the verified facts and recordings, row by row, where these are at hand.</summary>
public partial class S390xDataTests
{
    [SkippableFact]
    public void Facilities_Facts_AreEqualRowByRow() => Assert.Equal(
        Facts("features.csv").Select(static row =>
            $"{row["name"]},{row["block"]},{row["bit"]},{(row["since"] == "post-7.2" ? "11.1" : row["since"])}"),
        Catalog.Names.Select(static (name, i) =>
            $"{name},{Catalog.Blocks[Catalog.BlockNumbers[i]].Name},"
            + $"{(Catalog.Bits[i] < 0 ? "" : Text(Catalog.Bits[i]))},{Catalog.Since[i]}"));

    /// <summary>The facts are QEMU's; the one block that they do not have is KVM's, and the last.</summary>
    [SkippableFact]
    public void Blocks_Facts_AreEqualRowByRow() => Assert.Equal(
        Facts("blocks.csv").Select(static row => $"{row["block"]},{row["bits"]},{row["query_bit0"]}").Append("KVM_FEAT,1024,no"),
        Catalog.Blocks.Select(static (block, i) =>
            $"{block.Name},{(block.Bits == 0 ? "" : Text(block.Bits))},"
            + $"{(Catalog.ImpliedBits.Contains(new((short)i, 0, -1)) ? "yes" : "no")}"));

    [SkippableFact]
    public void Groups_Facts_AreEqualRowByRow() => Assert.Equal(
        Facts("groups.csv").Select(static row => $"{row["group"]},{row["feature"]}"),
        Catalog.Groups.SelectMany(static group => group.Members, static (group, member) => $"{group.Name},{Catalog.Names[member]}"));

    [SkippableFact]
    public void Dependencies_Facts_AreEqualRowByRow() => Assert.Equal(
        Facts("dependencies.csv").Select(static row => $"{row["feature"]},{row["requires"]}"),
        Catalog.Dependencies.Select(static row => $"{Catalog.Names[row.Facility]},{Catalog.Names[row.Requires]}"));

    [SkippableFact]
    public void Marks_Facts_AreEqual()
    {
        AssertMark("deprecated", Facts("deprecated.csv"));
        AssertMark("ignored-for-base", Facts("ignored_base.csv"));
        AssertMark("protected-cleared", Facts("pv_cleared.csv").Where(static row => row["scope"] == "block+query"));
        AssertMark("protected-absent", Facts("pv_cleared.csv").Where(static row => row["scope"] == "query"));
    }

    [SkippableFact]
    public void Definitions_Facts_AreEqualRowByRow() => Assert.Equal(
        Facts("models.csv").Select(static row =>
            $"{row["name"]},{row["type"]},{row["generation"]},{row["ec_ga"]},{row["mha_pow"]},{row["hmfai"]}"),
        S390xData.DefinitionNames().Select(static (name, i) =>
            $"{name},0x{S390xData.DefinitionType[i]:x4},{Text(S390xData.DefinitionGeneration[i])},{Text(S390xData.DefinitionGa[i])},"
            + $"{Text(S390xData.DefinitionMhaPow[i])},0x{S390xData.DefinitionHmfai[i]:x8}"));

    [SkippableFact]
    public void DefinitionSets_Facts_AreEqualRowByRow()
    {
        List<Dictionary<string, string>> facts = Facts("model_features.csv");
        string[] setNames = ["base", "default", "full"];
        var rows = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < S390xData.DefinitionNames().Length; i++)
        {
            for (int set = 0; set < setNames.Length; set++)
            {
                string key = $"{Text(S390xData.DefinitionGeneration[i])},{Text(S390xData.DefinitionGa[i])},{setNames[set]}";
                rows.UnionWith(Indexes(S390xData.DefinitionSets[(S390xData.DefinitionSetRow[i] * 3) + set])
                    .Select(index => $"{key},{Catalog.Names[index]}"));
            }
        }

        Assert.Equal(8673, facts.Count);
        Assert.Equal(
            facts.Select(static row => $"{row["generation"]},{row["ec_ga"]},{row["set"]},{row["feature"]}").Order(StringComparer.Ordinal),
            rows.Order(StringComparer.Ordinal));
    }

    [SkippableTheory]
    [InlineData("qemu-7.2-s390x.json.gz", "max")]
    [InlineData("qemu-7.2-s390x.json.gz", "qemu")]
    [InlineData("qemu-11.1-s390x-expansions.json.gz", "max")]
    [InlineData("qemu-11.1-s390x-expansions.json.gz", "qemu")]
    public void Emulated_RecordedExpansion_IsEqual(string recording, string model)
    {
        string path = SharedFolder.Require("oracles", recording);
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using JsonDocument document = JsonDocument.Parse(stream);
        JsonElement reply = document.RootElement.GetProperty("expansion").GetProperty(model).GetProperty("full");
        JsonElement expansion = reply.TryGetProperty("model", out JsonElement inner) ? inner : reply;
        IEnumerable<string> names = expansion.GetProperty("props").EnumerateObject()
            .Where(static property => property.Value.ValueKind == JsonValueKind.True)
            .SelectMany(static property => MembersOf(property.Name));
        Assert.Equal("gen15a-base", expansion.GetProperty("name").GetString());
        Assert.Equal(
            names.Order(StringComparer.Ordinal),
            Marked("emulated").Select(static index => Catalog.Names[index]).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> MembersOf(string name) =>
        Catalog.Groups.FirstOrDefault(group => group.Name == name)?.Members.Select(static index => Catalog.Names[index]) ?? [name];

    private static void AssertMark(string mark, IEnumerable<Dictionary<string, string>> facts) => Assert.Equal(
        facts.Select(static row => row["feature"]).Order(StringComparer.Ordinal),
        Marked(mark).Select(static index => Catalog.Names[index]).Order(StringComparer.Ordinal));

    /// <summary>The rows of a file of facts by column; none of its cells is quoted.</summary>
    private static List<Dictionary<string, string>> Facts(string file)
    {
        string path = SharedFolder.Require("facts", "s390x", file);
        string[] lines = File.ReadAllLines(path);
        string[] columns = lines[0].Split(',');
        return
        [
            .. lines.Skip(1).Select(line => columns.Zip(line.Split(','))
                .ToDictionary(static pair => pair.First, static pair => pair.Second, StringComparer.Ordinal)),
        ];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
