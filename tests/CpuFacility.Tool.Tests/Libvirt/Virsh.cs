using System.Diagnostics;
using System.Text;
using CpuFacility.Interop.Tests;

namespace CpuFacility.Tool.Tests.Libvirt;

/// <summary>Runs Debian's virsh, several commands in one process, and tells what each of them printed.</summary>
internal sealed class Virsh(string connection, string folder, Func<IEnumerable<string>, ProcessStartInfo> start)
{
    /// <summary>What stands between two commands' outputs; virsh's own <c>echo</c> writes it to both streams, as an error to one.</summary>
    private const string Mark = "=cpufacility=";
    private const string Release = "9.0.";
    private const int CommandsAtOnce = 200;

    /// <summary>virsh with its built-in driver, which needs no daemon.</summary>
    public static Virsh Test(string folder)
    {
        Require();
        return new Virsh("test:///default", folder, static command => new ProcessStartInfo(command.First(), command.Skip(1)));
    }

    public static void Require()
    {
        Skip.IfNot(Command.IsThere("virsh"), "virsh is not installed (Debian package libvirt-clients).");
        string version = Command.Run("virsh", "--version").Trim();
        Skip.IfNot(version.StartsWith(Release, StringComparison.Ordinal), $"virsh is of release {version}, and what can be compared is {Release}0.");
    }

    /// <summary>Runs commands, each as a line of virsh without quotes.</summary>
    public IReadOnlyList<Reply> Run(IReadOnlyList<string> commands)
    {
        var replies = new List<Reply>();
        foreach (string[] part in commands.Chunk(CommandsAtOnce))
        {
            string script = string.Concat(part.Select(static command => $"{command}; echo {Mark}; echo --err {Mark}; "));
            (string output, string errors, _) = Start(script);
            string[] outputs = output.Split($"{Mark}\n\n");
            string[] errorParts = errors.Split($"error: {Mark}\n");
            Assert.Equal(part.Length + 1, outputs.Length);
            Assert.Equal(part.Length + 1, errorParts.Length);
            replies.AddRange(part.Select((_, i) => new Reply(outputs[i], errorParts[i].TrimStart('\n'))));
        }

        return replies;
    }

    /// <summary>Runs one command alone.</summary>
    public (Reply Reply, int ExitCode) RunAlone(params string[] command)
    {
        (string output, string errors, int code) = Start(command);
        return (new Reply(output, errors), code);
    }

    private (string Output, string Errors, int ExitCode) Start(params string[] command)
    {
        ProcessStartInfo info = start(["virsh", "-c", connection, .. command]);
        info.WorkingDirectory = folder;
        info.Environment["LC_ALL"] = "C";
        info.RedirectStandardOutput = true;
        info.RedirectStandardError = true;
        info.StandardOutputEncoding = Encoding.UTF8;
        using Process process = Process.Start(info)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output, errors.Result, process.ExitCode);
    }

    /// <summary>What one command printed.</summary>
    internal sealed record Reply(string Output, string Errors);
}
