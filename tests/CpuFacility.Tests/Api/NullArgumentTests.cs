using CpuFacility.Arm;
using CpuFacility.Microarchitectures;
using CpuFacility.RiscV;
using CpuFacility.Testing;
using CpuFacility.X86;

namespace CpuFacility.Tests.Api;

public class NullArgumentTests
{
    /// <summary>An identity is asked about others on hot paths, where the test of its type covers null: it stands in no relation to it.</summary>
    private static readonly string[] TakeNull = [nameof(CpuIdentity.GetRelation), nameof(CpuIdentity.GetCommon)];

    [Fact]
    public void Members_NullWhereItIsNotAllowed_ThrowWithTheNameOfTheParameter()
    {
        var host = new HostCapability(CpuModels.S390x.Parse("z14"));
        var machine = new MicroarchitectureHost("x86_64");
        object[] common =
        [
            host, host.Tag(CpuModels.S390x.Parse("z14")), MicroarchitectureGraph.All[0], machine, MicroarchitectureDetection.Detect(machine),
            CpuidData.FromModel(CpuModels.X86.NamedModels[^1]), ArmFeature.All[0], RiscVIsaString.Parse("rv64gc"),
        ];
        List<(string Parameter, string? Complaint)> checks = [];
        foreach (IGrouping<string?, Type> types in typeof(FacilitySet).Assembly.GetExportedTypes().Where(static type => !type.ContainsGenericParameters).GroupBy(static type => type.Namespace))
        {
            CpuModelRegistry registry = types.Key switch
            {
                "CpuFacility.X86" => CpuModels.X86,
                "CpuFacility.Power" => CpuModels.Power,
                "CpuFacility.Arm" => CpuModels.Arm,
                "CpuFacility.RiscV" => CpuModels.RiscV,
                _ => CpuModels.S390x,
            };
            var calls = new NullArguments([registry.NamedModels[^1], registry, .. common, CpuModels.Arm.NamedModels[^1].GetIdRegisters()]);
            checks.AddRange(types.SelectMany(calls.Check));
        }

        Assert.True(checks.Count > 100, $"Only {checks.Count} parameters were found.");
        Assert.Empty(checks
            .Where(static check => check.Complaint is not null && !TakeNull.Any(name => check.Parameter.Contains($"Identity.{name}(", StringComparison.Ordinal)))
            .Select(static check => $"{check.Parameter}: {check.Complaint}"));
    }
}
