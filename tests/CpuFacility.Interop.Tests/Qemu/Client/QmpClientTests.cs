using System.Net;
using System.Net.Sockets;
using System.Text;
using CpuFacility.Interop.Tests.Qemu.Server;
using CpuFacility.Qemu;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Qemu.Client;

public class QmpClientTests
{
    private const string Greeting = "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 1, \"minor\": 2, \"major\": 3}, \"package\": \"x\"}, \"capabilities\": []}}\r\n";

    [SkippableFact]
    public async Task Commands_LiveQemu_GiveWhatTheLibraryGives()
    {
        using LiveQemu qemu = LiveQemu.Start();
        await using QmpClient client = await QmpClient.ConnectUnixAsync(qemu.SecondSocketPath);
        Assert.Equal(qemu.Release, new Version(client.Version.Major, client.Version.Minor));
        await CheckAsync(client, CpuModels.S390x.AsOf(qemu.Release));
    }

    [Fact]
    public async Task Commands_OurServer_GiveWhatTheLibraryGives()
    {
        await using TestServer server = TestServer.Start();
        await using QmpClient client = await QmpClient.ConnectUnixAsync(server.SocketPath);
        Assert.Equal(new Version(11, 1, 3), client.Version);
        Assert.Equal("Debian 1:11.1.3+ds-1", client.Package);
        await CheckAsync(client, CpuModels.S390x);
    }

    [Fact]
    public async Task Commands_ErrorReply_ThrowsItsClassAndWords()
    {
        await using TestServer server = TestServer.Start();
        await using QmpClient client = await QmpClient.ConnectUnixAsync(server.SocketPath);
        QmpException exception = await Assert.ThrowsAsync<QmpException>(() => client.QueryCpuModelBaselineAsync(new("z14"), new("z99")));
        Assert.Equal(("GenericError", "The CPU definition 'z99' is unknown."), (exception.Class, exception.Description));
        Assert.NotEmpty(await client.QueryCpuDefinitionsAsync());
    }

    [Fact]
    public async Task Commands_EventsAndLateAnswers_AreSkipped()
    {
        await using var peer = new ScriptedPeer();
        Task<QmpClient> connecting = QmpClient.ConnectAsync(peer.ClientStream);
        await peer.SendAsync("{\"event\": \"NICE\", \"timestamp\": {}}\r\n" + Greeting + "{\"event\": \"NICE\"}\r\n");
        await peer.SendAsync($"{{\"return\": {{}}, \"id\": {await peer.ReadIdAsync()}}}\r\n");
        await using QmpClient client = await connecting;
        Task<QmpCpuModel> asking = client.QueryCpuModelBaselineAsync(new("a"), new("b"));
        long id = await peer.ReadIdAsync();
        await peer.SendAsync($"{{\"error\": {{\"class\": \"C\", \"desc\": \"late\"}}, \"id\": {id - 1}}}\r\n{{\"event\": \"E\"}}\r\n");
        await peer.SendAsync($"{{\"return\": {{\"model\": {{\"name\": \"c\", \"props\": {{\"x\": 1, \"y\": \"z\"}}}}}}, \"id\": {id}}}\r\n");
        QmpCpuModel model = await asking;
        Assert.Equal("c", model.Name);
        Assert.Equal([new("x", "1"), new("y", "\"z\"")], model.Properties.ToArray());
    }

    [Fact]
    public async Task Commands_NoAnswer_TimesOutAndGoesOn()
    {
        await using var peer = new ScriptedPeer();

        // Long enough that a busy machine does not miss the answers that do come.
        Task<QmpClient> connecting = QmpClient.ConnectAsync(peer.ClientStream, TimeSpan.FromSeconds(3));
        await peer.SendAsync(Greeting);
        await peer.SendAsync($"{{\"return\": {{}}, \"id\": {await peer.ReadIdAsync()}}}\r\n");
        await using QmpClient client = await connecting;
        TimeoutException exception = await Assert.ThrowsAsync<TimeoutException>(() => client.QueryCpuDefinitionsAsync());
        Assert.Contains("the answer to query-cpu-definitions within 3 s", exception.Message, StringComparison.Ordinal);

        using var cancelling = new CancellationTokenSource();
        Task<IReadOnlyList<QmpCpuDefinition>> cancelled = client.QueryCpuDefinitionsAsync(cancelling.Token);
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        Task<IReadOnlyList<QmpCpuDefinition>> asking = client.QueryCpuDefinitionsAsync();
        await peer.ReadIdAsync();
        await peer.ReadIdAsync();
        long id = await peer.ReadIdAsync();
        await peer.SendAsync($"{{\"return\": [1], \"id\": {id - 2}}}\r\n{{\"return\": [], \"id\": {id}}}\r\n");
        Assert.Empty(await asking);
    }

    [Theory]
    [InlineData("hello\r\n")]
    [InlineData("{\"return\": {}}\r\n")]
    [InlineData("null\r\n")]
    [InlineData("{\"QMP\": {\"version\": null}}\r\n")]
    public async Task ConnectAsync_NoGreeting_IsInvalid(string line)
    {
        await using var peer = new ScriptedPeer();
        await peer.SendAsync(line);
        await Assert.ThrowsAsync<InvalidDataException>(() => QmpClient.ConnectAsync(peer.ClientStream));
    }

    [Fact]
    public async Task ConnectAsync_ClosedOrSilent_SaysSo()
    {
        await using (var peer = new ScriptedPeer())
        {
            Task<QmpClient> connecting = QmpClient.ConnectAsync(peer.ClientStream);
            peer.Close();
            await Assert.ThrowsAsync<EndOfStreamException>(() => connecting);
        }

        await using var silent = new ScriptedPeer();
        await Assert.ThrowsAsync<TimeoutException>(() => QmpClient.ConnectAsync(silent.ClientStream, TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public async Task ConnectTcpAsync_Loopback_ConnectsAndOthersAreRefused()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task<QmpClient> connecting = QmpClient.ConnectTcpAsync((IPEndPoint)listener.LocalEndpoint);
        using TcpClient accepted = await listener.AcceptTcpClientAsync();
        Task serving = new QmpServer(new QmpServerOptions { Registry = CpuModels.S390x }).ServeAsync(accepted.GetStream(), accepted.GetStream());
        await using (QmpClient client = await connecting)
        {
            Assert.Equal(82, (await client.QueryCpuDefinitionsAsync()).Count);
        }

        await serving;
        await Assert.ThrowsAsync<ArgumentException>(() => QmpClient.ConnectTcpAsync(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 4444)));
    }

    /// <summary>Every model there and back, and the other commands on a part of the pairs.</summary>
    private static async Task CheckAsync(QmpClient client, CpuModelRegistry models)
    {
        CpuModel host = models.Parse("max");
        Dictionary<string, QmpCpuDefinition> definitions = (await client.QueryCpuDefinitionsAsync()).ToDictionary(static definition => definition.Name);
        foreach (ModelUsability usability in models.Evaluate(host, CpuModelKinds.All))
        {
            QmpCpuDefinition definition = definitions[usability.Model.Name];
            Assert.Equal(usability.GetUnavailableFeatures().ToArray(), definition.UnavailableFeatures!.Value.ToArray());
            Assert.Equal(usability.Model.Kind == CpuModelKind.Static, definition.IsStatic);
        }

        CpuModel previous = host;
        foreach (CpuModel model in models.NamedModels)
        {
            QmpCpuModelExpansion full = await client.QueryCpuModelExpansionAsync(QmpExpansionType.Full, new(model.Name));
            QmpCpuModelExpansion expansion = await client.QueryCpuModelExpansionAsync(QmpExpansionType.Static, QmpCpuModel.FromModel(model));
            Assert.Equal(model, full.Model.ToModel(models));
            Assert.Equal(model, expansion.Model.ToModel(models));
            Assert.Equal(model.ExpandFull().DeprecatedProperties.ToArray(), full.DeprecatedProperties.ToArray());
            QmpCpuModelComparison comparison = await client.QueryCpuModelComparisonAsync(new(model.Name), new(previous.Name));
            Assert.Equal(model.CompareWith(previous).Relation, comparison.Relation);
            Assert.Equal(model.CompareWith(previous).GetResponsibleProperties().ToArray(), comparison.ResponsibleProperties.ToArray());
            Assert.Equal(models.Baseline(model, previous), (await client.QueryCpuModelBaselineAsync(new(model.Name), new(previous.Name))).ToModel(models));
            previous = model;
        }
    }

    /// <summary>The other end of a client's stream, played by a test.</summary>
    private sealed class ScriptedPeer : IAsyncDisposable
    {
        private readonly Socket _server;
        private readonly NetworkStream _stream;
        private readonly StringBuilder _received = new();

        public ScriptedPeer()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
            client.Connect(listener.LocalEndpoint);
            _server = listener.AcceptSocket();
            _stream = new NetworkStream(_server, ownsSocket: true);
            ClientStream = new NetworkStream(client, ownsSocket: true);
        }

        public Stream ClientStream { get; }

        public async Task SendAsync(string text) => await _stream.WriteAsync(Encoding.UTF8.GetBytes(text));

        public void Close() => _server.Shutdown(SocketShutdown.Send);

        /// <summary>The id of the next command.</summary>
        public async Task<long> ReadIdAsync()
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            byte[] buffer = new byte[4096];
            while (true)
            {
                string text = _received.ToString();
                int mark = text.IndexOf("\"id\":", StringComparison.Ordinal);
                int end = mark < 0 ? -1 : text.IndexOf('}', mark);
                if (end >= 0)
                {
                    _received.Remove(0, end + 1);
                    return long.Parse(text[(mark + 5)..end], System.Globalization.CultureInfo.InvariantCulture);
                }

                int count = await _stream.ReadAsync(buffer, timeout.Token);
                _received.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _stream.DisposeAsync();
            await ClientStream.DisposeAsync();
        }
    }
}
