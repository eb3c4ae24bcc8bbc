using System.Text.Json;
using CpuFacility.Qemu;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>A real QEMU and our server, asked the same over their sockets, must write the same lines.</summary>
public class QmpSideBySideTests
{
    private const int RandomPairs = 2_000;
    private const int Seed = 20_261_124;

    [SkippableFact]
    public async Task Server_AllModels_AnswersAsQemu() => await CompareAsync(registry =>
    {
        string[] models = [.. registry.NamedModels.Select(static model => QmpRequests.Model(model.Name))];
        return
        [
            .. models.SelectMany(static model => (byte[][])[QmpRequests.Expansion("static", model), QmpRequests.Expansion("full", model)]),
            .. models.SelectMany(first => models.SelectMany(second => (byte[][])[QmpRequests.Comparison(first, second), QmpRequests.Baseline(first, second)])),
        ];
    });

    [SkippableFact]
    public async Task Server_RandomPairsRightAndWrong_AnswersAsQemu() =>
        await CompareAsync(static registry => [.. QmpRequests.RandomPairs(registry, Seed, RandomPairs)]);

    [SkippableFact]
    public async Task Server_Mistakes_AnswersAsQemu() => await CompareAsync(static _ => [.. QmpMistakes.All]);

    [SkippableFact]
    public async Task Server_Definitions_AreQemusByName()
    {
        using LiveQemu qemu = LiveQemu.Start();
        await using TestServer server = TestServer.Start(Options(qemu));
        byte[][] requests = ["{'execute': 'query-cpu-definitions'}"u8.ToArray(), "{'execute': 'query-version'}"u8.ToArray(), "{'execute': 'query-target'}"u8.ToArray()];
        IReadOnlyList<string> expected = await QmpWire.AskAsync(qemu.SecondSocketPath, requests);
        IReadOnlyList<string> actual = await QmpWire.AskAsync(server.SocketPath, requests);
        Assert.Equal(Definitions(expected[0]), Definitions(actual[0]));
        Assert.Equal(78, Definitions(actual[0]).Length);
        Assert.Equal(expected.Skip(1), actual.Skip(1));
    }

    /// <summary>The text of each definition, by name: QEMU lists them in the order of a hash table of addresses.</summary>
    private static string[] Definitions(string reply)
    {
        using JsonDocument document = JsonDocument.Parse(reply);
        return [.. document.RootElement.GetProperty("return").EnumerateArray().Select(static definition => definition.GetRawText()).Order(StringComparer.Ordinal)];
    }

    private static async Task CompareAsync(Func<CpuModelRegistry, IReadOnlyList<byte[]>> ask)
    {
        using LiveQemu qemu = LiveQemu.Start();
        QmpServerOptions options = Options(qemu);
        await using TestServer server = TestServer.Start(options);
        IReadOnlyList<byte[]> requests = ask(options.Registry);
        Task<IReadOnlyList<string>> expecting = QmpWire.AskAsync(qemu.SecondSocketPath, requests);
        IReadOnlyList<string> actual = await QmpWire.AskAsync(server.SocketPath, requests);
        IReadOnlyList<string> expected = await expecting;
        Assert.True(expected.Count >= requests.Count * 9 / 10, $"{requests.Count} requests, {expected.Count} lines");
        for (int i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            Assert.True(expected[i] == actual[i], $"Line {i}, {(expected.Count == requests.Count ? System.Text.Encoding.UTF8.GetString(requests[i]) : "")}\n  QEMU: {expected[i]}\n  ours: {actual[i]}");
        }

        Assert.Equal(expected.Count, actual.Count);
    }

    private static QmpServerOptions Options(LiveQemu qemu) => new() { Registry = CpuModels.S390x.AsOf(qemu.Release) };
}
