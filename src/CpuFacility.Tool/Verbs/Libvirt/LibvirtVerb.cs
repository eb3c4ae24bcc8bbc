using System.CommandLine;

namespace CpuFacility.Tool;

/// <summary>
/// virsh's commands on CPUs, offline: options, words and exit codes are virsh's, so that a script can call one for the other. What virsh asks
/// its daemon comes from a file.
/// </summary>
internal static class LibvirtVerb
{
    public const string Name = "libvirt";

    private const string QemuScheme = "qemu";

    public static Command Create(VerbContext context, Terminal terminal)
    {
        var command = new VerbCommand(
            Name,
            "Answer as virsh does when asked about CPUs, without libvirt: same options, words and exit codes (0 and 1).",
            ["cpufacility libvirt cpu-compare guest.xml --host capabilities.xml", "cpufacility libvirt cpu-baseline hosts.xml --migratable"])
        {
            CpuCompareVerb.Create(context, terminal),
            CpuBaselineVerb.Create(context, terminal),
            HypervisorCpuCompareVerb.Create(context, terminal),
            HypervisorCpuBaselineVerb.Create(context, terminal),
            CpuModelsVerb.Create(context, terminal),
        };
        command.Options.Add(context.Connect);
        return command;
    }

    /// <summary>The file of definitions.</summary>
    public static LibvirtArgument File() => new("file", "XML with <cpu> elements, alone or in a domain, in host or domain capabilities; - is standard input.");

    /// <summary>Whether the answer is to be that of libvirt's QEMU driver.</summary>
    public static bool IsForQemu(VerbContext context, ParseResult result)
    {
        string? scheme = result.GetValue(context.Connect)?.Split(':', '+')[0];
        return scheme switch
        {
            null or "test" => false,
            QemuScheme => true,
            _ => throw new LibvirtVerbException($"--connect takes qemu:///system, qemu:///session or test:///default, not '{Shortened.Text(result.GetValue(context.Connect)!)}'."),
        };
    }

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    /// <summary>Makes a command whose answer is written as virsh writes it: output, then a line break, errors apart.</summary>
    public static Command Verb(
        VerbContext context, Terminal terminal, string name, string description, string[] examples, Symbol[] symbols, Func<ParseResult, LibvirtReply> answer)
    {
        VerbCommand command = new VerbCommand(name, description, examples).With(symbols);
        command.SetAction(result =>
        {
            LibvirtReply reply = Answer(result, context, answer);
            if (result.GetValue(context.Json))
            {
                JsonOutput.Write(terminal.Output, $"{Name}-{name}", reply);
            }
            else
            {
                reply.WriteText(new TextOutput(terminal));
                LibvirtErrors.Write(terminal, reply.Errors);
            }

            ModelFile.WriteNotes(reply.Notes, terminal);
            return (int)reply.ExitCode;
        });
        return command;
    }

    private static LibvirtReply Answer(ParseResult result, VerbContext context, Func<ParseResult, LibvirtReply> answer)
    {
        try
        {
            _ = IsForQemu(context, result);
            return result.GetValue(context.QemuVersion) is null
                ? answer(result)
                : LibvirtReply.Failed("--qemu-version is not for libvirt's commands: --edition libvirt-9.0 answers as an old release.");
        }
        catch (LibvirtVerbException exception)
        {
            return LibvirtReply.Failed([.. exception.Errors]) with { IsMisuse = exception.IsMisuse };
        }
        catch (Exception exception) when (exception is UsageException or UnknownException)
        {
            return LibvirtReply.Failed(exception.Message);
        }
    }
}
