namespace CpuFacility.Tests.Allocation;

/// <summary>A meter that always shows zero would make every allocation test pass.</summary>
public class AllocationMeterTests
{
    private static object? _sink;

    [Fact]
    public void Measure_ActionThatAllocates_SeesEveryRun() =>
        Assert.True(AllocationMeter.Measure(static () => _sink = new byte[100]) >= 64 * 100);

    [Fact]
    public void Measure_ActionThatDoesNothing_IsZero() => Assert.Equal(0, AllocationMeter.Measure(static () => { }));

    [Fact]
    public void AssertNone_ActionThatBoxes_Fails() =>
        Assert.ThrowsAny<Exception>(() => AllocationMeter.AssertNone(static () => _sink = FacilitySet.Empty));
}
