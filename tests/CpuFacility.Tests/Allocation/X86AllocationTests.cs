using CpuFacility.X86;

namespace CpuFacility.Tests.Allocation;

/// <summary>Rule 8 of the design for x86: look-ups, levels, comparisons and the search for a name allocate nothing.</summary>
public class X86AllocationTests
{
    private static readonly CpuModelRegistry Models = X86Editions.Qemu;
    private static readonly CpuModel Guest = Models.Parse("Skylake-Server-v4,avx512f=off");
    private static readonly CpuModel Host = Models.Parse("EPYC-Genoa");
    private static readonly X86Identity Identity = new("GenuineIntel");
    private static readonly X86ModelDefinition Definition = (X86ModelDefinition)X86Editions.Libvirt.Parse("Haswell").Definition;
    private static readonly FacilitySet Required = X86Levels.GetRequired(X86Level.V3);
    private static bool _flag;
    private static int _number;

    public static TheoryData<string> Names => [.. HotMembers.Keys];

    private static Dictionary<string, Action> HotMembers { get; } = new()
    {
        ["Has"] = static () => _flag = Guest.Has(X86Facility.Avx2),
        ["CompareWith"] = static () => _number = Guest.CompareWith(Host).OnlyInFirst.Count,
        ["TryFind model"] = static () => _flag = Models.TryFind("Haswell-v4", out _) && X86Editions.Libvirt.TryFind("Haswell", out _),
        ["TryFind term"] = static () => _flag = Models.Vocabulary.TryFind("avx2", out _) && X86Editions.Libvirt.Vocabulary.TryFind("lahf_lm", out _),
        ["TryFind feature"] = static () => _flag = Models.Catalog.TryFind("sse3", out _) && Models.Catalog.TryFind("pni", out _, FacilityDialect.Linux),
        ["TryFind feature by place"] = static () => _flag = Models.Catalog.TryFind("CPUID_7_0_EBX", 5, out _),
        ["TryFind vendor"] = static () => _flag = X86Vendor.TryFind("AuthenticAMD", out _),
        ["Evaluate"] = static () =>
        {
            foreach (ModelUsability usability in Models.Evaluate(Host, CpuModelKinds.All))
            {
                _number += usability.IsRunnable ? 1 : usability.Missing.Count;
            }
        },
        ["Summarize, in libvirt's order"] = static () =>
        {
            foreach (FacilityTerm term in X86Editions.Libvirt.Vocabulary.Summarize(Guest.Facilities))
            {
                _number += term.Facilities.Count;
            }
        },
        ["Levels"] = static () => _number = (int)X86Levels.GetLevel(Guest.Facilities)
            + X86Levels.GetMissing(X86Level.V4, Guest.Facilities).Count + X86Levels.GetRequired(X86Level.V2).Count,
        ["Name and parse a level"] = static () => _flag = X86Levels.TryParse(X86Level.V3.GetName(), out _),
        ["Best definition"] = static () => _flag = X86DefinitionSearch.FindBest(Models, Identity, Required.Union(Guest.Facilities)) is not null,
        ["Signature"] = static () => _number = (int)X86Signature.FromEax(0x50654).ToEax(),
        ["Relation of identities"] = static () => _flag = Guest.Identity.GetRelation(Host.Identity) == CpuIdentityRelation.Same,
        ["Signature ranges"] = static () => _flag = Definition.Signatures[0].Contains(new X86Signature(6, 60, 3)),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void HotMember_AfterWarmUp_AllocatesNothing(string name) => AllocationMeter.AssertNone(HotMembers[name]);
}
