#:package CpuFacility.Interop@0.1.0-*

// QEMU's questions on CPU models over QMP: asked of a server in this process here, of a real QEMU with its socket.
//
//   dotnet run samples/ask-by-qmp.cs                  a server that answers as qemu-system-s390x on a z14
//   dotnet run samples/ask-by-qmp.cs -- SOCKET        a QEMU started with -qmp unix:SOCKET,server=on,wait=off
//
// Exit code: 0, 2 if nobody answers.

using CpuFacility;
using CpuFacility.Qemu;

using var end = new CancellationTokenSource();
string socket = args.Length > 0 ? args[0] : Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
Task server = args.Length > 0
    ? Task.CompletedTask
    : new QmpServer(new QmpServerOptions { Registry = CpuModels.S390x, Host = CpuModels.S390x.Parse("z14") }).ListenAsync(socket, end.Token);
try
{
    while (args.Length == 0 && !File.Exists(socket))
    {
        await Task.WhenAny(server, Task.Delay(10));
        if (server.IsFaulted)
        {
            await server;
        }
    }

    await using QmpClient client = await QmpClient.ConnectUnixAsync(socket, TimeSpan.FromSeconds(10));
    Console.WriteLine($"QEMU {client.Version}");
    IReadOnlyList<QmpCpuDefinition> definitions = await client.QueryCpuDefinitionsAsync();
    Console.WriteLine($"{definitions.Count} models, of which {definitions.Count(static model => model.UnavailableFeatures is { IsEmpty: true })} run");
    if (args.Length == 0)
    {
        QmpCpuModelComparison comparison = await client.QueryCpuModelComparisonAsync(new QmpCpuModel("z13"), new QmpCpuModel("z14"));
        Console.WriteLine($"z13 beside z14: {comparison.Relation}");
        CpuModel expanded = (await client.QueryCpuModelExpansionAsync(QmpExpansionType.Static, new QmpCpuModel("z13"))).Model.ToModel(CpuModels.S390x);
        Console.WriteLine($"z13 is {expanded.Name} with {expanded.Facilities.Count} facilities");
    }

    return 0;
}
catch (Exception exception) when (exception is IOException or QmpException or TimeoutException or System.Net.Sockets.SocketException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
finally
{
    await end.CancelAsync();
    await Task.WhenAny(server, Task.Delay(1000));
}
