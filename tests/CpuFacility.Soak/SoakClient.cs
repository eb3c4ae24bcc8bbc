using System.Net.Sockets;
using System.Text;

namespace CpuFacility.Soak;

/// <summary>A client that asks one question after the other, and connects anew after some: sessions come and go, too.</summary>
internal sealed class SoakClient(string path, SoakQuestion[] questions, int seed)
{
    private const int QuestionsPerSession = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks until the time is over.</summary>
    /// <returns>How many replies there were, all of them right.</returns>
    /// <exception cref="InvalidDataException">A reply is not what it should be.</exception>
    public async Task<long> RunAsync(CancellationToken ending)
    {
        var random = new Random(seed);
        long count = 0;
        while (!ending.IsCancellationRequested)
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), CancellationToken.None);
            await using var stream = new NetworkStream(socket);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            await ReadAsync(reader, "\"QMP\"");
            await stream.WriteAsync("{\"execute\": \"qmp_capabilities\"}\n"u8.ToArray(), CancellationToken.None);
            await ReadAsync(reader, "\"return\": {}");
            for (int i = 0; i < QuestionsPerSession && !ending.IsCancellationRequested; i++)
            {
                SoakQuestion question = questions[random.Next(questions.Length)];
                await stream.WriteAsync(question.Request, CancellationToken.None);
                await ReadAsync(reader, question.Expected);
                count++;
            }
        }

        return count;
    }

    private static async Task ReadAsync(StreamReader reader, string expected)
    {
        using var timeout = new CancellationTokenSource(Patience);
        string? line = await reader.ReadLineAsync(timeout.Token);
        if (line?.Contains(expected, StringComparison.Ordinal) != true)
        {
            throw new InvalidDataException($"'{line ?? "the end"}' came, where {expected} was expected.");
        }
    }
}
