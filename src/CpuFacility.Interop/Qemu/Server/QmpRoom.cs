using System.Globalization;
using System.Net.Sockets;

namespace CpuFacility.Qemu;

/// <summary>
/// Keeps clients from taking the last handles that the system allows a process. The runtime needs some for each thread that it starts, and ends
/// the process if it gets none.
/// </summary>
internal static class QmpRoom
{
    /// <summary>How many handles are left to the runtime.</summary>
    private const int Reserve = 16;

    private static readonly nint Limit = ReadLimit();

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until there is room, and then for a client. Clients that come before are let in later.</summary>
    public static async Task<Socket> AcceptAsync(Socket listener, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (HasReserve())
            {
                try
                {
                    return await listener.AcceptAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (SocketException exception) when (exception.SocketErrorCode is SocketError.TooManyOpenSockets
                    or SocketError.NoBufferSpaceAvailable or SocketError.ConnectionAborted or SocketError.ConnectionReset)
                {
                    // Others took the room, or the client has gone again.
                }
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Handles are numbered from the lowest that is free: a new one's number tells how full the process is.</summary>
    private static bool HasReserve()
    {
        try
        {
            using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            return probe.Handle < Limit - Reserve;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The soft limit as Linux tells it; on other systems clients are taken until there is no handle left.</summary>
    private static nint ReadLimit()
    {
        const string name = "Max open files";
        const string path = "/proc/self/limits";
        string? line = File.Exists(path) ? File.ReadLines(path).FirstOrDefault(static line => line.StartsWith(name, StringComparison.Ordinal)) : null;
        return nint.TryParse(line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture, out nint limit)
            ? limit
            : nint.MaxValue;
    }
}
