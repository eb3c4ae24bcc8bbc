using CpuFacility.Arm;

namespace CpuFacility.Tests.Allocation;

/// <summary>Rule 8 of the design for Arm: reading and writing registers, look-ups and comparisons allocate nothing.</summary>
public class ArmAllocationTests
{
    private static readonly CpuModelRegistry Models = CpuModels.Arm;
    private static readonly CpuModel Guest = Models.Parse("neoverse-n1");
    private static readonly CpuModel Host = Models.Parse("neoverse-v1");
    private static readonly ArmIdRegister Register = ArmIdRegister.All[0];
    private static readonly ArmFeature Feature = ArmFeature.All[^1];
    private static readonly ArmIdRegisters Registers = Host.GetIdRegisters();
    private static bool _flag;

    public static TheoryData<string> Names => [.. HotMembers.Keys];

    private static Dictionary<string, Action> HotMembers { get; } = new()
    {
        ["Has"] = static () => _flag = Guest.Has(ArmFacility.Lse),
        ["CompareWith"] = static () => _flag = Guest.CompareWith(Host).Relation == CpuModelRelation.Identical,
        ["Intersect"] = static () => _flag = Models.Intersect(Guest, Host).Facilities.IsEmpty,
        ["CompareFieldsWith"] = static () => _flag = Guest.CompareFieldsWith(Host).IsAcceptedByKvm,
        ["Read and Write"] = static () => _flag = Register.Write(Register.Read(0x1101_0001_2011_1112, out ulong unknown), unknown) == 0,
        ["TryFind of a field"] = static () => _flag = ArmField.TryFind("ID_AA64MMFR4_EL1.NV_frac", out ArmField? field) && field.IsTracked,
        ["Part"] = static () => _flag = ((ArmIdentity)Guest.Identity).Part is null,
        ["Vector lengths"] = static () => _flag = ArmVectorLengths.FromFacilities(ArmFacilities.Cut(Host.Facilities)).IsEmpty,
        ["Feature"] = static () => _flag = Feature.IsIn(Registers) || Feature.IsIn(Host.Facilities) == true,
        ["Hwcaps"] = static () => _flag = ArmHwcaps.FromRegisters(Registers).Hwcap == 0 || ArmHwcaps.TryFind("sve2", out _),
        ["Close"] = static () => _flag = ArmFacilities.Close(Host.Facilities).IsEmpty,
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void HotMember_AfterWarmUp_AllocatesNothing(string name) => AllocationMeter.AssertNone(HotMembers[name]);
}
