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

    /// <summary>Whatever the definition, features and identity are the processor's, and the guest's rules hide none of them.</summary>
    [Fact]
    public void DescribeAs_AnyDefinition_KeepsFeaturesAndIdentity()
    {
        foreach (CpuModelRegistry registry in X86Editions.All)
        {
            FacilitySet features = X86Editions.Qemu.Vocabulary.CreateSet("fpu", "vmx-ept", "avx");
            var identity = new X86Identity("AuthenticAMD", new X86Signature(25, 17, 1));
            foreach (CpuModelDefinition definition in registry.Definitions)
            {
                CpuModel model = registry.DescribeAs(definition, identity, features);
                Assert.Equal((definition, features, (CpuIdentity)identity), (model.Definition, model.Facilities, model.Identity));
            }
        }
    }

    [Fact]
    public void DescribeAs_WhatDoesNotFit_Throws()
    {
        CpuModelDefinition definition = X86Editions.Libvirt.Definitions[0];
        var identity = new X86Identity("");
        Assert.Throws<ArgumentException>(() => X86Editions.Qemu.DescribeAs(definition, identity, default));
        Assert.Throws<ArgumentException>(() => X86Editions.Libvirt.DescribeAs(definition, identity, FacilitySet.Create(1023)));
        Assert.Throws<ArgumentException>(() => CpuModels.S390x.DescribeAs(CpuModels.S390x.Definitions[0], identity, default));
    }

    [Fact]
    public void FindBestDefinition_AnotherArchitecture_Throws() =>
        Assert.Throws<ArgumentException>(static () => CpuModels.S390x.FindBestDefinition(new X86Identity(""), default));
}
