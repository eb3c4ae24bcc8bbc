using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;

namespace CpuFacility.Testing;

/// <summary>
/// A QEMU process for one test, asked over its QMP socket one question at a time. It is killed on dispose; everything that waits has a
/// time-out after which it is killed, too, so that none is left behind.
/// </summary>
internal sealed class LiveQemu : IDisposable
{
    private const string Program = "qemu-system-s390x";
    private const string X86Program = "qemu-system-x86_64";
    private const string ArmProgram = "qemu-system-aarch64";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cpufacility-qemu-");
    private readonly string _program;
    private readonly Process _process;
    private readonly Task<string> _errors;
    private Socket? _socket;
    private StreamReader? _reader;

    private LiveQemu(string program, IEnumerable<string> machine)
    {
        _program = program;
        string path = Path.Combine(_folder.FullName, "qmp");

        // Should the tests themselves be killed, nobody is left to end QEMU but the timeout program.
        string[] command = [program, .. machine, "-nodefaults", "-display", "none", "-qmp", $"unix:{path},server=on,wait=off", "-qmp", $"unix:{SecondSocketPath},server=on,wait=off"];
        command = IsInstalled("timeout") ? ["timeout", "--signal=KILL", "300", .. command] : command;
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        _process = Process.Start(start)!;

        // QEMU warns of unmet dependencies there for nearly every model: a full pipe would stop it.
        _errors = _process.StandardError.ReadToEndAsync();
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        try
        {
            Connect(path);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>A second QMP socket, which nobody is connected to: for tests that bring their own client or send what is no command.</summary>
    public string SecondSocketPath => Path.Combine(_folder.FullName, "qmp2");

    /// <summary>The release, such as 7.2: what <see cref="CpuModelRegistry.AsOf"/> takes.</summary>
    public Version Release { get; private set; } = new();

    /// <summary>The last reply as QEMU wrote it, without the line's end.</summary>
    public string LastReply { get; private set; } = "";

    /// <summary>A QEMU without a machine, which answers questions on CPU models. Use it in a <c>SkippableFact</c>.</summary>
    public static LiveQemu Start() => Start("-machine", "none");

    /// <summary>A QEMU with a machine. Use it in a <c>SkippableFact</c>.</summary>
    /// <exception cref="InvalidOperationException">QEMU does not start so; the message has its own words.</exception>
    public static LiveQemu Start(params IEnumerable<string> machine)
    {
        Skip.IfNot(IsInstalled(Program), $"{Program} is not installed (Debian package qemu-system-misc).");
        return new LiveQemu(Program, machine);
    }

    /// <summary>An x86 QEMU without a machine. Use it in a <c>SkippableFact</c>.</summary>
    public static LiveQemu StartX86()
    {
        Skip.IfNot(IsInstalled(X86Program), $"{X86Program} is not installed (Debian package qemu-system-x86).");
        return new LiveQemu(X86Program, ["-machine", "none", "-accel", "tcg"]);
    }

    /// <summary>An Arm QEMU without a machine. Use it in a <c>SkippableFact</c>.</summary>
    public static LiveQemu StartArm()
    {
        Skip.IfNot(IsInstalled(ArmProgram), $"{ArmProgram} is not installed (Debian package qemu-system-arm).");
        return new LiveQemu(ArmProgram, ["-machine", "none", "-accel", "tcg"]);
    }

    /// <summary>A QEMU of any target without a machine. Use it in a <c>SkippableFact</c>.</summary>
    /// <param name="target">What QEMU calls the target, such as <c>riscv64</c>.</param>
    public static LiveQemu StartTarget(string target)
    {
        string program = $"qemu-system-{target}";
        Skip.IfNot(IsInstalled(program), $"{program} is not installed.");
        return new LiveQemu(program, ["-machine", "none", "-accel", "tcg"]);
    }

    /// <summary>Executes a command. The caller disposes the reply, which is an answer or an error.</summary>
    public JsonDocument Execute(string command, Action<Utf8JsonWriter>? arguments = null)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("execute", command);
            if (arguments is not null)
            {
                writer.WriteStartObject("arguments");
                arguments(writer);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        Send(buffer.ToArray());
        return ReadReply();
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        Quit();
        Kill();
        _process.WaitForExit();
        _process.Dispose();
        _reader?.Dispose();
        _socket?.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Connect(string path)
    {
        var watch = Stopwatch.StartNew();
        while ((_socket = TryConnect(path)) is null)
        {
            if (_process.WaitForExit(TimeSpan.FromMilliseconds(20)) || watch.Elapsed > StartTimeout)
            {
                Kill();
                throw new InvalidOperationException($"{_program} did not start: {_errors.Result}");
            }
        }

        _socket.ReceiveTimeout = _socket.SendTimeout = (int)AnswerTimeout.TotalMilliseconds;
        _reader = new StreamReader(new NetworkStream(_socket));
        using JsonDocument greeting = ReadReply();
        if (!greeting.RootElement.TryGetProperty("QMP", out _))
        {
            throw new InvalidOperationException($"This is no greeting of QMP: {LastReply}");
        }

        Execute("qmp_capabilities").Dispose();
        using JsonDocument version = Execute("query-version");
        JsonElement numbers = version.RootElement.GetProperty("return").GetProperty("qemu");
        Release = new Version(numbers.GetProperty("major").GetInt32(), numbers.GetProperty("minor").GetInt32());
    }

    private static Socket? TryConnect(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return socket;
        }
        catch (SocketException)
        {
            // Not there yet, or there and not listening yet. What a socket is good for after that is left open by POSIX.
            socket.Dispose();
            return null;
        }
    }

    private void Send(ReadOnlySpan<byte> command)
    {
        try
        {
            _socket!.Send(command);
        }
        catch (SocketException)
        {
            throw Closed();
        }
    }

    /// <summary>The next line that is no event: events can come at any time, even before the greeting.</summary>
    private JsonDocument ReadReply()
    {
        while (true)
        {
            LastReply = ReadLine() ?? throw Closed();
            JsonDocument reply = JsonDocument.Parse(LastReply);
            if (!reply.RootElement.TryGetProperty("event", out _))
            {
                return reply;
            }

            reply.Dispose();
        }
    }

    private string? ReadLine()
    {
        try
        {
            return _reader!.ReadLine();
        }
        catch (IOException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return null;
        }
        catch (IOException exception)
        {
            Kill();
            throw new TimeoutException($"{_program} did not answer within {AnswerTimeout.TotalSeconds} s.", exception);
        }
    }

    /// <summary>QEMU has gone: what it says of it is in its errors.</summary>
    private InvalidOperationException Closed()
    {
        _process.WaitForExit(TimeSpan.FromSeconds(5));
        Kill();
        return new InvalidOperationException($"{_program} closed the connection: {_errors.Result}");
    }

    /// <summary>Lets QEMU go by itself where it still answers, so that the timeout program waits for it and no defunct process stays.</summary>
    private void Quit()
    {
        try
        {
            if (Release.Major > 0)
            {
                _socket!.Send("{\"execute\":\"quit\"}"u8);
                _process.WaitForExit(TimeSpan.FromSeconds(5));
            }
        }
        catch (SocketException)
        {
            // It is gone already.
        }
    }

    private void OnExit(object? sender, EventArgs e) => Kill();

    private void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
