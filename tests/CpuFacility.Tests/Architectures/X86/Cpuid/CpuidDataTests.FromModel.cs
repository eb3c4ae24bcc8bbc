using System.Globalization;
using CpuFacility.X86;

namespace CpuFacility.Tests.Architectures.X86.Cpuid;

public partial class CpuidDataTests
{
    public static TheoryData<string> Editions => [.. X86Editions.All.Select(static registry => registry.Edition)];

    [Theory]
    [MemberData(nameof(Editions))]
    public void FromModel_EveryModel_ReadsAsItsFacilities(string edition)
    {
        CpuModelRegistry registry = X86Editions.All.Single(candidate => candidate.Edition == edition);
        Assert.InRange(registry.NamedModels.Length, 50, 1_000);
        foreach (CpuModel model in registry.NamedModels)
        {
            CpuidData table = CpuidData.FromModel(model);
            Assert.Equal(model.Facilities, CpuidOracle.Read(table));
            Assert.Equal(model.Facilities, table.ReadFacilities(out FacilitySet unreported));
            Assert.Equal(FacilitySet.Empty, unreported);
            Assert.Equal(table, table.GetUnnamed().Restore(model.Facilities));
            Assert.True(table.GetUnnamedBits().IsEmpty, model.Name);

            var identity = (X86Identity)model.Identity;
            Assert.Equal(identity.Vendor, table.Vendor.Trim('\0'));
            Assert.Equal(identity.Signature is { Family: > 0 } ? identity.Signature : null, table.Signature);
            if (model.Definition is X86ModelDefinition { BrandString.Length: > 0, CpuidExtendedLevel: >= 0x8000_0004 } definition)
            {
                Assert.Equal(definition.BrandString.Trim(), table.BrandString);
            }

            Assert.True(table.Entries.All(entry => entry.Leaf <= Highest(table, entry.Leaf)), model.Name);
        }
    }

    [Fact]
    public void FromModel_SkylakeServer_HasItsStateComponentsAndLevels()
    {
        CpuidData table = CpuidData.FromModel(CpuModels.X86.Parse("Skylake-Server"));
        Assert.Equal("GenuineIntel", table.Vendor);
        Assert.Equal("family 6 model 85 stepping 4", table.Signature.ToString());
        Assert.Equal(0xDu, table.HighestBasicLeaf);
        Assert.Equal(0x8000_0008u, table.HighestExtendedLeaf);

        // x87, SSE, AVX, three of AVX-512 and PKRU; at the start the legacy region and header only.
        Assert.True(table.TryGet(0xD, 0, out CpuidRegisters main));
        Assert.Equal(new CpuidRegisters(0x2E7, 576, 2696, 0), main);
        Assert.True(table.TryGet(0xD, 7, out CpuidRegisters hi16));
        Assert.Equal(new CpuidRegisters(1024, 1664, 0, 0), hi16);
        Assert.False(table.TryGet(0xD, 3, out _));
    }

    [Fact]
    public void FromModel_Epyc_RepeatsLeaf1()
    {
        CpuidData table = CpuidData.FromModel(CpuModels.X86.Parse("EPYC"));
        table.TryGet(1, 0, out CpuidRegisters leaf1);
        table.TryGet(0x8000_0001, 0, out CpuidRegisters extended);
        Assert.Equal(leaf1.Edx & 0x0183_F3FF, extended.Edx & 0x0183_F3FF);
        Assert.NotEqual(0u, extended.Edx & 0x0183_F3FF);
        Assert.Equal(leaf1.Eax, extended.Eax);
    }

    [Fact]
    public void FromModel_SapphireRapids_HasTilesAndMsrs()
    {
        CpuidData table = CpuidData.FromModel(CpuModels.X86.Parse("SapphireRapids"));
        table.TryGet(0xD, 0, out CpuidRegisters main);
        Assert.Equal(2816u + 8192u, main.Ecx);
        Assert.Equal(3u << 17, main.Eax & 3u << 17);
        Assert.True(table.TryGetMsr(0x10A, out ulong capabilities));
        Assert.NotEqual(0UL, capabilities);
    }

    [Fact]
    public void FromModel_KvmFeatures_AreBehindKvmsName()
    {
        CpuidData table = CpuidData.FromModel(CpuModels.X86.Parse("qemu64,kvmclock=on"));
        Assert.True(table.TryGet(0x4000_0000, 0, out CpuidRegisters name));
        Assert.Equal(new CpuidRegisters(0x4000_0001, 0x4b4d564b, 0x564b4d56, 0x4d), name);

        // Bits 0 and 3 are the old and the new clock.
        Assert.True(table.TryGet(0x4000_0001, 0, out CpuidRegisters features));
        Assert.Equal(9u, features.Eax);
    }

    [Fact]
    public void FromModel_SetBrand_IsWritten()
    {
        CpuidData table = CpuidData.FromModel(CpuModels.X86.Parse("EPYC,model-id=Tuned processor"));
        Assert.Equal("Tuned processor", table.BrandString);
    }

    /// <summary>QEMU's level and xlevel count as they are, and 4294967295 as not set; min-level and its kin are raised by features.</summary>
    [Theory]
    [InlineData("EPYC,level=5,xlevel=0x80000004", 5u, 0x8000_0004u)]
    [InlineData("EPYC,level=0xffffffff,xlevel=0xffffffff", 0xDu, 0x8000_001Eu)]
    [InlineData("EPYC,min-level=5,min-xlevel=0x80000020", 0xDu, 0x8000_0020u)]
    [InlineData("EPYC,min-level=0x20", 0x20u, 0x8000_001Eu)]
    public void FromModel_SetLevels_AreTheHighestLeaves(string expression, uint basic, uint extended)
    {
        CpuModel model = CpuModels.X86.Parse(expression);
        CpuidData table = CpuidData.FromModel(model);
        Assert.Equal(basic, table.HighestBasicLeaf);
        Assert.Equal(extended, table.HighestExtendedLeaf);
        Assert.Equal(model.Facilities, table.ReadFacilities());
    }

    /// <summary>The highest subleaf of leaf 7 is the one that QEMU's expansion tells, even where no feature asks for it.</summary>
    [Fact]
    public void FromModel_EveryModel_HasTheHighestSubleafOfLeaf7()
    {
        int raised = 0;
        foreach (CpuModel named in CpuModels.X86.NamedModels)
        {
            CpuModel model = named.WithFacilities(named.Facilities.Except(
                FacilitySet.Create([.. named.Facilities.ToArray().Where(index => X86Data.BlockSubleaf[named.Registry.Catalog.Data.BlockNumbers[index]] > 0)])));
            string expected = model.ExpandFull().Properties.Single(static property => property.Name == "level-func7").Value;
            if (CpuidData.FromModel(model).TryGet(7, 0, out CpuidRegisters leaf7))
            {
                Assert.Equal(expected, leaf7.Eax.ToString(CultureInfo.InvariantCulture));
                raised += leaf7.Eax > 0 ? 1 : 0;
            }
        }

        Assert.True(raised > 0);
    }

    [Theory]
    [InlineData("GraniteRapids-v2", 1u)]
    [InlineData("GraniteRapids-v2,avx10-version=2", 2u)]
    [InlineData("GraniteRapids-v2,avx10=off", 0u)]
    public void FromModel_Avx10_HasItsVersion(string expression, uint version)
    {
        CpuidData.FromModel(CpuModels.X86.Parse(expression)).TryGet(0x24, 0, out CpuidRegisters leaf);
        Assert.Equal(version, leaf.Ebx & 0xFF);
    }

    [Theory]
    [InlineData("base,min-xlevel2=0xc0000004", 0xC000_0004u)]
    [InlineData("base,xstore=on,min-xlevel2=0xc0000004", 0xC000_0004u)]
    [InlineData("base,xstore=on,xlevel2=0xc0000002", 0xC000_0002u)]
    public void FromModel_SetCentaurLevel_IsTheHighestLeaf(string expression, uint highest)
    {
        Assert.True(CpuidData.FromModel(CpuModels.X86.Parse(expression)).TryGet(0xC000_0000, 0, out CpuidRegisters first));
        Assert.Equal(highest, first.Eax);
    }

    [Fact]
    public void FromModel_AnotherArchitecture_Throws() =>
        Assert.Throws<ArgumentException>(static () => CpuidData.FromModel(CpuModels.S390x.Parse("z14")));

    private static uint Highest(CpuidData table, uint leaf) =>
        table.TryGet(leaf >> 30 << 30, 0, out CpuidRegisters first) ? first.Eax : 0;
}
