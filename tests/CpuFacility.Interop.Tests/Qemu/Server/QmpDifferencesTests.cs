using CpuFacility.Qemu;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>
/// The one list of what our server answers otherwise than QEMU, each with the reason. A difference that is none any more fails here. One more
/// cannot be asked like these: before the reply to <c>quit</c>, QEMU sends the event SHUTDOWN; our server sends no events.
/// </summary>
public class QmpDifferencesTests
{
    public static TheoryData<string, string, string> Differences => new()
    {
        { "order of definitions", "QEMU's is that of a hash table, ours that of the registry.", "{'execute': 'query-cpu-definitions'}" },
        { "list of commands", "Ours are those on CPU models, as query-commands says.", "{'execute': 'query-commands'}" },
        { "other commands", "There is no machine to ask about.", "{'execute': 'query-status'}" },
        { "numbers beyond doubles in an id", "QEMU writes inf, which is no JSON; ours is the largest double.", "{'execute': 'query-target', 'id': 1e999}" },
        { "depth", "QEMU reads 1,024 levels and 64 MiB; ours are limited to 64 and 1 MiB, and the connection is closed.", new string('[', 65) + new string(']', 65) },
        {
            "property realized", "It starts a CPU, with QEMU's checks of what TCG can run.",
            "{'execute': 'query-cpu-model-expansion', 'arguments': {'type': 'static', 'model': {'name': 'z14', 'props': {'realized': true}}}}"
        },
        {
            "property memory", "It links to an object of QEMU.",
            "{'execute': 'query-cpu-model-expansion', 'arguments': {'type': 'static', 'model': {'name': 'z14', 'props': {'memory': 'x'}}}}"
        },
    };

    [SkippableTheory]
    [MemberData(nameof(Differences))]
    public async Task Server_KnownDifference_IsStillOne(string name, string reason, string request)
    {
        using LiveQemu qemu = LiveQemu.Start();
        await using TestServer server = TestServer.Start(new QmpServerOptions { Registry = CpuModels.S390x.AsOf(qemu.Release) });
        string expected = await AskAsync(qemu.SecondSocketPath, request);
        string actual = await AskAsync(server.SocketPath, request);
        Assert.True(expected != actual, $"{name} is no difference any more ({reason}): {actual}");
    }

    private static async Task<string> AskAsync(string socketPath, string request)
    {
        try
        {
            return string.Join('\n', await QmpWire.AskAsync(socketPath, [QmpRequests.Bytes(request)]));
        }
        catch (EndOfStreamException exception)
        {
            return exception.Message;
        }
    }
}
