using System.Text.Json;
using CpuFacility.Qemu;
using CpuFacility.X86;

namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>
/// What the server says to wrong questions on x86, and to those that QEMU has no answer for. QEMU 7.2 was asked for what is refused; the words
/// are those of later releases, as read from their sources.
/// </summary>
public class QmpX86ErrorTests
{
    [Theory]
    [InlineData("{\"nosuch\":true}", "Property 'base-x86_64-cpu.nosuch' not found")]
    [InlineData("{\"SSE2\":true}", "Property 'base-x86_64-cpu.SSE2' not found")]
    [InlineData("{\"+sse2\":true}", "Property 'base-x86_64-cpu.+sse2' not found")]
    [InlineData("{\"\":true}", "Property 'base-x86_64-cpu.' not found")]
    [InlineData("{\"cmt\":true}", "Property 'base-x86_64-cpu.cmt' not found")]
    [InlineData("{\"migratable\":true}", "Property 'base-x86_64-cpu.migratable' not found")]
    [InlineData("{\"sse2\":\"on\"}", "Invalid parameter type for 'model.props.sse2', expected: boolean")]
    [InlineData("{\"sse2\":1}", "Invalid parameter type for 'model.props.sse2', expected: boolean")]
    [InlineData("{\"sse2\":null}", "Invalid parameter type for 'model.props.sse2', expected: boolean")]
    [InlineData("{\"pmu\":[]}", "Invalid parameter type for 'model.props.pmu', expected: boolean")]
    [InlineData("{\"family\":\"6\"}", "Invalid parameter type for 'model.props.family', expected: integer")]
    [InlineData("{\"family\":6.0}", "Invalid parameter type for 'model.props.family', expected: integer")]
    [InlineData("{\"family\":271}", "parameter 'family' can be at most 270")]
    [InlineData("{\"model\":256}", "parameter 'model' can be at most 255")]
    [InlineData("{\"stepping\":16}", "parameter 'stepping' can be at most 15")]
    [InlineData("{\"tsc-frequency\":-5}", "parameter 'tsc-frequency' can be at most 9223372036854775807")]
    [InlineData("{\"level\":4294967296}", "Parameter 'model.props.level' expects uint32_t")]
    [InlineData("{\"level\":-1}", "Parameter 'model.props.level' expects uint32_t")]
    [InlineData("{\"level\":\"13\"}", "Parameter 'model.props.level' expects uint64")]
    [InlineData("{\"vendor\":\"short\"}", "value of property 'vendor' must consist of exactly 12 characters")]
    [InlineData("{\"vendor\":\"\"}", "value of property 'vendor' must consist of exactly 12 characters")]
    [InlineData("{\"vendor\":1}", "Invalid parameter type for 'model.props.vendor', expected: string")]
    [InlineData("{\"type\":\"x\"}", "Property 'base-x86_64-cpu.type' is not writable")]
    [InlineData("{\"unavailable-features\":[]}", "Property 'base-x86_64-cpu.unavailable-features' is not writable")]
    [InlineData("{\"realized\":true}", "apic-id property was not initialized properly")]
    [InlineData("{\"nosuch\":true,\"family\":999}", "parameter 'family' can be at most 270")]
    [InlineData("{\"family\":999,\"nosuch\":true}", "parameter 'family' can be at most 270")]
    [InlineData("[]", "Invalid parameter type for 'model.props', expected: object")]
    public void QueryCpuModelExpansion_WrongProperties_AreRefused(string props, string words)
    {
        var session = new QmpX86Session();
        foreach (string type in (string[])["static", "full"])
        {
            Assert.Equal($"GenericError: {words}", session.Error(props, type: type));
        }
    }

    [Theory]
    [InlineData("nomodel")]
    [InlineData("")]
    [InlineData("HASWELL")]
    [InlineData("Haswell-v9")]
    [InlineData("qemu64,+sse2")]
    [InlineData("qemu64-x86_64-cpu")]
    public void QueryCpuModelExpansion_UnknownModel_IsNotFound(string name) =>
        Assert.Equal($"GenericError: CPU model '{name}' not found", new QmpX86Session().Error("{}", name));

    [Theory]
    [InlineData("{}", "Parameter 'type' is missing")]
    [InlineData("{\"type\":\"full\"}", "Parameter 'model' is missing")]
    [InlineData("{\"type\":\"full\",\"model\":{}}", "Parameter 'model.name' is missing")]
    [InlineData("{\"type\":\"bad\",\"model\":{\"name\":\"base\"}}", "Parameter 'type' does not accept value 'bad'")]
    [InlineData("{\"type\":\"full\",\"model\":{\"name\":\"base\",\"extra\":1}}", "Parameter 'model.extra' is unexpected")]
    public void QueryCpuModelExpansion_WrongArguments_AreRefused(string arguments, string words) => Assert.Contains(
        $"\"desc\": \"{words}\"",
        new QmpX86Session().Ask($"{{\"execute\":\"query-cpu-model-expansion\",\"arguments\":{arguments}}}"),
        StringComparison.Ordinal);

    [Fact]
    public void QueryCpuModelExpansion_PropertiesOfHosts_AreThoseOfMaxAlone()
    {
        var session = new QmpX86Session();
        Assert.True(session.Expand("full", "max", "{\"migratable\":false}").GetProperty("model").GetProperty("props").TryGetProperty("migratable", out JsonElement value));
        Assert.Equal(JsonValueKind.False, value.ValueKind);
    }

    /// <summary>QEMU itself answers neither on x86: these are the library's.</summary>
    [Fact]
    public void ComparisonAndBaseline_OfModels_AreTheLibrarys()
    {
        var session = new QmpX86Session();
        string comparison = session.Ask("{'execute': 'query-cpu-model-comparison', 'arguments': {'modela': {'name': 'Haswell'}, 'modelb': {'name': 'Haswell-v1'}}}");
        Assert.Equal("{\"return\": {\"result\": \"identical\", \"responsible-properties\": []}}\r\n", comparison);
        JsonElement unlike = QmpX86Session.Parse(session.Ask("{'execute': 'query-cpu-model-comparison', 'arguments': {'modela': {'name': 'Haswell'}, 'modelb': {'name': 'EPYC'}}}")).GetProperty("return");
        Assert.Equal("incompatible", unlike.GetProperty("result").GetString());
        Assert.Equal("vendor", unlike.GetProperty("responsible-properties")[0].GetString());
        JsonElement baseline = QmpX86Session.Parse(session.Ask("{'execute': 'query-cpu-model-baseline', 'arguments': {'modela': {'name': 'Skylake-Server'}, 'modelb': {'name': 'Haswell'}}}"));
        CpuModel expected = X86Editions.QemuEmulation.Baseline(X86Editions.QemuEmulation.Parse("Skylake-Server"), X86Editions.QemuEmulation.Parse("Haswell"))!;
        CpuModel read = QmpModelReader.Parse(X86Editions.QemuEmulation, System.Text.Encoding.UTF8.GetBytes(baseline.GetRawText()));
        Assert.Equal((expected.Facilities, expected.Identity), (read.Facilities, read.Identity));
    }

    [Fact]
    public void Host_Given_StandsForHostAndMax()
    {
        CpuModel host = CpuModels.X86.Parse("Skylake-Server,avx512f=off");
        var session = new TestSession(new QmpServerOptions { Registry = CpuModels.X86, Host = host });
        JsonElement definitions = QmpX86Session.Parse(session.Ask("{'execute': 'query-cpu-definitions'}")).GetProperty("return");
        foreach (JsonElement row in definitions.EnumerateArray().Take(2))
        {
            Assert.Contains(row.GetProperty("name").GetString(), (string[])["max", "host"]);
            Assert.Equal(0, row.GetProperty("unavailable-features").GetArrayLength());
            Assert.False(row.GetProperty("migration-safe").GetBoolean());
        }

        JsonElement skylake = definitions.EnumerateArray().Single(static row => row.GetProperty("name").GetString() == "Skylake-Server");
        Assert.Equal("avx512f", Assert.Single(skylake.GetProperty("unavailable-features").EnumerateArray()).GetString());
        foreach (string name in (string[])["max", "host"])
        {
            string reply = session.Ask(QmpRequests.Expansion("static", QmpRequests.Model(name)));
            CpuModel read = QmpModelReader.Parse(CpuModels.X86, System.Text.Encoding.UTF8.GetBytes(reply));
            Assert.Equal((host.Facilities, host.Identity), (read.Facilities, read.Identity));
        }
    }
}
