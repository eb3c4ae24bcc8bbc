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
    public void HostCapability_ModelAsItIs_IsTheOffer()
    {
        CpuModel model = Models.Parse("z13");
        Assert.Same(model, new HostCapability(model).Offer);
        Assert.NotSame(model, new HostCapability(model, [S390xFacility.Vxeh.Index]).Offer);
    }

    [Fact]
    public void Unnamed_Sentences_AreKeptInTheirOrder()
    {
        Assert.Equal(["b", "a"], new HostCapability(Models.Parse("z13")) { Unnamed = ["b", "a"] }.Unnamed.ToArray());
        Assert.Empty(new HostCapability(Models.Parse("z13")) { Unnamed = default }.Unnamed);
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
        Assert.Throws<ArgumentException>("hidden", () => new HostCapability(model, default, default, [1023], default));
        Assert.Throws<ArgumentException>("unreported", () => new HostCapability(model, default, default, default, [1023]));
        Assert.Throws<ArgumentNullException>("hardware", () => new HostCapability(null!));
    }

    [Fact]
    public void HostCapability_AnotherArchitecture_Throws()
    {
        HostCapability foreign = new(ForeignModels.Registry().Parse("toy"));
        Assert.Throws<ArgumentException>("facility", () => foreign.GetOrigin(S390xFacility.Vx));
        Assert.Throws<ArgumentException>("requested", () => foreign.Tag(Models.Parse("z13")));
        Assert.Throws<ArgumentException>("requested", () => foreign.Negotiate(Models.Parse("z13")));
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

    [Fact]
    public void HostCapability_OfAnOlderEdition_TakesFacilitiesOfANewerOne()
    {
        // A kernel can report what its QEMU has no name for: the architecture's catalog decides, not the edition's names.
        CpuModelRegistry old = Models.AsOf(new Version(7, 2));
        CpuModel model = old.Parse("gen16a");
        var host = new HostCapability(
            model, model.Facilities.With(S390xFacility.Appv.Index), [S390xFacility.Appvi.Index], hidden: default, unreported: default);
        CpuModel guest = Models.Parse("gen16a,appv=on,appvi=on");
        Assert.Equal(FacilityOrigin.Hardware, host.GetOrigin(S390xFacility.Appv));
        Assert.Equal<FacilitySet>([S390xFacility.Appvi.Index], host.Tag(guest).Software);
        Assert.True(guest.CheckMigrationTo(host, MigrationPolicy.Effective).IsCompatible);
        Assert.True(host.Negotiate(guest).IsExact);
        Assert.Contains("appvi", host.Negotiate(guest).ToString(), StringComparison.Ordinal);

        // The other way round: names of the older edition for what it has, and the same tag in both.
        CpuModel oldGuest = old.Parse("gen16a");
        HostCapability newHost = Host("gen16a,vx=off", S390xFacility.Vx);
        Assert.Equal(newHost.GetTag(oldGuest.Facilities), newHost.Tag(Models.Parse("gen16a")).Tag);
        Assert.Equal("vx", Assert.Single(oldGuest.CheckMigrationTo(newHost, MigrationPolicy.HardwareOnly).Reasons).Property);
    }

    [Fact]
    public void HostCapability_OfAPreset_IsTheEmulator()
    {
        CpuModel max = Models.Parse("max");
        var emulator = new HostCapability(max, hardware: default, max.Facilities, hidden: default, unreported: default);
        Assert.True(Models.TryFindProfile("max", emulator.Tag(max).Tag, out SoftwareProfile? profile));
        Assert.Equal(("tcg", max.Facilities), (profile.Name, profile.Facilities));
        Assert.True(emulator.Tag(max).CheckMigrationTo(emulator, MigrationPolicy.Strict).IsCompatible);
        Assert.True(new HostCapability(max).Tag(max).Tag.IsEmpty);
    }

    [Fact]
    public void HostCapability_OfAnOwnDefinition_GivesItsName()
    {
        CpuModelDefinition z13 = Models.Parse("z13").Definition;
        CpuModelRegistry own = Models.WithDefinitions(new CpuModelDefinition("ours", z13.Identity, z13.Base, z13.Default, z13.Full));
        CpuModel ours = own.Parse("ours");
        var host = new HostCapability(ours.WithFacilities(ours.Facilities.Without(S390xFacility.Vx.Index)), [S390xFacility.Vx.Index]);
        string tagged = host.Tag(ours).ToString();
        Assert.StartsWith("ours~", tagged, StringComparison.Ordinal);
        Assert.True(own.ParseTagged(tagged).CheckMigrationTo(host, MigrationPolicy.Strict).IsCompatible);
        Assert.True(host.Negotiate(Models.Parse("z13"), NegotiationMode.Strict).IsAccepted);
    }

    internal static HostCapability Host(string hardware, params ReadOnlySpan<Facility> emulated) =>
        new(Models.Parse(hardware), Models.Catalog.CreateSet(emulated));
}
