using System.Buffers;
using System.Text;
using System.Text.Json;
using CpuFacility.Qemu;

namespace CpuFacility.Fuzz.Targets;

/// <summary>QMP: replies to read, and requests to answer.</summary>
internal static class QmpTargets
{
    /// <summary>How a client comes back to a good state, as the protocol says: by a control character.</summary>
    private static readonly byte[] Recovery = "\u0001\n{\"execute\": \"query-target\", \"id\": \"after\"}"u8.ToArray();

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("qmp-reply", ReadReply),
        Server("qmp-server-s390x", CpuModels.S390x),
        Server("qmp-server-x86", CpuModels.X86),
        Server("qmp-server-power", CpuModels.Power),
        Server("qmp-server-arm", CpuModels.Arm),
        Server("qmp-server-riscv", CpuModels.RiscV),
    ];

    private static void ReadReply(byte[] json)
    {
        foreach (CpuModelRegistry registry in CpuModels.All)
        {
            bool isRead = QmpModelReader.TryParse(registry, json, out CpuModel? model, out FacilityFormatError error);
            Contract.Hold(isRead, error, json.Length, () => QmpModelReader.Parse(registry, json));
            // Words for people alone: a property without a name, and a comma within a text, as CpuModel.ToString says.
            if (model is { UnknownProperties.IsEmpty: true } && !model.Properties.Any(static property => property.Value.Contains(',', StringComparison.Ordinal)))
            {
                Contract.That(registry.Parse(model.ToString()).Equals(model), $"'{model}' reads back as another model");
            }
        }

        if (!QmpModelReader.TryParseAny(CpuModels.All, json, out _, out FacilityFormatError last))
        {
            Contract.That(last.Position >= 0 && last.Position <= json.Length && last.Reason.Length > 0, "a bad refusal");
        }
    }

    private static FuzzTarget Server(string name, CpuModelRegistry registry)
    {
        var server = new Lazy<QmpServer>(() => new QmpServer(new QmpServerOptions { Registry = registry, Extensions = true }));
        return new FuzzTarget(name, input => Converse(server.Value, input));
    }

    /// <summary>Every line that comes back is a reply, and a session that was not closed still answers.</summary>
    private static void Converse(QmpServer server, byte[] input)
    {
        var session = new QmpSession(server.Commands);
        session.Greet(new ArrayBufferWriter<byte>());
        Ask(session, "{'execute': 'qmp_capabilities'}"u8);
        foreach (string reply in Ask(session, input).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            using JsonDocument document = JsonDocument.Parse(reply);
            Contract.That(document.RootElement.TryGetProperty("return", out _) != document.RootElement.TryGetProperty("error", out _), $"no reply: {reply}");
        }

        string last = Ask(session, Recovery);
        Contract.That(
            session.State == QmpSessionState.Open ? last.EndsWith("\"id\": \"after\"}\r\n", StringComparison.Ordinal) : last.Length == 0,
            $"the session does not answer any more: {last}");
    }

    private static string Ask(QmpSession session, ReadOnlySpan<byte> input)
    {
        var output = new ArrayBufferWriter<byte>();
        while (!input.IsEmpty && session.State == QmpSessionState.Open)
        {
            session.Receive(ref input, output);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
