using System.Text;
using System.Text.Json;
using CpuFacility.Qemu;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Qemu;

public partial class QmpModelReaderTests
{
    private static readonly CpuModelRegistry Registry = CpuModels.S390x;

    [Theory]
    [InlineData("""{"return":{"model":{"name":"z14-base","props":{"vx":true,"te":false}}}}""", "z14-base,vx=on")]
    [InlineData("""{"return":{"model":{"name":"z14","props":{"te":false}},"deprecated-props":["csske","te"]},"id":"libvirt-7"}""", "z14,te=off")]
    [InlineData("""{"timestamp":{"seconds":1},"id":{"name":"z13"},"return":{"deprecated-props":[],"model":{"props":{},"name":"z14"}}}""", "z14")]
    [InlineData("""{"model":{"name":"z14","props":{"te":false}}}""", "z14,te=off")]
    [InlineData("""{"name":"z14","props":{"te":false}}""", "z14,te=off")]
    [InlineData("""{"props":{"te":false},"name":"z14"}""", "z14,te=off")]
    [InlineData("""{"name":"z14"}""", "z14")]
    [InlineData("""{"name":"z14","props":null}""", "z14")]
    [InlineData("""{"name":"z14","props":{}}""", "z14")]
    [InlineData("""{"return":null,"error":null,"model":{"name":"z14"}}""", "z14")]
    [InlineData("""{"name":"max"}""", "max")]
    [InlineData("""{"n\u0061me":"z\u0031\u0034","props":{"\u0074e":false}}""", "z14,te=off")]
    [InlineData("""{"name":"z14","props":{"msa5":false,"gs":true}}""", "z14,msa5=off")]
    [InlineData("""{"name":"z14-base","props":{"msa4":true}}""", "z14-base,msa4=on")]
    public void Parse_EveryShape_GivesTheModel(string json, string expression)
    {
        AssertReads(expression, json);
        AssertReads(expression, "\uFEFF" + json);
        AssertReads(expression, $"\r\n\t {json}\r\n\n");
        AssertReads(expression, Indent(json));
        AssertReads(expression, Indent(json).ReplaceLineEndings("\r\n"));
    }

    [Theory]
    [InlineData("guest-gen15a", "gen15a", CpuModelKind.Static)]
    [InlineData("host-z14.2", "z14.2", CpuModelKind.Static)]
    [InlineData("host-max", "max", CpuModelKind.Static)]
    [InlineData("z14-static", "z14", CpuModelKind.Static)]
    [InlineData("z14-full", "z14", CpuModelKind.Static)]
    [InlineData("gen16a-full", "gen16a", CpuModelKind.Static)]
    public void Parse_RealReply_EqualsTheModelThatWasAskedFor(string file, string expression, CpuModelKind kind)
    {
        byte[] reply = File.ReadAllBytes(RepositoryFolder.Locate("samples", "replies", file + ".json"));
        CpuModelRegistry registry = Registry.AsOf(new Version(7, 2));
        CpuModel model = QmpModelReader.Parse(registry, reply);
        Assert.Equal(registry.Parse(expression, CpuModelSyntax.QemuExact), model);
        Assert.Equal(kind, model.Kind);
        Assert.Empty(model.UnknownProperties);
        Assert.Equal(model, QmpModelReader.Parse(registry, Encoding.UTF8.GetBytes(Indent(Encoding.UTF8.GetString(reply)))));
    }

    [Fact]
    public void Parse_RealReplies_AreAllOfTheFolder() =>
        Assert.Equal(6, Directory.GetFiles(RepositoryFolder.Locate("samples", "replies"), "*.json").Length);

    [Fact]
    public void Parse_UnknownProperties_AreKeptInTextOrderAsWritten()
    {
        const string Json =
            """
            {"name":"z14","props":{
              "zz-last":true, "te":false, "aa-first":"v\u0032", "mm": [1, 2.50 , {"vx":1}],
              "VX":null, "":false, "é":1e999, "vx ":{ }}}
            """;
        CpuModel model = QmpModelReader.Parse(Registry, Encoding.UTF8.GetBytes(Json));
        Assert.Equal(
            [
                new("zz-last", "true"), new("aa-first", "\"v\\u0032\""), new("mm", "[1, 2.50 , {\"vx\":1}]"), new("VX", "null"),
                new("", "false"), new("é", "1e999"), new CpuModelProperty("vx ", "{ }"),
            ],
            model.UnknownProperties.AsEnumerable());
        Assert.Equal(Registry.Parse("z14,te=off").Facilities, model.Facilities);
        Assert.NotEqual(Registry.Parse("z14,te=off"), model);
    }

    [Fact]
    public void Parse_UnknownProperties_AreReportedAsUnknown()
    {
        CpuModel guest = Read("""{"name":"z13","props":{"newfac":true,"cache-size":"2M"}}""");
        CpuModel host = Registry.Parse("z14");
        CompatibilityReport move = guest.CheckMigrationTo(host);
        Assert.Equal(CompatibilityVerdict.Unknown, move.Verdict);
        Assert.False(move.IsCompatible);
        Assert.Equal(["newfac", "cache-size"], move.Reasons.Select(static reason => reason.Property));
        Assert.All(move.Reasons, static reason => Assert.Equal(CompatibilityReasonKind.UnknownProperty, reason.Kind));
        Assert.Contains("The guest has 'cache-size=\"2M\"', which qemu-11.1 has no name for", move.ToString(), StringComparison.Ordinal);

        // A host that was seen with the same property and value has it; with another value it is as open as without.
        Assert.Equal(CompatibilityVerdict.Compatible, guest.CheckMigrationTo(guest).Verdict);
        CpuModel other = Read("""{"name":"z13","props":{"newfac":false,"cache-size":"2M"}}""");
        Assert.Equal(["newfac"], guest.CheckMigrationTo(other).Reasons.Select(static reason => reason.Property));
        Assert.Equal(CompatibilityVerdict.Incompatible, Read("""{"name":"z14","props":{"newfac":true}}""").CheckMigrationTo(guest).Verdict);
    }

    [Fact]
    public void Parse_OlderEdition_KeepsWhatCameLaterAsUnknown()
    {
        string later = FirstName(Registry.Vocabulary.Known.Except(Registry.AsOf(new Version(7, 2)).Vocabulary.Known));
        string json = $$$"""{"name":"z14","props":{"{{{later}}}":false}}""";
        Assert.Empty(Read(json).UnknownProperties);
        CpuModel old = QmpModelReader.Parse(Registry.AsOf(new Version(7, 2)), Encoding.UTF8.GetBytes(json));
        Assert.Equal([new CpuModelProperty(later, "false")], old.UnknownProperties.AsEnumerable());
    }

    [Fact]
    public void TryParse_NoRegistry_IsTheCallersMistake()
    {
        Assert.Throws<ArgumentNullException>(() => QmpModelReader.TryParse(null!, "{}"u8, out _, out _));
        Assert.Throws<ArgumentNullException>(() => QmpModelReader.Parse(null!, "{}"u8));
    }

    private static void AssertReads(string expression, string json)
    {
        Assert.True(TryParse(json, out CpuModel? model, out FacilityFormatError error), error.ToString());
        Assert.Equal(default, error);
        CpuModel expected = Registry.Parse(expression, CpuModelSyntax.QemuExact);
        Assert.Equal(expected, model);
        Assert.Equal(expected.Name, model!.Name);
        Assert.Equal(model, Read(json));
    }

    private static bool TryParse(string json, out CpuModel? model, out FacilityFormatError error) =>
        QmpModelReader.TryParse(Registry, Encoding.UTF8.GetBytes(json), out model, out error);

    private static CpuModel Read(string json) => QmpModelReader.Parse(Registry, Encoding.UTF8.GetBytes(json));

    private static string FirstName(in FacilitySet facilities) => Registry.Catalog.NameOf(Registry.Catalog[facilities.LowestIndex]);

    private static string Indent(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true }))
        {
            document.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }
}
