using CpuFacility.Power;

namespace CpuFacility.Tests.Architectures.Power;

public class PowerIdentityTests
{
    /// <summary>The PVR of a POWER9 DD2.0 in QEMU's table.</summary>
    private const uint Power9 = 0x004E_1200;

    [Fact]
    public void ToStringAndEquals_LimitAndFamily_Count()
    {
        Assert.True(PowerCompatibilityMode.TryFind("power8", out PowerCompatibilityMode? power8));
        var plain = new PowerIdentity(Power9);
        var limited = new PowerIdentity(Power9, power8);
        Assert.Equal("POWER9, PVR 004E1200H", plain.ToString());
        Assert.Equal("POWER9, PVR 004E1200H, limited to power8", limited.ToString());
        Assert.Equal("PVR FFFF0000H", new PowerIdentity(0xFFFF_0000).ToString());
        Assert.True(limited.Equals(new PowerIdentity(Power9, power8)) && limited.GetHashCode() == new PowerIdentity(Power9, power8).GetHashCode());
        Assert.False(limited.Equals(plain));
        Assert.False(plain.Equals(new PowerIdentity(Power9 + 1)));
        Assert.False(plain.Equals(CpuModels.S390x.Parse("z14").Identity));
    }

    [Theory]
    [InlineData("power9", "")]
    [InlineData("power9,max-cpu-compat=power8", "power8")]
    public void ListProperties_Expansion_HasTheLimit(string expression, string expected)
    {
        CpuModel model = CpuModels.Power.Parse(expression);
        Assert.Equal(new CpuModelProperty("max-cpu-compat", expected), Assert.Single(model.ExpandFull().Properties));
        Assert.Equal(model.Properties.ToArray(), model.ExpandStatic().Properties.ToArray());
    }

    [Theory]
    [InlineData(CpuArchitecture.S390x, 1)]
    [InlineData(CpuArchitecture.Power, 3)]
    [InlineData(CpuArchitecture.X86, 3)]
    [InlineData(CpuArchitecture.Arm, 1)]
    [InlineData(CpuArchitecture.RiscV, 1)]
    [InlineData((CpuArchitecture)99, 0)]
    public void GetEditions_Architecture_DefaultComesFirst(CpuArchitecture architecture, int least)
    {
        var editions = CpuModels.GetEditions(architecture);
        Assert.InRange(editions.Length, least, int.MaxValue);
        Assert.Equal(least > 0, CpuModels.TryGet(architecture, out CpuModelRegistry? first));
        Assert.Same(first, editions.FirstOrDefault());
    }
}
