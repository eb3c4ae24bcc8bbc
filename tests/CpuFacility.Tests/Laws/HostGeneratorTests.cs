using CpuFacility.Testing;
using FsCheck.Fluent;

namespace CpuFacility.Tests.Laws;

/// <summary>A law about cases that are never generated cannot fail: each kind that the laws of hosts speak of is there.</summary>
public class HostGeneratorTests
{
    private static readonly Dictionary<string, Func<GuestAndHosts, bool>> Kinds = new()
    {
        ["a guest with a tag"] = static hosts => !Tagged(hosts).Tag.IsEmpty,
        ["a guest with a tag of the table"] = static hosts => IsInTable(Tagged(hosts)),
        ["a guest with nothing but a hash"] = static hosts => !Read(hosts).IsSoftwareKnown,
        ["a hash that what is not reported may change"] = static hosts =>
            !Read(hosts).IsSoftwareKnown && Read(hosts).Model.Facilities.Overlaps(hosts.Target.Unreported),
        ["a guest with something off"] = static hosts => hosts.Guest.ToString() != hosts.Guest.Name,
        ["a guest that sees less than it asked for"] = static hosts => Tagged(hosts).Model != hosts.Guest,
        ["a facility that the target hides"] = static hosts => hosts.Guest.Facilities.Overlaps(hosts.Target.Hidden),
        ["a facility that the target does not report"] = static hosts => hosts.Guest.Facilities.Overlaps(hosts.Target.Unreported),
        ["a guest that is too new"] = static hosts => hosts.Guest.Identity.GetRelation(hosts.Target.Identity) == CpuIdentityRelation.Newer,
        ["a strict yes with a tag, on another host"] = static hosts =>
            hosts.Source != hosts.Target && !Tagged(hosts).Tag.IsEmpty && Check(hosts, MigrationPolicy.Strict) == CompatibilityVerdict.Compatible,
        ["a strict yes by the table alone"] = static hosts =>
            Check(hosts, MigrationPolicy.Strict) == CompatibilityVerdict.Compatible
            && Tagged(hosts).Software != hosts.Target.ActiveSoftware(Tagged(hosts).Model.Facilities),
        ["an effective yes and a strict no"] = static hosts =>
            Check(hosts, MigrationPolicy.Effective) == CompatibilityVerdict.Compatible
            && Check(hosts, MigrationPolicy.Strict) == CompatibilityVerdict.Incompatible,
        ["a strict unknown"] = static hosts => Check(hosts, MigrationPolicy.Strict) == CompatibilityVerdict.Unknown,
        ["a yes in hardware only"] = static hosts => Check(hosts, MigrationPolicy.HardwareOnly) == CompatibilityVerdict.Compatible,
    };

    [Fact]
    public void Cases_ManyOfThem_AreOfEveryKind()
    {
        GuestAndHosts[] cases = [.. HostGenerators.Cases().Generator.Sample(5_000, 1)];
        Assert.All(Kinds, kind => Assert.True(cases.Count(kind.Value) >= 10, $"There is hardly {kind.Key}."));
    }

    private static TaggedModel Tagged(GuestAndHosts hosts) => hosts.Source.Tag(hosts.Guest);

    private static TaggedModel Read(GuestAndHosts hosts) => CpuModels.S390x.ParseTagged(Tagged(hosts).ToString());

    private static bool IsInTable(TaggedModel guest) => guest.Model.Registry.TryFindProfile(guest.Model.Name, guest.Tag, out _);

    private static CompatibilityVerdict Check(GuestAndHosts hosts, MigrationPolicy policy) => Tagged(hosts).CheckMigrationTo(hosts.Target, policy).Verdict;
}
