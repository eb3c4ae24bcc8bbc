using CpuFacility.S390x;

namespace CpuFacility.Tests.Compatibility.Hosts;

public class MigrationPolicyTests
{
    private static readonly CpuModelRegistry Models = CpuModels.S390x;
    private static readonly HostCapability InHardware = HostCapabilityTests.Host("z13");
    private static readonly HostCapability VectorInSoftware = HostCapabilityTests.Host("z13,vx=off", S390xFacility.Vx);
    private static readonly HostCapability VectorAndTransactionsInSoftware =
        HostCapabilityTests.Host("z13,vx=off,te=off", S390xFacility.Vx, S390xFacility.Te);

    [Fact]
    public void CheckMigrationTo_SameSoftware_IsStrictlyCompatible()
    {
        TaggedModel guest = VectorInSoftware.Tag(Models.Parse("z13"));
        CompatibilityReport report = guest.CheckMigrationTo(HostCapabilityTests.Host("z14,vx=off", S390xFacility.Vx), MigrationPolicy.Strict);
        Assert.True(report.IsCompatible);
        Assert.Equal(
            $"Yes: the guest can move to the host.\n  guest   {guest.ToShortString()}\n  host    z14\n  policy  strict\n"
            + "  in software on the guest's host: vx\n  in software on this host: vx",
            report.ToString());
    }

    [Fact]
    public void CheckMigrationTo_SoftwareToHardware_DependsOnThePolicy()
    {
        TaggedModel guest = VectorInSoftware.Tag(Models.Parse("z13"));
        CompatibilityReason reason = Assert.Single(guest.CheckMigrationTo(InHardware, MigrationPolicy.Strict).Reasons);
        Assert.Equal(CompatibilityReasonKind.SoftwareTag, reason.Kind);
        Assert.Equal("The tags differ in vx (Vector facility): the guest has it in software, the host in hardware.", reason.Sentence);
        Assert.Equal("vx=off", reason.GuestSetting);
        Assert.True(reason.Hosts.IsEmpty);
        Assert.True(guest.CheckMigrationTo(InHardware, MigrationPolicy.Effective).IsCompatible);
        Assert.True(guest.CheckMigrationTo(InHardware, MigrationPolicy.HardwareOnly).IsCompatible);
    }

    [Fact]
    public void CheckMigrationTo_HardwareToSoftware_DependsOnThePolicy()
    {
        CpuModel guest = Models.Parse("z13");
        CompatibilityReason strict = Assert.Single(guest.CheckMigrationTo(VectorInSoftware, MigrationPolicy.Strict).Reasons);
        Assert.Equal("The tags differ in vx (Vector facility): the guest has it in hardware, the host in software.", strict.Sentence);
        Assert.Equal("z13", strict.Hosts.ToString());
        Assert.True(guest.CheckMigrationTo(VectorInSoftware, MigrationPolicy.Effective).IsCompatible);
        CompatibilityReason hardware = Assert.Single(guest.CheckMigrationTo(VectorInSoftware, MigrationPolicy.HardwareOnly).Reasons);
        Assert.Equal(CompatibilityReasonKind.Software, hardware.Kind);
        Assert.Equal("The host does vx (Vector facility) in software, which the policy hardware-only does not allow.", hardware.Sentence);
    }

    [Fact]
    public void CheckMigrationTo_LimitedSoftware_AllowsThatOnly()
    {
        CpuModel guest = Models.Parse("z13");
        MigrationPolicy policy = MigrationPolicy.Effective.WithAllowedSoftware([S390xFacility.Vx.Index]);
        Assert.True(guest.CheckMigrationTo(VectorInSoftware, policy).IsCompatible);
        CompatibilityReason reason = Assert.Single(guest.CheckMigrationTo(VectorAndTransactionsInSoftware, policy).Reasons);
        Assert.Equal("te", reason.Property);
    }

    [Fact]
    public void CheckMigrationTo_TwoDifferences_NamesEach()
    {
        TaggedModel guest = HostCapabilityTests.Host("z13,te=off", S390xFacility.Te).Tag(Models.Parse("z13"));
        CompatibilityReport report = guest.CheckMigrationTo(VectorInSoftware, MigrationPolicy.Strict);
        Assert.Equal(
            [
                "The tags differ in te (Transactional-execution facility): the guest has it in software, the host in hardware.",
                "The tags differ in vx (Vector facility): the guest has it in hardware, the host in software.",
            ],
            report.Reasons.Select(static reason => reason.Sentence));
    }

    [Fact]
    public void CheckMigrationTo_TagInTheTable_NeedsAHostThatCanKeepItUp()
    {
        CpuModel model = Models.Parse("z800");
        var emulator = new HostCapability(model, hardware: default, S390xFacilitySets.Emulated, hidden: default, unreported: default);
        TaggedModel guest = emulator.Tag(model);
        Assert.True(Models.TryFindProfile("z800", guest.Tag, out SoftwareProfile? profile));
        Assert.Equal("tcg", profile.Name);
        Assert.Equal(guest, Models.ParseTagged(guest.ToShortString()));

        // It would do nothing in software by itself, but it can.
        var both = new HostCapability(model, S390xFacilitySets.Emulated);
        Assert.True(both.Tag(model).Tag.IsEmpty);
        Assert.True(guest.CheckMigrationTo(both, MigrationPolicy.Strict).IsCompatible);

        // The same facilities without a row in the table: a model of another name.
        TaggedModel unnamed = emulator.Tag(Models.Parse("2066-ga3-base,skey=on").WithFacilities(model.Facilities.Without(S390xFacility.Esan3.Index)));
        Assert.False(unnamed.CheckMigrationTo(both, MigrationPolicy.Strict).IsCompatible);

        // Some of it cannot be done in software: each is named, and a host with it in hardware is no remedy.
        CompatibilityReport report = guest.CheckMigrationTo(
            new HostCapability(model, S390xFacilitySets.Emulated.Without(S390xFacility.Etf2.Index).Without(S390xFacility.Zarch.Index)), MigrationPolicy.Strict);
        Assert.Contains("zarch", report.Reasons.Select(static reason => reason.Property));
        Assert.All(report.Reasons, static reason => Assert.True(reason.Hosts.IsEmpty));
    }

    [Fact]
    public void CheckMigrationTo_TagInTheTable_NeedsAHostThatDoesNoMoreInSoftware()
    {
        // The host can do the whole profile in software, and must do one more of what the guest has in hardware.
        CpuModel model = Models.Parse("z13");
        FacilitySet inHardware = model.Facilities.Except(S390xFacilitySets.Emulated);
        TaggedModel guest = new HostCapability(model.WithFacilities(inHardware), S390xFacilitySets.Emulated).Tag(model);
        Assert.True(Models.TryFindProfile("z13", guest.Tag, out _));
        int more = inHardware.LowestIndex;
        var host = new HostCapability(model.WithFacilities(model.Facilities.Without(more)), S390xFacilitySets.Emulated.With(more));
        CompatibilityReport report = guest.CheckMigrationTo(host, MigrationPolicy.Strict);
        Assert.Equal(CompatibilityVerdict.Incompatible, report.Verdict);
        Assert.Contains(report.Reasons, reason => reason.Missing.Contains(more) && reason.Kind == CompatibilityReasonKind.SoftwareTag);
    }

    [Fact]
    public void CheckMigrationTo_UnknownTag_SaysThatAHashCannotTell()
    {
        TaggedModel guest = Models.ParseTagged($"z13~{new string('7', SoftwareTag.Digits)}");
        Assert.False(guest.IsSoftwareKnown);
        CompatibilityReason reason = Assert.Single(guest.CheckMigrationTo(InHardware, MigrationPolicy.Strict).Reasons);
        Assert.Equal(
            "The guest's tag 77777777 is not in the host's table for z13: the host does all of it in hardware. Which facilities differ cannot be told from a hash.",
            reason.Sentence);
        Assert.Contains(
            $"the host's is {VectorInSoftware.Tag(Models.Parse("z13")).Tag.ToShortString()}.",
            guest.CheckMigrationTo(VectorInSoftware, MigrationPolicy.Strict).Reasons[0].Sentence,
            StringComparison.Ordinal);

        // What the guest sees is known without its tag, which is shown all the same.
        Assert.Equal(
            "Yes: the guest can move to the host.\n  guest  z13~77777777\n  host   z13", guest.CheckMigrationTo(InHardware).ToString());
        Assert.True(guest.CheckMigrationTo(InHardware, MigrationPolicy.Effective).IsCompatible);
    }

    [Fact]
    public void CheckMigrationTo_TagAloneThatIsTheHostsOwn_IsSame()
    {
        TaggedModel guest = Models.ParseTagged(VectorInSoftware.Tag(Models.Parse("z13")).ToString());
        Assert.False(guest.IsSoftwareKnown);
        Assert.True(guest.CheckMigrationTo(VectorInSoftware, MigrationPolicy.Strict).IsCompatible);
    }

    [Fact]
    public void CheckMigrationTo_FacilityThatTheHostLacks_IsMissingAndNoDifferenceOfTags()
    {
        TaggedModel guest = VectorInSoftware.Tag(Models.Parse("z13"));
        CompatibilityReport report = guest.CheckMigrationTo(HostCapabilityTests.Host("z13,vx=off"), MigrationPolicy.Strict);
        Assert.Equal(CompatibilityReasonKind.Facility, Assert.Single(report.Reasons).Kind);
    }

    [Fact]
    public void CheckMigrationTo_AnotherArchitecture_IsIncompatible()
    {
        CompatibilityReport report = Models.Parse("z13").CheckMigrationTo(
            new HostCapability(ForeignModels.Registry().Parse("toy")), MigrationPolicy.Strict);
        Assert.Equal(CompatibilityReasonKind.Architecture, Assert.Single(report.Reasons).Kind);
        Assert.Contains("  policy  strict", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void CheckMigrationTo_OnlySomethingUnreported_IsUnknown()
    {
        CpuModel model = Models.Parse("z13,vx=off");
        var host = new HostCapability(model, model.Facilities, default, default, unreported: [S390xFacility.Vx.Index]);
        CompatibilityReport report = Models.Parse("z13").CheckMigrationTo(host, MigrationPolicy.Effective);
        Assert.Equal(CompatibilityVerdict.Unknown, report.Verdict);
        Assert.Equal(CompatibilityReasonKind.Unreported, Assert.Single(report.Reasons).Kind);
    }

    [Fact]
    public void CheckMigrationTo_HashAndSomethingUnreported_IsUnknown()
    {
        // The host may do vector in software, too: then the tags would be equal.
        TaggedModel guest = Models.ParseTagged(VectorInSoftware.Tag(Models.Parse("z13")).ToString());
        CpuModel model = Models.Parse("z13,vx=off");
        var host = new HostCapability(model, model.Facilities, default, default, unreported: [S390xFacility.Vx.Index]);
        CompatibilityReport report = guest.CheckMigrationTo(host, MigrationPolicy.Strict);
        Assert.Equal(CompatibilityVerdict.Unknown, report.Verdict);
        Assert.Equal(CompatibilityReasonKind.Unreported, Assert.Single(report.Reasons).Kind);
    }

    [Fact]
    public void CheckMigrationTo_TableAndSomethingUnreported_IsUnknown()
    {
        // With zarch in software the host could keep the profile up; it has the rest in hardware and in software.
        CpuModel model = Models.Parse("z800");
        TaggedModel guest = new HostCapability(model, hardware: default, S390xFacilitySets.Emulated, hidden: default, unreported: default).Tag(model);
        FacilitySet known = model.Facilities.Without(S390xFacility.Zarch.Index);
        var host = new HostCapability(model, known, S390xFacilitySets.Emulated.Intersect(known), hidden: default, unreported: [S390xFacility.Zarch.Index]);
        Assert.Equal(CompatibilityVerdict.Unknown, guest.CheckMigrationTo(host, MigrationPolicy.Strict).Verdict);
    }
}
