using System.IO.Hashing;
using System.Net.Sockets;
using System.Text;

namespace CpuFacility.Benchmarks;

/// <summary>A connection to a QMP server that sends requests in bulk and takes the answers as one hash.</summary>
internal sealed class QmpPairsWire : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly int _answers;

    public QmpPairsWire(string path, int answers)
    {
        _answers = answers;
        _socket.ReceiveTimeout = 60_000;
        _socket.Connect(new UnixDomainSocketEndPoint(path));
        _socket.Send("{'execute': 'qmp_capabilities'}"u8);

        // The greeting and the answer.
        Read(2);
    }

    public static byte[] Comparisons(CpuModel[] models)
    {
        var text = new StringBuilder();
        foreach (CpuModel first in models)
        {
            foreach (CpuModel second in models)
            {
                text.Append("{\"execute\":\"query-cpu-model-comparison\",\"arguments\":{\"modela\":{\"name\":\"").Append(first.Name)
                    .Append("\"},\"modelb\":{\"name\":\"").Append(second.Name).Append("\"}}}");
            }
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>Sends all requests, and gives a hash of all lines that answer them.</summary>
    public UInt128 Ask(byte[] requests)
    {
        Task sending = Task.Run(() => _socket.Send(requests));
        UInt128 hash = Read(_answers);
        sending.Wait();
        return hash;
    }

    public void Dispose() => _socket.Dispose();

    private UInt128 Read(int lines)
    {
        var hash = new XxHash128();
        while (lines > 0)
        {
            int length = _socket.Receive(_buffer);
            if (length == 0)
            {
                throw new EndOfStreamException("The server closed the connection.");
            }

            hash.Append(_buffer.AsSpan(0, length));
            lines -= _buffer.AsSpan(0, length).Count((byte)'\n');
        }

        return hash.GetCurrentHashAsUInt128();
    }
}
