using System.Collections.Immutable;

namespace CpuFacility;

/// <summary>What can be said of properties without a name: the same property with the same value is the same, everything else is open.</summary>
internal static class UnknownProperties
{
    public static bool HaveSame(CpuModel first, CpuModel second) =>
        (first.UnknownProperties.IsEmpty && second.UnknownProperties.IsEmpty)
        || (Except(first.UnknownProperties, second.UnknownProperties).IsEmpty && Except(second.UnknownProperties, first.UnknownProperties).IsEmpty);

    /// <summary>Those of some properties that are not among others, in their order. Thousands of them take no longer than their number.</summary>
    public static ImmutableArray<CpuModelProperty> Except(ImmutableArray<CpuModelProperty> properties, ImmutableArray<CpuModelProperty> others)
    {
        if (properties.IsEmpty || others.IsEmpty)
        {
            return properties;
        }

        var known = new HashSet<CpuModelProperty>(others);
        return [.. properties.Where(property => !known.Contains(property))];
    }

    /// <summary>Those that are among both, in the order of the first.</summary>
    public static ImmutableArray<CpuModelProperty> Intersect(ImmutableArray<CpuModelProperty> first, ImmutableArray<CpuModelProperty> second) =>
        first.IsEmpty || second.IsEmpty ? [] : Except(first, Except(first, second));
}
