using CpuFacility.S390x;

namespace CpuFacility.Tests.Allocation;

/// <summary>Rule 8 of the design: queries, look-ups, block codecs and comparisons allocate nothing.</summary>
public class CpuModelAllocationTests
{
    private static readonly CpuModelRegistry Models = CpuModels.S390x;
    private static readonly CpuModel Guest = Models.Parse("z14,te=off");
    private static readonly CpuModel Host = Models.Parse("gen16a-base,vx=on,msa5=on");
    private static readonly S390xIdentity Identity = new(0x3906, 14, 1);
    private static readonly byte[] Stfl = new byte[32];
    private static readonly byte[] Km = new byte[16];
    private static CpuModelComparison _comparison;
    private static bool _flag;
    private static int _number;

    public static TheoryData<string> Names => [.. HotMembers.Keys];

    private static Dictionary<string, Action> HotMembers { get; } = new()
    {
        ["Has"] = static () => _flag = Guest.Has(S390xFacility.Vx),
        ["CompareWith"] = static () => _comparison = Guest.CompareWith(Host),
        ["CompareWith, differences"] = static () => _number = Guest.CompareWith(Host).OnlyInFirst.Count + Guest.CompareWith(Host).OnlyInSecond.Count,
        ["TryFind model"] = static () => _flag = Models.TryFind("z14-base", out _),
        ["TryFind definition by identity"] = static () => _flag = Models.TryFind(Identity, out _),
        ["TryFind term"] = static () => _flag = Models.Vocabulary.TryFind("msa4", out _) && Models.Vocabulary.TryFind("vx", out _),
        ["TryFind facility by name"] = static () => _flag = Models.Catalog.TryFind("vx", out _) && Models.Catalog.TryFind("vxe", out _, FacilityDialect.Linux),
        ["TryFind facility by block and bit"] = static () => _flag = Models.Catalog.TryFind("STFL", 129, out _),
        ["Describe"] = static () => _number = Models.Catalog.Describe(S390xFacility.Vx).Bit + Models.Catalog.NameOf(S390xFacility.Vx).Length,
        ["CreateSet"] = static () => _number = Models.Catalog.CreateSet(S390xFacility.Vx, S390xFacility.Te).Count,
        ["Summarize"] = static () =>
        {
            foreach (FacilityTerm term in Models.Vocabulary.Summarize(Guest.Facilities))
            {
                _number += term.Facilities.Count;
            }
        },
        ["Sort"] = static () =>
        {
            foreach (Facility facility in Models.Vocabulary.Order.Sort(Guest.Facilities))
            {
                _number += facility.Index;
            }
        },
        ["Evaluate"] = static () =>
        {
            foreach (ModelUsability usability in Models.Evaluate(Host, CpuModelKinds.All))
            {
                _number += usability.IsRunnable ? 1 : usability.Missing.Count;
            }
        },
        ["Runnable"] = static () =>
        {
            foreach (ModelUsability usability in Models.Runnable(Host))
            {
                _number += usability.Model.Facilities.Count;
            }
        },
        ["TryGet registry"] = static () => _flag = CpuModels.TryGet(CpuArchitecture.S390x, out _) && CpuModels.All.Length > 0,
        ["TryFindDefinition"] = static () => _flag = Models.TryFindDefinition("z14", out _),
        ["Intersect of two levels"] = static () => _number = Models.Intersect(Guest, Host).Facilities.Count,
        ["Intersect"] = static () => _number = Models.Intersect(Guest, Guest, Guest).Facilities.Count,
        ["WriteStfl"] = static () => S390xBlocks.WriteStfl(Guest.Facilities, Stfl),
        ["ReadStfl"] = static () => _number = S390xBlocks.ReadStfl(Stfl, out _).Count,
        ["Write and read functions"] = static () =>
        {
            S390xBlocks.Functions("KM").Write(Guest.Facilities, Km);
            _number = S390xBlocks.Functions("KM").Read(Km, out _).Count;
        },
        ["FindUnmetDependencies, none"] = static () => _flag = Guest.FindUnmetDependencies().IsEmpty,
        ["Write and read a block, Try forms"] = static () =>
        {
            _number = S390xBlocks.Stfl.GetByteCount(Guest.Facilities);
            _flag = S390xBlocks.Stfl.TryWrite(Guest.Facilities, Stfl) && S390xBlocks.Stfl.TryRead(Stfl, out _, out _, out _);
        },
        ["Blocks and their bits"] = static () =>
            _flag = Models.Catalog.TryFindBlock("STFL", out FacilityBlock? stfl) && stfl.TryFind(129, out _) && stfl.Facilities.IsEmpty,
        ["Names and ranks"] = static () => _flag = Models.Catalog.TryGetName(S390xFacility.Vx, FacilityDialect.Linux, out _)
            && Models.Catalog.Contains(S390xFacility.Vx) && Models.Vocabulary.Order.RankOf(S390xFacility.Vx) > 0,
        ["Definition by numbers"] = static () => _flag = Models.TryFindDefinition(0x3906, 1, out _)
            && Models.TryFindDefinition(Identity.GetCpuId(1), Identity.Ibc, out _) && S390xMachine.TryFind(Identity, out _),
        ["CompareWith, certainty"] = static () => _flag = Guest.CompareWith(Host).IsCertain,
        ["IsWithin"] = static () => _flag = Models.Intersect(Guest, Host).IsWithin(Host),
        ["Equals"] = static () => _flag = Guest.Equals(Host) | Guest.GetHashCode() == 0,
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void HotMember_AfterWarmUp_AllocatesNothing(string name) => AllocationMeter.AssertNone(HotMembers[name]);
}
