using System.Text;

namespace CpuFacility.Testing;

/// <summary>A property as it was sent: its name, and its value as JSON text (<c>true</c>, <c>"maybe"</c>, <c>1</c>).</summary>
internal readonly record struct RecordedProperty(string Name, string Json);

/// <summary>A model as it was sent to QEMU.</summary>
internal sealed record RecordedModel(string Name, IReadOnlyList<RecordedProperty> Properties)
{
    /// <summary>Whether every value is a boolean.</summary>
    public bool HasOnlyBooleans => Properties.All(p => p.Json is "true" or "false");

    /// <summary>The same model as QEMU takes it after <c>-cpu</c>.</summary>
    public string Expression
    {
        get
        {
            var text = new StringBuilder(Name);
            foreach (RecordedProperty property in Properties)
            {
                string value = property.Json switch { "true" => "on", "false" => "off", _ => property.Json.Trim('"') };
                text.Append(',').Append(property.Name).Append('=').Append(value);
            }

            return text.ToString();
        }
    }

    public override string ToString() => Expression;
}

/// <summary>QEMU's error.</summary>
internal sealed record RecordedError(string Class, string Description);

/// <summary>
/// What QEMU answered: an error, or a result with responsible properties in QEMU's order (comparison),
/// or a model with the properties that are on and off, sorted (baseline and expansion).
/// </summary>
internal sealed record RecordedAnswer
{
    public RecordedError? Error { get; init; }

    public string? Result { get; init; }

    public IReadOnlyList<string> Responsible { get; init; } = [];

    public string? Name { get; init; }

    public IReadOnlyList<string> On { get; init; } = [];

    public IReadOnlyList<string> Off { get; init; } = [];

    /// <summary>The <c>deprecated-props</c> of an expansion in QEMU's order; empty where the answer has no such part.</summary>
    public IReadOnlyList<string> Deprecated { get; init; } = [];

    /// <summary>Whether both say the same, lists included.</summary>
    public bool SaysTheSameAs(RecordedAnswer other) =>
        Error == other.Error && Result == other.Result && Name == other.Name
        && Responsible.SequenceEqual(other.Responsible) && On.SequenceEqual(other.On) && Off.SequenceEqual(other.Off) && Deprecated.SequenceEqual(other.Deprecated);
}

/// <summary>One question and its answer. <see cref="Type"/> is <c>static</c> or <c>full</c> for an expansion.</summary>
internal sealed record RecordedCase(string Kind, string? Type, IReadOnlyList<RecordedModel> Models, RecordedAnswer Answer)
{
    /// <summary>Whether a random case rather than one of the full table over all models.</summary>
    public bool IsRandom { get; init; }

    /// <summary>The question as a key: what both recordings of one QEMU must answer alike.</summary>
    public string Key => $"{Kind} {Type} {string.Join('|', Models)}";

    public override string ToString() => Key;
}

/// <summary>A row of <c>query-cpu-definitions</c>.</summary>
internal sealed record RecordedDefinition(
    string Name, string TypeName, bool IsStatic, bool IsMigrationSafe, bool IsDeprecated, IReadOnlyList<string> UnavailableFeatures);

/// <summary>Everything that one QEMU answered about its CPU models.</summary>
internal sealed record RecordedAnswers(
    string Version,
    IReadOnlyList<RecordedDefinition> Definitions,
    IReadOnlyList<RecordedCase> Cases,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Accepted)
{
    public IEnumerable<RecordedCase> Expansions => OfTable("expansion");

    public IEnumerable<RecordedCase> Comparisons => OfTable("comparison");

    public IEnumerable<RecordedCase> Baselines => OfTable("baseline");

    /// <summary>The random cases of a kind: models with properties switched, errors among them.</summary>
    public IEnumerable<RecordedCase> RandomCases(string kind) => Cases.Where(c => c.IsRandom && c.Kind == kind);

    private IEnumerable<RecordedCase> OfTable(string kind) => Cases.Where(c => !c.IsRandom && c.Kind == kind);
}
