namespace CpuFacility.Tests.Catalogs;

public class FacilityOrderTests
{
    private static readonly FacilityCatalog Catalog = TestCatalog.Create();
    private static readonly FacilityOrder Order = Catalog.GetOrder(TestCatalog.Edition);

    [Fact]
    public void RankOf_OrderOfItsOwn_IsThePlaceInIt()
    {
        Assert.Equal([1, 3, 2, 5, 4, 0], Enumerable.Range(0, 6).Select(static index => Order.RankOf(Catalog[index])));
        Assert.Equal([5, 0, 2, 1, 4, 3], Enumerable.Range(0, 6).Select(static rank => Order[rank].Index));
    }

    [Fact]
    public void GetOrder_EditionWithoutOne_IsTheOrderOfIndexes() =>
        Assert.Equal([0, 1, 2, 3, 4, 5], Enumerable.Range(0, 6).Select(static rank => Catalog.GetOrder("other")[rank].Index));

    [Fact]
    public void Sort_SomeFacilities_GivesThemByRank()
    {
        var sorted = new List<int>();
        foreach (Facility facility in Order.Sort([0, 1, 3, 5]))
        {
            sorted.Add(facility.Index);
        }

        Assert.Equal([5, 0, 1, 3], sorted);
    }

    [Theory]
    [InlineData(TestCatalog.Edition)]
    [InlineData("other")]
    public void Sort_IndexesBeyondTheCatalog_AreLeftOut(string edition)
    {
        int count = 0;
        foreach (Facility facility in Catalog.GetOrder(edition).Sort([2, 6, 1023]))
        {
            Assert.Equal(2, facility.Index);
            count++;
        }

        Assert.Equal(1, count);
    }

    [Fact]
    public void Members_OutsideTheCatalog_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => Order[6]);
        Assert.Throws<ArgumentOutOfRangeException>(static () => Order[-1]);
        Assert.Throws<ArgumentException>(static () => Order.RankOf(S390x.S390xFacility.Vx));
    }
}
