using System.Text.Json;
using System.Text.Json.Serialization;

namespace CpuFacility.Qemu;

/// <summary>Every shape in which a CPU model comes: a QMP reply, its return value, or a bare model.</summary>
internal sealed class QmpModelDocument
{
    public QmpModelReturn? Return { get; init; }

    public QmpError? Error { get; init; }

    public QmpModel? Model { get; init; }

    public string? Name { get; init; }

    public Dictionary<string, JsonElement>? Props { get; init; }

    /// <summary>The rest: in a reply the <c>id</c> and what QEMU may add, in a bare model a mistake.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>The return value of an expansion or a baseline.</summary>
internal sealed class QmpModelReturn
{
    public QmpModel? Model { get; init; }
}

/// <summary>QAPI's <c>CpuModelInfo</c>.</summary>
internal sealed class QmpModel
{
    public string? Name { get; init; }

    public Dictionary<string, JsonElement>? Props { get; init; }

    /// <summary>What is no part of a model: a misspelt <c>props</c> must not pass for a model without any.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>The error of a QMP reply.</summary>
internal sealed class QmpError
{
    public string? Class { get; init; }

    [JsonPropertyName("desc")]
    public string? Description { get; init; }
}

/// <summary>Serialization without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower,
    AllowDuplicateProperties = false,
    MaxDepth = JsonCheck.MaximumDepth)]
[JsonSerializable(typeof(QmpModelDocument))]
internal sealed partial class QmpJsonContext : JsonSerializerContext;
