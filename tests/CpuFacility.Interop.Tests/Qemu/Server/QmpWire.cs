using System.Net.Sockets;
using System.Text;

namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>Bytes to a QMP server, lines from it; no client of ours in between.</summary>
internal static class QmpWire
{
    private const string EndMark = "the-end";

    /// <summary>
    /// Connects, negotiates, sends everything without waiting for answers, and gives all lines that answer it: one for a whole request, any
    /// number for what is none.
    /// </summary>
    public static async Task<IReadOnlyList<string>> AskAsync(string socketPath, IEnumerable<byte[]> requests)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(80));
        using Socket socket = await ConnectAsync(socketPath, timeout.Token);
        await using var stream = new NetworkStream(socket);
        Task sending = SendAsync(stream, requests, timeout.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var lines = new List<string>();
        while (await reader.ReadLineAsync(timeout.Token) is { } line)
        {
            if (line.Contains(EndMark, StringComparison.Ordinal))
            {
                await sending;
                return lines[2..];
            }

            lines.Add(line);
        }

        throw new EndOfStreamException($"The server closed the connection after {lines.Count} lines: {lines.LastOrDefault()}");
    }

    public static async Task<Socket> ConnectAsync(string socketPath, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellationToken);
        return socket;
    }

    private static async Task SendAsync(NetworkStream stream, IEnumerable<byte[]> requests, CancellationToken cancellationToken)
    {
        var batch = new MemoryStream();
        batch.Write("{'execute': 'qmp_capabilities'}"u8);
        foreach (byte[] request in requests)
        {
            batch.Write(request);
            if (batch.Length > 16_384)
            {
                await stream.WriteAsync(batch.GetBuffer().AsMemory(0, (int)batch.Length), cancellationToken);
                batch.SetLength(0);
            }
        }

        batch.Write(Encoding.UTF8.GetBytes($"{{\"execute\": \"query-target\", \"id\": \"{EndMark}\"}}"));
        await stream.WriteAsync(batch.GetBuffer().AsMemory(0, (int)batch.Length), cancellationToken);
    }
}
