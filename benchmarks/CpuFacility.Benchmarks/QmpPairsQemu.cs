using System.Diagnostics;

namespace CpuFacility.Benchmarks;

/// <summary>A QEMU without a machine, for the time of a benchmark.</summary>
internal sealed class QmpPairsQemu : IDisposable
{
    private const string Program = "qemu-system-s390x";

    private readonly Process _process;

    private QmpPairsQemu(string socketPath)
    {
        SocketPath = socketPath;
        string[] arguments = ["-machine", "none", "-nodefaults", "-display", "none", "-qmp", $"unix:{socketPath},server=on,wait=off"];
        _process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardError = true })!;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        _process.BeginErrorReadLine();
    }

    public static bool IsInstalled { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(static folder => File.Exists(Path.Combine(folder, Program)));

    public string SocketPath { get; }

    public static QmpPairsQemu Start(string socketPath)
    {
        var qemu = new QmpPairsQemu(socketPath);
        for (int tries = 0; !File.Exists(socketPath); tries++)
        {
            if (tries == 500 || qemu._process.HasExited)
            {
                qemu.Dispose();
                throw new InvalidOperationException($"{Program} did not start.");
            }

            Thread.Sleep(20);
        }

        return qemu;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        Kill();
        _process.Dispose();
    }

    private void OnExit(object? sender, EventArgs e) => Kill();

    private void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
    }
}
