using CpuFacility.S390x;

namespace CpuFacility.Tests.Allocation;

/// <summary>Rule 8 of the design for hosts: effective sets, tags and negotiations allocate nothing.</summary>
public class HostAllocationTests
{
    private static readonly CpuModelRegistry Models = CpuModels.S390x;
    private static readonly CpuModel Guest = Models.Parse("z14");
    private static readonly HostCapability Host = new(Models.Parse("z14,vx=off,te=off,ri=off"), Models.Vocabulary.CreateSet("vx", "te"));
    private static FacilityNegotiation _negotiation;
    private static FacilitySet _facilities;
    private static SoftwareTag _tag;
    private static bool _flag;

    public static TheoryData<string> Names => [.. HotMembers.Keys];

    private static Dictionary<string, Action> HotMembers { get; } = new()
    {
        ["Effective"] = static () => _facilities = Host.Effective(Guest.Facilities),
        ["ActiveSoftware"] = static () => _facilities = Host.ActiveSoftware(Guest.Facilities),
        ["GetOrigin"] = static () => _flag = Host.GetOrigin(S390xFacility.Vx) == FacilityOrigin.Software,
        ["SoftwareTag.Create"] = static () => _tag = SoftwareTag.Create(CpuArchitecture.S390x, Guest.Facilities),
        ["SoftwareTag.TryParse"] = static () => _flag = SoftwareTag.TryParse("62b44bd3b8a78762b5f49e6e576e2f4d", out _tag, out _),
        ["TryFindProfile"] = static () => _flag = Models.TryFindProfile("gen17b", Models.SoftwareProfiles[^1].Tag, out _),
        ["GetTag"] = static () => _tag = Host.GetTag(Guest.Facilities),
        ["Tag equality"] = static () => _flag = _tag == Host.GetTag(Guest.Facilities),
        ["Negotiate a model"] = static () => _negotiation = Host.Negotiate(Guest),
        ["Negotiate a set, strictly"] = static () => _negotiation = Host.Negotiate(Guest.Facilities, NegotiationMode.Strict),
        ["Negotiation, parts"] = static () =>
        {
            FacilityNegotiation result = Host.Negotiate(Guest);
            _facilities = result.GrantedInHardware.Union(result.GrantedInSoftware).Union(result.Refused).Union(result.Unknown).Union(result.NotExposed);
            _flag = result.IsExact | result.IsAccepted | result.IsTooNew | result.ReadBack.IsEqual | result.ReadBack.Dropped.IsEmpty | result.Verdict == CompatibilityVerdict.Unknown;
            _tag = result.GetTag();
        },
        ["GetForbidden"] = static () => _facilities = MigrationPolicy.HardwareOnly.GetForbidden(Guest.Facilities),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void HotMember_AfterWarmUp_AllocatesNothing(string name) => AllocationMeter.AssertNone(HotMembers[name]);
}
