using System.Collections.Frozen;

namespace CpuFacility.Qemu;

/// <summary>
/// The commands that a server answers, and everything that they need. What differs between clients is in <see cref="QmpSession"/>. Safe to
/// share between threads.
/// </summary>
internal sealed class QmpCommands
{
    public const string Capabilities = "qmp_capabilities";
    public const string Quit = "quit";
    private const string OutOfBand = "oob";

    private readonly FrozenDictionary<string, Command> _commands;

    /// <exception cref="ArgumentException">The options do not fit together.</exception>
    public QmpCommands(QmpServerOptions options)
    {
        var host = new QmpHost(options);
        QemuJsonObject version = QmpVersion.Of(options).ToJson();
        var definitions = new QmpDefinitions(host, options.Extensions);
        var models = new QmpModelCommands(host);
        List<KeyValuePair<string, Command>> table =
        [
            new(Capabilities, NegotiateAgain),
            new("query-version", _ => version),
            new("query-commands", _ => ListCommands()),
            new("query-target", _ => new QemuJsonObject().Add("arch", host.Target.Name)),
            new("query-cpu-definitions", definitions.Query),
            new("query-cpu-model-expansion", models.Expand),
            new("query-cpu-model-comparison", models.Compare),
            new("query-cpu-model-baseline", models.FindBaseline),
            new(Quit, static _ => new QemuJsonObject()),
        ];
        if (options.Extensions)
        {
            table.Add(new("query-cpu-model", models.QueryGuest));
            table.Add(new("check-cpu-migration", models.CheckMigration));
        }

        Names = [.. table.Select(static command => command.Key)];
        _commands = table.ToFrozenDictionary();
        Greeting = new QemuJsonObject().Add("QMP", new QemuJsonObject()
            .Add("version", version)
            .Add("capabilities", QemuJsonList.OfStrings([OutOfBand])));
    }

    /// <summary>Runs a command, which takes its arguments; those that are left over are an error before any other.</summary>
    public delegate QmpResult Command(QmpArguments arguments);

    /// <summary>What a server says first.</summary>
    public QemuJsonObject Greeting { get; }

    private IReadOnlyList<string> Names { get; }

    public bool Knows(string name) => _commands.ContainsKey(name);

    public QmpResult Run(string name, QmpArguments arguments)
    {
        QmpResult result = _commands[name](arguments);
        return arguments.End() ? result : arguments.Failure!;
    }

    /// <summary>The capabilities that a client asks for; none are enabled unless the arguments are right.</summary>
    public static bool TakesOutOfBand(QmpArguments arguments) => arguments.TakeWords("enable", OutOfBand) is { Count: > 0 };

    private static QmpResult NegotiateAgain(QmpArguments arguments)
    {
        TakesOutOfBand(arguments);
        return QmpFailure.CommandNotFound("Capabilities negotiation is already complete, command ignored");
    }

    private QemuJsonList ListCommands() => new([.. Names.Select(static name => new QemuJsonObject().Add("name", name))]);
}

/// <summary>What a command gives: a value, or an error.</summary>
internal readonly struct QmpResult
{
    public QmpResult(QemuJson value) => Value = value;

    public QmpResult(QmpFailure failure) => Failure = failure;

    public QemuJson? Value { get; }

    public QmpFailure? Failure { get; }

    public static implicit operator QmpResult(QemuJson value) => new(value);

    public static implicit operator QmpResult(QmpFailure failure) => new(failure);

    public QemuJsonObject ToReply() => Failure?.ToReply() ?? new QemuJsonObject().Add("return", Value!);
}
