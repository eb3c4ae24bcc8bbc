using CpuFacility.X86;

namespace CpuFacility.Tests.Allocation;

/// <summary>Rule 8 of the design for x86: from a CPUID table to a set and a definition, nothing is allocated.</summary>
public class CpuidAllocationTests
{
    private static readonly CpuidData Table = CpuidData.FromModel(CpuModels.X86.Parse("SapphireRapids"));
    private static readonly X86Identity Identity = Table.Identity;
    private static readonly X86XsaveState State = Table.ReadXsaveState();
    private static FacilitySet _facilities;
    private static CpuModelDefinition? _definition;
    private static bool _flag;

    public static TheoryData<string> Names => [.. HotMembers.Keys];

    private static Dictionary<string, Action> HotMembers { get; } = new()
    {
        ["ReadFacilities"] = static () => _facilities = Table.ReadFacilities(),
        ["ReadFacilities, unreported"] = static () => _facilities = Table.ReadFacilities(out FacilitySet unreported).Union(unreported),
        ["GetUsable"] = static () => _facilities = State.GetUsable(_facilities, out FacilitySet unknown).Union(unknown),
        ["IsEnabled"] = static () => _flag = State.IsEnabled(X86XsaveComponent.Avx) == true,
        ["FindBestDefinition"] = static () => _definition = CpuModels.X86.FindBestDefinition(Identity, _facilities),
        ["FindHidden"] = static () => _facilities = Table.FindHidden(Table).Hidden,
        ["GetLevel"] = static () => _flag = X86Levels.GetLevel(_facilities) == X86Level.V3,
        ["TryGet"] = static () => _flag = Table.TryGet(7, 0, out _) && Table.TryGetMsr(0x10A, out _),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void HotMember_Called_AllocatesNothing(string name) => AllocationMeter.AssertNone(HotMembers[name]);
}
