using System.IO.Compression;
using System.Text.Json;

namespace CpuFacility.Testing;

/// <summary>A question over QMP and the answer, both as JSON.</summary>
internal sealed record RecordedExchange(JsonElement Request, JsonElement Reply)
{
    public string Command => Request.GetProperty("execute").GetString()!;

    /// <summary>The model that an expansion asks for; empty if the question names none.</summary>
    public string Model =>
        Request.TryGetProperty("arguments", out JsonElement arguments)
        && arguments.TryGetProperty("model", out JsonElement model)
        && model.TryGetProperty("name", out JsonElement name) ? name.GetString()! : "";

    public string Type =>
        Request.TryGetProperty("arguments", out JsonElement arguments) && arguments.TryGetProperty("type", out JsonElement type) ? type.GetString()! : "";

    public bool HasProperties => Request.GetProperty("arguments").GetProperty("model").TryGetProperty("props", out _);

    /// <summary>The properties of the answer; of an error, none.</summary>
    public JsonElement? Properties =>
        Reply.TryGetProperty("return", out JsonElement answer) && answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("model", out JsonElement model)
            ? model.GetProperty("props")
            : null;
}

/// <summary>The repository's recording of QEMU 7.2's answers about x86.</summary>
internal static class RecordedExchanges
{
    private static readonly Lazy<IReadOnlyList<RecordedExchange>> LazyQemu72 = new(static () => Read(
        RepositoryFolder.Locate("tests", "Recordings", "qemu-7.2-x86.jsonl.gz")));

    public static IReadOnlyList<RecordedExchange> Qemu72 => LazyQemu72.Value;

    private static List<RecordedExchange> Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var exchanges = new List<RecordedExchange>();
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            exchanges.Add(new RecordedExchange(document.RootElement.GetProperty("request").Clone(), document.RootElement.GetProperty("reply").Clone()));
        }

        return exchanges;
    }
}
