using System.Buffers;
using System.Net.Sockets;

namespace CpuFacility.Qemu;

/// <summary>
/// Answers QEMU's QMP protocol as a QEMU would for its commands on CPU models, on a pair of streams or on a Unix socket.
/// </summary>
/// <remarks>
/// <para>Known are <c>qmp_capabilities</c>, <c>query-version</c>, <c>query-commands</c>, <c>query-target</c>, <c>query-cpu-definitions</c>,
/// <c>query-cpu-model-expansion</c>, <c>query-cpu-model-comparison</c>, <c>query-cpu-model-baseline</c> and <c>quit</c>, which as in QEMU ends
/// the whole server. Replies have QEMU's form to the byte, its classes of errors and its words. There are no events.</para>
/// <para>Messages are cut by brackets, not by lines, and strings can stand in single quotes. A message has at most 1 MiB and 64 levels; beyond
/// that the client gets an error and its connection is closed, while others go on. One server can serve any number of clients at once.</para>
/// </remarks>
public sealed class QmpServer
{
    /// <summary>Output is sent when it comes to this many bytes, so that many requests in one packet do not pile up replies.</summary>
    private const int FlushLength = 1 << 16;

    private const int ReadLength = 1 << 14;

    private readonly QmpCommands _commands;

    /// <summary>Prepares a server.</summary>
    /// <param name="options">What it answers about.</param>
    /// <exception cref="ArgumentException">Host or guest are of another architecture than the registry, or the version is no version.</exception>
    public QmpServer(QmpServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Registry);
        _commands = new QmpCommands(options);
    }

    /// <summary>The commands, for tests that need no streams.</summary>
    internal QmpCommands Commands => _commands;

    /// <summary>Serves one client until it ends its input, sends <c>quit</c> or passes a limit.</summary>
    /// <param name="input">What the client sends.</param>
    /// <param name="output">What the client gets; flushed after each batch of replies, and not closed.</param>
    /// <param name="cancellationToken">Ends the service.</param>
    /// <exception cref="IOException">Reading or writing failed.</exception>
    /// <exception cref="OperationCanceledException">The service was cancelled.</exception>
    public Task ServeAsync(Stream input, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        return ServeSessionAsync(input, output, cancellationToken);
    }

    /// <summary>
    /// Serves clients on a Unix socket until one of them sends <c>quit</c> or the service is cancelled, which ends it without an exception. Only
    /// the owner of the process can connect. The socket file is removed at the end.
    /// </summary>
    /// <param name="socketPath">Where to make the socket file; nothing may be there.</param>
    /// <param name="cancellationToken">Ends the service.</param>
    /// <exception cref="IOException">Something is at that path already, or the socket cannot be made there.</exception>
    public async Task ListenAsync(string socketPath, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(socketPath);
        using QmpSocketFile socket = QmpSocketFile.Create(socketPath);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var clients = new QmpClientTasks();
        try
        {
            while (true)
            {
                Socket client = await QmpRoom.AcceptAsync(socket.Listener, ending.Token).ConfigureAwait(false);
                clients.Add(ServeClientAsync(client, ending));
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The end that was asked for.
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await clients.WhenAllAsync().ConfigureAwait(false);
        }
    }

    private async Task ServeClientAsync(Socket client, CancellationTokenSource ending)
    {
        await Task.Yield();
        try
        {
            await using var stream = new NetworkStream(client, ownsSocket: true);
            if (await ServeSessionAsync(stream, stream, ending.Token).ConfigureAwait(false) == QmpSessionState.Quit)
            {
                await ending.CancelAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // A client that went away, or the end of the service: neither concerns the others.
        }
    }

    private async Task<QmpSessionState> ServeSessionAsync(Stream input, Stream output, CancellationToken cancellationToken)
    {
        var session = new QmpSession(_commands);
        var replies = new ArrayBufferWriter<byte>();
        byte[] buffer = new byte[ReadLength];
        session.Greet(replies);
        while (true)
        {
            await SendAsync(replies, output, cancellationToken).ConfigureAwait(false);
            if (session.State != QmpSessionState.Open)
            {
                return session.State;
            }

            int length = await input.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (length == 0)
            {
                return QmpSessionState.Closed;
            }

            for (int start = 0; start < length;)
            {
                start += Answer(session, buffer.AsSpan(start..length), replies);
                if (replies.WrittenCount >= FlushLength)
                {
                    await SendAsync(replies, output, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Answers messages until the input ends, there is enough output to send, or the session is at its end.</summary>
    /// <returns>How much of the input was taken: all of it if the session is at its end.</returns>
    private static int Answer(QmpSession session, ReadOnlySpan<byte> input, ArrayBufferWriter<byte> replies)
    {
        ReadOnlySpan<byte> rest = input;
        while (!rest.IsEmpty && replies.WrittenCount < FlushLength && session.State == QmpSessionState.Open)
        {
            session.Receive(ref rest, replies);
        }

        return session.State == QmpSessionState.Open ? input.Length - rest.Length : input.Length;
    }

    private static async Task SendAsync(ArrayBufferWriter<byte> replies, Stream output, CancellationToken cancellationToken)
    {
        if (replies.WrittenCount > 0)
        {
            await output.WriteAsync(replies.WrittenMemory, cancellationToken).ConfigureAwait(false);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
            replies.ResetWrittenCount();
        }
    }
}
