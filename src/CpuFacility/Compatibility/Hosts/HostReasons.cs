using System.Collections.Immutable;

namespace CpuFacility;

/// <summary>Words for what a host cannot give, shared by negotiation and migration check.</summary>
internal static class HostReasons
{
    /// <summary>Why a guest is not of a level that the host has; null if it is.</summary>
    public static CompatibilityReason? FindIdentity(CpuModel guest, HostCapability host)
    {
        string? sentence = FindUnstated(guest, host) is not null ? null : guest.Identity.GetRelation(host.Identity) switch
        {
            CpuIdentityRelation.Newer => $"The guest is of {guest.Identity.Level}, newer than the host's {host.Identity.Level}.",
            CpuIdentityRelation.Unrelated => $"The guest is of {guest.Identity.Level}, the host of {host.Identity.Level}: neither stands in for the other.",
            _ => null,
        };
        return sentence is null
            ? null
            : new CompatibilityReason(
                CompatibilityReasonKind.Identity,
                guest.Registry.Rules.IdentityProperty,
                guest.Registry.Rules.DescribeTooNew(guest.Identity, host.Identity) ?? sentence,
                guestSetting: guest.Registry.Rules.GetIdentitySetting(guest.Facilities, host.Offered),
                hosts: HostSuggestion.Find(guest.Registry, guest.Identity, default));
    }

    /// <summary>What the guest's identity asks for and a host that is known in part does not speak of; null if there is nothing.</summary>
    public static string? FindUnstated(CpuModel guest, HostCapability host) =>
        host.Unreported.IsEmpty ? null : guest.Registry.Rules.FindUnstated(guest.Identity, host.Identity);

    /// <summary>A reason for that, if there is any.</summary>
    public static void AddUnstated(ImmutableArray<CompatibilityReason>.Builder reasons, CpuModel guest, HostCapability host)
    {
        if (FindUnstated(guest, host) is string values)
        {
            reasons.Add(new CompatibilityReason(
                CompatibilityReasonKind.Unreported, guest.Registry.Rules.IdentityProperty, $"Whether the host has {values} is not known: {SourceOf(host)} does not say."));
        }
    }

    /// <summary>What a guest of some identity needs and the host does certainly not offer: groups, then facilities by rank.</summary>
    public static void AddMissing(
        ImmutableArray<CompatibilityReason>.Builder reasons, CpuModelRegistry registry, CpuIdentity identity, in FacilitySet needed, HostCapability host)
    {
        FacilitySet left = needed.Except(host.Offered).Except(host.Unreported);
        foreach (FacilityTerm term in registry.Vocabulary.Summarize(left))
        {
            FacilitySet facilities = term.Facilities;
            if (!facilities.IsSubsetOf(left))
            {
                // An earlier reason speaks of it.
                continue;
            }

            CompatibilityNote note = !facilities.Overlaps(host.Hidden) && registry.Rules.DescribeMissing(term, needed, host.Offered, host.Unreported) is CompatibilityNote own
                ? own
                : new CompatibilityNote(term.Name, DescribeMissing(registry, term, host.Hidden), facilities);
            left = left.Except(note.Facilities);
            reasons.Add(new CompatibilityReason(
                term.IsGroup ? CompatibilityReasonKind.Group : CompatibilityReasonKind.Facility,
                note.Property,
                note.Sentence,
                note.Facilities,
                registry.Rules.GetSetting(term, needed, host.Offered),
                HostSuggestion.Find(registry, identity, note.Facilities)));
        }
    }

    /// <summary>A level of the architecture that the guest reaches and the host does not.</summary>
    public static void AddLevel(ImmutableArray<CompatibilityReason>.Builder reasons, CpuModelRegistry registry, in FacilitySet needed, HostCapability host)
    {
        // What is not reported may be there: then no level is certainly lost.
        if (registry.Rules.FindLostLevel(needed, host.Offered.Union(host.Unreported)) is CompatibilityNote note)
        {
            reasons.Add(new CompatibilityReason(CompatibilityReasonKind.Level, note.Property, note.Sentence, note.Facilities));
        }
    }

    /// <summary>What a guest needs and the host may or may not offer: one reason for all of it, as it is known for none of it.</summary>
    public static void AddUnreported(
        ImmutableArray<CompatibilityReason>.Builder reasons, CpuModelRegistry registry, in FacilitySet needed, HostCapability host)
    {
        FacilitySet open = needed.Intersect(host.Unreported);
        if (open.IsEmpty)
        {
            return;
        }

        reasons.Add(new CompatibilityReason(
            CompatibilityReasonKind.Unreported,
            "unreported",
            $"Whether the host has {ListShortly(registry, open)} is not known: {SourceOf(host)} does not say.",
            open));
    }

    private static string SourceOf(HostCapability host) => host.Source.Length == 0 ? "its description" : host.Source;

    /// <summary>The first names of a set, and how many facilities are not named.</summary>
    private static string ListShortly(CpuModelRegistry registry, in FacilitySet facilities)
    {
        const int most = 6;
        var terms = registry.Vocabulary.Summarize(facilities).ToImmutableArray();
        if (terms.Length <= most)
        {
            return string.Join(", ", terms);
        }

        int named = terms[..most].Sum(static term => term.Facilities.Count);
        return $"{string.Join(", ", terms[..most])} and {facilities.Count - named} more facilities";
    }

    /// <summary>A reason about facilities that the guest can do without, or that a host with them in hardware may resolve.</summary>
    public static CompatibilityReason Create(
        CompatibilityReasonKind kind, CpuModelRegistry registry, CpuIdentity identity, FacilityTerm term, string sentence, bool helpsHardware = true) =>
        new(kind, term.Name, sentence, term.Facilities, $"{term.Name}=off", helpsHardware ? HostSuggestion.Find(registry, identity, term.Facilities) : HostSuggestion.None);

    /// <summary>A facility with its title, or a group with its size.</summary>
    public static string Describe(CpuModelRegistry registry, FacilityTerm term)
    {
        FacilitySet facilities = term.Facilities;
        return term.IsGroup
            ? $"{term.Name}, a group of {facilities.Count} {(facilities.Count == 1 ? "facility" : "facilities")}"
            : $"{term.Name} ({DescribeOne(registry, registry.Catalog.Describe(registry.Catalog[facilities.LowestIndex]))})";
    }

    private static string DescribeMissing(CpuModelRegistry registry, FacilityTerm term, in FacilitySet hidden) =>
        !term.Facilities.Overlaps(hidden) ? $"The host lacks {Describe(registry, term)}."
        : term.Facilities.IsSubsetOf(hidden) ? $"The host has {Describe(registry, term)}, but keeps it from guests."
        : $"The host lacks {Describe(registry, term)}, and keeps what it has of it from guests.";

    private static string DescribeOne(CpuModelRegistry registry, FacilityInfo facility) =>
        registry.Rules.DescribePlace(facility) is string place ? $"{facility.Title}; {place}" : facility.Title;
}
