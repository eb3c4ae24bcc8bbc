using CpuFacility.Tests.Data;

namespace CpuFacility.Tests.Models;

public class SoftwareTagTests
{
    /// <summary>What <c>xxhsum -H2</c> says of the bytes of the specification, worked out outside of .NET.</summary>
    [Theory]
    [InlineData(CpuArchitecture.S390x, "0", "11da401d9e5d08dffe6f7d3099dff636")]
    [InlineData(CpuArchitecture.S390x, "1", "b4611b0205550ea689525da1a089f3ca")]
    [InlineData(CpuArchitecture.S390x, "0-63", "883c59f6988943ea1f3f4b98cda9d9ea")]
    [InlineData(CpuArchitecture.S390x, "1023", "03103a9b6cf5feda26ef070a7ab58482")]
    [InlineData(CpuArchitecture.X86, "0", "fb265ff7f6e2fe12329d1ef364d4c947")]
    [InlineData(CpuArchitecture.X86, "1", "7ce400728f72fb37424cccbc78429fc5")]
    [InlineData(CpuArchitecture.X86, "0-63", "51c35345a1be7e7b9d84c239aa3dccf7")]
    [InlineData(CpuArchitecture.X86, "1023", "7cce466f929bbeaa0717941365575558")]
    public void Create_GoldenVectors_AreThoseOfXxhsum(CpuArchitecture architecture, string facilities, string digits)
    {
        FacilitySet set = FacilitySet.Parse(facilities);
        SoftwareTag tag = SoftwareTag.Create(architecture, set);
        Assert.Equal(digits, tag.ToString());
        Assert.Equal(digits[..8], tag.ToShortString());
        Assert.Equal(UInt128.Parse(digits, System.Globalization.NumberStyles.HexNumber, null), tag.Value);
        Assert.Equal(digits, SoftwareBytes.Hash(architecture, set.ToArray()));
        Assert.False(tag.IsEmpty);
    }

    [Fact]
    public void Create_EqualBitsOfDifferentArchitectures_DifferInTheirTags()
    {
        CpuArchitecture[] architectures = Enum.GetValues<CpuArchitecture>();
        Assert.All(
            (FacilitySet[])[[0], [74], [0, 1023], CpuModels.S390x.Catalog.All],
            set => Assert.Equal(
                architectures.Length,
                architectures.Select(architecture => SoftwareTag.Create(architecture, set).ToShortString()).Distinct().Count()));
    }
}
