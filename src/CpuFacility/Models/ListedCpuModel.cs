using System.Collections.Immutable;

namespace CpuFacility;

/// <summary>A row of the list in which a publisher names its models: of QEMU's answer to <c>query-cpu-definitions</c>.</summary>
/// <param name="Name">The name. It can be one that the registry has no model for: QEMU's Arm models of 32 bits.</param>
/// <param name="IsStatic">Whether the publisher says of the model that it means the same in every release.</param>
public sealed record ListedCpuModel(string Name, bool IsStatic)
{
    /// <summary>
    /// What a full expansion of a model shows that the registry does not have: properties with the values that they have unasked. Empty for those
    /// that it has.
    /// </summary>
    public ImmutableArray<CpuModelProperty> Properties { get; init; } = [];
}
