using System.CommandLine;
using System.Runtime.InteropServices;
using CpuFacility.Qemu;

namespace CpuFacility.Tool;

/// <summary>Answers QMP in place of a QEMU, on standard input and output or on a Unix socket, until a client quits or a signal ends it.</summary>
internal static class QmpVerb
{
    public static Command Create(VerbContext context, Terminal terminal)
    {
        var socket = new Option<string?>("--socket")
        {
            Description = "Listen on a Unix socket, which only its owner can use; without it, standard input and output are spoken on.",
            HelpName = "PATH",
        };
        var host = new Option<string?>("--host")
        {
            Description = "The model that the host offers: the list says what models lack on it, on all architectures. Without it, what QEMU offers in software.",
            HelpName = "MODEL",
        };
        var guest = new Option<string?>("--guest") { Description = "The model that the extension query-cpu-model answers with.", HelpName = "MODEL" };
        var extensions = new Option<bool>("--extensions")
        {
            Description = "Know query-cpu-model, check-cpu-migration and the argument runnable of query-cpu-definitions, which QEMU does not have.",
        };
        var command = new VerbCommand(
            "qmp",
            "Answer QEMU's QMP commands on CPU models, as QEMU does: for s390x, x86_64, aarch64, riscv64 or ppc64.",
            [
                "cpufacility qmp --arch aarch64 --socket /run/user/1000/cpu.qmp",
                "cpufacility qmp --host z14,te=off --qemu-version 7.2 < requests.json",
            ])
        {
            socket,
            host,
            guest,
            extensions,
        };
        command.SetAction(async (result, cancellation) =>
        {
            if (result.GetValue(socket) is "")
            {
                throw new UsageException("--socket needs a path.");
            }

            if (result.GetValue(socket) is null && (result.GetValue(host) is "@-" || result.GetValue(guest) is "@-"))
            {
                throw new UsageException("Standard input is where the client speaks: name a file for the model, or add --socket PATH.");
            }

            CpuModelRegistry registry = context.Registry(result);
            if (!registry.Edition.StartsWith("qemu-", StringComparison.Ordinal))
            {
                throw new UsageException($"QMP is QEMU's: it is not answered by the edition {registry.Edition}.");
            }

            ModelArgument models = context.Models(result);
            CpuModel? Read(Option<string?> option) => result.GetValue(option) is string text ? models.Read(text) : null;
            var server = new QmpServer(new QmpServerOptions
            {
                Registry = registry,
                Host = Read(host),
                Guest = Read(guest),
                QemuVersion = context.FullVersion(result),
                Extensions = result.GetValue(extensions),
            });

            // Before the first byte is said: whoever heard it may send a signal.
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            using PosixSignalRegistration interrupt = EndOn(PosixSignal.SIGINT, ending);
            using PosixSignalRegistration termination = EndOn(PosixSignal.SIGTERM, ending);
            await ServeAsync(server, result.GetValue(socket), terminal, ending.Token).ConfigureAwait(false);
            return (int)ExitCode.Yes;
        });
        return command;
    }

    private static PosixSignalRegistration EndOn(PosixSignal signal, CancellationTokenSource ending) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        ending.Cancel();
    });

    private static async Task ServeAsync(QmpServer server, string? socketPath, Terminal terminal, CancellationToken cancellation)
    {
        if (socketPath is null)
        {
            await using Stream input = terminal.OpenInput(), output = terminal.OpenOutput();

            // Reading a terminal or a pipe does not heed a cancellation: the signal then ends the wait, and with it the process.
            Task service = server.ServeAsync(input, output, cancellation);
            await Task.WhenAny(service, Task.Delay(Timeout.Infinite, cancellation)).ConfigureAwait(false);
            if (!cancellation.IsCancellationRequested)
            {
                await service.ConfigureAwait(false);
            }

            return;
        }

        try
        {
            Task service = server.ListenAsync(socketPath, cancellation);
            if (!service.IsCompleted)
            {
                terminal.Error.WriteLine($"Answering QMP on {socketPath}. A client's quit or Ctrl-C ends it.");
            }

            await service.ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new UsageException(exception.Message);
        }
    }
}
