using CpuFacility.Kvm;
using CpuFacility.S390x;

namespace CpuFacility.Interop.Tests.Kvm;

/// <summary>The structures that are blocks and nothing else.</summary>
public class KvmS390BlocksTests
{
    private static readonly CpuModelRegistry Models = CpuModels.S390x;

    [Fact]
    public void Features_Bits_AreCountedFromTheLeft()
    {
        byte[] bytes = new byte[KvmS390Features.Length];
        (bytes[0], bytes[1], bytes[127]) = (0x80, 0x04, 0x01);
        KvmS390Features read = KvmS390Features.Read(bytes);
        Assert.Equal(Models.Vocabulary.CreateSet("esop", "kss"), read.Facilities);
        Assert.Equal([1023], read.Unknown.On.AsEnumerable());
        Assert.Equal("esop, kss", read.ToString());
        Assert.Equal(read, new KvmS390Features(read.Facilities, read.Unknown));
        Assert.Equal(Models.Vocabulary.CreateSet("cmma"), new KvmS390Features(Models.Vocabulary.CreateSet("cmma", "vx")).Facilities);
    }

    [Fact]
    public void UltravisorFeatures_Bits_AreCountedFromTheLeft()
    {
        byte[] bytes = [0x0C, 0, 0, 0, 0, 0, 0, 0x01];
        KvmS390UltravisorFeatures read = KvmS390UltravisorFeatures.Read(bytes);
        Assert.Equal(Models.Vocabulary.CreateSet("appv", "appvi"), read.Facilities);
        Assert.Equal([63], read.Unknown.On.AsEnumerable());
        Assert.Equal("appv, appvi", read.ToString());
        Assert.Equal(read, new KvmS390UltravisorFeatures(read.Facilities, read.Unknown));
        bytes[0] = 0x08;
        Assert.Equal(Models.Vocabulary.CreateSet("appv"), KvmS390UltravisorFeatures.Read(bytes).Facilities);
    }

    [Fact]
    public void Equals_EmptyOfAnotherStructure_IsFalse()
    {
        var features = new KvmS390Features(default(FacilitySet));
        Assert.False(features.Equals((object)new KvmS390UltravisorFeatures(default(FacilitySet))));
        Assert.False(features.Equals(null));
        Assert.True(features.Equals((object)new KvmS390Features(default(FacilitySet))));
    }

    [Fact]
    public void Subfunctions_Zeros_AreNoFunctions()
    {
        KvmS390Subfunctions read = KvmS390Subfunctions.Read(new byte[KvmS390Subfunctions.Length]);
        Assert.True(read.Facilities.IsEmpty);
        Assert.Equal(17, read.Unknown.Length);
        Assert.All(read.Unknown, static unknown => Assert.Equal([0], unknown.Off.AsEnumerable()));
        Assert.Equal(1712, read.Reserved.Length);
    }

    [Fact]
    public void Subfunctions_EveryFacility_IsReadAtItsPlace()
    {
        foreach (KvmS390Subfunctions.Field field in KvmS390Subfunctions.Fields)
        {
            Assert.Equal(field.Name.ToUpperInvariant(), field.Block.Name);
            for (int bit = 0; bit < field.Block.Width; bit++)
            {
                byte[] bytes = new byte[KvmS390Subfunctions.Length];
                bytes[field.Offset + (bit / 8)] = (byte)(0x80 >> (bit % 8));
                KvmS390Subfunctions read = KvmS390Subfunctions.Read(bytes);
                FacilitySet expected = field.Block.TryFind(bit, out Facility facility) ? [facility.Index] : [];
                Assert.Equal(expected, read.Facilities);
                Assert.Equal(expected.IsEmpty && bit != 0, read.Unknown.Any(unknown => unknown.On.Contains(bit)));
            }
        }
    }

    [Fact]
    public void Subfunctions_FromModel_HaveTheInstructionsOfTheModel()
    {
        // z13 has msa5 and no msa8; without msa4 it loses four instructions, and their functions with them.
        CpuModel z13 = Models.Parse("z13,msa4-base=off");
        byte[] bytes = new byte[KvmS390Subfunctions.Length];
        KvmS390Subfunctions value = KvmS390Subfunctions.FromModel(z13);
        value.Write(bytes);
        string[] there = [.. KvmS390Subfunctions.Fields.Where(field => (bytes[field.Offset] & 0x80) != 0).Select(static field => field.Name)];
        Assert.Equal(["plo", "ptff", "kmac", "kmc", "km", "kimd", "klmd", "pckmo", "ppno"], there);
        Assert.True(z13.Has(S390xFacility.KmctrDea));
        Assert.False(value.Facilities.Contains(S390xFacility.KmctrDea.Index));
        Assert.True(value.Facilities.Contains(S390xFacility.KmAes128.Index));
        Assert.Equal($"{value.Facilities.Count} functions of 18 instructions", value.ToString());
    }

    [Fact]
    public void Read_WrongLength_IsRefusedAndNothingWritten()
    {
        foreach (KvmStructures structure in KvmStructures.All)
        {
            object value = structure.Read(new byte[structure.Length]);
            var reading = Assert.Throws<FacilityFormatException>(() => structure.Read(new byte[structure.Length - 1]));
            Assert.Equal(structure.Length - 1, reading.Position);
            Assert.Equal($"Structure {structure.Name} has {structure.Length} bytes, but {structure.Length - 1} were given.", reading.Reason);
            var writing = Assert.Throws<ArgumentException>(() => structure.Write(value, new byte[structure.Length + 1]));
            Assert.Equal("destination", writing.ParamName);
            Assert.Contains($"has {structure.Length} bytes, but {structure.Length + 1} were given", writing.Message, StringComparison.Ordinal);
        }
    }
}
