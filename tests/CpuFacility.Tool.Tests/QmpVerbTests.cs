using System.Diagnostics;
using System.Net.Sockets;
using CpuFacility.Qemu;

namespace CpuFacility.Tool.Tests;

/// <summary>The verb that stands in for a QEMU: what it says is tested with the server, here how it is started and how it ends.</summary>
public sealed class QmpVerbTests : IDisposable
{
    private const string Capabilities = "{'execute': 'qmp_capabilities'}";
    private readonly string _folder = Directory.CreateTempSubdirectory("cpufacility").FullName;

    private string SocketPath => Path.Combine(_folder, "qmp");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Stdio_Requests_AreAnsweredInOrder()
    {
        ToolRun run = ToolRun.WithInput(Capabilities + "{'execute': 'query-target', 'id': 7}{'execute': 'quit'}", "qmp", "--arch", "s390x");
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        string[] lines = run.Output.Split("\r\n");
        Assert.StartsWith("{\"QMP\": ", lines[0], StringComparison.Ordinal);
        Assert.Equal(["{\"return\": {}}", "{\"return\": {\"arch\": \"s390x\"}, \"id\": 7}", "{\"return\": {}}", ""], lines[1..]);
    }

    [Fact]
    public void Stdio_Options_ReachTheServer()
    {
        const string requests = Capabilities
            + "{'execute': 'query-cpu-model-expansion', 'arguments': {'type': 'static', 'model': {'name': 'gen17a'}}}"
            + "{'execute': 'query-cpu-model'}";
        ToolRun run = ToolRun.WithInput(requests, "qmp", "--qemu-version", "7.2", "--guest", "z14,te=off", "--host", "z14", "--extensions");
        Assert.Equal(0, run.ExitCode);
        string[] lines = run.Output.Split("\r\n");
        Assert.Contains("\"minor\": 2, \"major\": 7", lines[0], StringComparison.Ordinal);
        Assert.Contains("The CPU definition 'gen17a' is unknown.", lines[2], StringComparison.Ordinal);
        Assert.Contains("z14-base", lines[3], StringComparison.Ordinal);
        Assert.Contains("CommandNotFound", ToolRun.WithInput(requests, "qmp").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aarch64", "aarch64", 36)]
    [InlineData("arm", "aarch64", 36)]
    [InlineData("riscv", "riscv64", 28)]
    [InlineData("riscv64", "riscv64", 28)]
    [InlineData("power", "ppc64", 416)]
    [InlineData("ppc64le", "ppc64", 416)]
    public void Stdio_OtherArchitectures_AreAnsweredByAllTheirNames(string name, string target, int models)
    {
        ToolRun run = ToolRun.WithInput(Capabilities + "{'execute': 'query-target'}{'execute': 'query-cpu-definitions'}", "qmp", "--arch", name);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.Split("\r\n");
        Assert.Equal($"{{\"return\": {{\"arch\": \"{target}\"}}}}", lines[2]);
        Assert.Equal(models, lines[3].Split("\"typename\"").Length - 1);
        Assert.DoesNotContain("unavailable-features", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Stdio_HostOfPower_IsListedWithWhatOthersLack()
    {
        ToolRun run = ToolRun.WithInput(Capabilities + "{'execute': 'query-cpu-definitions'}", "qmp", "--arch", "ppc64", "--host", "power8");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\"host\"", run.Output, StringComparison.Ordinal);
        Assert.Equal(417, run.Output.Split("unavailable-features").Length - 1);
    }

    [Fact]
    public void Stdio_VersionInFull_IsSaid()
    {
        Assert.Contains("\"micro\": 5, \"minor\": 2, \"major\": 7}, \"package\": \"\"", ToolRun.Of("qmp", "--qemu-version", "7.2.5").Output, StringComparison.Ordinal);
        Assert.Equal(ToolRun.Of("qmp", "--qemu-version", "7.2").Output, ToolRun.Of("qmp", "--qemu-version", "7.2.22").Output);
    }

    [Fact]
    public async Task Socket_Client_IsAnsweredUntilItQuits()
    {
        Task<ToolRun> run = Task.Run(() => ToolRun.Of("qmp", "--socket", SocketPath, "--qemu-version", "7.2"));
        await using (QmpClient client = await ConnectAsync())
        {
            Assert.Equal(new Version(7, 2, 22), client.Version);
            Assert.Equal(78, (await client.QueryCpuDefinitionsAsync()).Count);
        }

        await using (QmpClient other = await ConnectAsync())
        {
            Assert.Equal(new Version(7, 2, 22), other.Version);
        }

        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath));
            await socket.SendAsync("{'execute': 'qmp_capabilities'}{'execute': 'quit'}"u8.ToArray());
            ToolRun ended = await run.WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(0, ended.ExitCode);
            Assert.StartsWith($"Answering QMP on {SocketPath}.", ended.Error, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(SocketPath));
    }

    [Fact]
    public void Socket_SomethingIsThere_IsRefusedAndLeftAlone()
    {
        File.WriteAllText(SocketPath, "mine");
        ToolRun run = ToolRun.Of("qmp", "--socket", SocketPath);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("exists already", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Answering", run.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(SocketPath));
    }

    [Theory]
    [InlineData("'z99' is no model", "--host", "z99")]
    [InlineData("'vax' is no architecture", "--arch", "vax")]
    [InlineData("QMP is QEMU's: it is not answered by the edition libvirt-12.8.", "--edition", "libvirt-12.8")]
    [InlineData("'7.2' is no release of QEMU that is covered: --qemu-version takes 11.1 alone.", "--arch", "aarch64", "--qemu-version", "7.2")]
    [InlineData("is no release of QEMU that is covered", "--qemu-version", "1.0")]
    [InlineData("--sockets", "--sockets", "x")]
    [InlineData("--socket needs a path.", "--socket", "")]
    [InlineData("No socket can be made at '/no/such/folder/qmp': there is no such folder.", "--socket", "/no/such/folder/qmp")]
    [InlineData("Standard input is where the client speaks", "--host", "@-")]
    [InlineData("Standard input is where the client speaks", "--guest", "@-", "--extensions")]
    public void Options_WrongOnes_EndWithTwo(string message, params string[] options)
    {
        ToolRun run = ToolRun.Of(["qmp", .. options]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("-TERM", true)]
    [InlineData("-INT", true)]
    [InlineData("-TERM", false)]
    [InlineData("-INT", false)]
    public async Task Process_Signal_EndsItCleanly(string signal, bool onSocket)
    {
        string[] options = onSocket ? ["--socket", SocketPath] : [];
        // A shell has what it runs in the background ignore SIGINT, and children inherit that: here it must not count.
        string[] command = ["--default-signal=INT,TERM", "dotnet", typeof(Terminal).Assembly.Location, "qmp", .. options];
        using Process process = Process.Start(new ProcessStartInfo("env", command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            // Only what has begun to answer has its signal handlers.
            string? first = await (onSocket ? process.StandardError : process.StandardOutput).ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
            Assert.StartsWith(onSocket ? "Answering QMP on" : "{\"QMP\": ", first, StringComparison.Ordinal);
            using (Process kill = Process.Start("kill", [signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            {
                await kill.WaitForExitAsync();
            }

            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
            Assert.Equal(0, process.ExitCode);
            Assert.DoesNotContain("Exception", await process.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
            Assert.False(File.Exists(SocketPath));
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task Process_MoreClientsThanTheSystemAllows_LivesOn()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string command = $"ulimit -n 150; exec dotnet '{typeof(Terminal).Assembly.Location}' qmp --socket '{SocketPath}'";
        using Process process = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardError = true })!;
        try
        {
            await (await ConnectAsync()).DisposeAsync();
            var crowd = new List<Socket>();
            for (int i = 0; i < 200; i++)
            {
                crowd.Add(new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified));
                await crowd[i].ConnectAsync(new UnixDomainSocketEndPoint(SocketPath));
            }

            // The first is served, the last has to wait for others to go.
            Assert.True(await crowd[0].ReceiveAsync(new byte[1]) > 0);
            Assert.False(crowd[^1].Poll(TimeSpan.FromSeconds(1), SelectMode.SelectRead));
            crowd[..^1].ForEach(static socket => socket.Dispose());
            Assert.True(await crowd[^1].ReceiveAsync(new byte[1]).WaitAsync(TimeSpan.FromSeconds(60)) > 0);
            crowd.ForEach(static socket => socket.Dispose());
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>The server makes its socket a moment after it is started.</summary>
    private async Task<QmpClient> ConnectAsync()
    {
        for (int tries = 0; ; tries++)
        {
            try
            {
                return await QmpClient.ConnectUnixAsync(SocketPath);
            }
            catch (Exception exception) when (tries < 200 && exception is IOException or SocketException)
            {
                await Task.Delay(50);
            }
        }
    }
}
