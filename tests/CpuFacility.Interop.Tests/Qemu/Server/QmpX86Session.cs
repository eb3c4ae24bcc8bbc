using System.Text;
using System.Text.Json;
using CpuFacility.Qemu;

namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>A session that answers as QEMU 11.1 does on x86, without a host.</summary>
internal sealed class QmpX86Session
{
    private readonly TestSession _session = new(new QmpServerOptions { Registry = CpuModels.X86 });

    public string Ask(string request) => _session.Ask(request);

    public JsonElement Ask(JsonElement request) => Parse(_session.Ask(Encoding.UTF8.GetBytes(request.GetRawText())));

    /// <summary>What stands after "return" in the answer to an expansion.</summary>
    public JsonElement Expand(string type, string name, string props = "{}") =>
        Parse(_session.Ask(QmpRequests.Expansion(type, $"{{\"name\":\"{name}\",\"props\":{props}}}"))).GetProperty("return");

    /// <summary>Class and words of the error in the answer to an expansion of <c>base</c>.</summary>
    public string Error(string props, string name = "base", string type = "static")
    {
        JsonElement error = Parse(_session.Ask(QmpRequests.Expansion(type, $"{{\"name\":\"{name}\",\"props\":{props}}}"))).GetProperty("error");
        return $"{error.GetProperty("class").GetString()}: {error.GetProperty("desc").GetString()}";
    }

    public static JsonElement Parse(string reply)
    {
        using JsonDocument document = JsonDocument.Parse(reply);
        return document.RootElement.Clone();
    }

    /// <summary>The properties that two answers both have and that differ, each as <c>name theirs ours</c>.</summary>
    public static IEnumerable<string> Differences(JsonElement theirs, JsonElement ours) =>
        from property in theirs.EnumerateObject()
        where ours.TryGetProperty(property.Name, out JsonElement value) && !JsonElement.DeepEquals(property.Value, value)
        select $"{property.Name} {property.Value.GetRawText()} {ours.GetProperty(property.Name).GetRawText()}";
}
