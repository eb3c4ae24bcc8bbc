using System.Collections.Immutable;

namespace CpuFacility.Arm;

/// <summary>How a processor stands to a version of the architecture. Immutable.</summary>
/// <param name="Level">The version.</param>
/// <param name="Missing">The features that the processor has not got, by Arm's names.</param>
/// <param name="Unreported">The features of which it is not known.</param>
public sealed record ArmArchitectureLevelCheck(ArmArchitectureLevel Level, ImmutableArray<string> Missing, ImmutableArray<string> Unreported)
{
    /// <summary>Compatible, or incompatible if anything is missing; unknown if nothing is, but something is not known.</summary>
    public CompatibilityVerdict Verdict =>
        !Missing.IsEmpty ? CompatibilityVerdict.Incompatible
        : !Unreported.IsEmpty ? CompatibilityVerdict.Unknown
        : CompatibilityVerdict.Compatible;

    /// <summary>Compares a processor with each version, in the order of <see cref="ArmArchitectureLevel.All"/>.</summary>
    /// <param name="known">The words for what is known to be there.</param>
    /// <param name="possible">The words for what is there or may be.</param>
    public static ImmutableArray<ArmArchitectureLevelCheck> CheckAll(ArmHwcaps known, ArmHwcaps possible) =>
        [.. ArmArchitectureLevel.All.Select(level => level.Check(known, possible))];

    /// <summary>Compares what a set says with each version.</summary>
    /// <param name="facilities">What the processor is known to have.</param>
    /// <param name="unreported">What may be there or not.</param>
    public static ImmutableArray<ArmArchitectureLevelCheck> CheckAll(in FacilitySet facilities, in FacilitySet unreported = default) => CheckAll(
        ArmHwcaps.FromRegisters(ArmIdRegisters.FromFacilities(facilities)),
        ArmHwcaps.FromRegisters(ArmIdRegisters.FromFacilities(facilities.Union(unreported))));

    /// <summary>A sentence: <c>armv8.3-a: lacks FEAT_FCMA, FEAT_JSCVT.</c></summary>
    public override string ToString()
    {
        string[] parts =
        [
            .. Missing.IsEmpty ? (string[])[] : [$"lacks {string.Join(", ", Missing)}"],
            .. Unreported.IsEmpty ? (string[])[] : [$"not known: {string.Join(", ", Unreported)}"],
        ];
        return $"{Level}: {(parts.Length == 0 ? "all there" : string.Join("; ", parts))}.";
    }
}
