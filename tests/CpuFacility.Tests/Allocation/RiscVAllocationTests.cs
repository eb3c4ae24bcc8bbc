using CpuFacility.RiscV;

namespace CpuFacility.Tests.Allocation;

/// <summary>Rule 8 of the design for RISC-V: closure, profiles and comparisons allocate nothing.</summary>
public class RiscVAllocationTests
{
    private static readonly CpuModelRegistry Models = CpuModels.RiscV;
    private static readonly CpuModel Guest = Models.Parse("rva22s64");
    private static readonly CpuModel Host = Models.Parse("rva23s64");
    private static readonly RiscVProfile Profile = RiscVProfile.All[^1];
    private static bool _flag;

    public static TheoryData<string> Names => [.. HotMembers.Keys];

    private static Dictionary<string, Action> HotMembers { get; } = new()
    {
        ["Has"] = static () => _flag = Guest.Has(RiscVFacility.Zba),
        ["CompareWith"] = static () => _flag = Guest.CompareWith(Host).Relation == CpuModelRelation.Identical,
        ["TryFind"] = static () => _flag = Models.TryFind("rva22s64", out _),
        ["Close"] = static () => _flag = RiscVFacilities.Close(Guest.Configured).IsEmpty,
        ["Reduce"] = static () => _flag = RiscVFacilities.Reduce(Guest.Facilities).IsEmpty,
        ["GetXlen"] = static () => _flag = RiscVFacilities.GetXlen(Guest.Facilities) == 64,
        ["FindMissing"] = static () => _flag = Profile.FindMissing(Guest.Facilities).IsEmpty,
        ["TryFind profile"] = static () => _flag = RiscVProfile.TryFind("rva23s64", out _),
        ["GetRelation"] = static () => _flag = Guest.Identity.GetRelation(Host.Identity) == CpuIdentityRelation.Same,
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void HotMember_AfterWarmUp_AllocatesNothing(string name) => AllocationMeter.AssertNone(HotMembers[name]);
}
