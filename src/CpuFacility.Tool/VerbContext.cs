using System.CommandLine;

namespace CpuFacility.Tool;

/// <summary>What every verb is made with: where it writes, and the options that all verbs share.</summary>
internal sealed class VerbContext(Terminal terminal)
{
    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Write one JSON document instead of text.",
        Recursive = true,
    };

    public Option<string?> QemuVersion { get; } = new("--qemu-version")
    {
        Description = "Answer as that release of QEMU does, such as 7.2.",
        HelpName = "RELEASE",
        Recursive = true,
    };

    public Option<string?> Architecture { get; } = new("--arch")
    {
        Description = "Only look at that architecture: s390x, x86, power, arm or riscv.",
        HelpName = "ARCH",
        Recursive = true,
    };

    public Option<string?> Edition { get; } = new("--edition")
    {
        Description = "Go by that publisher's table of models: qemu-11.1, libvirt-12.8 or libvirt-9.0.",
        HelpName = "EDITION",
        Recursive = true,
    };

    /// <summary>An option of virsh's commands, all of which take it.</summary>
    public Option<string?> Connect { get; } = new("--connect", "-c")
    {
        Description = "The driver to answer as: qemu:///system, or test:///default (the default), which has libvirt's rules alone.",
        HelpName = "URI",
        Recursive = true,
    };

    public static Option<string> Host() => new("--on")
    {
        Description = "What the host offers: a model that its hardware does, or @FILE.",
        HelpName = "HOST",
        Required = true,
    };

    public static Option<string?> Emulated() => new("--emulated")
    {
        Description = "What the host's hypervisor does in software: facilities, groups or emulators of the table (tcg, kvm), with commas between.",
        HelpName = "NAMES",
    };

    public static Argument<string> Model(string name, string description) => new(name)
    {
        Description = description,
    };

    /// <summary>The registries that a command line is about.</summary>
    public ReleaseView View(ParseResult result) =>
        new(result.GetValue(Architecture), result.GetValue(Edition), result.GetValue(QemuVersion));

    /// <summary>The registry of a command line that names no model.</summary>
    public CpuModelRegistry Registry(ParseResult result) => View(result).Registry();

    /// <summary>The version to say one is, if more than the release was asked for.</summary>
    public string? FullVersion(ParseResult result) => View(result).FullVersion;

    /// <summary>Reads the models of one command line.</summary>
    public ModelArgument Models(ParseResult result)
    {
        ReleaseView view = View(result);
        return new ModelArgument(terminal, view.IsOfDefaultEdition && HasLibvirtDocument(result)
            ? new ReleaseView(result.GetValue(Architecture), edition: null, release: null, hasLibvirtDocument: true)
            : view);
    }

    private bool HasLibvirtDocument(ParseResult result) =>
        result.Tokens.Any(token => token.Value.StartsWith('@') && ModelFile.IsLibvirtDocument(token.Value[1..], terminal));

    /// <summary>Makes a command of a verb: its answer is written as the options ask for it.</summary>
    public VerbCommand Verb(string name, string description, string[] examples, Symbol[] symbols, Func<ParseResult, IAnswer> answer)
    {
        VerbCommand command = new VerbCommand(name, description, examples).With(symbols);
        command.SetAction(result =>
        {
            IAnswer found = answer(result);
            if (result.GetValue(Json))
            {
                JsonOutput.Write(terminal.Output, name, found);
            }
            else
            {
                found.WriteText(new TextOutput(terminal));
            }

            return (int)found.ExitCode;
        });
        return command;
    }
}
