using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace CpuFacility.Tool;

/// <summary>The command with all its verbs.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        // '@' names a file with a model here, not one with more arguments.
        var parsing = new ParserConfiguration { ResponseFileTokenReplacer = null };
        ParseResult result = Create(terminal).Parse(args, parsing);
        if (result.Action is ParseErrorAction)
        {
            return (int)WriteErrors(result, terminal);
        }

        try
        {
            return await result.InvokeAsync(new InvocationConfiguration
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,

                // The verbs that last take signals themselves; the others end as any program does.
                ProcessTerminationTimeout = null,
            });
        }
        catch (UsageException exception)
        {
            terminal.Error.WriteLine(Shortened.Plain(exception.Message));
            return (int)ExitCode.Wrong;
        }
        catch (UnknownException exception)
        {
            terminal.Error.WriteLine(Shortened.Plain(exception.Message));
            return (int)ExitCode.Unknown;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk, or no output at all. A reader that has gone, as 'head' does, is no error.
            terminal.Error.WriteLine($"Reading or writing failed: {exception.Message}");
            return (int)ExitCode.Wrong;
        }
    }

    private static RootCommand Create(Terminal terminal)
    {
        var context = new VerbContext(terminal);
        var root = new RootCommand(
            "Answers about CPU models: which a host can run, whether a guest can move, what hosts have in common.\n\n"
            + "MODEL is [arch:]name[,facility=on|off...] as QEMU takes it after -cpu (s390x:z14,te=off or EPYC,+avx512f), an ISA string (rv64gcv_zba), or @FILE (@- is standard input)\n"
            + "with a QMP reply, or with a document of libvirt: <cpu>, <domain>, <capabilities>, <domainCapabilities>.\n"
            + "HOST is a MODEL that the hardware does, or @FILE with one of these, a /proc/cpuinfo of Linux, what cpuid -r or libvirt (<cpudata>) writes,\n"
            + "ID registers of Arm as text, an ISA string of RISC-V, a kvm_cpuid2 or a kvm_s390_vm_cpu_machine; @/dev/kvm is what KVM offers on this machine.\n"
            + "Beside a document of libvirt, names are libvirt-12.8's, unless --edition says otherwise.\n"
            + "Exit codes: 0 yes, 1 no or findings, 2 wrong usage or unreadable input, 3 not enough is known to tell.")
        {
            ModelsVerb.Create(context),
            ShowVerb.Create(context),
            ExpandVerb.Create(context),
            CompareVerb.Create(context),
            BaselineVerb.Create(context),
            CheckVerb.Create(context),
            FacilitiesVerb.Create(context),
            LintVerb.Create(context),
            HostVerb.Create(context, terminal),
            LevelVerb.Create(context, terminal),
            MarchVerb.Create(context, terminal),
            CpuidVerb.Create(context, terminal),
            MaskVerb.Create(context, terminal),
            IdentifyVerb.Create(context, terminal),
            NegotiateVerb.Create(context),
            TagVerb.Create(context),
            ConvertVerb.Create(context, terminal),
            QmpVerb.Create(context, terminal),
            LibvirtVerb.Create(context, terminal),
        };
        root.Options.Add(context.Json);
        root.Options.Add(context.Architecture);
        root.Options.Add(context.Edition);
        root.Options.Add(context.QemuVersion);
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        }

        return root;
    }

    private static ExitCode WriteErrors(ParseResult result, Terminal terminal)
    {
        Command command = result.CommandResult.Command;
        if (LibvirtErrors.AreFor(result))
        {
            // virsh has one exit code for all that fails, and no advice.
            LibvirtErrors.Write(terminal, [LibvirtErrors.Describe(result)]);
            return ExitCode.No;
        }

        if (command is RootCommand && result.UnmatchedTokens is [var verb, ..])
        {
            terminal.Error.WriteLine($"'{Shortened.Text(verb)}' is no command.");
        }
        else
        {
            foreach (string message in result.Errors.Select(static error => error.Message).Distinct())
            {
                terminal.Error.WriteLine(Shortened.Line(message));
            }
        }

        terminal.Error.WriteLine(command is RootCommand
            ? "'cpufacility --help' lists the commands."
            : $"'cpufacility {command.Name} --help' shows the usage with examples.");
        return ExitCode.Wrong;
    }

    /// <summary>The usual help, and below it the examples.</summary>
    private sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            TextWriter output = parseResult.InvocationConfiguration.Output;
            using var text = new StringWriter { NewLine = output.NewLine };
            parseResult.InvocationConfiguration.Output = text;
            int code = help.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output = output;

            // The usage has the name of the assembly, which is not what the tool is started by.
            output.Write(text.ToString().Replace($"  {RootCommand.ExecutableName} ", "  cpufacility ", StringComparison.Ordinal));
            if (parseResult.CommandResult.Command is VerbCommand verb)
            {
                output.WriteLine("Examples:");
                foreach (string example in verb.Examples)
                {
                    output.WriteLine($"  {example}");
                }
            }

            return code;
        }
    }
}
