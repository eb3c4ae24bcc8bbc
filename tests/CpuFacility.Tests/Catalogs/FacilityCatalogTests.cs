using CpuFacility.S390x;

namespace CpuFacility.Tests.Catalogs;

public class FacilityCatalogTests
{
    private static readonly FacilityCatalog S390x = CpuModels.S390x.Catalog;
    private static readonly FacilityCatalog Invented = TestCatalog.Create();

    [Fact]
    public void Contains_FacilityOfALargerCatalog_IsNotThere()
    {
        FacilityCatalog small = TestCatalog.Create();
        Facility last = CpuModels.RiscV.Catalog[small.Count - 1], next = CpuModels.RiscV.Catalog[small.Count], foreign = CpuModels.S390x.Catalog[0];
        Assert.True(small.Contains(last));
        Assert.False(small.Contains(next));
        Assert.False(small.Contains(foreign));
        Assert.Equal(last, small.Describe(last).Facility);
        var error = Assert.Throws<ArgumentException>("facility", () => small.Describe(next));
        Assert.StartsWith($"Facility {next} is not in this catalog: its indexes are 0 to {small.Count - 1}.", error.Message, StringComparison.Ordinal);
        Assert.Contains("is of architecture S390x, but RiscV is expected here.", Assert.Throws<ArgumentException>("facility", () => small.Describe(foreign)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Count_S390x_IsThatOfQemuAndABlockOfKvm()
    {
        Assert.Equal(395, S390x.Count);
        Assert.Equal(27, S390x.Groups.Length);
        Assert.Equal(27, S390x.Blocks.Length);
        Assert.Equal(116, S390x.Dependencies.Length);
        Assert.Equal(395, S390x.All.Count);
    }

    [Fact]
    public void TryFind_EveryName_GivesTheFacilityBack()
    {
        for (int index = 0; index < S390x.Count; index++)
        {
            Assert.True(S390x.TryFind(S390x.NameOf(S390x[index]), out Facility found));
            Assert.Equal(index, found.Index);
            Assert.Equal(CpuArchitecture.S390x, found.Architecture);
        }
    }

    [Fact]
    public void TryFind_EveryBlockAndBit_GivesTheFacilityBack()
    {
        int withoutBits = 0;
        for (int index = 0; index < S390x.Count; index++)
        {
            FacilityInfo info = S390x.Describe(S390x[index]);
            if (info.Bit < 0)
            {
                withoutBits++;
                Assert.Equal("MISC", info.Block.Name);
            }
            else
            {
                Assert.True(S390x.TryFind(info.Block.Name, info.Bit, out Facility found));
                Assert.Equal(info.Facility, found);
            }
        }

        Assert.Equal(3, withoutBits);
    }

    [Theory]
    [InlineData("VX")]
    [InlineData("vx ")]
    [InlineData("")]
    [InlineData("msa4")]
    [InlineData("highgprs")]
    public void TryFind_OtherWords_FindsNothing(string name)
    {
        Assert.False(S390x.TryFind(name, out Facility found));
        Assert.Equal(default, found);
    }

    [Theory]
    [InlineData("STFL", 2)]
    [InlineData("STFL", -1)]
    [InlineData("STFL", 20_000)]
    [InlineData("NONE", 1)]
    [InlineData("MISC", 0)]
    public void TryFind_BitsWithoutAName_FindsNothing(string block, int bit)
    {
        Assert.False(S390x.TryFind(block, bit, out Facility found));
        Assert.Equal(default, found);
    }

    [Fact]
    public void TryFind_OtherDialect_KnowsOnlyItsOwnNames()
    {
        Assert.True(Invented.TryFind("one", out Facility facility, FacilityDialect.Linux));
        Assert.Equal(0, facility.Index);
        Assert.False(Invented.TryFind("one", out _));
        Assert.False(Invented.TryFind("alpha", out _, FacilityDialect.Linux));

        // The same word for two facilities, in two dialects.
        Assert.True(Invented.TryFind("beta", out facility, FacilityDialect.Libvirt));
        Assert.Equal(5, facility.Index);
        Assert.True(Invented.TryFind("beta", out facility));
        Assert.Equal(1, facility.Index);
    }

    [Fact]
    public void TryGetName_SeveralNamesInADialect_GivesTheFirst()
    {
        Assert.True(Invented.TryGetName(Invented[0], FacilityDialect.Linux, out string? name));
        Assert.Equal("first", name);
        Assert.False(Invented.TryGetName(Invented[1], FacilityDialect.Linux, out name));
        Assert.Null(name);
    }

    [Fact]
    public void TryFind_LinuxNameOnS390x_IsTheFacilityOfThatBit()
    {
        // /proc/cpuinfo says "vxe" where QEMU says "vxeh": both mean STFL bit 135.
        Assert.True(S390x.TryFind("vxe", out Facility facility, FacilityDialect.Linux));
        Assert.Equal(S390xFacility.Vxeh, facility);
        Assert.False(S390x.TryFind("vxe", out _));
    }

    [Fact]
    public void Describe_Vx_HasItsPlaceAndTitle()
    {
        FacilityInfo vx = S390x.Describe(S390xFacility.Vx);
        Assert.Equal("vx", vx.Name);
        Assert.Equal("STFL", vx.Block.Name);
        Assert.Equal(129, vx.Bit);
        Assert.Equal(new Version(7, 2), vx.Since);
        Assert.False(vx.IsDeprecated);
        Assert.True(S390x.Describe(S390xFacility.Te).IsDeprecated);
    }

    [Fact]
    public void Members_FacilityOfAnotherArchitecture_AreRefused()
    {
        Facility foreign = Invented[0];
        Assert.False(S390x.Contains(foreign));
        foreach (Action act in new Action[] { () => S390x.NameOf(foreign), () => S390x.Describe(foreign), () => S390x.CreateSet(foreign), () => S390x.NameOf(default), () => S390x.TryGetName(foreign, FacilityDialect.Qemu, out _) })
        {
            var exception = Assert.Throws<ArgumentException>(act);
            Assert.Contains("S390x is expected", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Members_DialectThatIsNone_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => S390x.TryFind("vx", out _, (FacilityDialect)3));
        Assert.Throws<ArgumentOutOfRangeException>(static () => S390x.TryGetName(S390xFacility.Vx, (FacilityDialect)(-1), out _));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(395)]
    public void Indexer_OutsideTheCatalog_IsRefused(int index) => Assert.Throws<ArgumentOutOfRangeException>(() => S390x[index]);

    [Fact]
    public void CreateSet_SomeFacilities_HasTheirIndexes() =>
        Assert.Equal([S390xFacility.Vx.Index, S390xFacility.Te.Index], S390x.CreateSet(S390xFacility.Vx, S390xFacility.Te, S390xFacility.Vx));

    [Fact]
    public void FindUnmetDependencies_MissingAndMet_NamesTheMissing()
    {
        FacilitySet facilities = S390x.CreateSet(S390xFacility.Vxeh2, S390xFacility.Vxpd, S390xFacility.Vx);
        FacilityDependency unmet = Assert.Single(S390x.FindUnmetDependencies(facilities));
        Assert.Equal(new FacilityDependency(S390xFacility.Vxeh2, S390xFacility.Vxeh), unmet);
    }

    [Fact]
    public void FindUnmetDependencies_Several_AreAllNamed() => Assert.Equal(
        [new(Invented[1], Invented[0]), new(Invented[3], Invented[2])],
        Invented.FindUnmetDependencies([1, 3]).ToArray());

    /// <summary>A pair before the one that brings its first is looked at again.</summary>
    [Fact]
    public void Close_PairsInAnyOrder_AddsWhatIsImpliedInTurn()
    {
        foreach ((short, short)[] pairs in new (short, short)[][] { [(0, 1), (1, 2), (2, 3)], [(2, 3), (1, 2), (0, 1)], [(1, 2), (2, 3), (0, 1)] })
        {
            var set = default(FacilitySet.Builder);
            set.Add(0);
            Implications.Close(ref set, pairs);
            Assert.Equal([0, 1, 2, 3], set.ToFacilitySet());
        }
    }

    [Fact]
    public void Deprecated_S390x_IsWhatQemuReports() =>
        Assert.Equal(S390x.CreateSet(S390xFacility.Bpb, S390xFacility.Te, S390xFacility.Cte, S390xFacility.Csske), S390x.Deprecated);

    [Fact]
    public void Facility_EqualityAndText_AreThoseOfArchitectureAndIndex()
    {
        Assert.True(S390x[0] == S390xFacility.Esan3);
        Assert.True(S390x[0] != Invented[0]);
        Assert.True(S390x[0].Equals((object)S390xFacility.Esan3));
        Assert.Equal(S390x[0].GetHashCode(), S390xFacility.Esan3.GetHashCode());
        Assert.Equal("S390x#0", S390xFacility.Esan3.ToString());
        Assert.Equal(CpuArchitecture.None, default(Facility).Architecture);
    }
}
