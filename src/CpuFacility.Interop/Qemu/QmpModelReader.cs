using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace CpuFacility.Qemu;

/// <summary>
/// Reads CPU models as QEMU's QMP protocol writes them: a reply to <c>query-cpu-model-expansion</c> or <c>query-cpu-model-baseline</c>, what
/// stands in it after <c>"return"</c>, or a bare <c>{"name": ..., "props": {...}}</c>.
/// </summary>
/// <remarks>
/// <para>Properties are switched as QEMU does it, and in QEMU's order. That matters only if a group and one of its members are both given, which
/// no reply does: QEMU then goes by its own hash of the names, whatever their order in the text. Properties that the registry's edition has no
/// name for are kept in <see cref="CpuModel.UnknownProperties"/>, in the order of the text.</para>
/// <para>Input is checked whole before a model is made. It is UTF-8, at most <see cref="MaximumLength"/> bytes and 32 levels deep; a byte
/// order mark is skipped; comments, trailing commas, repeated names in one object and half surrogate pairs are errors, in ignored parts too.</para>
/// </remarks>
public static class QmpModelReader
{
    /// <summary>The longest input that is read: 4 MiB. Real replies have at most a few tens of kilobytes.</summary>
    public const int MaximumLength = 4 * 1024 * 1024;

    private const string Shapes = "{\"return\":{\"model\":...}}, {\"model\":...} or {\"name\":...}";

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a model.</summary>
    /// <param name="registry">The registry whose edition knows the names.</param>
    /// <param name="utf8Json">The JSON text in UTF-8.</param>
    /// <exception cref="FacilityFormatException">
    /// The text is no JSON, holds no model, names an unknown model, or gives a facility a value that it cannot have. The exception has the
    /// byte position of the bad part.
    /// </exception>
    public static CpuModel Parse(CpuModelRegistry registry, ReadOnlySpan<byte> utf8Json) =>
        TryParse(registry, utf8Json, out CpuModel? model, out FacilityFormatError error) ? model : throw new FacilityFormatException(error);

    /// <summary>Reads a model as <see cref="Parse"/> does, without an exception for bad input.</summary>
    /// <param name="registry">The registry whose edition knows the names.</param>
    /// <param name="utf8Json">The JSON text in UTF-8.</param>
    /// <param name="model">The model, or null.</param>
    /// <param name="error">What is wrong, and from which byte on.</param>
    /// <returns>Whether the text holds a model of the registry's edition.</returns>
    public static bool TryParse(
        CpuModelRegistry registry,
        ReadOnlySpan<byte> utf8Json,
        [NotNullWhen(true)] out CpuModel? model,
        out FacilityFormatError error)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return TryParseChecked([registry], utf8Json, out model, out error);
    }

    /// <summary>Reads a model as <see cref="Parse"/> does, by the first of some registries that knows its name.</summary>
    /// <param name="registries">The registries, at least one.</param>
    /// <param name="utf8Json">The JSON text in UTF-8.</param>
    /// <param name="model">The model, or null.</param>
    /// <param name="error">What is wrong, and from which byte on; if no registry knows the name, as the first one says it.</param>
    /// <returns>Whether the text holds a model of one of the editions.</returns>
    /// <exception cref="ArgumentException">There are no registries.</exception>
    public static bool TryParseAny(
        IReadOnlyList<CpuModelRegistry> registries,
        ReadOnlySpan<byte> utf8Json,
        [NotNullWhen(true)] out CpuModel? model,
        out FacilityFormatError error)
    {
        ArgumentNullException.ThrowIfNull(registries);
        if (registries.Count == 0)
        {
            throw new ArgumentException("At least one registry is needed to look a model up.", nameof(registries));
        }

        return TryParseChecked(registries, utf8Json, out model, out error);
    }

    private static bool TryParseChecked(
        IReadOnlyList<CpuModelRegistry> registries,
        ReadOnlySpan<byte> utf8Json,
        [NotNullWhen(true)] out CpuModel? model,
        out FacilityFormatError error)
    {
        model = null;
        if (utf8Json.Length > MaximumLength)
        {
            error = new FacilityFormatError(MaximumLength, $"The input has {utf8Json.Length} bytes; at most {MaximumLength} are read.");
            return false;
        }

        int offset = utf8Json.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        ReadOnlySpan<byte> json = utf8Json[offset..];
        if (TryDeserialize(json, out QmpModelDocument? document, out error)
            && TryGetModel(json, document, out QmpModel? source, out string[] path, out error)
            && TryBuild(Choose(registries, source.Name), json, source, path, out model, out error))
        {
            return true;
        }

        error = error with { Position = error.Position + offset };
        return false;
    }

    /// <summary>The first registry that knows a name; the first of all, whose error it then is, if none does.</summary>
    private static CpuModelRegistry Choose(IReadOnlyList<CpuModelRegistry> registries, string? name) =>
        registries.FirstOrDefault(registry => registry.TryFind(name, out CpuModel? _)) ?? registries[0];

    private static bool TryDeserialize(ReadOnlySpan<byte> json, [NotNullWhen(true)] out QmpModelDocument? document, out FacilityFormatError error)
    {
        document = null;
        if (!JsonCheck.IsWellFormed(json, out error))
        {
            return false;
        }

        try
        {
            document = JsonSerializer.Deserialize(json, QmpJsonContext.Default.QmpModelDocument);
            error = document is null ? DescribeWrongType(json, []) : default;
        }
        catch (JsonException exception)
        {
            // The text is JSON, so that only a value of the wrong type is left; the path to it has names of QMP alone.
            error = DescribeWrongType(json, exception.Path is null or "$" ? [] : exception.Path["$.".Length..].Split('.'));
        }

        return document is not null;
    }

    private static FacilityFormatError DescribeWrongType(ReadOnlySpan<byte> json, string[] path)
    {
        string reason = path switch
        {
            [] => $"A JSON object with a CPU model is expected: {Shapes}.",
            [.., "name" or "class" or "desc"] => $"'{path[^1]}' takes a string.",
            _ => $"'{path[^1]}' takes an object.",
        };
        return new FacilityFormatError(JsonPositions.FindValue(json, path), reason);
    }

    /// <summary>Finds the model in the shapes that a document can have, and the path to it for error messages.</summary>
    private static bool TryGetModel(
        ReadOnlySpan<byte> json,
        QmpModelDocument document,
        [NotNullWhen(true)] out QmpModel? model,
        out string[] path,
        out FacilityFormatError error)
    {
        error = default;
        (model, path) = document switch
        {
            { Return.Model: not null } => (document.Return.Model, (string[])["return", "model"]),
            { Model: not null } => (document.Model, ["model"]),
            _ => (new QmpModel { Name = document.Name, Props = document.Props, Others = document.Others }, []),
        };
        if (document.Error is not null)
        {
            string description = Shortened.Text(document.Error.Description ?? document.Error.Class ?? "it does not say which", 400);
            error = new FacilityFormatError(JsonPositions.Find(json, "error") ?? 0, $"QEMU answered with an error: {description}");
        }
        else if (string.IsNullOrEmpty(model.Name))
        {
            error = DescribeMissingModel(json, path);
        }
        else if (model.Others is { Count: > 0 })
        {
            string other = model.Others.First().Key;
            error = new FacilityFormatError(
                JsonPositions.Find(json, [.. path, other]) ?? 0,
                $"'{Shortened.Text(other)}' is no part of a CPU model: it has 'name' and 'props'.");
        }

        return error == default;
    }

    /// <summary>Points at the innermost part in which a model could have been.</summary>
    private static FacilityFormatError DescribeMissingModel(ReadOnlySpan<byte> json, string[] path)
    {
        if (JsonPositions.Find(json, "QMP") is int greeting)
        {
            return new FacilityFormatError(greeting, "This is the greeting of QMP, and no reply with a CPU model.");
        }

        if (JsonPositions.Find(json, [.. path, "name"]) is int name)
        {
            return new FacilityFormatError(name, "The CPU model has no name.");
        }

        int position = JsonPositions.Find(json, "return", "model") ?? JsonPositions.Find(json, "return") ?? JsonPositions.Find(json, "model") ?? 0;
        return new FacilityFormatError(position, $"There is no CPU model in this JSON: {Shapes} is expected.");
    }

    private static bool TryBuild(
        CpuModelRegistry registry,
        ReadOnlySpan<byte> json,
        QmpModel source,
        string[] path,
        [NotNullWhen(true)] out CpuModel? model,
        out FacilityFormatError error)
    {
        model = null;
        error = default;
        if (!registry.TryFind(source.Name, out CpuModel? start, out error))
        {
            error = error with { Position = JsonPositions.Find(json, [.. path, "name"]) ?? 0 };
            return false;
        }

        var builder = new CpuModelBuilder(start);
        Dictionary<string, string> defaults = DefaultsOf(start);
        foreach ((string name, JsonElement value) in source.Props ?? [])
        {
            if (QemuProfiles.TryFind(registry, name, out FacilitySet profile))
            {
                // Before all others, which say more of the same.
                if (!TryApplyProfile(builder, registry, profile, name, value, out string? refusal))
                {
                    error = new FacilityFormatError(JsonPositions.Find(json, [.. path, "props", name]) ?? 0, refusal);
                    return false;
                }
            }
            else if (!registry.Vocabulary.TryFind(name, out _) && !defaults.ContainsKey(name))
            {
                builder.AddUnknown(new CpuModelProperty(name, value.GetRawText()));
            }
        }

        foreach ((string name, JsonElement value) in QemuDictionaryOrder.Sort(source.Props ?? []))
        {
            string? reason = null;
            bool isApplied = registry.Vocabulary.TryFind(name, out FacilityTerm term)
                ? TryApply(builder, term, value, out reason)
                : !defaults.TryGetValue(name, out string? byDefault)
                    || QmpPropertyValues.FromJson(value) is string text
                    && (text == byDefault || builder.TrySetProperty(name, text, out reason));
            if (!isApplied)
            {
                error = new FacilityFormatError(JsonPositions.Find(json, [.. path, "props", name]) ?? 0, reason!);
                return false;
            }
        }

        if (builder.FindConflict() is string conflict)
        {
            error = new FacilityFormatError(JsonPositions.Find(json, [.. path, "props"]) ?? 0, conflict);
            return false;
        }

        model = builder.ToModel();
        return true;
    }

    /// <summary>
    /// The values that the properties which are no facilities have in a model: a reply names all of them, and only those that differ say
    /// something.
    /// </summary>
    private static Dictionary<string, string> DefaultsOf(CpuModel start)
    {
        var defaults = start.Registry.Properties.ToDictionary(static property => property.Name, static property => property.DefaultValue);
        foreach (CpuModelProperty property in start.ExpandFull().Properties)
        {
            defaults[property.Name] = property.Value;
        }

        return defaults;
    }

    private static bool TryApplyProfile(
        CpuModelBuilder builder, CpuModelRegistry registry, FacilitySet profile, string name, JsonElement value, [NotNullWhen(false)] out string? reason)
    {
        reason = value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? null
            : $"'{name}' takes true or false, not {Shortened.Text(value.GetRawText())}.";
        foreach (FacilityTerm term in registry.Vocabulary.Summarize(value.ValueKind == JsonValueKind.True ? profile : default))
        {
            if (reason is null && !builder.TrySet(term, isOn: true, out string? refusal))
            {
                reason = refusal;
            }
        }

        return reason is null;
    }

    private static bool TryApply(CpuModelBuilder builder, FacilityTerm term, JsonElement value, [NotNullWhen(false)] out string? reason)
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return builder.TrySet(term, value.GetBoolean(), out reason);
        }

        reason = $"'{term.Name}' takes true or false, not {Shortened.Text(value.GetRawText())}.";
        return false;
    }
}
