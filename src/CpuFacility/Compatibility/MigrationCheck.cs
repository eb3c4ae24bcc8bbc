using System.Collections.Immutable;

namespace CpuFacility;

/// <summary>Collects the reasons of a <see cref="CompatibilityReport"/>.</summary>
internal static class MigrationCheck
{
    public static CompatibilityReport Run(CpuModel guest, CpuModel host)
    {
        if (guest.Architecture != host.Architecture)
        {
            CompatibilityReason reason = new(
                CompatibilityReasonKind.Architecture,
                "architecture",
                $"The guest is of architecture {guest.Architecture}, the host of {host.Architecture}.");
            return new CompatibilityReport(guest, host, CompatibilityVerdict.Incompatible, [reason], HostSuggestion.None, common: null);
        }

        var reasons = ImmutableArray.CreateBuilder<CompatibilityReason>();
        AddIdentity(reasons, guest, host);
        AddFacilities(reasons, guest, host);
        bool isCertain = reasons.Count > 0;
        AddUnknown(reasons, guest, host);

        CompatibilityVerdict verdict = isCertain ? CompatibilityVerdict.Incompatible
            : reasons.Count > 0 ? CompatibilityVerdict.Unknown
            : CompatibilityVerdict.Compatible;
        HostSuggestion hosts = isCertain ? HostSuggestion.Find(guest.Registry, guest.Identity, guest.Facilities) : HostSuggestion.None;
        CpuModel? common = isCertain ? guest.Registry.Baseline(guest, host)?.WithShortestName() : null;
        return new CompatibilityReport(guest, host, verdict, reasons.ToImmutable(), hosts, common);
    }

    private static void AddIdentity(ImmutableArray<CompatibilityReason>.Builder reasons, CpuModel guest, CpuModel host)
    {
        string? sentence = guest.Identity.GetRelation(host.Identity) switch
        {
            CpuIdentityRelation.Newer => $"The guest is of {guest.Identity.Level}, newer than the host's {host.Identity.Level}.",
            CpuIdentityRelation.Unrelated => $"The guest is of {guest.Identity.Level}, the host of {host.Identity.Level}: neither stands in for the other.",
            _ => null,
        };
        if (sentence is not null)
        {
            reasons.Add(new CompatibilityReason(
                CompatibilityReasonKind.Identity,
                guest.Registry.Rules.IdentityProperty,
                sentence,
                hosts: HostSuggestion.Find(guest.Registry, guest.Identity, default)));
        }
    }

    private static void AddFacilities(ImmutableArray<CompatibilityReason>.Builder reasons, CpuModel guest, CpuModel host)
    {
        FacilitySet missing = guest.Facilities.Except(host.Facilities);
        foreach (FacilityTerm term in guest.Registry.Vocabulary.Summarize(missing))
        {
            FacilitySet facilities = term.Facilities;
            reasons.Add(new CompatibilityReason(
                term.IsGroup ? CompatibilityReasonKind.Group : CompatibilityReasonKind.Facility,
                term.Name,
                $"The host lacks {Describe(guest.Registry.Catalog, term, facilities)}.",
                facilities,
                $"{term.Name}=off",
                HostSuggestion.Find(guest.Registry, guest.Identity, facilities)));
        }
    }

    private static void AddUnknown(ImmutableArray<CompatibilityReason>.Builder reasons, CpuModel guest, CpuModel host)
    {
        foreach (CpuModelProperty property in UnknownProperties.Except(guest.UnknownProperties, host.UnknownProperties))
        {
            reasons.Add(new CompatibilityReason(
                CompatibilityReasonKind.UnknownProperty,
                property.Name,
                $"The guest has '{CpuModelExpression.Shorten(property.ToString())}', which {guest.Registry.Edition} has no name for: whether the host can do it is not known."));
        }
    }

    private static string Describe(FacilityCatalog catalog, FacilityTerm term, in FacilitySet facilities) =>
        term.IsGroup
            ? $"{term.Name}, a group of {facilities.Count} {(facilities.Count == 1 ? "facility" : "facilities")}"
            : $"{term.Name} ({catalog.Describe(catalog[facilities.LowestIndex]).Title})";
}
