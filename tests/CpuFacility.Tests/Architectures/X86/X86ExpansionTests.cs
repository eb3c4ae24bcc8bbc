using System.IO.Compression;
using System.Text.Json;
using CpuFacility.Testing;
using CpuFacility.Tests.Architectures.X86.Cpuid;
using CpuFacility.X86;

namespace CpuFacility.Tests.Architectures.X86;

/// <summary>What expansions say beside features: levels, identity and settings, against recorded answers of QEMU 7.2 and 11.1.</summary>
public class X86ExpansionTests
{
    private static readonly CpuModelRegistry Registry = X86Editions.QemuEmulation;

    private static readonly Dictionary<string, string> ScopeOf = CsvRows
        .Read(RepositoryFolder.Locate("src", "CpuFacility", "Architectures", "X86", "Data", "properties.qemu-11.1.csv"))
        .ToDictionary(static row => row["name"], static row => row["scope"]);

    /// <summary>All that 11.1 says of every model, and no more; what the machine sets is no model's.</summary>
    [SkippableFact]
    public void Expand_EveryModel_HasQemusProperties()
    {
        using var stream = new GZipStream(File.OpenRead(SharedFolder.Require("oracles", "qemu-11.1-x86-expansions.json.gz")), CompressionMode.Decompress);
        using JsonDocument recording = JsonDocument.Parse(stream);
        JsonProperty[] rows = [.. recording.RootElement.GetProperty("expansion").EnumerateObject().Where(static row => row.Name != "host")];
        Assert.Equal(188, rows.Length);
        Assert.All(rows, static row =>
        {
            CpuModel model = Registry.Parse(row.Name);
            Assert.Equal(Recorded(Answer(row.Value, "full")), Ours(model.ExpandFull()));
            Assert.Equal(Recorded(Answer(row.Value, "static")), Ours(model.ExpandStatic()));
        });

        static JsonElement Answer(JsonElement row, string type) => row.GetProperty(type).GetProperty("model").GetProperty("props");
    }

    /// <summary>
    /// What 7.2 and 11.1 share: features raise levels, and without them those of the definition are left. 11.1 describes caches anew, and has
    /// another <c>max</c>; <c>SapphireRapids</c> came later.
    /// </summary>
    [Theory]
    [InlineData("static", 172)]
    [InlineData("full", 12)]
    public void Expand_RecordedModelsAndSettings_HaveQemusProperties(string type, int count)
    {
        RecordedExchange[] asked = [.. RecordedExchanges.Qemu72.Where(one => one.Type == type && one.Properties is not null && one.Model is not ("max" or "host") && !NamesOneTwice(one))];
        Assert.Equal(count, asked.Length);
        Assert.All(asked, one =>
        {
            CpuModel model = Registry.Parse(Expression(one));
            SortedDictionary<string, string> ours = Ours(type == "full" ? model.ExpandFull() : model.ExpandStatic());
            SortedDictionary<string, string> theirs = Recorded(one.Properties!.Value);
            theirs.Remove("legacy-cache");
            Assert.All(theirs, property => Assert.Equal(property.Value, ours[property.Key]));
        });
    }

    /// <summary>QEMU's definitions have no level of the range C0000000H: without the features there, none is left.</summary>
    [Fact]
    public void ExpandFull_YongFengWithoutItsOwnFeatures_HasNoLevelForThem()
    {
        CpuModel model = Registry.Parse("YongFeng");
        FacilitySet own = model.Facilities.Intersect(FacilitySet.Create(
            [.. CpuidOracle.Bits.Where(static bit => bit.Leaf == 0xC000_0001).Select(static bit => bit.Index)]));
        Assert.False(own.IsEmpty);
        Assert.Equal("3221225473", Ours(model.ExpandFull())["min-xlevel2"]);
        Assert.Equal("0", Ours(model.WithFacilities(model.Facilities.Except(own)).ExpandFull())["min-xlevel2"]);
    }

    /// <summary>Measured on QEMU 7.2, which reads numbers as C does: on <c>-cpu</c>, and then by <c>qom-get</c>.</summary>
    [Theory]
    [InlineData("family=+6", "6")]
    [InlineData("family=010", "8")]
    [InlineData("family=-0", "0")]
    [InlineData("family= 6", "6")]
    [InlineData("family=\t\r\n6", "6")]
    [InlineData("family=+0x6", "6")]
    [InlineData("family=0X6", "6")]
    [InlineData("family=0x+6", null)]
    [InlineData("family=-0x6", null)]
    [InlineData("family=6 ", null)]
    [InlineData("family=+-6", null)]
    [InlineData("family=+", null)]
    [InlineData("family=08", null)]
    [InlineData("ucode-rev=0/", null)]
    [InlineData("ucode-rev=0", "0")]
    [InlineData("x-hv-max-vps=-5", "-5")]
    [InlineData("x-hv-max-vps=-0x5", "-5")]
    [InlineData("x-hv-max-vps=-2147483648", "-2147483648")]
    [InlineData("x-hv-max-vps=-2147483649", null)]
    [InlineData("x-hv-max-vps=2147483647", "2147483647")]
    [InlineData("x-hv-max-vps=2147483648", null)]
    [InlineData("avx10-version=255", "255")]
    [InlineData("avx10-version=256", null)]
    [InlineData("hv-version-id-major=65535", "65535")]
    [InlineData("hv-version-id-major=65536", null)]
    [InlineData("level=4294967295", "4294967295")]
    [InlineData("level=-18446744073709551615", "1")]
    [InlineData("level=-18446744073709551616", null)]
    [InlineData("ucode-rev=-1", "18446744073709551615")]
    [InlineData("ucode-rev=01777777777777777777777", "18446744073709551615")]
    [InlineData("ucode-rev=02000000000000000000000", null)]
    [InlineData("tsc-frequency=0", "0")]
    [InlineData("tsc-frequency=-5", null)]
    [InlineData("tsc-frequency=9223372036854775807", "9223372036854775807")]
    [InlineData("tsc-frequency=9223372036854775808", null)]
    public void Parse_NumberAsAProperty_IsReadAsQemuDoes(string setting, string? expected)
    {
        Assert.Equal(expected is not null, Registry.TryParse($"base,{setting}", out CpuModel? model, out FacilityFormatError error));
        Assert.Equal(expected, model?.Properties.Single().Value);
        Assert.Equal(expected is null, error.Reason is { Length: > 0 });
    }

    /// <summary>QEMU's dictionary decides which of two names of one feature comes last; an expression has an order of its own.</summary>
    private static bool NamesOneTwice(RecordedExchange one) =>
        one.HasProperties && Asked(one).Select(static property => property.Name).ToHashSet() is { Count: < 10 } names && (names.Contains("sse4_1") || names.IsSupersetOf(["nx", "xd"]));

    private static string Expression(RecordedExchange one) =>
        one.HasProperties ? string.Join(',', [one.Model, .. Asked(one).Select(static property => $"{property.Name}={Text(property.Value)}")]) : one.Model;

    private static JsonElement.ObjectEnumerator Asked(RecordedExchange one) =>
        one.Request.GetProperty("arguments").GetProperty("model").GetProperty("props").EnumerateObject();

    /// <summary>The properties of an answer that are neither features nor the machine's.</summary>
    private static SortedDictionary<string, string> Recorded(JsonElement properties) => new(
        properties.EnumerateObject()
            .Where(static property => ScopeOf.TryGetValue(property.Name, out string? scope) && scope != "machine")
            .ToDictionary(static property => property.Name, static property => Text(property.Value)),
        StringComparer.Ordinal);

    private static SortedDictionary<string, string> Ours(CpuModelExpansion expansion) => new(
        expansion.Properties.ToDictionary(static property => property.Name, static property => property.Value), StringComparer.Ordinal);

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "on",
        JsonValueKind.False => "off",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
