using CpuFacility.S390x;

namespace CpuFacility.Tests.Data;

/// <summary>What the tables say of one another.</summary>
public partial class S390xDataTests
{
    [Fact]
    public void Bits_EachFacility_HasItsOwnInItsBlock()
    {
        var seen = new HashSet<(short, short)>();
        for (int i = 0; i < Catalog.Names.Length; i++)
        {
            FacilityCatalogData.BlockRow block = Catalog.Blocks[Catalog.BlockNumbers[i]];
            short bit = Catalog.Bits[i];
            Assert.True(block.Bits == 0 ? bit == -1 : bit >= 0 && bit < block.Bits, Catalog.Names[i]);
            Assert.True(bit < 0 || seen.Add((Catalog.BlockNumbers[i], bit)), Catalog.Names[i]);
        }
    }

    [Fact]
    public void References_OfAllTables_PointIntoTheCatalog()
    {
        int last = Catalog.Names.Length - 1;
        Assert.All(Catalog.Groups.SelectMany(static group => group.Members), index => Assert.InRange(index, 0, last));
        Assert.All(Catalog.Marks.SelectMany(static mark => mark.Facilities), index => Assert.InRange(index, 0, last));
        Assert.All(Catalog.Aliases, alias => Assert.InRange(alias.Facility, 0, last));
        Assert.All(Catalog.Dependencies, row => Assert.InRange(row.Facility, 0, last));
        Assert.All(Catalog.Dependencies, row => Assert.InRange(row.Requires, 0, last));
        Assert.All(Catalog.ImpliedBits, bit => Assert.InRange(bit.Facility, -1, last));
        Assert.All(Catalog.ImpliedBits, static bit => Assert.InRange(bit.Bit, 0, Catalog.Blocks[bit.Block].Bits - 1));
        Assert.All(Catalog.Mirrors, row => Assert.InRange(row.Facility, 0, last));
        Assert.All(Catalog.Mirrors, static row => Assert.InRange(row.Bit, 0, Catalog.Blocks[row.Block].Bits - 1));
        Assert.Empty(Catalog.Groups.Select(static group => group.Name).Intersect(Catalog.Names, StringComparer.Ordinal));
    }

    [Fact]
    public void Dependencies_FollowedFromAnyFacility_NeverComeBack()
    {
        ILookup<short, short> requires = Catalog.Dependencies.ToLookup(static row => row.Facility, static row => row.Requires);
        for (short start = 0; start < Catalog.Names.Length; start++)
        {
            var reached = new HashSet<short>();
            var open = new Stack<short>(requires[start]);
            while (open.TryPop(out short next))
            {
                Assert.NotEqual(start, next);
                if (reached.Add(next))
                {
                    Array.ForEach([.. requires[next]], open.Push);
                }
            }
        }
    }

    [Fact]
    public void MarkSets_EachMark_HasTheMembersOfItsRow()
    {
        Assert.Equal(Catalog.Marks.Length, S390xData.MarkSets.Length);
        Assert.Equal(Marked("deprecated"), Indexes(S390xData.Deprecated));
        Assert.Equal(Marked("ignored-for-base"), Indexes(S390xData.IgnoredForBase));
        Assert.Equal(Marked("protected-cleared"), Indexes(S390xData.ProtectedCleared));
        Assert.Equal(Marked("protected-absent"), Indexes(S390xData.ProtectedAbsent));
        Assert.Equal(Marked("emulated"), Indexes(S390xData.Emulated));
        Assert.Equal(Marked("kvm-emulated"), Indexes(S390xData.KvmEmulated));

        // And the public names.
        Assert.Equal(Marked("deprecated"), Indexes(S390xFacilitySets.Deprecated));
        Assert.Equal(Marked("ignored-for-base"), Indexes(S390xFacilitySets.IgnoredForBaseline));
        Assert.Equal(Marked("protected-cleared"), Indexes(S390xFacilitySets.ProtectedCleared));
        Assert.Equal(Marked("protected-absent"), Indexes(S390xFacilitySets.ProtectedAbsent));
        Assert.Equal(Marked("emulated"), Indexes(S390xFacilitySets.Emulated));
        Assert.Equal(Marked("kvm-emulated"), Indexes(S390xFacilitySets.KvmEmulated));
    }

    [Fact]
    public void Presets_Each_LieWithinTheFullSetOfTheirDefinition()
    {
        Assert.Equal(["max", "qemu"], S390xData.PresetNames());
        for (int i = 0; i < S390xData.PresetNames().Length; i++)
        {
            int row = S390xData.DefinitionSetRow[S390xData.PresetDefinition[i]];
            Assert.Equal("gen15a", S390xData.DefinitionNames()[S390xData.PresetDefinition[i]]);
            Assert.True(S390xData.MarkSets[S390xData.PresetMark[i]].IsSubsetOf(S390xData.DefinitionSets[(row * 3) + 2]));
        }
    }

    [Fact]
    public void Constants_NamesWithTraps_AreTheRightFacilities()
    {
        Assert.Equal("kmac-hmac-sha-246", Catalog.Names[S390xFacility.KmacHmacSha246.Index]);
        Assert.Equal("64bscao", Catalog.Names[S390xFacility.Bscao64.Index]);
        Assert.Equal("plo-ext", Catalog.Names[S390xFacility.PloExt.Index]);
        Assert.Equal("sea_esop2", Catalog.Names[S390xFacility.SeaEsop2.Index]);
        Assert.Equal("kimd-sha3-224", Catalog.Names[S390xFacility.KimdSha3_224.Index]);
        Assert.Equal(CpuArchitecture.S390x, S390xFacility.Vx.Architecture);
    }

    [Fact]
    public void Aliases_LinuxName_IsTheFacilityOfThatBit()
    {
        // What Linux calls ldisp is the high-performance form, bit 19; bit 18 is another facility.
        FacilityCatalogData.AliasRow alias = Catalog.Aliases.Single(static row => row is { Dialect: FacilityDialect.Linux, Name: "ldisp" });
        Assert.Equal((19, "STFL"), (Catalog.Bits[alias.Facility], Catalog.Blocks[Catalog.BlockNumbers[alias.Facility]].Name));
    }
}
