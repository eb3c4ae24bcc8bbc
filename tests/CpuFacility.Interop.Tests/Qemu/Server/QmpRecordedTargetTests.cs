using System.Text.Json;
using CpuFacility.Qemu;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>The server beside everything that QEMU 11.1.3 was recorded to answer on machine <c>none</c> for aarch64, riscv64 and ppc64.</summary>
public class QmpRecordedTargetTests
{
    [SkippableTheory]
    [InlineData("aarch64", 36)]
    [InlineData("riscv64", 28)]
    [InlineData("ppc64", 416)]
    public void QueryCpuDefinitions_EveryRowInOrder_IsTheRecordedOne(string target, int count)
    {
        using JsonDocument recorded = Read($"{target}.json");
        JsonElement[] expected = [.. recorded.RootElement.GetProperty("query-cpu-definitions").GetProperty("return").EnumerateArray()];
        JsonElement[] actual = [.. Ask(Session(target), "{'execute': 'query-cpu-definitions'}").GetProperty("return").EnumerateArray()];
        Assert.Equal(expected.Select(Normalize), actual.Select(Normalize));
        Assert.Equal(count, actual.Length);
    }

    [SkippableTheory]
    [InlineData("aarch64", "query-cpu-model-expansion", 76)]
    [InlineData("riscv64", "expansion_fresh_process", 28)]
    [InlineData("ppc64", "query-cpu-model-expansion", 838)]
    public void QueryCpuModelExpansion_EveryModel_IsTheRecordedOne(string target, string recording, int count)
    {
        using JsonDocument recorded = Read($"{target}.json");
        TestSession session = Session(target);
        int compared = 0;
        foreach (JsonProperty reply in recorded.RootElement.GetProperty(recording).EnumerateObject())
        {
            string[] question = reply.Name.Split('|');
            JsonElement actual = Ask(session, QmpRequests.Expansion(question[1], QmpRequests.Model(question[0])));
            Assert.True(Normalize(reply.Value) == Normalize(actual), $"{reply.Name}\n  QEMU: {reply.Value}\n  ours: {actual}");
            compared++;
        }

        Assert.Equal(count, compared);
    }

    /// <summary>What was answered after other questions in one process: errors are the same there, and our answers do not depend on order.</summary>
    [SkippableFact]
    public void QueryCpuModelExpansion_ErrorsOfOneRiscVProcess_AreTheRecordedOnes()
    {
        using JsonDocument recorded = Read("riscv64.json");
        TestSession session = Session("riscv64");
        int compared = 0;
        foreach (JsonProperty reply in recorded.RootElement.GetProperty("expansion_one_process").EnumerateObject())
        {
            string[] question = reply.Name.Split('|');
            if (question[1] == "static" || question[0] is "host" or "base")
            {
                Assert.Equal(Normalize(reply.Value), Normalize(Ask(session, QmpRequests.Expansion(question[1], QmpRequests.Model(question[0])))));
                compared++;
            }
        }

        Assert.Equal(32, compared);
    }

    [SkippableFact]
    public void QueryCpuModelExpansion_PropertiesOfArm_AreTheRecordedOnes()
    {
        using JsonDocument recorded = Read("aarch64-expansion-props.json");
        TestSession session = Session("aarch64");
        Assert.Equal(11, recorded.RootElement.GetArrayLength());
        foreach (JsonElement one in recorded.RootElement.EnumerateArray())
        {
            string model = $"{{\"name\":{one.GetProperty("model").GetRawText()},\"props\":{one.GetProperty("props").GetRawText()}}}";
            Assert.Equal(Normalize(one.GetProperty("reply")), Normalize(Ask(session, QmpRequests.Expansion("full", model))));
        }
    }

    /// <summary>The first question of each process; and the same question again, which QEMU answers otherwise and our server does not.</summary>
    [SkippableFact]
    public void QueryCpuModelExpansion_PropertiesOfRiscV_AreThoseOfNewProcesses()
    {
        using JsonDocument recorded = Read("riscv64-order.json");
        TestSession session = Session("riscv64");
        int compared = 0;
        foreach (JsonElement process in recorded.RootElement.EnumerateArray())
        {
            JsonElement question = process.GetProperty("sequence")[0];
            string model = $"{{\"name\":{question[0].GetRawText()},\"props\":{question[1].GetRawText()}}}";
            for (int round = 0; round < 2; round++)
            {
                Assert.Equal(
                    process.GetProperty("true_props")[0].EnumerateArray().Select(static name => name.GetString()!).Order(StringComparer.Ordinal),
                    Ask(session, QmpRequests.Expansion("full", model)).GetProperty("return").GetProperty("model").GetProperty("props").EnumerateObject()
                        .Where(static property => property.Value.GetBoolean()).Select(static property => property.Name).Order(StringComparer.Ordinal));
                compared++;
            }
        }

        Assert.Equal(28, compared);
    }

    internal static TestSession Session(string target) => new(new QmpServerOptions { Registry = RegistryOf(target) });

    internal static CpuModelRegistry RegistryOf(string target) => target switch
    {
        "aarch64" => CpuModels.Arm,
        "riscv64" => CpuModels.RiscV,
        _ => CpuModels.Power,
    };

    internal static JsonElement Ask(TestSession session, ReadOnlySpan<byte> request)
    {
        using JsonDocument reply = JsonDocument.Parse(session.Ask(request));
        return reply.RootElement.Clone();
    }

    internal static JsonElement Ask(TestSession session, string request) => Ask(session, QmpRequests.Bytes(request));

    /// <summary>The value with members by name: the recording does not keep their order.</summary>
    internal static string Normalize(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(',', value.EnumerateObject().OrderBy(static member => member.Name, StringComparer.Ordinal).Select(static member => $"\"{member.Name}\":{Normalize(member.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Normalize))}]",
        _ => value.GetRawText(),
    };

    private static JsonDocument Read(string file) => JsonDocument.Parse(File.ReadAllText(SharedFolder.Require("facts", "qmp", file)));
}
