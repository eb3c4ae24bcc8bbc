using CpuFacility.S390x;

namespace CpuFacility.Tests.Compatibility.Hosts;

public class HostCapabilityTests
{
    private static readonly CpuModelRegistry Models = CpuModels.S390x;

    [Fact]
    public void HostCapability_EmulatedFacility_IsOfferedInSoftware()
    {
        HostCapability host = Host("z13,vx=off", S390xFacility.Vx);
        Assert.Equal(FacilityOrigin.Software, host.GetOrigin(S390xFacility.Vx));
        Assert.Equal(FacilityOrigin.Hardware, host.GetOrigin(S390xFacility.Te));
        Assert.Equal(FacilityOrigin.None, host.GetOrigin(S390xFacility.Vxeh));
        Assert.Equal(Models.Parse("z13"), host.Offer);
        Assert.Equal("z13 (200 facilities in hardware, 1 in software)", host.ToString());
    }

    [Fact]
    public void HostCapability_FacilityInBoth_IsHardware()
    {
        HostCapability host = Host("z13", S390xFacility.Vx);
        Assert.Equal(FacilityOrigin.Hardware, host.GetOrigin(S390xFacility.Vx));
        Assert.True(host.GetTag(host.Offered).IsEmpty);
        Assert.True(host.Emulated.Contains(S390xFacility.Vx.Index));
    }

    [Fact]
    public void HostCapability_HiddenAndUnreported_AreKeptApart()
    {
        CpuModel model = Models.Parse("z13,te=off,vx=off,dfp=off");
        var host = new HostCapability(
            model, model.Facilities, [S390xFacility.Vx.Index], hidden: [S390xFacility.Te.Index], unreported: [S390xFacility.Dfp.Index], "a test");
        Assert.Equal(FacilityOrigin.None, host.GetOrigin(S390xFacility.Te));
        Assert.Equal(FacilityOrigin.Unknown, host.GetOrigin(S390xFacility.Dfp));
        Assert.False(host.Effective(Models.Parse("z13").Facilities).Overlaps([S390xFacility.Te.Index, S390xFacility.Dfp.Index]));
        Assert.Equal("a test", host.Source);
    }

    [Fact]
    public void HostCapability_BeyondTheDefinition_IsOffered()
    {
        HostCapability host = Host("z900", S390xFacility.Vx);
        Assert.True(host.Offer.Has(S390xFacility.Vx));
        Assert.Equal("z900", host.Offer.Definition.Name);
    }

    [Fact]
    public void HostCapability_ContradictorySets_Throws()
    {
        CpuModel model = Models.Parse("z13");
        var hidden = Assert.Throws<ArgumentException>(() =>
            new HostCapability(model, model.Facilities, default, hidden: [S390xFacility.Vx.Index], unreported: default));
        Assert.StartsWith("vx cannot be hidden and offered to guests at once.", hidden.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("unreported", () =>
            new HostCapability(model, model.Facilities, default, hidden: default, unreported: [S390xFacility.Vx.Index]));
        var open = Assert.Throws<ArgumentException>("unreported", static () =>
            new HostCapability(Models.Parse("z13"), default, default, hidden: [S390xFacility.Vx.Index], unreported: [S390xFacility.Vx.Index]));
        Assert.StartsWith("vx cannot be unreported and hidden at once.", open.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("emulated", () => new HostCapability(model, [1023]));
        Assert.Throws<ArgumentException>("hardware", () => new HostCapability(model, [1023], default, default, default));
        Assert.Throws<ArgumentNullException>("model", () => new HostCapability(null!));
    }

    [Fact]
    public void HostCapability_AnotherArchitecture_Throws()
    {
        HostCapability foreign = new(ForeignModels.Registry().Parse("toy"));
        Assert.Throws<ArgumentException>("facility", () => foreign.GetOrigin(S390xFacility.Vx));
        Assert.Throws<ArgumentException>("model", () => foreign.Tag(Models.Parse("z13")));
        Assert.Throws<ArgumentException>("model", () => foreign.Negotiate(Models.Parse("z13")));
    }

    [Fact]
    public void Tag_FacilityThatTheHostLacks_IsNotInTheGuest()
    {
        TaggedModel guest = Host("z13,vx=off,te=off", S390xFacility.Vx).Tag(Models.Parse("z13"));
        Assert.Equal(Models.Parse("z13,te=off"), guest.Model);
        Assert.Equal<FacilitySet>([S390xFacility.Vx.Index], guest.Software);
        Assert.Equal(SoftwareTag.Create(CpuArchitecture.S390x, [S390xFacility.Vx.Index]), guest.Tag);
        Assert.True(guest.IsSoftwareKnown);
        Assert.Equal($"z13~{guest.Tag},te=off", guest.ToString());
        Assert.Equal($"z13~{guest.Tag.ToString()[..8]},te=off", guest.ToShortString());
    }

    internal static HostCapability Host(string hardware, params ReadOnlySpan<Facility> emulated) =>
        new(Models.Parse(hardware), Models.Catalog.CreateSet(emulated));
}
