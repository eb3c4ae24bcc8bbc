using System.Text.Json;
using CpuFacility.Qemu;

namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>A server with a host of its own, and the extensions.</summary>
public class QmpHostTests
{
    private static readonly CpuModelRegistry Models = CpuModels.S390x;

    private static readonly QmpServerOptions WithHost = new()
    {
        Registry = Models,
        Host = Models.Parse("z14,te=off"),
        Guest = Models.Parse("zEC12.2,msa5=on"),
        Extensions = true,
    };

    [Fact]
    public void QueryCpuDefinitions_GivenHost_TellsWhatItLacks()
    {
        JsonElement[] definitions = Definitions("{'execute': 'query-cpu-definitions'}");
        Assert.Equal(Models.NamedModels.Length + 1, definitions.Length);
        Assert.Equal("te", Assert.Single(Find(definitions, "z14").GetProperty("unavailable-features").EnumerateArray()).GetString());
        Assert.Empty(Find(definitions, "z14-base").GetProperty("unavailable-features").EnumerateArray());
        foreach (string name in (string[])["host", "max"])
        {
            JsonElement host = Find(definitions, name);
            Assert.Empty(host.GetProperty("unavailable-features").EnumerateArray());
            Assert.False(host.GetProperty("migration-safe").GetBoolean());
            Assert.Equal($"{name}-s390x-cpu", host.GetProperty("typename").GetString());
        }

        foreach (ModelUsability usability in Models.Evaluate(WithHost.Host!, CpuModelKinds.Default | CpuModelKinds.Static))
        {
            Assert.Equal(
                usability.GetUnavailableFeatures(),
                Find(definitions, usability.Model.Name).GetProperty("unavailable-features").EnumerateArray().Select(static name => name.GetString()!));
        }
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void QueryCpuDefinitions_Runnable_GivesThoseOnly(string argument, bool isRunnable)
    {
        JsonElement[] all = Definitions("{'execute': 'query-cpu-definitions'}");
        JsonElement[] some = Definitions($"{{'execute': 'query-cpu-definitions', 'arguments': {{'runnable': {argument}}}}}");
        Assert.Equal(
            all.Where(entry => (entry.GetProperty("unavailable-features").GetArrayLength() == 0) == isRunnable).Select(static entry => entry.GetRawText()),
            some.Select(static entry => entry.GetRawText()));
        Assert.NotEmpty(some);
    }

    [Fact]
    public void QueryCpuModelExpansion_Host_IsTheGivenOne()
    {
        string reply = new TestSession(WithHost).Ask("{'execute': 'query-cpu-model-comparison', 'arguments': {'modela': {'name': 'host'}, 'modelb': {'name': 'z14', 'props': {'te': false}}}}");
        Assert.Equal("{\"return\": {\"result\": \"identical\", \"responsible-properties\": []}}\r\n", reply);
    }

    [Fact]
    public void QueryCpuModel_Guest_IsItsStaticExpansion()
    {
        string reply = new TestSession(WithHost).Ask("{'execute': 'query-cpu-model'}");
        using JsonDocument document = JsonDocument.Parse(reply);
        Assert.Equal(WithHost.Guest, QmpModelReader.Parse(Models, System.Text.Encoding.UTF8.GetBytes(reply)));
    }

    [Fact]
    public void QueryCpuModel_UnknownProperties_AreToldAsTheyCame()
    {
        CpuModel guest = QmpModelReader.Parse(Models, "{\"name\": \"z900-base\", \"props\": {\"new\": {\"a\": [1, null]}, \"old\": \"x\"}}"u8);
        var session = new TestSession(WithHost with { Guest = guest, Host = guest });
        const string Model = "{\"return\": {\"model\": {\"name\": \"z900-base\", \"props\": {\"new\": {\"a\": [1, null]}, \"old\": \"x\"}}}}\r\n";
        Assert.Equal(Model, session.Ask("{'execute': 'query-cpu-model'}"));
        Assert.Equal(Model, session.Ask("{'execute': 'query-cpu-model-expansion', 'arguments': {'type': 'static', 'model': {'name': 'host'}}}"));
    }

    [Fact]
    public void CheckCpuMigration_OwnGuestAndHost_GivesAllReasons()
    {
        using JsonDocument document = JsonDocument.Parse(new TestSession(WithHost).Ask("{'execute': 'check-cpu-migration'}"));
        JsonElement reply = document.RootElement.GetProperty("return");
        CompatibilityReport report = WithHost.Guest!.CheckMigrationTo(WithHost.Host!);
        Assert.Equal("incompatible", reply.GetProperty("verdict").GetString());
        Assert.Equal(
            report.Reasons.Select(static reason => (reason.Property, reason.Sentence)),
            reply.GetProperty("reasons").EnumerateArray().Select(static reason => (reason.GetProperty("property").GetString()!, reason.GetProperty("desc").GetString()!)));
        Assert.True(reply.TryGetProperty("common", out _));
    }

    [Fact]
    public void CheckCpuMigration_GivenModels_AreTaken()
    {
        var session = new TestSession(WithHost);
        Assert.Equal(
            "{\"return\": {\"verdict\": \"compatible\", \"reasons\": []}}\r\n",
            session.Ask("{'execute': 'check-cpu-migration', 'arguments': {'guest': {'name': 'z13'}, 'host': {'name': 'z14'}}}"));
        Assert.Contains("The CPU definition 'x' is unknown.", session.Ask("{'execute': 'check-cpu-migration', 'arguments': {'guest': {'name': 'x'}, 'host': {'name': 'z14'}}}"), StringComparison.Ordinal);
        Assert.Contains("The CPU definition 'y' is unknown.", session.Ask("{'execute': 'check-cpu-migration', 'arguments': {'host': {'name': 'y'}}}"), StringComparison.Ordinal);
    }

    private static JsonElement[] Definitions(string request)
    {
        using JsonDocument document = JsonDocument.Parse(new TestSession(WithHost).Ask(request));
        return [.. document.RootElement.GetProperty("return").EnumerateArray().Select(static entry => entry.Clone())];
    }

    private static JsonElement Find(JsonElement[] definitions, string name) => definitions.Single(entry => entry.GetProperty("name").GetString() == name);
}
