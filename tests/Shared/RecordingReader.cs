using System.IO.Compression;
using System.Text.Json;

namespace CpuFacility.Testing;

/// <summary>Reads the repository's recording, and the ones in the folder beside it, into one shape.</summary>
internal static class RecordingReader
{
    private static readonly Lazy<RecordedAnswers> LazyQemu72 = new(
        () => ReadLines(RepositoryFolder.Locate("tests", "Recordings", "qemu-7.2-s390x.jsonl.gz")));

    /// <summary>The repository's own recording of QEMU 7.2.</summary>
    public static RecordedAnswers Qemu72 => LazyQemu72.Value;

    /// <summary>A recording in one JSON document, as <c>../shared/oracles</c> holds them.</summary>
    public static RecordedAnswers ReadOracle(string path)
    {
        using JsonDocument document = JsonDocument.Parse(Unzip(path));
        JsonElement root = document.RootElement;
        JsonElement version = root.GetProperty("version");
        var cases = new List<RecordedCase>();
        foreach (JsonProperty model in root.GetProperty("expansion").EnumerateObject())
        {
            foreach (JsonProperty type in model.Value.EnumerateObject())
            {
                cases.Add(new("expansion", type.Name, [new(model.Name, [])], QmpAnswer(type.Value)));
            }
        }

        foreach (string kind in (string[])["comparison", "baseline"])
        {
            if (root.TryGetProperty(kind, out JsonElement pairs))
            {
                cases.AddRange(pairs.EnumerateObject().Select(pair =>
                    new RecordedCase(kind, null, [.. pair.Name.Split('|').Select(n => new RecordedModel(n, []))], QmpAnswer(pair.Value))));
            }
        }

        return new(
            $"{Text(version, "major")}.{Text(version, "minor")}.{Text(version, "micro")}",
            [.. root.GetProperty("definitions").EnumerateArray().Select(Definition).OrderBy(d => d.Name, StringComparer.Ordinal)],
            cases,
            new Dictionary<string, IReadOnlyList<string>>());
    }

    /// <summary>A reply as it goes over the wire.</summary>
    public static RecordedAnswer ReadReply(string reply)
    {
        using JsonDocument document = JsonDocument.Parse(reply);
        return QmpAnswer(document.RootElement.TryGetProperty("return", out JsonElement value) ? value : document.RootElement);
    }

    private static RecordedAnswers ReadLines(string path)
    {
        var definitions = new List<RecordedDefinition>();
        var cases = new List<RecordedCase>();
        var accepted = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        string version = "";
        bool isRandom = false;
        using var lines = new StringReader(System.Text.Encoding.UTF8.GetString(Unzip(path)));
        while (lines.ReadLine() is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            string kind = Text(root, "kind");
            switch (kind)
            {
                case "header":
                    version = Text(root, "qemu");
                    break;
                case "definition":
                    definitions.Add(Definition(root));
                    break;
                case "names":
                    break;
                case "accepted":
                    // These lines stand between the full tables and the random cases.
                    isRandom = true;
                    accepted.Add(Text(root, "name"), Strings(root, "on"));
                    break;
                case "expansion" or "comparison" or "baseline":
                    string? type = root.TryGetProperty("type", out JsonElement t) ? t.GetString() : null;
                    cases.Add(new(kind, type, [.. root.GetProperty("models").EnumerateArray().Select(Model)], LineAnswer(root))
                    {
                        IsRandom = isRandom,
                    });
                    break;
                default:
                    throw new InvalidDataException($"{path} has a line of unknown kind '{kind}'.");
            }
        }

        return new(version, definitions, cases, accepted);
    }

    private static RecordedModel Model(JsonElement model) => new(
        Text(model, "name"),
        model.TryGetProperty("props", out JsonElement props)
            ? [.. props.EnumerateObject().Select(p => new RecordedProperty(p.Name, p.Value.GetRawText()))]
            : []);

    /// <summary>A row of the answer to <c>query-cpu-definitions</c>.</summary>
    public static RecordedDefinition Definition(JsonElement row) => new(
        Text(row, "name"),
        Text(row, "typename"),
        row.GetProperty("static").GetBoolean(),
        row.GetProperty("migration-safe").GetBoolean(),
        row.GetProperty("deprecated").GetBoolean(),
        Strings(row, "unavailable-features"));

    private static RecordedAnswer LineAnswer(JsonElement line) => line switch
    {
        _ when line.TryGetProperty("error", out JsonElement error) => ErrorAnswer(error),
        _ when line.TryGetProperty("result", out JsonElement result) =>
            new() { Result = result.GetString(), Responsible = Strings(line, "responsible") },
        _ => new() { Name = Text(line, "name"), On = Strings(line, "on"), Off = Strings(line, "off") },
    };

    /// <summary>What stands after <c>"return"</c> in a reply of QMP, or a whole reply that is an error.</summary>
    public static RecordedAnswer QmpAnswer(JsonElement answer)
    {
        if (answer.TryGetProperty("error", out JsonElement error))
        {
            return ErrorAnswer(error);
        }

        if (answer.TryGetProperty("result", out JsonElement result))
        {
            return new() { Result = result.GetString(), Responsible = Strings(answer, "responsible-properties") };
        }

        JsonElement model = answer.GetProperty("model");
        JsonProperty[] props = model.TryGetProperty("props", out JsonElement given)
            ? [.. given.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal)]
            : [];
        return new()
        {
            Name = Text(model, "name"),
            On = [.. props.Where(p => p.Value.GetBoolean()).Select(p => p.Name)],
            Off = [.. props.Where(p => !p.Value.GetBoolean()).Select(p => p.Name)],
            Deprecated = answer.TryGetProperty("deprecated-props", out _) ? Strings(answer, "deprecated-props") : [],
        };
    }

    private static RecordedAnswer ErrorAnswer(JsonElement error) => new() { Error = new(Text(error, "class"), Text(error, "desc")) };

    private static string Text(JsonElement element, string property) => element.GetProperty(property).ToString();

    private static string[] Strings(JsonElement element, string property) =>
        [.. element.GetProperty(property).EnumerateArray().Select(e => e.GetString()!)];

    private static byte[] Unzip(string path)
    {
        using FileStream file = File.OpenRead(path);
        using var zip = new GZipStream(file, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        zip.CopyTo(bytes);
        return bytes.ToArray();
    }
}
