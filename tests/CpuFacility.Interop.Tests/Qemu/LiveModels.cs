using System.Text.Json;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Qemu;

/// <summary>Random models for a live QEMU, the same for the same seed and edition, and the questions on them.</summary>
internal sealed class LiveModels
{
    private static readonly Version OldestRelease = new(7, 2);

    private readonly CpuModelRegistry _registry;
    private readonly Random _random;
    private readonly string[] _names;
    private readonly FacilityTerm[] _terms;

    public LiveModels(CpuModelRegistry registry, int seed)
    {
        _registry = registry;
        _random = new Random(seed);
        _names = [.. registry.NamedModels.Select(static model => model.Name)];
        _terms =
        [
            .. registry.Vocabulary.Groups.Select(group => Term(registry, group.Name)),
            .. registry.Catalog.All.Intersect(registry.Vocabulary.Known).ToArray().Select(index => Term(registry, registry.Catalog.NameOf(registry.Catalog[index]))),
        ];
    }

    /// <summary>The registry as of the release that QEMU says it is.</summary>
    public static CpuModelRegistry RegistryOf(LiveQemu qemu)
    {
        Skip.If(
            qemu.Release < OldestRelease || qemu.Release > CpuModels.S390x.Release,
            $"QEMU {qemu.Release} is none of {OldestRelease} to {CpuModels.S390x.Release}.");
        return CpuModels.S390x.AsOf(qemu.Release);
    }

    public static RecordedCase AskExpansion(LiveQemu qemu, string type, RecordedModel model) => Ask(qemu, "expansion", type, model);

    public static RecordedCase AskPair(LiveQemu qemu, string kind, RecordedModel first, RecordedModel second) => Ask(qemu, kind, null, first, second);

    /// <summary>
    /// A name with up to eight properties: mostly what QEMU accepts, groups together with their members among it; now and then what it refuses.
    /// </summary>
    public RecordedModel Next() => Vary(new RecordedModel(_names[_random.Next(_names.Length)], []));

    /// <summary>A model that is often comparable with another: the same with more properties, or of the same name.</summary>
    public RecordedModel NextBeside(RecordedModel other) => _random.Next(4) switch
    {
        0 => other,
        1 => Vary(other),
        2 => Vary(other with { Properties = [] }),
        _ => Next(),
    };

    private RecordedModel Vary(RecordedModel model)
    {
        FacilitySet full = _registry.TryFind(model.Name, out CpuModel? start) ? start.Definition.Full : default;
        FacilityTerm[] possible = start is null ? _terms : [.. _terms.Where(term => term.Facilities.Overlaps(full))];
        List<RecordedProperty> properties = [.. model.Properties];
        for (int left = _random.Next(6); left > 0; left--)
        {
            FacilityTerm term = _random.Next(100) == 0 ? Pick(_terms) : Pick(possible);
            Add(properties, term, _random.Next(2) == 0);
            if (term.IsGroup || _random.Next(4) == 0)
            {
                // A group and one of its members: QEMU switches them in the order of its dictionary.
                FacilityTerm[] related = [.. possible.Where(candidate => candidate.Facilities.Overlaps(term.Facilities))];
                Add(properties, related.Length > 0 ? Pick(related) : term, _random.Next(2) == 0);
            }
        }

        if (_random.Next(60) == 0)
        {
            string[] wrong = ["\"maybe\"", "\"on\"", "1", "null"];
            properties.Insert(0, _random.Next(2) == 0
                ? new RecordedProperty("no-such-facility", "true")
                : new RecordedProperty(Pick(_terms).Name, wrong[_random.Next(wrong.Length)]));
        }

        RecordedProperty[] distinct = [.. properties.DistinctBy(static property => property.Name)];
        _random.Shuffle(distinct);
        return new RecordedModel(_random.Next(200) == 0 ? model.Name + "-unheard-of" : model.Name, distinct);
    }

    private FacilityTerm Pick(FacilityTerm[] terms) => terms[_random.Next(terms.Length)];

    private static void Add(List<RecordedProperty> properties, FacilityTerm term, bool isOn) =>
        properties.Add(new RecordedProperty(term.Name, isOn ? "true" : "false"));

    private static FacilityTerm Term(CpuModelRegistry registry, string name) =>
        registry.Vocabulary.TryFind(name, out FacilityTerm term) ? term : throw new InvalidOperationException($"{registry} does not know its own '{name}'.");

    private static RecordedCase Ask(LiveQemu qemu, string kind, string? type, params RecordedModel[] models)
    {
        using JsonDocument reply = qemu.Execute($"query-cpu-model-{kind}", writer =>
        {
            if (type is not null)
            {
                writer.WriteString("type", type);
            }

            string[] names = models.Length == 1 ? ["model"] : ["modela", "modelb"];
            foreach ((string name, RecordedModel model) in names.Zip(models))
            {
                writer.WritePropertyName(name);
                Write(writer, model);
            }
        });
        JsonElement root = reply.RootElement;
        return new RecordedCase(kind, type, models, RecordingReader.QmpAnswer(root.TryGetProperty("return", out JsonElement answer) ? answer : root));
    }

    private static void Write(Utf8JsonWriter writer, RecordedModel model)
    {
        writer.WriteStartObject();
        writer.WriteString("name", model.Name);
        writer.WriteStartObject("props");
        foreach (RecordedProperty property in model.Properties)
        {
            writer.WritePropertyName(property.Name);
            writer.WriteRawValue(property.Json);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
