using CpuFacility.S390x;

namespace CpuFacility.Tests.Compatibility.Hosts;

public class NegotiationTests
{
    private static readonly CpuModelRegistry Models = CpuModels.S390x;

    [Fact]
    public void Negotiate_AllOffered_IsExact()
    {
        FacilityNegotiation result = HostCapabilityTests.Host("z13,vx=off", S390xFacility.Vx).Negotiate(Models.Parse("z13"));
        Assert.True(result.IsExact);
        Assert.True(result.IsAccepted);
        Assert.True(result.ReadBack.IsEqual);
        Assert.Equal<FacilitySet>([S390xFacility.Vx.Index], result.GrantedInSoftware);
        Assert.Equal(200, result.GrantedInHardware.Count);
        Assert.True(result.Refused.IsEmpty);
        Assert.Equal("Granted as asked: 201 of 201 facilities.\nIn software: vx.", result.ToString());
    }

    [Fact]
    public void Negotiate_SomethingMissing_TrimsAndSaysWhat()
    {
        FacilityNegotiation result = HostCapabilityTests.Host("z13,te=off,cte=off").Negotiate(Models.Parse("z13,sthyi=off"));
        Assert.False(result.IsExact);
        Assert.True(result.IsAccepted);
        Assert.False(result.ReadBack.IsEqual);
        Assert.Equal(Models.Vocabulary.CreateSet("te", "cte"), result.ReadBack.Dropped);
        Assert.True(result.ReadBack.Added.IsEmpty);
        Assert.Equal(Models.Vocabulary.CreateSet("sthyi"), result.NotExposed);
        Assert.Equal(
            """
            Granted in part: 198 of 200 facilities.
            1. The host lacks cte (Constrained transactional-execution facility). To resolve: start the guest with cte=off, or use a host like z13.
            2. The host lacks te (Transactional-execution facility). To resolve: start the guest with te=off, or use a host like z13.
            """,
            result.ToString());
        Assert.Equal(["cte", "te"], result.GetReasons().Select(static reason => reason.Property));
    }

    [Fact]
    public void Negotiate_StrictWithSomethingMissing_GrantsNothing()
    {
        FacilityNegotiation result = HostCapabilityTests.Host("z13,te=off").Negotiate(Models.Parse("z13"), NegotiationMode.Strict);
        Assert.False(result.IsAccepted);
        Assert.True(result.Granted.IsEmpty);
        Assert.Equal(Models.Vocabulary.CreateSet("te"), result.Refused);
        Assert.StartsWith("Refused, as not everything can be granted: 0 of 201 facilities.\n1. The host lacks te (", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Negotiate_NewerModel_IsTooNewAndNotExact()
    {
        HostCapability host = HostCapabilityTests.Host("zEC12");
        FacilityNegotiation trimmed = host.Negotiate(Models.Parse("zEC12.2"));
        Assert.True(trimmed.IsTooNew);
        Assert.True(trimmed.IsAccepted);
        Assert.False(trimmed.IsExact);
        Assert.True(trimmed.ReadBack.IsEqual);
        Assert.Equal(CompatibilityVerdict.Incompatible, trimmed.Verdict);
        Assert.StartsWith("Granted at the host's level: ", trimmed.ToString(), StringComparison.Ordinal);
        Assert.Equal(CompatibilityReasonKind.Identity, Assert.Single(trimmed.GetReasons()).Kind);
        Assert.False(host.Negotiate(Models.Parse("zEC12.2"), NegotiationMode.Strict).IsAccepted);

        // Facilities alone have no level.
        Assert.True(host.Negotiate(Models.Parse("zEC12.2").Facilities).IsExact);
    }

    [Fact]
    public void Negotiate_HiddenAndUnreported_AreNamedAsSuch()
    {
        CpuModel model = Models.Parse("z13,te=off,vx=off");
        var host = new HostCapability(
            model, model.Facilities, default, hidden: [S390xFacility.Te.Index], unreported: [S390xFacility.Vx.Index], "the file");
        FacilityNegotiation result = host.Negotiate(Models.Parse("z13"));
        Assert.Equal(Models.Vocabulary.CreateSet("vx"), result.Unknown);
        Assert.Equal(
            [
                "The host has te (Transactional-execution facility), but keeps it from guests.",
                "Whether the host has vx is not known: the file does not say.",
            ],
            result.GetReasons().Select(static reason => reason.Sentence));
    }

    [Fact]
    public void Negotiate_OnlySomethingUnreported_IsUnknown()
    {
        CpuModel model = Models.Parse("z13,vx=off");
        var host = new HostCapability(model, model.Facilities, default, default, unreported: [S390xFacility.Vx.Index], "the file");
        FacilityNegotiation trimmed = host.Negotiate(Models.Parse("z13"));
        Assert.Equal(CompatibilityVerdict.Unknown, trimmed.Verdict);
        Assert.StartsWith("Granted as far as is known: 200 of 201 facilities.\n1. Whether", trimmed.ToString(), StringComparison.Ordinal);
        FacilityNegotiation strict = host.Negotiate(Models.Parse("z13"), NegotiationMode.Strict);
        Assert.Equal(CompatibilityVerdict.Unknown, strict.Verdict);
        Assert.StartsWith("Refused, as not everything is known to be granted: 0 of 201 ", strict.ToString(), StringComparison.Ordinal);
        Assert.Equal(CompatibilityVerdict.Incompatible, host.Negotiate(Models.Parse("z14,vx=off")).Verdict);
        Assert.Equal(CompatibilityVerdict.Compatible, host.Negotiate(model).Verdict);
    }

    [Fact]
    public void Negotiate_UndefinedMode_Throws()
    {
        HostCapability host = HostCapabilityTests.Host("z13");
        Assert.Throws<ArgumentOutOfRangeException>("mode", () => host.Negotiate(default(FacilitySet), (NegotiationMode)2));
        Assert.Throws<ArgumentOutOfRangeException>("mode", () => host.Negotiate(host.Offer, (NegotiationMode)(-1)));
    }

    [Fact]
    public void ReadBack_BitsThatNobodyAskedFor_AreAdded()
    {
        var readBack = new FacilityReadBack([1, 2], [2, 3]);
        Assert.False(readBack.IsEqual);
        Assert.Equal<FacilitySet>([1], readBack.Dropped);
        Assert.Equal<FacilitySet>([3], readBack.Added);
    }
}
