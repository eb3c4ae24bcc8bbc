using System.Text;

namespace CpuFacility.Soak;

/// <summary>A request and what every right reply to it has in it.</summary>
/// <param name="Request">The request, a line.</param>
/// <param name="Expected">The engine's own answer, as the reply writes it.</param>
internal sealed record SoakQuestion(byte[] Request, string Expected)
{
    /// <summary>Comparisons of all pairs of a few models, the expansion of each, and mistakes.</summary>
    public static SoakQuestion[] CreateAll()
    {
        CpuModel[] models = [.. CpuModels.S390x.NamedModels.Where(static (_, position) => position % 4 == 0)];
        return
        [
            .. models.SelectMany(first => models.Select(second => Create(
                $$"""{"execute": "query-cpu-model-comparison", "arguments": {"modela": {"name": "{{first.Name}}"}, "modelb": {"name": "{{second.Name}}"} } }""",
                $"\"result\": \"{first.CompareWith(second).Relation.ToString().ToLowerInvariant()}\""))),
            .. models.Select(static model => Create(
                $$"""{"execute": "query-cpu-model-expansion", "arguments": {"type": "static", "model": {"name": "{{model.Name}}"} } }""",
                $"\"name\": \"{model.ExpandStatic().Name}\"")),
            Create("""{"execute": "no-such-command"}""", "\"class\": \"CommandNotFound\""),
            Create("""{"execute": "query-cpu-model-expansion", "arguments": {"type": "static", "model": {"name": "no-such-model"}}}""", "\"class\": \"GenericError\""),
            Create("[1, 2", "\"class\": \"GenericError\"", recovery: "\u0001"),
        ];
    }

    private static SoakQuestion Create(string request, string expected, string recovery = "") => new(Encoding.UTF8.GetBytes(request + recovery + "\n"), expected);
}
