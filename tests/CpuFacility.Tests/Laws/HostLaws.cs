using CpuFacility.Testing;
using FsCheck.Xunit;

namespace CpuFacility.Tests.Laws;

/// <summary>What must hold for hosts, negotiation and policies, on generated guests and hosts.</summary>
[Properties(Arbitrary = [typeof(HostGenerators)])]
public class HostLaws
{
    [Law]
    public void Effective_AnyGuest_IsWithinWhatIsAskedAndWhatIsOffered(GuestAndHosts hosts)
    {
        FacilitySet requested = hosts.Guest.Facilities;
        FacilitySet effective = hosts.Source.Effective(requested);
        Assert.Equal(Keep(requested, index => hosts.Source.Hardware.Contains(index) || hosts.Source.Emulated.Contains(index)), effective);
        Assert.True(effective.IsSubsetOf(requested));
        Assert.Equal(effective, hosts.Source.Effective(effective));
    }

    [Law]
    public void ActiveSoftware_AnyGuest_IsEffectiveEmulatedAndNotInHardware(GuestAndHosts hosts)
    {
        FacilitySet requested = hosts.Guest.Facilities;
        Assert.Equal(
            Keep(requested, index => hosts.Source.GetOrigin(CpuModels.S390x.Catalog[index]) == FacilityOrigin.Software),
            hosts.Source.ActiveSoftware(requested));
    }

    [Law]
    public void Negotiate_WhatWasGranted_IsGrantedAgain(GuestAndHosts hosts)
    {
        FacilityNegotiation first = hosts.Source.Negotiate(hosts.Guest.Facilities);
        FacilityNegotiation second = hosts.Source.Negotiate(first.Granted);
        Assert.Equal(first.Granted, second.Granted);
        Assert.True(second.IsExact);
        Assert.True(second.ReadBack.IsEqual);
        Assert.Equal(first.IsExact, hosts.Source.Negotiate(hosts.Guest.Facilities, NegotiationMode.Strict).IsAccepted);
    }

    [Law]
    public void Negotiate_AnyGuest_PartsCoverWhatWasAsked(GuestAndHosts hosts)
    {
        FacilityNegotiation result = hosts.Source.Negotiate(hosts.Guest);
        Assert.Equal(result.Requested, result.GrantedInHardware.Union(result.GrantedInSoftware).Union(result.Refused));
        Assert.False(result.GrantedInHardware.Overlaps(result.GrantedInSoftware));
        Assert.False(result.Granted.Overlaps(result.Refused));
        Assert.True(result.Unknown.IsSubsetOf(result.Refused));
        Assert.Equal(result.Refused, result.ReadBack.Dropped);
        Assert.Equal(result.IsExact, result.GetReasons().IsEmpty);
        Assert.Equal(hosts.Guest.CheckMigrationTo(hosts.Source).Verdict, result.Verdict);
        Assert.Equal(hosts.Source.Offered, result.Granted.Union(result.NotExposed));
    }

    [Law]
    public void ActiveSoftware_MoreHardware_NeverAddsSoftware(GuestAndHosts hosts, ushort index)
    {
        HostCapability before = hosts.Source;
        FacilitySet added = [index % CpuModels.S390x.Catalog.Count];
        var after = new HostCapability(
            before.Offer, before.Hardware.Union(added), before.Emulated, before.Hidden.Except(added), before.Unreported.Except(added));
        Assert.True(after.ActiveSoftware(hosts.Guest.Facilities).IsSubsetOf(before.ActiveSoftware(hosts.Guest.Facilities)));
        Assert.True(after.Effective(hosts.Guest.Facilities).IsSupersetOf(before.Effective(hosts.Guest.Facilities)));
    }

    [Law]
    public void Tag_TwoHosts_IsEqualIfAndOnlyIfSoftwareIs(GuestAndHosts hosts)
    {
        FacilitySet requested = hosts.Guest.Facilities;
        bool sameSoftware = hosts.Source.ActiveSoftware(requested) == hosts.Target.ActiveSoftware(requested);
        Assert.Equal(sameSoftware, hosts.Source.GetTag(requested) == hosts.Target.GetTag(requested));
    }

    [Law]
    public void CheckMigrationTo_Strict_ImpliesEffective(GuestAndHosts hosts)
    {
        TaggedModel guest = hosts.Source.Tag(hosts.Guest);
        FacilitySet allowed = Keep(hosts.Target.Emulated, static index => index % 2 == 0);
        foreach (Func<MigrationPolicy, MigrationPolicy> limit in
            (Func<MigrationPolicy, MigrationPolicy>[])[static policy => policy, policy => policy.WithAllowedSoftware(allowed)])
        {
            CompatibilityReport strict = guest.CheckMigrationTo(hosts.Target, limit(MigrationPolicy.Strict));
            CompatibilityReport effective = guest.CheckMigrationTo(hosts.Target, limit(MigrationPolicy.Effective));
            Assert.True(!strict.IsCompatible || effective.IsCompatible);
            Assert.True(effective.Verdict != CompatibilityVerdict.Incompatible || strict.Verdict == CompatibilityVerdict.Incompatible);
        }
    }

    [Law]
    public void CheckMigrationTo_HardwareOnly_IsThePlainCheckAgainstTheHardware(GuestAndHosts hosts)
    {
        HostCapability target = hosts.Target;
        CompatibilityReport report = hosts.Guest.CheckMigrationTo(target, MigrationPolicy.HardwareOnly);
        bool isTooNew = hosts.Guest.Identity.GetRelation(target.Identity) == CpuIdentityRelation.Newer;
        FacilitySet missing = hosts.Guest.Facilities.Except(target.Hardware);
        CompatibilityVerdict expected = isTooNew || !missing.IsSubsetOf(target.Unreported) ? CompatibilityVerdict.Incompatible
            : missing.IsEmpty ? CompatibilityVerdict.Compatible
            : CompatibilityVerdict.Unknown;
        Assert.Equal(expected, report.Verdict);
        Assert.Equal(missing, report.Reasons.Aggregate(default(FacilitySet), static (all, reason) => all.Union(reason.Missing)));
    }

    [Law]
    public void CheckMigrationTo_BackToTheSource_IsYesUnderAllButHardwareOnly(GuestAndHosts hosts)
    {
        TaggedModel guest = hosts.Source.Tag(hosts.Guest);
        bool fits = hosts.Guest.Identity.GetRelation(hosts.Source.Identity) is CpuIdentityRelation.Same or CpuIdentityRelation.Older;
        Assert.Equal(fits, guest.CheckMigrationTo(hosts.Source, MigrationPolicy.Strict).IsCompatible);
        Assert.Equal(fits, guest.CheckMigrationTo(hosts.Source, MigrationPolicy.Effective).IsCompatible);
        Assert.Equal(fits && guest.Tag.IsEmpty, guest.CheckMigrationTo(hosts.Source, MigrationPolicy.HardwareOnly).IsCompatible);
    }

    [Law]
    public void CheckMigrationTo_TagAlone_SaysWhatTheSetsSayOrLess(GuestAndHosts hosts)
    {
        // Read back as text, the facilities behind a tag that the table does not have are not known any more.
        TaggedModel guest = hosts.Source.Tag(hosts.Guest);
        TaggedModel read = CpuModels.S390x.ParseTagged(guest.ToString());
        Assert.Equal(guest.Tag, read.Tag);
        CompatibilityVerdict bySets = guest.CheckMigrationTo(hosts.Target, MigrationPolicy.Strict).Verdict;
        CompatibilityVerdict byTag = read.CheckMigrationTo(hosts.Target, MigrationPolicy.Strict).Verdict;

        // What is not reported may be what makes the tags equal.
        bool isOpen = !read.IsSoftwareKnown && read.Model.Facilities.Overlaps(hosts.Target.Unreported);
        Assert.True(byTag == bySets || (isOpen && byTag == CompatibilityVerdict.Unknown), $"{byTag} by the tag, {bySets} by the sets");
    }

    [Law]
    public void CheckMigrationTo_WhatWasNotReportedIsLearned_CertainAnswersStay(GuestAndHosts hosts, int seed)
    {
        HostCapability target = hosts.Target;
        var random = new Random(seed);
        FacilitySet hardware = target.Hardware.Union(Keep(target.Unreported, _ => random.Next(3) == 0));
        FacilitySet emulated = target.Emulated.Union(Keep(target.Unreported, _ => random.Next(2) == 0));
        var learned = new HostCapability(target.Offer, hardware, emulated, target.Hidden, unreported: default);
        TaggedModel tagged = hosts.Source.Tag(hosts.Guest);
        foreach (TaggedModel guest in (TaggedModel[])[tagged, CpuModels.S390x.ParseTagged(tagged.ToString())])
        {
            foreach (MigrationPolicy? policy in (MigrationPolicy?[])[null, MigrationPolicy.Strict, MigrationPolicy.Effective, MigrationPolicy.HardwareOnly])
            {
                CompatibilityVerdict before = guest.CheckMigrationTo(target, policy).Verdict;
                CompatibilityVerdict after = guest.CheckMigrationTo(learned, policy).Verdict;
                Assert.True(before == after || before == CompatibilityVerdict.Unknown, $"{policy}: {before}, then {after}");
                Assert.NotEqual(CompatibilityVerdict.Unknown, after);
            }
        }
    }

    /// <summary>A plain second way to make a set of another: index by index.</summary>
    private static FacilitySet Keep(in FacilitySet facilities, Func<int, bool> isKept)
    {
        var kept = default(FacilitySet.Builder);
        foreach (int index in facilities)
        {
            if (isKept(index))
            {
                kept.Add(index);
            }
        }

        return kept.ToFacilitySet();
    }
}
