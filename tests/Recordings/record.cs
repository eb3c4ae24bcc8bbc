// Asks a real QEMU about its s390x CPU models and writes every answer down:
//   dotnet run tests/Recordings/record.cs -- OUTPUT.jsonl.gz [REPLIES-FOLDER]
// README.md beside this file tells what the lines mean.
#:property PublishAot=false
#:property IsPackable=false

using System.Diagnostics;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

const string Command = "qemu-system-s390x -machine none -nodefaults -display none -qmp unix:PATH,server=on,wait=off";
const ulong Seed = 20261123;
const int RandomPairs = 2500;
const int RandomStaticExpansions = 1500;
const int RandomFullExpansions = 300;

if (args.Length is not (1 or 2))
{
    Console.Error.WriteLine("usage: dotnet run tests/Recordings/record.cs -- OUTPUT.jsonl.gz [REPLIES-FOLDER]");
    return 2;
}

using var qemu = new Qemu();
var lines = new List<string>();
using JsonDocument version = qemu.Ask("query-version");
JsonElement numbers = version.RootElement.GetProperty("return").GetProperty("qemu");
lines.Add(Line(w =>
{
    w.WriteString("kind", "header");
    w.WriteString("qemu", $"{numbers.GetProperty("major")}.{numbers.GetProperty("minor")}.{numbers.GetProperty("micro")}");
    w.WriteString("package", version.RootElement.GetProperty("return").GetProperty("package").GetString());
    w.WriteString("command", Command);
    w.WriteString("seed", Seed.ToString());
}));

using JsonDocument definitions = qemu.Ask("query-cpu-definitions");
JsonElement[] sorted = [.. definitions.RootElement.GetProperty("return").EnumerateArray().OrderBy(NameOf, StringComparer.Ordinal)];
string[] names = [.. sorted.Select(NameOf)];
foreach (JsonElement definition in sorted)
{
    lines.Add(Line(w =>
    {
        w.WriteString("kind", "definition");
        w.WriteString("name", NameOf(definition));
        w.WriteString("typename", definition.GetProperty("typename").GetString());
        w.WriteBoolean("static", definition.GetProperty("static").GetBoolean());
        w.WriteBoolean("migration-safe", definition.GetProperty("migration-safe").GetBoolean());
        w.WriteBoolean("deprecated", definition.GetProperty("deprecated").GetBoolean());
        w.WritePropertyName("unavailable-features");
        definition.GetProperty("unavailable-features").WriteTo(w);
    }));
}

// Everything that can be switched, and the shorter list in which groups stand for their facilities.
using JsonDocument properties = qemu.Ask("device-list-properties", w => w.WriteString("typename", "gen16a-s390x-cpu"));
string[] switches = [.. properties.RootElement.GetProperty("return").EnumerateArray()
    .Where(p => p.GetProperty("type").GetString() == "bool" && p.TryGetProperty("description", out _))
    .Select(NameOf).Order(StringComparer.Ordinal)];
using JsonDocument grouped = qemu.Ask("query-cpu-model-expansion", Expansion("full", Model("gen16a", [])));
string[] groupedSwitches = [.. grouped.RootElement.GetProperty("return").GetProperty("model").GetProperty("props")
    .EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)];
lines.Add(Line(w =>
{
    w.WriteString("kind", "names");
    Strings(w, "switches", switches);
}));

foreach (string name in names)
{
    Record("expansion", "static", Model(name, []));
    Record("expansion", "full", Model(name, []));
}
foreach (string a in names)
{
    foreach (string b in names)
    {
        Record("comparison", null, Model(a, []), Model(b, []));
        Record("baseline", null, Model(a, []), Model(b, []));
    }
}

// What can be switched on in each model, one property at a time.
var accepted = new Dictionary<string, string[]>(StringComparer.Ordinal);
foreach (string name in names)
{
    accepted[name] = [.. switches.Where(s =>
    {
        using JsonDocument reply = qemu.Ask("query-cpu-model-expansion", Expansion("static", Model(name, [(s, "true")])));
        return !reply.RootElement.TryGetProperty("error", out _);
    })];
    lines.Add(Line(w =>
    {
        w.WriteString("kind", "accepted");
        w.WriteString("name", name);
        Strings(w, "on", accepted[name]);
    }));
}

var random = new Generator(Seed);
for (int i = 0; i < RandomPairs; i++)
{
    Switched a = RandomModel();
    Switched b = random.Next(3) == 0 && accepted.ContainsKey(a.Name) ? RandomModel(a.Name) : RandomModel();
    Record("comparison", null, a, b);
    Record("baseline", null, a, b);
}
for (int i = 0; i < RandomStaticExpansions; i++)
{
    Record("expansion", "static", RandomModel());
}
for (int i = 0; i < RandomFullExpansions; i++)
{
    Record("expansion", "full", RandomModel());
}

using (FileStream file = File.Create(args[0]))
using (var zip = new GZipStream(file, CompressionLevel.SmallestSize))
{
    zip.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
}
if (args.Length == 2)
{
    foreach ((string file, string type, string name) in (ReadOnlySpan<(string, string, string)>)
    [
        ("guest-gen15a", "static", "gen15a"), ("host-z14.2", "full", "z14.2"), ("host-max", "full", "max"),
        ("z14-static", "static", "z14"), ("z14-full", "full", "z14"), ("gen16a-full", "full", "gen16a"),
    ])
    {
        qemu.Ask("query-cpu-model-expansion", Expansion(type, Model(name, []))).Dispose();
        File.WriteAllText(Path.Combine(args[1], file + ".json"), qemu.LastReply + "\n");
    }
}
Console.WriteLine($"{lines.Count} lines, {new FileInfo(args[0]).Length} bytes");
return 0;

void Record(string kind, string? type, params Switched[] models)
{
    using JsonDocument reply = qemu.Ask($"query-cpu-model-{kind}", w =>
    {
        if (type is not null)
        {
            w.WriteString("type", type);
        }
        for (int i = 0; i < models.Length; i++)
        {
            w.WritePropertyName(models.Length == 1 ? "model" : i == 0 ? "modela" : "modelb");
            models[i].WriteTo(w);
        }
    });
    lines.Add(Line(w =>
    {
        w.WriteString("kind", kind);
        if (type is not null)
        {
            w.WriteString("type", type);
        }
        w.WriteStartArray("models");
        foreach (Switched model in models)
        {
            model.WriteTo(w);
        }
        w.WriteEndArray();
        WriteAnswer(w, reply.RootElement);
    }));
}

static void WriteAnswer(Utf8JsonWriter w, JsonElement reply)
{
    if (reply.TryGetProperty("error", out JsonElement error))
    {
        w.WritePropertyName("error");
        error.WriteTo(w);
        return;
    }
    JsonElement answer = reply.GetProperty("return");
    if (answer.TryGetProperty("result", out JsonElement result))
    {
        w.WriteString("result", result.GetString());
        w.WritePropertyName("responsible");
        answer.GetProperty("responsible-properties").WriteTo(w);
        return;
    }
    JsonElement model = answer.GetProperty("model");
    JsonProperty[] props = model.TryGetProperty("props", out JsonElement given)
        ? [.. given.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal)] : [];
    w.WriteString("name", NameOf(model));
    Strings(w, "on", props.Where(p => p.Value.GetBoolean()).Select(p => p.Name));
    Strings(w, "off", props.Where(p => !p.Value.GetBoolean()).Select(p => p.Name));
}

// Mostly what QEMU accepts, so that answers outnumber errors; the rest is what it refuses, each in its way.
Switched RandomModel(string? like = null)
{
    string name = like ?? random.Pick(names);
    var props = new List<(string, string)>();
    for (int count = random.Next(7); count > 0; count--)
    {
        (string, string) prop = random.Next(100) switch
        {
            < 40 => (random.Pick(switches), "false"),
            < 60 => (random.Pick(groupedSwitches), "false"),
            < 98 when accepted[name].Length > 0 => (random.Pick(accepted[name]), "true"),
            < 99 => (random.Pick(switches), "true"),
            _ => random.Next(4) switch
            {
                0 => ("no-such-facility", "true"),
                1 => (random.Pick(switches), "\"maybe\""),
                2 => (random.Pick(switches), "1"),
                _ => (random.Pick(switches), "\"on\""),
            },
        };
        if (!props.Exists(p => p.Item1 == prop.Item1))
        {
            props.Add(prop);
        }
    }
    return Model(random.Next(400) == 0 ? name + "-unheard-of" : name, [.. props]);
}

static Switched Model(string name, (string, string)[] props) => new(name, props);

static Action<Utf8JsonWriter> Expansion(string type, Switched model) => w =>
{
    w.WriteString("type", type);
    w.WritePropertyName("model");
    model.WriteTo(w);
};

static string NameOf(JsonElement element) => element.GetProperty("name").GetString()!;

static void Strings(Utf8JsonWriter w, string property, IEnumerable<string> values)
{
    w.WriteStartArray(property);
    foreach (string value in values)
    {
        w.WriteStringValue(value);
    }
    w.WriteEndArray();
}

static string Line(Action<Utf8JsonWriter> members)
{
    using var buffer = new MemoryStream();
    using (var writer = new Utf8JsonWriter(buffer))
    {
        writer.WriteStartObject();
        members(writer);
        writer.WriteEndObject();
    }
    return Encoding.UTF8.GetString(buffer.ToArray());
}

/// <summary>A model name with properties, each value as JSON text.</summary>
internal sealed record Switched(string Name, (string Name, string Value)[] Props)
{
    public void WriteTo(Utf8JsonWriter w)
    {
        w.WriteStartObject();
        w.WriteString("name", Name);
        if (Props.Length > 0)
        {
            w.WriteStartObject("props");
            foreach ((string name, string value) in Props)
            {
                w.WritePropertyName(name);
                w.WriteRawValue(value);
            }
            w.WriteEndObject();
        }
        w.WriteEndObject();
    }
}

/// <summary>SplitMix64, so that the cases depend on the seed alone and not on a version of .NET.</summary>
internal sealed class Generator(ulong seed)
{
    private ulong _state = seed;

    public int Next(int bound)
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)bound);
    }

    public string Pick(string[] from) => from[Next(from.Length)];
}

/// <summary>A QEMU process that is asked over its QMP socket, one question at a time.</summary>
internal sealed class Qemu : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"qmp-{Environment.ProcessId}.sock");
    private readonly Process _process;
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly StreamReader _reader;
    private readonly NetworkStream _stream;

    public Qemu()
    {
        var start = new ProcessStartInfo("qemu-system-s390x",
            ["-machine", "none", "-nodefaults", "-display", "none", "-qmp", $"unix:{_path},server=on,wait=off"])
        { RedirectStandardError = true };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { }; // QEMU warns of missing dependencies there, for nearly every case
        _process.BeginErrorReadLine();
        for (int tries = 0; !File.Exists(_path) && tries < 200; tries++)
        {
            Thread.Sleep(50);
        }
        _socket.Connect(new UnixDomainSocketEndPoint(_path));
        _stream = new NetworkStream(_socket);
        _reader = new StreamReader(_stream);
        Read().Dispose();
        Ask("qmp_capabilities").Dispose();
    }

    public string LastReply { get; private set; } = "";

    public JsonDocument Ask(string command, Action<Utf8JsonWriter>? arguments = null)
    {
        using (var writer = new Utf8JsonWriter(_stream))
        {
            writer.WriteStartObject();
            writer.WriteString("execute", command);
            if (arguments is not null)
            {
                writer.WriteStartObject("arguments");
                arguments(writer);
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
        }
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
