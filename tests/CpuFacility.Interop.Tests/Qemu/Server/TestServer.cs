using CpuFacility.Qemu;

namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>A server on a socket in a folder of its own, ended with the test.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cpufacility-qmp-");
    private readonly CancellationTokenSource _ending = new();

    private TestServer(QmpServerOptions options)
    {
        SocketPath = Path.Combine(_folder.FullName, "qmp");
        Running = new QmpServer(options).ListenAsync(SocketPath, _ending.Token);
    }

    public string SocketPath { get; }

    /// <summary>Ends when the server does.</summary>
    public Task Running { get; }

    public static TestServer Start(QmpServerOptions? options = null) => new(options ?? new QmpServerOptions { Registry = CpuModels.S390x });

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Running;
        _ending.Dispose();
        _folder.Delete(recursive: true);
    }
}
