using System.Text;
using System.Text.Json;

namespace CpuFacility.Interop.Tests.Laws;

/// <summary>Writes a model as QMP does or could: in every shape, spacing and order, with properties that no edition knows.</summary>
internal static class QmpModelText
{
    private static readonly string[] UnknownNames = ["newfac", "VX", "cpu-topology", "", "é\"\\", "props", "name"];
    private static readonly string[] UnknownValues = ["true", "false", "null", "-1.50e2", "\"v\\u0032\"", "[1, {\"vx\":true}]", "{ }"];

    /// <summary>The text, and the model that reading must give.</summary>
    public static (byte[] Json, CpuModel Expected) Write(CpuModel model, Random random)
    {
        CpuModelExpansion expansion = random.Next(2) == 0 ? model.ExpandStatic() : model.ExpandFull();
        (string Name, string Json)[] known = [.. expansion.Settings.Select(static setting => (setting.Term.Name, setting.IsOn ? "true" : "false"))];
        (string Name, string Json)[] unknown =
            [.. Pick(UnknownNames, random).Select(name => (name, UnknownValues[random.Next(UnknownValues.Length)]))];
        (string Name, string Json)[] all = [.. known, .. unknown];
        random.Shuffle(all);

        var builder = new CpuModelBuilder(model);
        foreach ((string name, string json) in all.Where(property => unknown.Contains(property)))
        {
            builder.AddUnknown(new CpuModelProperty(name, json));
        }

        return (Encoding.UTF8.GetBytes(Wrap(WriteModel(expansion.Name, all, random), random)), builder.ToModel());
    }

    private static string WriteModel(string name, (string Name, string Json)[] properties, Random random)
    {
        string props = Object(properties.Select(property => (Quote(property.Name, random), property.Json)), random);
        (string, string)[] members = [("\"name\"", Quote(name, random)), ("\"props\"", props)];
        random.Shuffle(members);
        return Object(members, random);
    }

    private static string Wrap(string model, Random random)
    {
        string text = random.Next(3) switch
        {
            0 => model,
            1 => Object([("\"model\"", model)], random),
            _ => Object(
                [("\"id\"", "{\"name\":\"x\",\"model\":[]}"), ("\"return\"", Object([("\"deprecated-props\"", "[\"te\"]"), ("\"model\"", model)], random))],
                random),
        };
        return (random.Next(4) == 0 ? "\uFEFF" : "") + Space(random) + text + Space(random);
    }

    private static string Object(IEnumerable<(string Name, string Json)> members, Random random) =>
        "{" + string.Join(',', members.Select(member => $"{Space(random)}{member.Name}{Space(random)}:{Space(random)}{member.Json}{Space(random)}")) + "}";

    /// <summary>A string, now and then with its first character escaped although it need not be.</summary>
    private static string Quote(string text, Random random) =>
        text.Length > 0 && random.Next(10) == 0
            ? $"\"\\u{(int)text[0]:x4}{JsonSerializer.Serialize(text[1..])[1..]}"
            : JsonSerializer.Serialize(text);

    private static string Space(Random random) => random.Next(8) switch { 0 => " ", 1 => "\n", 2 => "\r\n\t", _ => "" };

    private static IEnumerable<string> Pick(string[] from, Random random) => from.Where(_ => random.Next(4) == 0);
}
