using System.Text.Json;
using CpuFacility.Qemu;

namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>What the server answers for aarch64, riscv64 and ppc64 where QEMU answers nothing: comparisons, baselines, and what lacks on a host.</summary>
public class QmpComparedTargetTests
{
    [Theory]
    [InlineData("aarch64", "cortex-a53", "cortex-a57")]
    [InlineData("aarch64", "neoverse-n1", "neoverse-v1")]
    [InlineData("aarch64", "max,sve=off", "max")]
    [InlineData("aarch64", "a64fx,sve512=off", "a64fx")]
    [InlineData("riscv64", "rva22u64", "rva23u64")]
    [InlineData("riscv64", "rv64,v=on", "rv64")]
    [InlineData("riscv64", "rv64,zicbom=off", "rv64i")]
    [InlineData("ppc64", "power8", "power9")]
    [InlineData("ppc64", "power9_v2.2", "power9")]
    [InlineData("ppc64", "POWER10", "0x004d0200")]
    public void QueryCpuModelComparison_Models_IsTheLibrarys(string target, string first, string second)
    {
        CpuModelRegistry registry = QmpRecordedTargetTests.RegistryOf(target);
        CpuModelComparison expected = registry.Parse(first).CompareWith(registry.Parse(second));
        JsonElement reply = Return(target, QmpRequests.Comparison(Sent(first), Sent(second)));
        Assert.Equal(expected.Relation.ToString().ToLowerInvariant(), reply.GetProperty("result").GetString());
        Assert.Equal(expected.GetResponsibleProperties(), reply.GetProperty("responsible-properties").EnumerateArray().Select(static name => name.GetString()!));
    }

    /// <summary>All pairs: the answer has s390x's form, is the library's, and is taken back as a model that is within both.</summary>
    [Theory]
    [InlineData("aarch64", 13, 30)]
    [InlineData("riscv64", 28, 200)]
    [InlineData("ppc64", 60, 60)]
    public void QueryCpuModelBaseline_Pairs_AreTakenBack(string target, int count, int fewest)
    {
        CpuModelRegistry registry = QmpRecordedTargetTests.RegistryOf(target);
        TestSession session = QmpRecordedTargetTests.Session(target);

        // From the end of the table, where the processors of 64 bits are.
        string[] names = [.. registry.NamedModels.Reverse().Take(count).Select(static model => model.Name)];
        int found = 0;
        foreach ((string first, string second) in names.SelectMany(first => names.Select(second => (first, second))))
        {
            JsonElement reply = QmpRecordedTargetTests.Ask(session, QmpRequests.Baseline(Sent(first), Sent(second)));
            _ = registry.TryFind(first, out CpuModel? one);
            _ = registry.TryFind(second, out CpuModel? other);
            CpuModel? expected = registry.Baseline(one!, other!);
            if (expected is null)
            {
                Assert.Equal("No CPU model lies within both", reply.GetProperty("error").GetProperty("desc").GetString());
                continue;
            }

            found++;
            JsonElement model = reply.GetProperty("return").GetProperty("model");
            Assert.Equal(expected, QmpModelReader.Parse(registry, QmpRequests.Bytes(reply.GetRawText())));
            foreach (string of in (string[])[first, second])
            {
                string relation = QmpRecordedTargetTests.Ask(session, QmpRequests.Comparison(model.GetRawText(), Sent(of))).GetProperty("return").GetProperty("result").GetString()!;
                string wanted = expected.CompareWith(of == first ? one! : other!).Relation.ToString().ToLowerInvariant();
                Assert.True(relation == wanted, $"{first} {second}: {model} is {relation} of {of}, not {wanted}");
            }
        }

        Assert.True(found >= fewest, $"{found} baselines were found.");
    }

    [Theory]
    [InlineData("aarch64", "neoverse-v1", "neoverse-v1 max", "neoverse-n2 cortex-a710")]
    [InlineData("riscv64", "rva23s64", "rva23s64 rva22s64 max", "xiangshan-kunminghu")]
    [InlineData("ppc64", "power8", "power8 power8_v2.0", "power9 power10 power11")]
    public void QueryCpuDefinitions_WithHost_SaysWhatIsMissing(string target, string host, string runnable, string others)
    {
        CpuModelRegistry registry = QmpRecordedTargetTests.RegistryOf(target);
        CpuModel given = registry.Parse(host);
        var session = new TestSession(new QmpServerOptions { Registry = registry, Host = given, Extensions = true });
        JsonElement[] rows = Rows(session, "{'execute': 'query-cpu-definitions'}");
        Assert.Equal(registry.Listing.Length + 1, rows.Length);
        Assert.Equal("host", rows[^1].GetProperty("name").GetString());
        Assert.All(runnable.Split(' ').Where(name => name != "max" || target != "ppc64"), name => Assert.Equal(0, Find(rows, name).GetProperty("unavailable-features").GetArrayLength()));
        foreach (string name in others.Split(' '))
        {
            _ = registry.TryFind(name, out CpuModel? model);
            string[] expected = [.. registry.Evaluate(given, CpuModelKinds.All).Single(usability => ReferenceEquals(usability.Model, model)).GetUnavailableFeatures()];
            Assert.NotEmpty(expected);
            Assert.Equal(expected, Find(rows, name).GetProperty("unavailable-features").EnumerateArray().Select(static feature => feature.GetString()!));
        }

        // What is not known is neither said to run nor not to.
        int told = rows.Count(static row => row.TryGetProperty("unavailable-features", out _));
        Assert.Equal(target == "aarch64" ? 14 : rows.Length, told);
        int some = Rows(session, "{'execute': 'query-cpu-definitions', 'arguments': {'runnable': true}}").Length;
        Assert.Equal(told, some + Rows(session, "{'execute': 'query-cpu-definitions', 'arguments': {'runnable': false}}").Length);
        Assert.True(some < told);
    }

    [Fact]
    public void QueryCpuModelExpansion_ArmWithHost_IsTheHosts()
    {
        CpuModel given = CpuModels.Arm.Parse("neoverse-v1,sve256=off");
        var session = new TestSession(new QmpServerOptions { Registry = CpuModels.Arm, Host = given });
        foreach (string name in (string[])["host", "max"])
        {
            JsonElement model = QmpRecordedTargetTests.Ask(session, QmpRequests.Expansion("full", Sent(name))).GetProperty("return").GetProperty("model");
            Assert.Equal(name, model.GetProperty("name").GetString());
            Assert.Equal((true, false), (model.GetProperty("props").GetProperty("sve128").GetBoolean(), model.GetProperty("props").GetProperty("sve256").GetBoolean()));
        }
    }

    /// <summary>Power has no model <c>max</c>: without a host, there is none, and no guest.</summary>
    [Fact]
    public void Extensions_PowerWithoutHost_AskForIt()
    {
        var session = new TestSession(new QmpServerOptions { Registry = CpuModels.Power, Extensions = true });
        Assert.Equal(
            "{\"error\": {\"class\": \"GenericError\", \"desc\": \"There is no guest: the server was started without one\"}}\r\n",
            session.Ask("{'execute': 'query-cpu-model'}"));
        Assert.Contains("Parameter 'guest' is missing", session.Ask("{'execute': 'check-cpu-migration'}"), StringComparison.Ordinal);
        Assert.Contains("Parameter 'host' is missing", session.Ask("{'execute': 'check-cpu-migration', 'arguments': {'guest': {'name': 'power8'}}}"), StringComparison.Ordinal);
        Assert.Contains(
            "\"verdict\": \"compatible\"",
            session.Ask("{'execute': 'check-cpu-migration', 'arguments': {'guest': {'name': 'power8'}, 'host': {'name': 'power8'}}}"),
            StringComparison.Ordinal);
        Assert.Equal(416, Rows(session, "{'execute': 'query-cpu-definitions', 'arguments': {'runnable': true}}").Length);
    }

    [Fact]
    public void QueryCpuModelComparison_PowerWithHost_HasNoMaximum()
    {
        var session = new TestSession(new QmpServerOptions { Registry = CpuModels.Power, Host = CpuModels.Power.Parse("power8") });
        Assert.Contains("unable to find CPU model 'max'", session.Ask(QmpRequests.Comparison(Sent("max"), Sent("power8"))), StringComparison.Ordinal);
        Assert.Contains("\"result\": \"identical\"", session.Ask(QmpRequests.Comparison(Sent("host"), Sent("power8"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aarch64", "{\"name\":\"cortex-a15\"}", "The CPU type 'cortex-a15' has 32 bits and cannot be compared")]
    [InlineData("aarch64", "{\"name\":\"x\"}", "The CPU type 'x' is not a recognized ARM CPU type")]
    [InlineData("aarch64", "{\"name\":\"max\",\"props\":{\"sve\":1}}", "Invalid parameter type for 'modela.props.sve', expected: boolean")]
    [InlineData("aarch64", "{\"name\":\"max\",\"props\":{\"foo\":true}}", "Parameter 'modela.props.foo' is unexpected")]
    [InlineData("aarch64", "{\"name\":\"max\",\"props\":{\"sve128\":false}}", "cannot disable sve128")]
    [InlineData("aarch64", "{\"name\":\"cortex-a53\",\"props\":{\"ID_AA64PFR0_EL1.SVE.from-1\":true}}", "Feature 'ID_AA64PFR0_EL1.SVE.from-1' is not available for CPU model 'cortex-a53'")]
    [InlineData("riscv64", "{\"name\":\"x\"}", "The CPU type 'x' is not a known RISC-V CPU type")]
    [InlineData("riscv64", "{\"name\":\"rv64\",\"props\":{\"sha\":true}}", "Property 'rv64-riscv-cpu.sha' not found")]
    [InlineData("ppc64", "{\"name\":\"x\"}", "unable to find CPU model 'x'")]
    [InlineData("ppc64", "{\"name\":\"power8\",\"props\":{\"foo\":true}}", "Property 'power8-powerpc64-cpu.foo' not found")]
    [InlineData("ppc64", "{\"name\":\"power8\",\"props\":1}", "Invalid parameter type for 'modela.props', expected: object")]
    public void QueryCpuModelComparison_Mistakes_AreTold(string target, string model, string expected)
    {
        string any = Sent(target switch { "aarch64" => "max", "riscv64" => "rv64", _ => "power8" });
        JsonElement reply = QmpRecordedTargetTests.Ask(QmpRecordedTargetTests.Session(target), QmpRequests.Comparison(model, any));
        Assert.Equal(expected, reply.GetProperty("error").GetProperty("desc").GetString());
    }

    private static JsonElement Return(string target, byte[] request) => QmpRecordedTargetTests.Ask(QmpRecordedTargetTests.Session(target), request).GetProperty("return");

    private static JsonElement[] Rows(TestSession session, string request) => [.. QmpRecordedTargetTests.Ask(session, request).GetProperty("return").EnumerateArray()];

    private static JsonElement Find(JsonElement[] rows, string name) => rows.Single(row => row.GetProperty("name").GetString() == name);

    /// <summary>An expression as it is sent.</summary>
    private static string Sent(string expression)
    {
        string[] parts = expression.Split(',');
        string props = string.Join(',', parts[1..].Select(static part => $"\"{part.Split('=')[0]}\":{(part.EndsWith("=on", StringComparison.Ordinal) ? "true" : "false")}"));
        return $"{{\"name\":\"{parts[0]}\",\"props\":{{{props}}}}}";
    }
}
