using System.Text;
using System.Text.Json;
using CpuFacility.Qemu;

namespace CpuFacility.Interop.Tests.Qemu.Server;

[Collection(Alone.Name)]
public class QmpRobustnessTests
{
    private const int Inputs = 10_000;
    private const int Seed = 20_261_125;

    /// <summary>A client that comes back to a good state as the protocol says: by a control character.</summary>
    private const string Recovery = "\u0001\n{\"execute\": \"query-target\", \"id\": \"after\"}";

    [Fact]
    public void Session_HostileInputs_AnswersOrCloses()
    {
        var random = new Random(Seed);
        var server = new QmpServer(new QmpServerOptions { Registry = CpuModels.S390x, Extensions = true });
        int closed = 0;
        int errors = 0;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < Inputs; i++)
        {
            var session = new TestSession(server);
            byte[] input = HostileInputs.Create(random);
            string[] replies = session.Ask(input).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.All(replies, AssertIsReply);
            errors += replies.Count(static reply => reply.Contains("\"error\"", StringComparison.Ordinal));
            if (session.State == QmpSessionState.Open)
            {
                Assert.EndsWith("{\"return\": {\"arch\": \"s390x\"}, \"id\": \"after\"}\r\n", session.Ask(Recovery), StringComparison.Ordinal);
            }
            else
            {
                closed++;
                Assert.Empty(session.Ask(Recovery));
            }
        }

        // The generator must have reached both ends.
        Assert.InRange(closed, Inputs / 100, Inputs / 5);
        Assert.InRange(errors, Inputs / 2, int.MaxValue);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 16 << 20);
    }

    [Fact]
    public async Task Server_HostileClients_ServesTheOthers()
    {
        await using TestServer server = TestServer.Start();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async client =>
        {
            var random = new Random(Seed + client);
            for (int i = 0; i < 25; i++)
            {
                using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
                using System.Net.Sockets.Socket socket = await QmpWire.ConnectAsync(server.SocketPath, timeout.Token);
                await using var stream = new System.Net.Sockets.NetworkStream(socket);
                try
                {
                    await stream.WriteAsync("{'execute': 'qmp_capabilities'}"u8.ToArray(), timeout.Token);
                    await stream.WriteAsync(HostileInputs.Create(random).Where(static value => value != 'q').ToArray(), timeout.Token);
                }
                catch (IOException)
                {
                    // The server has had enough of this one.
                }
            }
        }));
        Assert.Equal("{\"return\": {\"arch\": \"s390x\"}}", Assert.Single(await QmpWire.AskAsync(server.SocketPath, ["{'execute': 'query-target'}"u8.ToArray()])));
        Assert.False(server.Running.IsCompleted);
    }

    [Fact]
    public async Task Server_BeyondALimit_ClosesThatClientOnly()
    {
        await using TestServer server = TestServer.Start();
        Task<IReadOnlyList<string>> other = QmpWire.AskAsync(server.SocketPath, Enumerable.Repeat("{'execute': 'query-target'}"u8.ToArray(), 1_000));
        var closed = await Assert.ThrowsAsync<EndOfStreamException>(
            () => QmpWire.AskAsync(server.SocketPath, [Encoding.UTF8.GetBytes(new string('[', 65))]));
        Assert.Contains("JSON nesting depth limit exceeded", closed.Message, StringComparison.Ordinal);
        Assert.Equal(1_000, (await other).Count);
    }

    [Fact]
    public async Task Server_FiftyClients_AnswersEachRight()
    {
        const int Clients = 50;
        const int RequestsEach = 1_000;
        await using TestServer server = TestServer.Start();
        string[] models = [.. CpuModels.S390x.NamedModels.Select(static model => QmpRequests.Model(model.Name))];
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            var random = new Random(Seed + client);
            byte[][] requests = [.. Enumerable.Range(0, RequestsEach).Select(_ =>
                QmpRequests.Comparison(random.GetItems(models, 1)[0], random.GetItems(models, 1)[0]))];
            IReadOnlyList<string> replies = await QmpWire.AskAsync(server.SocketPath, requests);
            var session = new TestSession();
            Assert.Equal(RequestsEach, replies.Count);
            foreach ((byte[] request, string reply) in requests.Zip(replies))
            {
                Assert.Equal(session.Ask(request), reply + "\r\n");
            }
        })));
    }

    private static void AssertIsReply(string reply)
    {
        using JsonDocument document = JsonDocument.Parse(reply);
        Assert.True(document.RootElement.TryGetProperty("return", out _) ^ document.RootElement.TryGetProperty("error", out _), reply);
    }
}
