using System.Text;
using System.Text.Json;

namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>Requests as a management program would send them, and as it should not.</summary>
internal static class QmpRequests
{
    public static byte[] Expansion(string type, string model) => Command("expansion", $"{{\"type\":\"{type}\",\"model\":{model}}}");

    public static byte[] Comparison(string first, string second) => Command("comparison", $"{{\"modela\":{first},\"modelb\":{second}}}");

    public static byte[] Baseline(string first, string second) => Command("baseline", $"{{\"modela\":{first},\"modelb\":{second}}}");

    public static byte[] Command(string kind, string arguments) => Bytes($"{{\"execute\":\"query-cpu-model-{kind}\",\"arguments\":{arguments}}}");

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string Model(string name) => $"{{\"name\":{JsonSerializer.Serialize(name)}}}";

    /// <summary>Random questions about pairs of models with properties switched; some of them are wrong in one way or another.</summary>
    public static IEnumerable<byte[]> RandomPairs(CpuModelRegistry registry, int seed, int count)
    {
        var random = new Random(seed);
        string[] names = [.. registry.NamedModels.Select(static model => model.Name)];
        string[] terms =
        [
            .. registry.Catalog.All.ToArray().Where(index => registry.Vocabulary.Known.Contains(index)).Select(index => registry.Catalog.NameOf(registry.Catalog[index])),
            .. registry.Vocabulary.Groups.Select(static group => group.Name),
        ];
        for (int i = 0; i < count; i++)
        {
            string first = RandomModel(random, names, terms);
            string second = RandomModel(random, names, terms);
            yield return Comparison(first, second);
            yield return Baseline(first, second);
            yield return Expansion(random.Next(8) == 0 ? "full" : "static", first);
        }
    }

    private static string RandomModel(Random random, string[] names, string[] terms)
    {
        string name = random.Next(40) == 0 ? "z14-unheard-of" : names[random.Next(names.Length)];
        var properties = new List<string>();
        var used = new HashSet<string>();
        for (int count = random.Next(8); count > 0; count--)
        {
            string term = random.Next(60) switch
            {
                0 => "no-such-facility",
                1 => (string)random.GetItems(["type", "static", "core-id", "start-powered-off", "description", "hotplugged"], 1)[0],
                _ => terms[random.Next(terms.Length)],
            };
            if (used.Add(term))
            {
                // Off always works, on only where the model can have it: mostly off keeps answers in the mix.
                string value = random.Next(50) == 0 ? random.GetItems(["1", "\"on\"", "null", "[]", "{}", "1.5", "-1"], 1)[0] : random.Next(4) == 0 ? "true" : "false";
                properties.Add($"{JsonSerializer.Serialize(term)}:{value}");
            }
        }

        string rest = random.Next(120) switch
        {
            0 => ",\"props\":[]",
            1 => ",\"unknown\":1",
            2 => ",\"props\":null",
            _ => properties.Count == 0 ? "" : $",\"props\":{{{string.Join(',', properties)}}}",
        };
        return random.Next(150) == 0 ? "{\"props\":{}}" : $"{{\"name\":\"{name}\"{rest}}}";
    }
}
