using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CpuFacility.Qemu;

/// <summary>
/// Asks a QEMU, or another server of its QMP protocol, about CPU models. Commands go out one at a time; several callers may share a client and
/// wait for each other. Events are skipped.
/// </summary>
/// <remarks>
/// A command that takes longer than the client's time-out throws <see cref="TimeoutException"/>. After that, or after cancellation, the client
/// can be used again, unless the command was still being sent; the late answer is skipped. Errors of the server throw
/// <see cref="QmpException"/>, a closed connection <see cref="IOException"/>, messages that are none of QMP's <see cref="InvalidDataException"/>.
/// </remarks>
public sealed class QmpClient : IAsyncDisposable
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    private readonly QmpConnection _connection;

    private QmpClient(QmpConnection connection, QmpVersionMessage version)
    {
        _connection = connection;
        Version = new Version(version.Qemu.Major, version.Qemu.Minor, version.Qemu.Micro);
        Package = version.Package;
    }

    /// <summary>The server's version, such as 7.2.22, as it greeted.</summary>
    public Version Version { get; }

    /// <summary>The server's name for its package, often empty.</summary>
    public string Package { get; }

    /// <summary>Connects to a Unix socket and negotiates.</summary>
    /// <param name="socketPath">The path of the socket file.</param>
    /// <param name="timeout">How long connecting and each command may take; 30 seconds if null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public static Task<QmpClient> ConnectUnixAsync(string socketPath, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(socketPath);
        return ConnectAsync(AddressFamily.Unix, ProtocolType.Unspecified, new UnixDomainSocketEndPoint(socketPath), timeout, cancellationToken);
    }

    /// <summary>Connects to a TCP port of this machine and negotiates. QMP has no encryption and no passwords, hence no other machine.</summary>
    /// <param name="endPoint">A loopback address and the port.</param>
    /// <param name="timeout">How long connecting and each command may take; 30 seconds if null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The address is not a loopback one.</exception>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public static Task<QmpClient> ConnectTcpAsync(IPEndPoint endPoint, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        if (!IPAddress.IsLoopback(endPoint.Address))
        {
            throw new ArgumentException($"{endPoint.Address} is no loopback address: QMP is for one machine.", nameof(endPoint));
        }

        return ConnectAsync(endPoint.AddressFamily, ProtocolType.Tcp, endPoint, timeout, cancellationToken);
    }

    /// <summary>Negotiates over a stream on which a server is about to greet.</summary>
    /// <param name="stream">The stream, for both directions. The client closes it in the end, and if negotiation fails.</param>
    /// <param name="timeout">How long negotiation and each command may take; 30 seconds if null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<QmpClient> ConnectAsync(Stream stream, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var connection = new QmpConnection(stream, timeout ?? DefaultTimeout);
        try
        {
            QmpGreetingMessage greeting = await connection.ReadGreetingAsync(cancellationToken).ConfigureAwait(false);
            await connection.ExecuteAsync("qmp_capabilities", null, cancellationToken).ConfigureAwait(false);
            return new QmpClient(connection, greeting.Version);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>All models with what each lacks on the server's host, in the server's order, which in QEMU is that of a hash table.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<QmpCpuDefinition>> QueryCpuDefinitionsAsync(CancellationToken cancellationToken = default)
    {
        QmpDefinitionMessage[] definitions = await ExecuteAsync(
            "query-cpu-definitions", null, QmpClientJsonContext.Default.QmpDefinitionMessageArray, cancellationToken).ConfigureAwait(false);
        return [.. definitions.Select(static definition => new QmpCpuDefinition(
            definition.Name,
            definition.Typename,
            definition.Static,
            definition.MigrationSafe,
            definition.Deprecated,
            definition.UnavailableFeatures is { } names ? [.. names] : null)
        {
            AliasOf = definition.AliasOf,
        })];
    }

    /// <summary>Expands a model.</summary>
    /// <param name="type">How far.</param>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<QmpCpuModelExpansion> QueryCpuModelExpansionAsync(
        QmpExpansionType type, QmpCpuModel model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var arguments = new QmpArgumentsMessage { Type = type == QmpExpansionType.Full ? "full" : "static", Model = model.Wire };
        QmpExpansionMessage reply = await ExecuteAsync(
            "query-cpu-model-expansion", arguments, QmpClientJsonContext.Default.QmpExpansionMessage, cancellationToken).ConfigureAwait(false);
        return new QmpCpuModelExpansion(new QmpCpuModel(reply.Model), [.. reply.DeprecatedProps ?? []]);
    }

    /// <summary>Compares two models.</summary>
    /// <param name="first">A model.</param>
    /// <param name="second">The model to compare it with.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<QmpCpuModelComparison> QueryCpuModelComparisonAsync(
        QmpCpuModel first, QmpCpuModel second, CancellationToken cancellationToken = default)
    {
        QmpComparisonMessage reply = await ExecuteAsync(
            "query-cpu-model-comparison", Pair(first, second), QmpClientJsonContext.Default.QmpComparisonMessage, cancellationToken).ConfigureAwait(false);
        CpuModelRelation relation = reply.Result switch
        {
            "identical" => CpuModelRelation.Identical,
            "subset" => CpuModelRelation.Subset,
            "superset" => CpuModelRelation.Superset,
            "incompatible" => CpuModelRelation.Incompatible,
            _ => throw new InvalidDataException($"'{reply.Result}' is no result of a comparison."),
        };
        return new QmpCpuModelComparison(relation, [.. reply.ResponsibleProperties]);
    }

    /// <summary>The baseline of two models: a static model that runs wherever one of them does.</summary>
    /// <param name="first">A model.</param>
    /// <param name="second">Another model.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<QmpCpuModel> QueryCpuModelBaselineAsync(QmpCpuModel first, QmpCpuModel second, CancellationToken cancellationToken = default)
    {
        QmpExpansionMessage reply = await ExecuteAsync(
            "query-cpu-model-baseline", Pair(first, second), QmpClientJsonContext.Default.QmpExpansionMessage, cancellationToken).ConfigureAwait(false);
        return new QmpCpuModel(reply.Model);
    }

    /// <summary>Closes the connection.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task<QmpClient> ConnectAsync(
        AddressFamily family, ProtocolType protocol, EndPoint endPoint, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var socket = new Socket(family, SocketType.Stream, protocol);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout ?? DefaultTimeout);
        try
        {
            await socket.ConnectAsync(endPoint, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new TimeoutException($"{endPoint} does not let anybody connect.", exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return await ConnectAsync(new NetworkStream(socket, ownsSocket: true), timeout, cancellationToken).ConfigureAwait(false);
    }

    private static QmpArgumentsMessage Pair(QmpCpuModel first, QmpCpuModel second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return new QmpArgumentsMessage { FirstModel = first.Wire, SecondModel = second.Wire };
    }

    private async Task<T> ExecuteAsync<T>(
        string command, QmpArgumentsMessage? arguments, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        JsonElement value = await _connection.ExecuteAsync(command, arguments, cancellationToken).ConfigureAwait(false);
        try
        {
            return value.Deserialize(type) ?? throw new InvalidDataException($"The answer to {command} is null.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The answer to {command} has another form than QEMU's: {exception.Message}", exception);
        }
    }
}
