using System.Buffers;

namespace CpuFacility.Qemu;

/// <summary>How a session stands after some input.</summary>
internal enum QmpSessionState
{
    /// <summary>It takes input.</summary>
    Open,

    /// <summary>The client went beyond a limit: nothing more is read from it.</summary>
    Closed,

    /// <summary>The client sent <c>quit</c>.</summary>
    Quit,
}

/// <summary>
/// One client's conversation, as bytes in and bytes out. It does no I/O and keeps at most one incomplete message. Not safe to share between
/// threads.
/// </summary>
internal sealed class QmpSession(QmpCommands commands)
{
    private const string Execute = "execute";
    private const string ExecuteOutOfBand = "exec-oob";
    private const string Arguments = "arguments";
    private const string Id = "id";

    private readonly QemuJsonStream _stream = new();
    private bool _isNegotiated;
    private bool _allowsOutOfBand;

    /// <summary>Whether the session takes input.</summary>
    public QmpSessionState State { get; private set; }

    /// <summary>Writes what a server says first.</summary>
    public void Greet(IBufferWriter<byte> output) => WriteLine(output, commands.Greeting);

    /// <summary>Takes input up to the next message and answers it.</summary>
    /// <param name="input">The input; what was taken is cut off. A closed session takes nothing.</param>
    /// <param name="output">Gets at most one reply.</param>
    public void Receive(ref ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        if (State != QmpSessionState.Open)
        {
            return;
        }

        switch (_stream.Read(ref input, out QemuJson? value, out string error))
        {
            case QemuJsonRead.Value:
                WriteLine(output, Answer(value!));
                break;
            case QemuJsonRead.Error:
                WriteLine(output, QmpFailure.Generic(error).ToReply());
                break;
            case QemuJsonRead.LimitExceeded:
                WriteLine(output, QmpFailure.Generic(error).ToReply());
                State = QmpSessionState.Closed;
                break;
        }
    }

    private QemuJsonObject Answer(QemuJson message)
    {
        QemuJsonObject reply = (message is QemuJsonObject request ? Dispatch(request) : QmpFailure.Generic("QMP input must be a JSON object")).ToReply();
        return message is QemuJsonObject members && members.TryGet(Id, out QemuJson? id) ? reply.Add(Id, id) : reply;
    }

    private QmpResult Dispatch(QemuJsonObject request)
    {
        if (CheckMembers(request, out string name, out bool isOutOfBand) is QmpFailure failure)
        {
            return failure;
        }

        var arguments = new QmpArguments(request.TryGet(Arguments, out QemuJson? given) ? (QemuJsonObject)given : new QemuJsonObject());
        if (!_isNegotiated)
        {
            return name == QmpCommands.Capabilities
                ? Negotiate(arguments)
                : QmpFailure.CommandNotFound($"Expecting capabilities negotiation with '{QmpCommands.Capabilities}'");
        }

        if (!commands.Knows(name))
        {
            return QmpFailure.CommandNotFound($"The command {name} has not been found");
        }

        if (isOutOfBand)
        {
            return QmpFailure.Generic($"The command {name} does not support OOB");
        }

        QmpResult result = commands.Run(name, arguments);
        if (name == QmpCommands.Quit && result.Failure is null)
        {
            State = QmpSessionState.Quit;
        }

        return result;
    }

    /// <summary>Looks at the members in the order of QEMU's dictionary; the first that is wrong is named.</summary>
    private QmpFailure? CheckMembers(QemuJsonObject request, out string name, out bool isOutOfBand)
    {
        name = "";
        isOutOfBand = false;
        string? key = null;
        foreach ((string member, QemuJson value) in QemuDictionaryOrder.Sort(request.Members))
        {
            if (member == Execute || (member == ExecuteOutOfBand && _allowsOutOfBand))
            {
                if (value is not QemuJsonString text)
                {
                    return QmpFailure.Generic($"QMP input member '{member}' must be a string");
                }

                if (key is not null)
                {
                    return QmpFailure.Generic($"QMP input member '{member}' clashes with '{key}'");
                }

                (key, name, isOutOfBand) = (member, text.Value, member == ExecuteOutOfBand);
            }
            else if (member == Arguments)
            {
                if (value is not QemuJsonObject)
                {
                    return QmpFailure.Generic($"QMP input member '{Arguments}' must be an object");
                }
            }
            else if (member != Id)
            {
                return QmpFailure.Generic($"QMP input member '{member}' is unexpected");
            }
        }

        return key is null ? QmpFailure.Generic($"QMP input lacks member '{Execute}'") : null;
    }

    private QmpResult Negotiate(QmpArguments arguments)
    {
        bool wantsOutOfBand = QmpCommands.TakesOutOfBand(arguments);
        if (!arguments.End())
        {
            return arguments.Failure!;
        }

        _isNegotiated = true;
        _allowsOutOfBand = wantsOutOfBand;
        return new QemuJsonObject();
    }

    private static void WriteLine(IBufferWriter<byte> output, QemuJson value)
    {
        QemuJsonWriter.Write(output, value);
        output.Write("\r\n"u8);
    }
}
