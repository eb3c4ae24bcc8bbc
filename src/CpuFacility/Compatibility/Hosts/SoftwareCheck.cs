using System.Collections.Immutable;

namespace CpuFacility;

/// <summary>Collects the reasons that have to do with facilities done in software.</summary>
internal static class SoftwareCheck
{
    /// <summary>What the host would do in software for the guest against the policy.</summary>
    public static void AddForbidden(
        ImmutableArray<CompatibilityReason>.Builder reasons, CpuModel guest, HostCapability host, MigrationPolicy policy)
    {
        CpuModelRegistry registry = guest.Registry;
        FacilitySet forbidden = policy.GetForbidden(host.ActiveSoftware(guest.Facilities));
        foreach (FacilityTerm term in registry.Vocabulary.Summarize(forbidden))
        {
            reasons.Add(HostReasons.Create(
                CompatibilityReasonKind.Software,
                registry,
                guest.Identity,
                term,
                $"The host does {HostReasons.Describe(registry, term)} in software, which the policy {policy} does not allow."));
        }
    }

    /// <summary>The guest's tag against those that the host has in its table for the model.</summary>
    public static void AddTag(ImmutableArray<CompatibilityReason>.Builder reasons, TaggedModel guest, HostCapability host)
    {
        FacilitySet active = host.ActiveSoftware(guest.Model.Facilities);
        if (guest.IsSoftwareKnown)
        {
            // Both sets are at hand: they are compared themselves.
            if (guest.Software != active && !IsInTable(guest, host, active))
            {
                AddDifferences(reasons, guest, host, active);
            }
        }
        else if (!guest.Model.Facilities.Overlaps(host.Unreported)
            && SoftwareTag.Create(host.Architecture, active) is var own && guest.Tag != own)
        {
            // Where something is not reported, the host's own tag is not known either: that is a reason already, and no certain one.
            string there = own.IsEmpty ? "the host does all of it in hardware" : $"the host's is {own.ToShortString()}";
            reasons.Add(new CompatibilityReason(
                CompatibilityReasonKind.SoftwareTag,
                "tag",
                $"The guest's tag {guest.Tag.ToShortString()} is not in the host's table for {guest.Model.Name}: {there}. Which facilities differ cannot be told from a hash."));
        }
    }

    /// <summary>
    /// A known profile of the model that the host can keep up: it can do all of it in software, and needs no more than that in software. What is
    /// not reported may be done in software, and is a reason already.
    /// </summary>
    private static bool IsInTable(TaggedModel guest, HostCapability host, in FacilitySet active) =>
        active.IsSubsetOf(guest.Software)
        && guest.Software.Except(host.Unreported).IsSubsetOf(host.Emulated)
        && guest.Model.Registry.TryFindProfile(guest.Model.Name, guest.Tag, out _);

    private static void AddDifferences(
        ImmutableArray<CompatibilityReason>.Builder reasons, TaggedModel guest, HostCapability host, in FacilitySet active)
    {
        // What the host does not offer at all is a reason already.
        CpuModelRegistry registry = guest.Model.Registry;
        Add(guest.Software.Intersect(host.Hardware), "the guest has it in software, the host in hardware", helpsHardware: false);
        Add(active.Except(guest.Software), "the guest has it in hardware, the host in software", helpsHardware: true);

        void Add(in FacilitySet facilities, string difference, bool helpsHardware)
        {
            foreach (FacilityTerm term in registry.Vocabulary.Summarize(facilities))
            {
                reasons.Add(HostReasons.Create(
                    CompatibilityReasonKind.SoftwareTag,
                    registry,
                    guest.Model.Identity,
                    term,
                    $"The tags differ in {HostReasons.Describe(registry, term)}: {difference}.",
                    helpsHardware));
            }
        }
    }
}
