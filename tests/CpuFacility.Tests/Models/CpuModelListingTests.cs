namespace CpuFacility.Tests.Models;

/// <summary>QEMU's lists of its models, beside the registries that they are of.</summary>
public class CpuModelListingTests
{
    [Theory]
    [InlineData(CpuArchitecture.Arm, 36, 0, "neoverse-n2", "cortex-m3")]
    [InlineData(CpuArchitecture.RiscV, 28, 23, "rva23u64", "veyron-v1")]
    [InlineData(CpuArchitecture.Power, 416, 0, "ppc", "7455_v2.1")]
    public void Listing_Names_AreAllModelsOnce(CpuArchitecture architecture, int count, int countOfStatic, string first, string last)
    {
        Assert.True(CpuModels.TryGet(architecture, out CpuModelRegistry? registry));
        Assert.Equal((count, first, last), (registry.Listing.Length, registry.Listing[0].Name, registry.Listing[^1].Name));
        Assert.Equal(countOfStatic, registry.Listing.Count(static row => row.IsStatic));
        Assert.Equal(count, registry.Listing.DistinctBy(static row => row.Name).Count());
        Assert.Subset(registry.Listing.Select(static row => row.Name).ToHashSet(), registry.NamedModels.Select(static model => model.Name).ToHashSet());

        // A row has properties only where the registry has no model to ask.
        Assert.All(registry.Listing.Where(static row => !row.Properties.IsEmpty), row => Assert.False(registry.TryFind(row.Name, out CpuModel? _)));
    }

    [Fact]
    public void Listing_ArmOf32Bits_HasItsProperties()
    {
        Assert.Equal([new("pmu", "on")], CpuModels.Arm.Listing.Single(static row => row.Name == "cortex-a15").Properties.ToArray());
        Assert.Equal(6, CpuModels.Arm.Listing.Count(static row => !row.Properties.IsEmpty));
    }

    [Fact]
    public void Listing_ViewsAndOtherEditions_HaveTheirOwnOrNone()
    {
        Assert.Empty(CpuModels.S390x.Listing);
        Assert.Empty(CpuModels.X86.Listing);
        Assert.Empty(CpuModels.GetEditions(CpuArchitecture.Power)[1].Listing);
        Assert.Empty(CpuModels.Arm.AsOf(new Version(7, 2)).Listing);
        CpuModelDefinition own = CpuModels.RiscV.Definitions[0];
        Assert.Equal(28, CpuModels.RiscV.WithDefinitions(new CpuModelDefinition("mine", own.Identity, own.Base, own.Default, own.Full, "Mine", own.Since)).Listing.Length);
    }
}
