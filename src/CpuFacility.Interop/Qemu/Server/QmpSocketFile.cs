using System.Net.Sockets;

namespace CpuFacility.Qemu;

/// <summary>A listening Unix socket whose file only the owner can use. Disposing removes the file.</summary>
internal sealed class QmpSocketFile : IDisposable
{
    private readonly string _path;

    private QmpSocketFile(string path, Socket listener)
    {
        _path = path;
        Listener = listener;
    }

    public Socket Listener { get; }

    /// <exception cref="IOException">Something is there already, or the socket cannot be made.</exception>
    public static QmpSocketFile Create(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Path.Exists(path) || new FileInfo(path).LinkTarget is not null)
        {
            throw new IOException($"'{path}' exists already: give the socket a path where nothing is.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
        {
            // The system's own words would be about an address.
            throw new IOException($"No socket can be made at '{path}': there is no such folder.");
        }

        Socket? listener = null;
        try
        {
            listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            listener.Bind(new UnixDomainSocketEndPoint(path));

            // Nobody can connect before Listen, so nobody gets in before the permission is narrowed.
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            listener.Listen();
            return new QmpSocketFile(path, listener);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            listener?.Dispose();
            throw new IOException($"No socket can be made at '{path}': the path is too long for a socket. A shorter one can be relative.", exception);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException or UnauthorizedAccessException)
        {
            listener?.Dispose();
            throw new IOException($"No socket can be made at '{path}': {exception.Message}", exception);
        }
    }

    public void Dispose()
    {
        Listener.Dispose();
        File.Delete(_path);
    }
}
