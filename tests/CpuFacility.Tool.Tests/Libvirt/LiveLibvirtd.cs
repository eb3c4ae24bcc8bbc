using System.Diagnostics;
using CpuFacility.Interop.Tests;

namespace CpuFacility.Tool.Tests.Libvirt;

/// <summary>
/// Debian's libvirt daemon in a session of its own: not as root, with its files and Unix sockets in a temporary folder. It ends with the tests.
/// </summary>
public sealed class LiveLibvirtd : IDisposable
{
    private const string Program = "/usr/sbin/libvirtd";
    private const string UnprivilegedUser = "65534";

    private static readonly (string Program, string Package)[] Emulators =
        [("qemu-system-x86_64", "qemu-system-x86"), ("qemu-system-s390x", "qemu-system-misc"), ("qemu-system-ppc64", "qemu-system-ppc")];

    private static readonly string[] Architectures = ["x86_64", "s390x", "ppc64"];
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cpufacility-libvirtd-");
    private Process? _daemon;
    private Task<string>? _errors;

    /// <summary>The CPU of the host, as the daemon reports it: a file with host capabilities.</summary>
    public string Capabilities => Path.Combine(_folder.FullName, "capabilities.xml");

    /// <summary>What QEMU offers without KVM, as the daemon reports it: a file with domain capabilities.</summary>
    public string DomainCapabilities => DomainCapabilitiesOf("x86_64");

    /// <summary>The same of another architecture.</summary>
    public string DomainCapabilitiesOf(string architecture) => Path.Combine(_folder.FullName, $"domcapabilities-{architecture}.xml");

    /// <summary>virsh, connected to the daemon. Starts it at the first use; use it in a <c>SkippableFact</c>.</summary>
    /// <param name="folder">Where virsh runs; others must be able to read it.</param>
    internal Virsh Connect(string folder)
    {
        Virsh.Require();
        Skip.IfNot(File.Exists(Program), "libvirtd is not installed (Debian packages libvirt-daemon and libvirt-daemon-driver-qemu).");
        foreach ((string program, string package) in Emulators)
        {
            Skip.IfNot(Command.IsThere(program), $"{program} is not installed (Debian package {package}).");
        }

        Skip.IfNot(Command.IsThere("setpriv"), "setpriv is not installed (Debian package util-linux).");
        Open(folder);
        var virsh = new Virsh("qemu:///session", folder, CreateProcess);
        if (_daemon is null)
        {
            Start(virsh);
        }

        return virsh;
    }

    public void Dispose()
    {
        if (_daemon is not null)
        {
            _daemon.Kill(entireProcessTree: true);
            _daemon.WaitForExit();
            _daemon.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private void Start(Virsh virsh)
    {
        foreach (string name in new[] { "run", "home" })
        {
            Open(_folder.CreateSubdirectory(name).FullName);
        }

        Open(_folder.FullName);
        ProcessStartInfo start = CreateProcess([Program]);
        start.WorkingDirectory = _folder.FullName;
        start.RedirectStandardError = true;
        _daemon = Process.Start(start)!;
        _errors = _daemon.StandardError.ReadToEndAsync();
        var clock = Stopwatch.StartNew();
        string errors;
        while ((errors = virsh.RunAlone("uri").Reply.Errors).Length > 0)
        {
            if (_daemon.HasExited || clock.Elapsed > StartTimeout)
            {
                throw new InvalidOperationException($"libvirtd does not answer: {errors}{(_daemon.HasExited ? _errors.Result : "")}");
            }

            Thread.Sleep(100);
        }

        Save(Capabilities, virsh, "capabilities");
        foreach (string architecture in Architectures)
        {
            Save(DomainCapabilitiesOf(architecture), virsh, "domcapabilities", "--virttype", "qemu", "--arch", architecture);
        }
    }

    private static void Save(string path, Virsh virsh, params string[] command)
    {
        (Virsh.Reply reply, int code) = virsh.RunAlone(command);
        Assert.True(code == 0, reply.Errors);
        File.WriteAllText(path, reply.Output);
    }

    /// <summary>A process that is not root's, which finds the session by its own folders.</summary>
    private ProcessStartInfo CreateProcess(IEnumerable<string> command)
    {
        string[] all = Environment.UserName == "root"
            ? ["setpriv", $"--reuid={UnprivilegedUser}", $"--regid={UnprivilegedUser}", "--clear-groups", .. command]
            : [.. command];
        var start = new ProcessStartInfo(all[0], all[1..]);
        start.Environment["HOME"] = Path.Combine(_folder.FullName, "home");
        start.Environment["XDG_RUNTIME_DIR"] = Path.Combine(_folder.FullName, "run");
        foreach (string name in new[] { "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME" })
        {
            start.Environment.Remove(name);
        }

        return start;
    }

    private static void Open(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("777", 8));
        }
    }
}
