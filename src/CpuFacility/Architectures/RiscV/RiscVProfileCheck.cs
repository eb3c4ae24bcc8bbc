using System.Collections.Immutable;

namespace CpuFacility.RiscV;

/// <summary>How a processor stands to a profile. Immutable.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Missing">What the processor has not got of what the profile asks for.</param>
/// <param name="Unreported">What the profile asks for and the description of the processor cannot say.</param>
public sealed record RiscVProfileCheck(RiscVProfile Profile, FacilitySet Missing, FacilitySet Unreported)
{
    /// <summary>Compatible, or incompatible if anything is missing; unknown if nothing is, but something is not known.</summary>
    public CompatibilityVerdict Verdict =>
        !Missing.IsEmpty ? CompatibilityVerdict.Incompatible
        : !Unreported.IsEmpty ? CompatibilityVerdict.Unknown
        : CompatibilityVerdict.Compatible;

    /// <summary>Compares a processor with each profile, in the order of <see cref="RiscVProfile.All"/>.</summary>
    /// <param name="facilities">What the processor is known to have.</param>
    /// <param name="unreported">What may be there or not.</param>
    public static ImmutableArray<RiscVProfileCheck> CheckAll(FacilitySet facilities, FacilitySet unreported = default) =>
        [.. RiscVProfile.All.Select(profile => profile.Check(facilities, unreported))];

    /// <summary>A sentence: <c>RVA22U64: lacks zba, zbb.</c></summary>
    public override string ToString()
    {
        string[] parts =
        [
            .. Missing.IsEmpty ? (string[])[] : [$"lacks {Names(Missing)}"],
            .. Unreported.IsEmpty ? (string[])[] : [$"not known: {Names(Unreported)}"],
        ];
        return $"{Profile}: {(parts.Length == 0 ? "all there" : string.Join("; ", parts))}.";
    }

    private static string Names(in FacilitySet facilities)
    {
        var names = new List<string>();
        foreach (int index in facilities)
        {
            names.Add(RiscVRegistry.Catalog.Data.Names[index]);
        }

        return string.Join(", ", names);
    }
}
