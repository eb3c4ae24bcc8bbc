using System.Collections.Immutable;

namespace CpuFacility;

/// <summary>Collects the reasons of a <see cref="CompatibilityReport"/>.</summary>
internal static class MigrationCheck
{
    /// <param name="tagged">The guest.</param>
    /// <param name="host">The host.</param>
    /// <param name="policy">What may be done in software; null if hardware and software are not told apart.</param>
    public static CompatibilityReport Run(TaggedModel tagged, HostCapability host, MigrationPolicy? policy)
    {
        CpuModel guest = tagged.Model;
        if (guest.Architecture != host.Architecture)
        {
            CompatibilityReason reason = new(
                CompatibilityReasonKind.Architecture,
                "architecture",
                $"The guest is of architecture {guest.Architecture}, the host of {host.Architecture}.");
            return new CompatibilityReport(tagged, host, policy, CompatibilityVerdict.Incompatible, [reason], HostSuggestion.None, common: null);
        }

        var reasons = ImmutableArray.CreateBuilder<CompatibilityReason>();
        if (HostReasons.FindIdentity(guest, host) is CompatibilityReason identity)
        {
            reasons.Add(identity);
        }

        HostReasons.AddMissing(reasons, guest.Registry, guest.Identity, guest.Facilities, host);
        HostReasons.AddLevel(reasons, guest.Registry, guest.Facilities, host);
        bool lacksSomething = reasons.Count > 0;
        if (policy is not null)
        {
            SoftwareCheck.AddForbidden(reasons, guest, host, policy);
            if (policy.RequiresTag)
            {
                SoftwareCheck.AddTag(reasons, tagged, host);
            }
        }

        bool isCertain = reasons.Count > 0;
        HostReasons.AddUnstated(reasons, guest, host);
        HostReasons.AddUnreported(reasons, guest.Registry, guest.Facilities, host);
        AddUnknown(reasons, guest, host.Offer);

        CompatibilityVerdict verdict = isCertain ? CompatibilityVerdict.Incompatible
            : reasons.Count > 0 ? CompatibilityVerdict.Unknown
            : CompatibilityVerdict.Compatible;
        HostSuggestion hosts = lacksSomething ? HostSuggestion.Find(guest.Registry, guest.Identity, guest.Facilities) : HostSuggestion.None;
        CpuModel? common = lacksSomething && !host.Unreported.Overlaps(guest.Facilities) ? guest.Registry.Baseline(guest, host.Offer)?.InFewestWords(guest, host.Offer) : null;
        common = common is null ? null : guest.Registry.Rules.MakeStartable(common);
        return new CompatibilityReport(tagged, host, policy, verdict, reasons.ToImmutable(), hosts, common);
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
}
