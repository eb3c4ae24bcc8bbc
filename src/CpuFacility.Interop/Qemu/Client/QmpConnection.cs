using System.Globalization;
using System.Text.Json;

namespace CpuFacility.Qemu;

/// <summary>Requests out and replies in, over a stream: one at a time, matched by id, events skipped.</summary>
internal sealed class QmpConnection(Stream stream, TimeSpan timeout) : IAsyncDisposable
{
    /// <summary>The longest reply that is read. The longest that QEMU has for these commands is a hundredth of it.</summary>
    private const int MaximumLength = 16 * 1024 * 1024;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;
    private long _lastId;
    private bool _isCut;

    /// <summary>Reads what the server says first.</summary>
    public Task<QmpGreetingMessage> ReadGreetingAsync(CancellationToken cancellationToken) => RunAsync(
        "the greeting",
        async token =>
        {
            QmpServerMessage message;
            do
            {
                message = await ReadAsync(token).ConfigureAwait(false);
            }
            while (message.Event is not null);
            return message.Greeting ?? throw new InvalidDataException("The server does not greet as QMP servers do.");
        },
        cancellationToken);

    /// <summary>Executes a command.</summary>
    /// <exception cref="QmpException">The server answered with an error.</exception>
    public Task<JsonElement> ExecuteAsync(string command, QmpArgumentsMessage? arguments, CancellationToken cancellationToken) => RunAsync(
        $"the answer to {command}",
        async token =>
        {
            var request = new QmpRequestMessage { Execute = command, Arguments = arguments, Id = ++_lastId };
            await WriteAsync(JsonSerializer.SerializeToUtf8Bytes(request, QmpClientJsonContext.Default.QmpRequestMessage), token).ConfigureAwait(false);
            while (true)
            {
                QmpServerMessage message = await ReadAsync(token).ConfigureAwait(false);
                if (message.Event is not null || IsLate(message))
                {
                    continue;
                }

                return message.Return
                    ?? throw (message.Error is { } error
                        ? new QmpException(error.Class, error.Description)
                        : new InvalidDataException("The server's message is no event, no return value and no error."));
            }
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync().ConfigureAwait(false);
        _turn.Dispose();
    }

    /// <summary>An answer to a command that was given up comes before the one that is waited for.</summary>
    private bool IsLate(QmpServerMessage message) =>
        message.Id is { ValueKind: JsonValueKind.Number } id && id.TryGetInt64(out long number) && number < _lastId;

    private async Task<T> RunAsync<T>(string what, Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            limit.CancelAfter(timeout);
            return await action(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"The server did not send {what} within {timeout.TotalSeconds} s."), exception);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task WriteAsync(byte[] request, CancellationToken cancellationToken)
    {
        if (_isCut)
        {
            throw new IOException("The connection cannot be used any more: an earlier command was given up while it was being sent.");
        }

        _isCut = true;
        await stream.WriteAsync(request, cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        _isCut = false;
    }

    private async Task<QmpServerMessage> ReadAsync(CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> line = await ReadLineAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(line.Span, QmpClientJsonContext.Default.QmpServerMessage)
                ?? throw new InvalidDataException("The server's message is null.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The server's message is none of QMP's: {exception.Message}", exception);
        }
    }

    /// <summary>The next line, which every message of a server is.</summary>
    private async Task<ReadOnlyMemory<byte>> ReadLineAsync(CancellationToken cancellationToken)
    {
        int searched = _start;
        while (true)
        {
            int length = _buffer.AsSpan(searched.._end).IndexOf((byte)'\n');
            if (length >= 0)
            {
                ReadOnlyMemory<byte> line = _buffer.AsMemory(_start..(searched + length));
                _start = searched + length + 1;
                return line;
            }

            MakeRoom();
            searched = _end;
            int count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _end += count > 0 ? count : throw new EndOfStreamException("The server closed the connection.");
        }
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == MaximumLength)
        {
            throw new InvalidDataException($"The server's message is longer than {MaximumLength} bytes.");
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(MaximumLength, _buffer.Length * 2));
        }
    }
}
