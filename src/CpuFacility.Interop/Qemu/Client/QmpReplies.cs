using System.Collections.Immutable;

namespace CpuFacility.Qemu;

/// <summary>One entry of <c>query-cpu-definitions</c>.</summary>
/// <param name="Name">The name of the model.</param>
/// <param name="TypeName">The name of QEMU's object type for it.</param>
/// <param name="IsStatic">Whether it means the same in every release.</param>
/// <param name="IsMigrationSafe">Whether it means the same on every machine; null if QEMU does not tell.</param>
/// <param name="IsDeprecated">Whether QEMU is to drop it.</param>
/// <param name="UnavailableFeatures">The properties that keep it from running on the host; none if it runs there, null if QEMU does not tell.</param>
public sealed record QmpCpuDefinition(
    string Name, string TypeName, bool IsStatic, bool? IsMigrationSafe, bool IsDeprecated, ImmutableArray<string>? UnavailableFeatures)
{
    /// <summary>The model that this is another name of, or null.</summary>
    public string? AliasOf { get; init; }
}

/// <summary>How far a model is expanded.</summary>
public enum QmpExpansionType
{
    /// <summary>To a static name and what differs from it.</summary>
    Static = 0,

    /// <summary>To every property.</summary>
    Full = 1,
}

/// <summary>The reply to <c>query-cpu-model-expansion</c>.</summary>
/// <param name="Model">The model written out.</param>
/// <param name="DeprecatedProperties">The deprecated properties that QEMU points out; none in releases that do not.</param>
public sealed record QmpCpuModelExpansion(QmpCpuModel Model, ImmutableArray<string> DeprecatedProperties);

/// <summary>The reply to <c>query-cpu-model-comparison</c>.</summary>
/// <param name="Relation">How the first model stands to the second.</param>
/// <param name="ResponsibleProperties">The properties that make the difference, in QEMU's order.</param>
public sealed record QmpCpuModelComparison(CpuModelRelation Relation, ImmutableArray<string> ResponsibleProperties);
