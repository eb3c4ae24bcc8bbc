using CpuFacility.Power;

namespace CpuFacility.Tests.Allocation;

/// <summary>Rule 8 of the design for POWER: look-ups, modes, closure and comparisons allocate nothing.</summary>
public class PowerAllocationTests
{
    private static readonly CpuModelRegistry Models = CpuModels.Power;
    private static readonly CpuModel Guest = Models.Parse("power9,max-cpu-compat=power8");
    private static readonly CpuModel Host = Models.Parse("power10");
    private static readonly PowerFeatureWords Words = new(0xDC0065C2, 0xEFF00000);
    private static bool _flag;

    public static TheoryData<string> Names => [.. HotMembers.Keys];

    private static Dictionary<string, Action> HotMembers { get; } = new()
    {
        ["Has"] = static () => _flag = Guest.Has(PowerFacility.Vsx),
        ["CompareWith"] = static () => _flag = Guest.CompareWith(Host).Relation == CpuModelRelation.Identical,
        ["TryFind in any case"] = static () => _flag = Models.TryFind("POWER9", out _) && Models.TryFind("power9", out _),
        ["TryFind by PVR"] = static () => _flag = Models.TryFind("004e1202", out _) && Models.TryFindByPvr(0x004E0201, out _),
        ["Accepts"] = static () => _flag = PowerCompatibilityMode.TryFind("power8", out PowerCompatibilityMode? mode) && PowerCompatibility.Accepts(0x004E1202, mode),
        ["FindHighestCommon"] = static () => _flag = PowerCompatibility.FindHighestCommon(0x004E1202, 0x00801200) is null,
        ["Close"] = static () => _flag = PowerFeatureWords.FromFacilities(Words.Facilities, Words.Deviation) == Words,
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void HotMember_AfterWarmUp_AllocatesNothing(string name) => AllocationMeter.AssertNone(HotMembers[name]);
}
