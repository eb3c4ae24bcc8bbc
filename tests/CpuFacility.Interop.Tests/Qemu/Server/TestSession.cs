using System.Buffers;
using System.Text;
using CpuFacility.Qemu;

namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>A session without any I/O, negotiated unless told otherwise.</summary>
internal sealed class TestSession
{
    private readonly QmpSession _session;

    public TestSession(QmpServerOptions? options = null, bool isNegotiated = true)
        : this(new QmpServer(options ?? new QmpServerOptions { Registry = CpuModels.S390x }), isNegotiated)
    {
    }

    public TestSession(QmpServer server, bool isNegotiated = true)
    {
        _session = new QmpSession(server.Commands);
        var greeting = new ArrayBufferWriter<byte>();
        _session.Greet(greeting);
        Greeting = Encoding.UTF8.GetString(greeting.WrittenSpan);
        if (isNegotiated)
        {
            Assert.Equal("{\"return\": {}}\r\n", Ask("{'execute': 'qmp_capabilities'}"));
        }
    }

    public string Greeting { get; }

    public QmpSessionState State => _session.State;

    public string Ask(string input) => Ask(Encoding.UTF8.GetBytes(input));

    public string Ask(ReadOnlySpan<byte> input)
    {
        var output = new ArrayBufferWriter<byte>();
        while (!input.IsEmpty && _session.State == QmpSessionState.Open)
        {
            _session.Receive(ref input, output);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
