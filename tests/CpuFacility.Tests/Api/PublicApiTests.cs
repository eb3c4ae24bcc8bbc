using CpuFacility.Testing;

namespace CpuFacility.Tests.Api;

public class PublicApiTests
{
    [Fact]
    public void CpuFacility_PublicApi_IsApproved() =>
        ApprovedApi.Check(typeof(FacilitySet).Assembly, "tests", "CpuFacility.Tests", "Api", "CpuFacility.approved.txt");

    [Theory]
    [InlineData("a\nb\nc", "a\nb\nc", "")]
    [InlineData("a\nb\nc", "a\nc", "- b\n")]
    [InlineData("a\nc", "a\nb\nc", "+ b\n")]
    [InlineData("a\nb\nc", "a\nB\nc", "- b\n+ B\n")]
    [InlineData("", "a", "- \n+ a\n")]
    public void Difference_OfTwoTexts_IsTheLinesOfOneSideOnly(string approved, string actual, string expected) =>
        Assert.Equal(expected, ApprovedApi.Difference(approved, actual));
}
