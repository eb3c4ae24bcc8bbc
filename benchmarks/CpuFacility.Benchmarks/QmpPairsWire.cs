using System.IO.Hashing;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace CpuFacility.Benchmarks;

/// <summary>A connection to a QMP server that sends requests in bulk and takes the answers as one hash.</summary>
internal sealed class QmpPairsWire : IDisposable
{
    private readonly Socket _socket;
    private readonly StreamReader _reader;
    private readonly int _answers;

    public QmpPairsWire(string path, int answers)
    {
        _answers = answers;
        _socket = Connect(path);
        _socket.ReceiveTimeout = 60_000;
        _reader = new StreamReader(new NetworkStream(_socket), Encoding.UTF8, detectEncodingFromByteOrderMarks: false, 1 << 16);
        _socket.Send("{'execute': 'qmp_capabilities'}"u8);

        // The greeting and the answer.
        Read(2);
    }

    /// <summary>A socket has its file before anyone listens on it: until then a connection is refused.</summary>
    private static Socket Connect(string path)
    {
        for (int tries = 0; ; tries++)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                socket.Connect(new UnixDomainSocketEndPoint(path));
                return socket;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused && tries < 500)
            {
                socket.Dispose();
                Thread.Sleep(20);
            }
        }
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

    public void Dispose()
    {
        _reader.Dispose();
        _socket.Dispose();
    }

    /// <summary>QEMU sends events whenever it likes, also when it has only just started: they answer nothing.</summary>
    private UInt128 Read(int lines)
    {
        var hash = new XxHash128();
        while (lines > 0)
        {
            string line = _reader.ReadLine() ?? throw new EndOfStreamException("The server closed the connection.");
            if (!line.StartsWith("{\"timestamp\"", StringComparison.Ordinal))
            {
                hash.Append(MemoryMarshal.AsBytes(line.AsSpan()));
                lines--;
            }
        }

        return hash.GetCurrentHashAsUInt128();
    }
}
