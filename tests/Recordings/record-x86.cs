// Asks a real QEMU about its x86 CPU models and writes every question and answer down:
//   dotnet run tests/Recordings/record-x86.cs -- OUTPUT.jsonl.gz
// README.md beside this file tells what the lines mean.
#:property PublishAot=false
#:property IsPackable=false

using System.Diagnostics;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

const string Expansion = "query-cpu-model-expansion";

// Features that others need: each is switched off with everything else on.
string[] needed =
[
    "vmx", "vmx-secondary-ctls", "vmx-ept", "vmx-vpid", "vmx-vmfunc", "svm", "arch-capabilities", "core-capability", "pdcm", "intel-pt", "mpx",
    "xsaves", "rdtscp", "lm", "rdrand", "rdseed", "invpcid", "sgx", "xsave", "avx", "avx512f", "waitpkg",
];
string[] staticCases =
[
    """base {"npt":true}""",
    """base {"svm":true,"npt":true}""",
    """base {"vmx":true,"vmx-ept":true}""",
    """base {"vmx":true,"vmx-secondary-ctls":true,"vmx-ept":true,"vmx-eptad":true,"vmx-invept-single-context":true}""",
    """base {"vmx":true,"vmx-secondary-ctls":true,"vmx-ept":true,"vmx-vpid":true,"vmx-invept-single-context":true}""",
    """base {"avx2":true}""",
    """base {"sgx":true}""",
    """base {"intel-pt":true}""",
    """base {"md-clear":true}""",
    """base {"xsaveopt":true}""",
    """base {"arat":true}""",
    """base {"clzero":true}""",
    """base {"invtsc":true}""",
    """base {"vme":true,"hypervisor":true}""",
    $$"""base {"family":6,"model":255,"stepping":15,"vendor":"GenuineIntel","model-id":"{{new string('x', 60)}}"}""",
    """base {"min-level":20,"avx2":true}""",
    """Haswell {"vme":true,"avx2":false}""",
    """Haswell {"vmx":true}""",
    """EPYC {"svm":false}""",
    """max {"lm":false}""",
];
string[] fullCases =
[
    """base {"sse4-1":true}""",
    """base {"xd":true,"i64":true,"pclmuldq":true,"lahf_lm":true}""",
    """base {"sse4.1":true,"sse4_1":false}""",
    """base {"nx":true,"xd":false}""",
    """base {"avx-vnni":true}""",
    """base {"xstore":true}""",
    """base {"avx2":true,"level":5}""",
    """base {"nosuch":true}""",
    """base {"sse2":"on"}""",
    """base {"sse2":1}""",
    """base {"family":271}""",
    """base {"family":-1}""",
    """base {"model":256}""",
    """base {"stepping":16}""",
    """base {"family":"6"}""",
    """base {"level":4294967296}""",
    """base {"level":"13"}""",
    """base {"vendor":"short"}""",
    """base {"vendor":1}""",
    """base {"type":"x"}""",
];
string[] mistakes =
[
    $$"""{"execute":"{{Expansion}}"}""",
    Question("""{"type":"full"}"""),
    Question("""{"model":{"name":"base"}}"""),
    Question("""{"type":"full","model":{}}"""),
    Question("""{"type":"bad","model":{"name":"base"}}"""),
    Question("""{"type":"full","model":{"name":"base","extra":1}}"""),
    """{"execute":"query-cpu-model-comparison","arguments":{"modela":{"name":"base"},"modelb":{"name":"base"}}}""",
    """{"execute":"query-cpu-model-baseline","arguments":{"modela":{"name":"base"},"modelb":{"name":"base"}}}""",
];

if (args.Length != 1)
{
    Console.Error.WriteLine("usage: dotnet run tests/Recordings/record-x86.cs -- OUTPUT.jsonl.gz");
    return 2;
}

using var qemu = new Qemu();
var lines = new List<string>();
Record("""{"execute":"query-version"}""").Dispose();
string[] names;
using (JsonDocument definitions = Record("""{"execute":"query-cpu-definitions"}"""))
{
    names = [.. definitions.RootElement.GetProperty("return").EnumerateArray().Select(static row => row.GetProperty("name").GetString()!)];
}

foreach (string name in names)
{
    Expand("static", name);
}

string[] full = ["base", "max", "host", "qemu64", "486", "Haswell", "Haswell-noTSX-IBRS", "EPYC", "SapphireRapids", "Opteron_G5", "nomodel", ""];
foreach (string name in full)
{
    Expand("full", name);
}

using (JsonDocument reply = qemu.Ask(Request("static", "base")))
{
    string[] off = [.. reply.RootElement.GetProperty("return").GetProperty("model").GetProperty("props").EnumerateObject()
        .Where(static property => property.Value.ValueKind == JsonValueKind.False).Select(static property => property.Name)];
    Expand("static", "base", Switches(off, isOff: ""));
    foreach (string name in needed)
    {
        Expand("static", "base", Switches(off, name));
    }
}

foreach ((string type, string[] cases) in ((string, string[])[])[("static", staticCases), ("full", fullCases)])
{
    foreach (string[] words in cases.Select(static one => one.Split(' ', 2)))
    {
        Expand(type, words[0], words[1]);
    }
}

foreach (string mistake in mistakes)
{
    Record(mistake).Dispose();
}

using (FileStream file = File.Create(args[0]))
using (var zip = new GZipStream(file, CompressionLevel.SmallestSize))
{
    zip.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(static line => line + "\n"))));
}

Console.WriteLine($"{lines.Count} lines");
return 0;

void Expand(string type, string name, string? props = null) => Record(Request(type, name, props)).Dispose();

JsonDocument Record(string request)
{
    JsonDocument reply = qemu.Ask(request);
    lines.Add($$"""{"request":{{request}},"reply":{{qemu.LastReply}}}""");
    return reply;
}

static string Request(string type, string name, string? props = null)
{
    string rest = props is null ? "" : $",\"props\":{props}";
    return Question($"{{\"type\":\"{type}\",\"model\":{{\"name\":\"{name}\"{rest}}}}}");
}

static string Question(string arguments) => $"{{\"execute\":\"{Expansion}\",\"arguments\":{arguments}}}";

static string Switches(string[] names, string isOff) =>
    $"{{{string.Join(',', names.Select(name => $"\"{name}\":{(name == isOff ? "false" : "true")}"))}}}";

/// <summary>A QEMU process that is asked over its QMP socket, one question at a time.</summary>
internal sealed class Qemu : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"qmp-x86-{Environment.ProcessId}.sock");
    private readonly Process _process;
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly StreamReader _reader;
    private readonly NetworkStream _stream;

    public Qemu()
    {
        var start = new ProcessStartInfo(
            "qemu-system-x86_64",
            ["-machine", "none", "-accel", "tcg", "-nodefaults", "-display", "none", "-qmp", $"unix:{_path},server=on,wait=off"])
        { RedirectStandardError = true };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { }; // QEMU warns of missing dependencies there
        _process.BeginErrorReadLine();
        for (int tries = 0; !File.Exists(_path) && tries < 200; tries++)
        {
            Thread.Sleep(50);
        }
        _socket.Connect(new UnixDomainSocketEndPoint(_path));
        _stream = new NetworkStream(_socket);
        _reader = new StreamReader(_stream);
        Read().Dispose();
        Ask("""{"execute":"qmp_capabilities"}""").Dispose();
    }

    public string LastReply { get; private set; } = "";

    public JsonDocument Ask(string request)
    {
        _stream.Write(Encoding.UTF8.GetBytes(request));
        return Read();
    }

    // Events may stand anywhere, even before the greeting.
    private JsonDocument Read()
    {
        while (true)
        {
            LastReply = _reader.ReadLine() ?? throw new InvalidOperationException("QEMU closed the connection");
            JsonDocument message = JsonDocument.Parse(LastReply);
            if (!message.RootElement.TryGetProperty("event", out _))
            {
                return message;
            }
            message.Dispose();
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _reader.Dispose();
        _socket.Dispose();
        File.Delete(_path);
    }
}
