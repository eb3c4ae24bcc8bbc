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

    /// <summary>Words with their bytes swapped are what a big-endian machine has in memory.</summary>
    [Fact]
    public void Hash_WordsOfABigEndianMachine_IsTheSame()
    {
        ulong[] words = [1, 0x0123456789ABCDEF, 0xFE];
        ulong[] swapped = [.. words.Select(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness)];
        ByteOrder foreignOrder = WordBytes.Host == ByteOrder.LittleEndian ? ByteOrder.BigEndian : ByteOrder.LittleEndian;
        UInt128 expected = SoftwareTag.Create(CpuArchitecture.S390x, FacilitySet.FromBytes(Bytes(words.AsSpan(1)))).Value;
        Assert.Equal(expected, SoftwareTag.Hash(words, 17, WordBytes.Host));
        Assert.Equal(expected, SoftwareTag.Hash(swapped, 17, foreignOrder));
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

    [Fact]
    public void Default_NoFacilities_IsEmpty()
    {
        SoftwareTag tag = SoftwareTag.Create(CpuArchitecture.S390x, default);
        Assert.Equal(default, tag);
        Assert.True(tag.IsEmpty);
        Assert.Equal(UInt128.Zero, tag.Value);
        Assert.Equal(("", ""), (tag.ToString(), tag.ToShortString()));

        // No tag has no digits: zeros are none.
        Assert.False(SoftwareTag.TryParse(new string('0', 32), out SoftwareTag zero, out FacilityFormatError error));
        Assert.True(zero.IsEmpty);
        Assert.StartsWith("Zeros are no tag", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_ItsOwnText_GivesTheTagBack()
    {
        SoftwareTag tag = SoftwareTag.Create(CpuArchitecture.S390x, [0, 1023]);
        Assert.True(SoftwareTag.TryParse(tag.ToString(), out SoftwareTag read, out FacilityFormatError error));
        Assert.True(tag == read);
        Assert.True(tag.Equals((object)read));
        Assert.False(tag.Equals(null));
        Assert.Equal(tag.GetHashCode(), read.GetHashCode());
        Assert.Equal(default, error);
    }

    [Theory]
    [InlineData("", 0, "A whole tag has 32 digits, but this one has 0.")]
    [InlineData("11da401d", 8, "A whole tag has 32 digits, but this one has 8.")]
    [InlineData("11da401d9e5d08dffe6f7d3099dff6360", 32, "A whole tag has 32 digits, but this one has 33.")]
    [InlineData("11da401d9e5d08dffe6f7d3099dff63g", 31, "'g' is no digit of a tag")]
    [InlineData("11DA401D9E5D08DFFE6F7D3099DFF636", 2, "'D' is no digit of a tag")]
    [InlineData(" 1da401d9e5d08dffe6f7d3099dff636", 0, "' ' is no digit of a tag")]
    [InlineData("0x1da401d9e5d08dffe6f7d3099dff63", 1, "'x' is no digit of a tag")]
    public void TryParse_WrongText_NamesThePosition(string text, int position, string reason)
    {
        Assert.False(SoftwareTag.TryParse(text, out SoftwareTag tag, out FacilityFormatError error));
        Assert.True(tag.IsEmpty);
        Assert.Equal(position, error.Position);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
    }

    /// <summary>The canonical bytes of a set's first words.</summary>
    private static byte[] Bytes(ReadOnlySpan<ulong> words)
    {
        byte[] bytes = new byte[FacilitySet.ByteLength];
        for (int i = 0; i < words.Length; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), words[i]);
        }

        return bytes;
    }
}
