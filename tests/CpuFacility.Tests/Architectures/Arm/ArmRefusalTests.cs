using CpuFacility.Arm;

namespace CpuFacility.Tests.Architectures.Arm;

/// <summary>What QEMU says before it starts a model, and hosts of processors with and without a title.</summary>
public class ArmRefusalTests
{
    /// <summary>The words are those of QEMU 11.1's target/arm/cpu64.c.</summary>
    [Theory]
    [InlineData("", null)]
    [InlineData("pauth=off", null)]
    [InlineData("pauth-impdef=on", null)]
    [InlineData("pauth=off,pauth-impdef=on", "cannot enable pauth-impdef, pauth-qarma3 or pauth-qarma5 without pauth")]
    [InlineData("pauth-impdef=on,pauth-qarma3=on", "cannot enable pauth-impdef, pauth-qarma3 and pauth-qarma5 at the same time")]
    [InlineData("aarch64=off,pauth=off,pauth-impdef=on", null)]
    [InlineData("sve256=on,sve128=off", "cannot disable sve128")]
    [InlineData("sve=off,sve256=on", "cannot enable sve256")]
    public void FindRefusal_PropertiesOfMax_AreQemus(string properties, string? expected)
    {
        CpuModelProperty[] read = [.. properties.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(static one => new CpuModelProperty(one[..one.IndexOf('=')], one[(one.IndexOf('=') + 1)..]))];
        Assert.Equal(expected, ArmQemuExpansion.FindRefusal(CpuModels.Arm.Parse("max").Definition, [.. read]));
    }

    [Theory]
    [InlineData("max")]
    [InlineData("a64fx")]
    [InlineData("cortex-a57")]
    public void ExpandFull_PropertiesOfVectors_FollowTheLengths(string name)
    {
        CpuModel model = CpuModels.Arm.Parse(name);
        ArmVectorLengths lengths = ArmVectorLengths.FromFacilities(model.Facilities);
        CpuModelProperty[] listed = [.. model.ExpandFull().Properties.Where(static one => one.Name.StartsWith("sve", StringComparison.Ordinal) && char.IsAsciiDigit(one.Name[^1]))];
        Assert.Equal(name == "cortex-a57", listed.Length == 0);
        Assert.All(listed, one => Assert.Equal(lengths.Contains(int.Parse(one.Name.AsSpan(3), System.Globalization.CultureInfo.InvariantCulture)), one.Value == "on"));
        Assert.True(lengths.Equals((object)ArmVectorLengths.FromFacilities(model.Facilities)));
        Assert.False(lengths.Equals("no lengths"));
    }

    /// <summary>MIDR of Cortex-A57 r1p0, and of a part that no table has.</summary>
    [Theory]
    [InlineData(0x411F_D070u, "Cortex-A57")]
    [InlineData(0x001F_FFF0u, "Arm processor of no known part")]
    public void Create_Host_HasThePartsTitle(uint midr, string title)
    {
        HostCapability host = ArmHosts.Create(CpuModels.Arm, new ArmIdentity(midr), default, default, "a test", "Something without a name.");
        Assert.Contains(title, host.Offer.Definition.Title, StringComparison.Ordinal);
        Assert.Equal(["Something without a name."], host.Unnamed.ToArray());
        Assert.Throws<ArgumentException>(() => ArmHosts.Create(CpuModels.S390x, new ArmIdentity(midr), default, default, "a test"));
    }
}
