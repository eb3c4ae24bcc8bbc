using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CpuFacility.Kvm;

/// <summary>What <c>ioctl</c> does with an open device: the seam at which recorded answers take the place of the kernel.</summary>
internal interface IKvmDevice
{
    /// <summary>Executes a request.</summary>
    /// <param name="request">The number of the request.</param>
    /// <param name="buffer">What it reads and writes; empty if it takes no address.</param>
    /// <returns>The result, or the number of the error, negated.</returns>
    int Control(uint request, Span<byte> buffer);
}

/// <summary>The device <c>/dev/kvm</c>.</summary>
internal sealed partial class KvmDevice : IKvmDevice, IDisposable
{
    /// <summary>Where Linux has the device.</summary>
    public const string DefaultPath = "/dev/kvm";

    private readonly SafeFileHandle _handle;

    private KvmDevice(SafeFileHandle handle)
    {
        _handle = handle;
    }

    /// <exception cref="IOException">The device is missing or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not open it.</exception>
    public static KvmDevice Open(string path = DefaultPath) => new(File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));

    public int Control(uint request, Span<byte> buffer)
    {
        // The empty span is a null pointer: requests without an argument take 0.
        int result = Execute(_handle, request, ref MemoryMarshal.GetReference(buffer));
        return result < 0 ? -Marshal.GetLastPInvokeError() : result;
    }

    public void Dispose() => _handle.Dispose();

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Execute(SafeFileHandle handle, nuint request, ref byte buffer);
}
