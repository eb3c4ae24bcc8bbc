using System.Text.Json;
using System.Text.Json.Serialization;

namespace CpuFacility.Qemu;

/// <summary>A command on its way to the server.</summary>
internal sealed class QmpRequestMessage
{
    public required string Execute { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public QmpArgumentsMessage? Arguments { get; init; }

    public required long Id { get; init; }
}

/// <summary>The arguments of all commands that a client sends.</summary>
internal sealed class QmpArgumentsMessage
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Type { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public QmpModelMessage? Model { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("modela")]
    public QmpModelMessage? FirstModel { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("modelb")]
    public QmpModelMessage? SecondModel { get; init; }
}

/// <summary>QAPI's <c>CpuModelInfo</c>.</summary>
internal sealed class QmpModelMessage
{
    public required string Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Dictionary<string, JsonElement>? Props { get; init; }
}

/// <summary>Anything that a server says: greeting, event, return value or error.</summary>
internal sealed class QmpServerMessage
{
    [JsonPropertyName("QMP")]
    public QmpGreetingMessage? Greeting { get; init; }

    public string? Event { get; init; }

    public JsonElement? Return { get; init; }

    public QmpErrorMessage? Error { get; init; }

    public JsonElement? Id { get; init; }
}

/// <summary>What a server says first.</summary>
internal sealed class QmpGreetingMessage
{
    public required QmpVersionMessage Version { get; init; }
}

/// <summary>QAPI's <c>VersionInfo</c>.</summary>
internal sealed class QmpVersionMessage
{
    public required QmpVersionTriple Qemu { get; init; }

    public required string Package { get; init; }
}

/// <summary>QAPI's <c>VersionTriple</c>.</summary>
internal sealed class QmpVersionTriple
{
    public required int Major { get; init; }

    public required int Minor { get; init; }

    public required int Micro { get; init; }
}

/// <summary>An error reply.</summary>
internal sealed class QmpErrorMessage
{
    public required string Class { get; init; }

    [JsonPropertyName("desc")]
    public required string Description { get; init; }
}

/// <summary>QAPI's <c>CpuDefinitionInfo</c>.</summary>
internal sealed class QmpDefinitionMessage
{
    public required string Name { get; init; }

    public required string Typename { get; init; }

    public string? AliasOf { get; init; }

    public required bool Static { get; init; }

    public bool? MigrationSafe { get; init; }

    public bool Deprecated { get; init; }

    public string[]? UnavailableFeatures { get; init; }
}

/// <summary>The return value of an expansion or a baseline.</summary>
internal sealed class QmpExpansionMessage
{
    public required QmpModelMessage Model { get; init; }

    public string[]? DeprecatedProps { get; init; }
}

/// <summary>QAPI's <c>CpuModelCompareInfo</c>.</summary>
internal sealed class QmpComparisonMessage
{
    public required string Result { get; init; }

    public required string[] ResponsibleProperties { get; init; }
}

/// <summary>Serialization without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower,
    RespectNullableAnnotations = true,
    MaxDepth = 64)]
[JsonSerializable(typeof(QmpRequestMessage))]
[JsonSerializable(typeof(QmpServerMessage))]
[JsonSerializable(typeof(QmpDefinitionMessage[]))]
[JsonSerializable(typeof(QmpExpansionMessage))]
[JsonSerializable(typeof(QmpComparisonMessage))]
internal sealed partial class QmpClientJsonContext : JsonSerializerContext;
