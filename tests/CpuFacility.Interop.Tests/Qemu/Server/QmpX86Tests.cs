using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CpuFacility.Qemu;
using CpuFacility.Testing;
using CpuFacility.X86;

namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>The server's answers on x86 against those that QEMU 11.1.3 gave under software emulation.</summary>
public class QmpX86Tests
{
    /// <summary>The one list of what a server without a machine leaves out.</summary>
    private static readonly string[] OfMachines =
        [.. CpuModels.X86.Properties.Where(static property => property.Scope == "machine").Select(static property => property.Name)];

    [SkippableFact]
    public void QueryCpuDefinitions_SharedOracle_IsEqualInOrder()
    {
        using JsonDocument oracle = ReadOracle();
        JsonElement[] expected = [.. oracle.RootElement.GetProperty("definitions").EnumerateArray()];
        JsonElement[] actual = [.. QmpX86Session.Parse(new QmpX86Session().Ask("{'execute': 'query-cpu-definitions'}")).GetProperty("return").EnumerateArray()];
        Assert.Equal(189, expected.Length);
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), static pair => Assert.True(JsonElement.DeepEquals(pair.First, pair.Second), $"{pair.First}\n{pair.Second}"));
    }

    [SkippableTheory]
    [InlineData("static")]
    [InlineData("full")]
    public void QueryCpuModelExpansion_SharedOracle_IsEqualByProperty(string type)
    {
        using JsonDocument oracle = ReadOracle();
        var session = new QmpX86Session();
        int properties = 0;
        foreach (JsonProperty model in oracle.RootElement.GetProperty("expansion").EnumerateObject())
        {
            JsonElement expected = model.Value.GetProperty(type).GetProperty("model");
            JsonElement actual = session.Expand(type, model.Name).GetProperty("model");
            Assert.Equal(expected.GetProperty("name").GetString(), actual.GetProperty("name").GetString());
            JsonElement theirs = expected.GetProperty("props");
            JsonElement ours = actual.GetProperty("props");
            string[] leftOut = [.. Names(theirs).Except(Names(ours)).Order(StringComparer.Ordinal)];
            Assert.Equal(type == "full" ? OfMachines.Order(StringComparer.Ordinal) : [], leftOut);
            Assert.Empty(Names(ours).Except(Names(theirs)));
            Assert.Empty(QmpX86Session.Differences(theirs, ours));
            properties += Names(ours).Count();
        }

        Assert.Equal(type == "static" ? 189 * 415 : 189 * (528 - 2 - OfMachines.Length) + (2 * 2), properties);
    }

    /// <summary>Replies of the real QEMU, what it says of a machine included, are the models that they were asked for.</summary>
    [SkippableTheory]
    [InlineData("static")]
    [InlineData("full")]
    public void QmpModelReader_SharedOracle_ReadsTheModels(string type)
    {
        using JsonDocument oracle = ReadOracle();
        foreach (CpuModel model in X86Editions.QemuEmulation.NamedModels)
        {
            string text = oracle.RootElement.GetProperty("expansion").GetProperty(model.Name).GetProperty(type).GetRawText();
            CpuModel read = QmpModelReader.Parse(X86Editions.QemuEmulation, Encoding.UTF8.GetBytes(text));
            Assert.Equal(model.Facilities, read.Facilities);
            Assert.Equal(model.Identity, read.Identity);
            Assert.Empty(read.UnknownProperties);
            Assert.Equal(type == "static" ? "base" : model.Name, read.Name);
            Assert.True(type == "static" || read.Properties.IsEmpty, $"{model.Name}: {string.Join(' ', read.Properties)}");
        }
    }

    [Fact]
    public void QmpModelReader_OwnStaticExpansions_AreTheModels()
    {
        var session = new QmpX86Session();
        Assert.Equal(188, X86Editions.QemuEmulation.NamedModels.Length);
        foreach (CpuModel model in X86Editions.QemuEmulation.NamedModels)
        {
            byte[] reply = Encoding.UTF8.GetBytes(session.Expand("static", model.Name).GetRawText());
            foreach (CpuModelRegistry registry in (CpuModelRegistry[])[X86Editions.QemuEmulation, X86Editions.Qemu])
            {
                CpuModel read = QmpModelReader.Parse(registry, reply);
                Assert.Equal(model.Facilities, read.Facilities);
                Assert.Equal(model.Identity, read.Identity);
            }
        }
    }

    /// <summary>QEMU's dictionary hands keys out in an order of its own, which releases share: in a recorded reply and in ours it is the same.</summary>
    [Fact]
    public void QueryCpuModelExpansion_Static_HasItsKeysInQemusOrder()
    {
        JsonElement recorded = RecordedExchanges.Qemu72.First(static one => one is { Type: "static", Model: "base" }).Properties!.Value;
        JsonElement ours = new QmpX86Session().Expand("static", "base").GetProperty("model").GetProperty("props");
        string[] common = [.. Names(recorded).Intersect(Names(ours))];
        Assert.Equal(327, common.Length);
        Assert.Equal(common, Names(ours).Intersect(common));
    }

    [Fact]
    public async Task QmpClient_OurServer_GivesDefinitionsAndExpansions()
    {
        await using TestServer server = TestServer.Start(new QmpServerOptions { Registry = CpuModels.X86 });
        await using QmpClient client = await QmpClient.ConnectUnixAsync(server.SocketPath);
        IReadOnlyList<QmpCpuDefinition> definitions = await client.QueryCpuDefinitionsAsync();
        Assert.Equal(189, definitions.Count);
        Assert.Equal(63, definitions.Count(static definition => definition.AliasOf is not null));
        Assert.Equal("Haswell-v1", definitions.Single(static definition => definition.Name == "Haswell").AliasOf);
        Assert.Null(definitions.Single(static definition => definition.Name == "Haswell-v1").AliasOf);
        foreach (QmpCpuDefinition definition in definitions.Where(static definition => definition.Name != "host"))
        {
            QmpCpuModelExpansion expansion = await client.QueryCpuModelExpansionAsync(QmpExpansionType.Static, new QmpCpuModel(definition.Name));
            CpuModel expected = X86Editions.QemuEmulation.Parse(definition.Name);
            CpuModel read = expansion.Model.ToModel(X86Editions.QemuEmulation);
            Assert.Equal((expected.Facilities, expected.Identity), (read.Facilities, read.Identity));
            Assert.Equal("base", expansion.Model.Name);
        }
    }

    private static JsonDocument ReadOracle()
    {
        using var stream = new GZipStream(File.OpenRead(SharedFolder.Require("oracles", "qemu-11.1-x86-expansions.json.gz")), CompressionMode.Decompress);
        return JsonDocument.Parse(stream);
    }

    private static IEnumerable<string> Names(JsonElement properties) => properties.EnumerateObject().Select(static property => property.Name);
}
