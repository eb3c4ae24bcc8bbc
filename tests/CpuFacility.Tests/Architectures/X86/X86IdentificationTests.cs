using CpuFacility.X86;

namespace CpuFacility.Tests.Architectures.X86;

public class X86IdentificationTests
{
    [Fact]
    public void FindBestDefinition_EveryModel_IsAsLargeAsAnyWithinIt()
    {
        CpuModelRegistry registry = CpuModels.X86;
        foreach (CpuModel model in registry.NamedModels.Where(static model => model.Kind == CpuModelKind.Default))
        {
            var identity = (X86Identity)model.Identity;
            CpuModelDefinition? found = registry.FindBestDefinition(identity, model.Facilities);
            CpuModel expected = registry.NamedModels
                .Where(candidate => candidate.Kind == CpuModelKind.Default
                    && candidate.Facilities.ToArray().All(model.Facilities.ToArray().Contains)
                    && (((X86Identity)candidate.Identity).Vendor is "" || identity.Vendor is "" || ((X86Identity)candidate.Identity).Vendor == identity.Vendor))
                .MaxBy(static candidate => candidate.Facilities.Count)!;
            Assert.Equal(expected.Definition, found);
        }
    }

    [Fact]
    public void FindBestDefinition_AnotherArchitecture_Throws() =>
        Assert.Throws<ArgumentException>(static () => CpuModels.S390x.FindBestDefinition(new X86Identity(""), default));
}
