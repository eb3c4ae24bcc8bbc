using System.Collections.Immutable;

namespace CpuFacility.Arm;

/// <summary>How QEMU takes the properties of an Arm model's full expansion.</summary>
public static class ArmQemuExpansion
{
    /// <summary>
    /// Every property that an expansion takes, in the order in which QEMU sets them: a mistake in an earlier one is told first. Those of KVM are there,
    /// which no model has in software emulation.
    /// </summary>
    public static ImmutableArray<string> Properties { get; } = [.. ArmData.ExpansionQemu11_1.Name()];

    /// <summary>Why QEMU refuses a model with some properties together, in its words; null if it does not.</summary>
    /// <param name="definition">The model.</param>
    /// <param name="properties">The properties that were set, all of which the model has.</param>
    public static string? FindRefusal(CpuModelDefinition definition, ImmutableArray<CpuModelProperty> properties)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return ArmQemuProperties.FindRefusal(definition, properties);
    }
}
