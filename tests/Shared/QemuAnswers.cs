namespace CpuFacility.Testing;

/// <summary>The library's answers in the shape of the recorded ones.</summary>
internal static class QemuAnswers
{
    /// <summary>Builds a model as it was sent to QEMU, or gives null where the library refuses it.</summary>
    public delegate CpuModel? ModelParser(CpuModelRegistry registry, RecordedModel recorded);

    /// <summary>Compares all cases and shows the first that differ: one difference is rarely alone.</summary>
    public static void AssertEqual(
        CpuModelRegistry registry, IEnumerable<RecordedCase> cases, int count, ModelParser? parse = null)
    {
        int checkedCases = 0;
        var differences = new List<string>();
        foreach (RecordedCase question in cases)
        {
            checkedCases++;
            RecordedAnswer expected = WithoutWords(question.Answer);
            RecordedAnswer actual = Answer(registry, question, parse ?? ParseExpression);
            if (!actual.SaysTheSameAs(expected))
            {
                differences.Add($"{question.Key}\n  QEMU: {Describe(question.Answer)}\n  ours: {Describe(actual)}");
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} of {checkedCases} differ.\n{string.Join('\n', differences.Take(5))}");
        Assert.Equal(count, checkedCases);
    }

    /// <summary>Answers a recorded question; an error, if any, has an empty class and description: QEMU's words are its own.</summary>
    private static RecordedAnswer Answer(CpuModelRegistry registry, RecordedCase question, ModelParser parse)
    {
        var models = new List<CpuModel>();
        foreach (RecordedModel recorded in question.Models)
        {
            if (parse(registry, recorded) is not CpuModel model)
            {
                return Refused;
            }

            models.Add(model);
        }

        return question.Kind switch
        {
            "comparison" => Compare(models[0], models[1]),
            "baseline" => registry.Baseline(models[0], models[1]) is CpuModel common ? Expand(common.ExpandStatic()) with { Deprecated = [] } : Refused,
            _ => Expand(question.Type == "full" ? models[0].ExpandFull() : models[0].ExpandStatic()),
        };
    }

    private static RecordedAnswer Refused { get; } = new() { Error = new("", "") };

    /// <summary>The recorded answer without QEMU's words for an error.</summary>
    private static RecordedAnswer WithoutWords(RecordedAnswer answer) => answer.Error is null ? answer : Refused;

    private static CpuModel? ParseExpression(CpuModelRegistry registry, RecordedModel recorded) =>
        registry.TryParse(recorded.Expression, CpuModelSyntax.QemuExact, out CpuModel? model, out _) ? model : null;

    private static RecordedAnswer Compare(CpuModel first, CpuModel second)
    {
        CpuModelComparison comparison = first.CompareWith(second);
        string result = comparison.Relation switch
        {
            CpuModelRelation.Identical => "identical",
            CpuModelRelation.Subset => "subset",
            CpuModelRelation.Superset => "superset",
            _ => "incompatible",
        };
        return new() { Result = result, Responsible = comparison.GetResponsibleProperties() };
    }

    private static RecordedAnswer Expand(CpuModelExpansion expansion) => new()
    {
        Name = expansion.Name,
        On = Names(expansion, isOn: true),
        Off = Names(expansion, isOn: false),
        Deprecated = expansion.DeprecatedProperties,
    };

    private static string[] Names(CpuModelExpansion expansion, bool isOn) =>
        [.. expansion.Settings.Where(setting => setting.IsOn == isOn).Select(static setting => setting.Term.Name).Order(StringComparer.Ordinal)];

    private static string Describe(RecordedAnswer answer) =>
        answer.Error is { } error ? $"error {error.Description}"
        : answer.Result is { } result ? $"{result}: {string.Join(' ', answer.Responsible)}"
        : $"{answer.Name} +{string.Join(" +", answer.On)} -{string.Join(" -", answer.Off)} deprecated {string.Join(' ', answer.Deprecated)}";
}
