using System.Collections.Immutable;

namespace CpuFacility.Arm;

/// <summary>What an Arm host lacks, in words of fields and their values.</summary>
internal static class ArmMissing
{
    public const string VectorLengths = "sve-lengths";

    public static CompatibilityNote? Describe(FacilityTerm term, in FacilitySet guest, in FacilitySet host, in FacilitySet unreported) =>
        term.Facilities.IsSubsetOf(ArmFacilities.VectorLengths) ? DescribeLengths(guest, host, unreported)
        : ArmField.TryFind(ArmRegistry.Catalog[term.Facilities.LowestIndex], out ArmField? field) ? DescribeField(field, guest, host, unreported)
        : null;

    private static CompatibilityNote? DescribeLengths(in FacilitySet guest, in FacilitySet host, in FacilitySet unreported)
    {
        FacilitySet missing = guest.Intersect(ArmFacilities.VectorLengths).Except(host).Except(unreported);
        return unreported.Overlaps(ArmFacilities.VectorLengths) ? null : new CompatibilityNote(
            VectorLengths,
            $"The guest has SVE vector lengths {ArmVectorLengths.FromFacilities(guest)}, the host {ArmVectorLengths.FromFacilities(host)}: "
            + "KVM gives a guest all lengths of the host up to the guest's longest, and no others.",
            missing);
    }

    private static CompatibilityNote? DescribeField(ArmField field, in FacilitySet guest, in FacilitySet host, in FacilitySet unreported)
    {
        uint needed = field.GetValue(guest);
        uint offered = field.GetValue(host);
        string place = field.Width == 1 ? $"bit {field.Shift}" : $"bits {field.Shift + field.Width - 1} to {field.Shift}";
        string there = unreported.Overlaps(field.Facilities) ? "is less on the host" : $"is {field.Describe(offered)} on the host";
        string values = $"{field} ({place}) {there}, {field.Describe(needed)} for the guest";
        ImmutableArray<string> features = ListLost(field, needed, host.Union(unreported));
        return new CompatibilityNote(
            field.ToString(),
            features.IsEmpty ? $"{values}." : $"The host lacks {string.Join(", ", features)}: {values}.",
            guest.Intersect(field.Facilities).Except(host).Except(unreported));
    }

    /// <summary>The features that a value of a field shows, and no field shows of what the host has or may have.</summary>
    private static ImmutableArray<string> ListLost(ArmField field, uint needed, FacilitySet possible) =>
    [
        .. ArmFeature.All
            .Where(feature => feature.IsIn(possible) != true
                && feature.Thresholds.Any(threshold => threshold.Field == field && threshold.IsReached(needed)))
            .Select(static feature => feature.Name),
    ];
}
