using System.Net.Sockets;
using System.Text;
using CpuFacility.Qemu;

namespace CpuFacility.Interop.Tests.Qemu.Server;

public class QmpSocketTests
{
    [Fact]
    public async Task ListenAsync_SocketFile_IsTheOwnersAndRemovedAtTheEnd()
    {
        using var folder = new TestFolder();
        using var ending = new CancellationTokenSource();
        Task running = Server().ListenAsync(folder.SocketPath, ending.Token);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.SocketPath));
        }

        await ending.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(File.Exists(folder.SocketPath));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("folder")]
    [InlineData("dangling link")]
    public async Task ListenAsync_SomethingIsThere_IsRefusedAndKept(string what)
    {
        using var folder = new TestFolder();
        switch (what)
        {
            case "file":
                await File.WriteAllTextAsync(folder.SocketPath, "mine");
                break;
            case "folder":
                Directory.CreateDirectory(folder.SocketPath);
                break;
            default:
                File.CreateSymbolicLink(folder.SocketPath, "nowhere");
                break;
        }

        IOException exception = await Assert.ThrowsAsync<IOException>(() => Server().ListenAsync(folder.SocketPath));
        Assert.Contains("exists already", exception.Message, StringComparison.Ordinal);
        Assert.True(Path.Exists(folder.SocketPath) || new FileInfo(folder.SocketPath).LinkTarget is not null);
    }

    [Fact]
    public async Task ListenAsync_AnotherServerIsThere_IsRefusedAndLeavesIt()
    {
        await using TestServer first = TestServer.Start();
        await Assert.ThrowsAsync<IOException>(() => Server().ListenAsync(first.SocketPath));
        Assert.Single(await QmpWire.AskAsync(first.SocketPath, ["{'execute': 'query-target'}"u8.ToArray()]));
    }

    [Theory]
    [InlineData("no/such/folder/qmp", "there is no such folder.")]
    [InlineData("a-path-that-is-too-long-for-a-socket-a-path-that-is-too-long-for-a-socket-a-path-that-is-too-long-for-a-socket-at-all", "the path is too long for a socket. A shorter one can be relative.")]
    public async Task ListenAsync_ImpossiblePath_IsRefused(string path, string reason)
    {
        using var folder = new TestFolder();
        IOException exception = await Assert.ThrowsAsync<IOException>(() => Server().ListenAsync(Path.Combine(folder.Path, path)));
        Assert.Equal($"No socket can be made at '{Path.Combine(folder.Path, path)}': {reason}", exception.Message);
    }

    [Fact]
    public async Task ListenAsync_Quit_EndsTheServerAndItsClients()
    {
        await using TestServer server = TestServer.Start();
        using Socket other = await QmpWire.ConnectAsync(server.SocketPath, CancellationToken.None);
        await Assert.ThrowsAsync<EndOfStreamException>(() => QmpWire.AskAsync(server.SocketPath, ["{'execute': 'quit'}"u8.ToArray()]));
        await server.Running.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(File.Exists(server.SocketPath));
    }

    [Fact]
    public async Task ServeAsync_Streams_AnswersUntilTheInputEnds()
    {
        using var input = new MemoryStream("{'execute': 'qmp_capabilities'}{'execute': 'query-target'}{'cut"u8.ToArray());
        using var output = new MemoryStream();
        await Server().ServeAsync(input, output);
        string[] lines = Encoding.UTF8.GetString(output.ToArray()).Split("\r\n");
        Assert.StartsWith("{\"QMP\": ", lines[0], StringComparison.Ordinal);
        Assert.Equal(["{\"return\": {}}", "{\"return\": {\"arch\": \"s390x\"}}", ""], lines[1..]);
    }

    private static QmpServer Server() => new(new QmpServerOptions { Registry = CpuModels.S390x });

    private sealed class TestFolder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cpufacility-qmp-");

        public string Path => _folder.FullName;

        public string SocketPath => System.IO.Path.Combine(Path, "qmp");

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
