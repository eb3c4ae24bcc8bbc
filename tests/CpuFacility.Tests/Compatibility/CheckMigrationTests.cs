namespace CpuFacility.Tests.Compatibility;

public class CheckMigrationTests
{
    private static readonly CpuModelRegistry Models = CpuModels.S390x;

    [Fact]
    public void CheckMigrationTo_HostWithEverything_IsYes()
    {
        CompatibilityReport report = Models.Parse("z13").CheckMigrationTo(Models.Parse("z14"));
        Assert.Equal(CompatibilityVerdict.Compatible, report.Verdict);
        Assert.Empty(report.Reasons);
        Assert.True(report.Hosts.IsEmpty);
        Assert.Equal("Yes: the guest can move to the host.\n  guest  z13\n  host   z14", report.ToString());
    }

    [Fact]
    public void CheckMigrationTo_OlderHost_NamesEveryReasonInOrder()
    {
        CompatibilityReport report = Models.Parse("gen15a").CheckMigrationTo(Models.Parse("z14,vx=off"));
        Assert.Equal(CompatibilityVerdict.Incompatible, report.Verdict);
        Assert.Equal(
            ["type", "msa9", "msa9_pckmo", "deflate", "minste3", "vx", "vxeh2", "vxpdeh", "etoken"],
            report.Reasons.Select(static reason => reason.Property));
        Assert.Equal(
            """
            No: 9 reasons stand in the way.
              guest  gen15a
              host   z14,vx=off
            1. The guest is of generation 15 GA 1, newer than the host's generation 14 GA 1. To resolve: use a host like gen15a or gen15b.
            2. The host lacks msa9, a group of 23 facilities. To resolve: start the guest with msa9=off, or use a host like gen15a or gen15b.
            3. The host lacks msa9_pckmo, a group of 5 facilities. To resolve: start the guest with msa9_pckmo=off, or use a host like gen15a or gen15b.
            4. The host lacks deflate, a group of 5 facilities. To resolve: start the guest with deflate=off, or use a host like gen15a or gen15b.
            5. The host lacks minste3 (Miscellaneous-instruction-extensions facility 3). To resolve: start the guest with minste3=off, or use a host like gen15a or gen15b.
            6. The host lacks vx (Vector facility). To resolve: start the guest with vx=off, or use a host like gen15a or gen15b.
            7. The host lacks vxeh2 (Vector enhancements facility 2). To resolve: start the guest with vxeh2=off, or use a host like gen15a or gen15b.
            8. The host lacks vxpdeh (Vector packed-decimal enhancement facility). To resolve: start the guest with vxpdeh=off, or use a host like gen15a or gen15b.
            9. The host lacks etoken (Etoken facility). To resolve: start the guest with etoken=off, or use a host like gen15a or gen15b.
            Hosts that would do, the oldest: gen15a or gen15b.
            Runs on both: z14,csske=off,bpb=off,vx=off. QEMU will warn: vxpd needs vx, vxeh needs vx.
            """,
            report.ToString());
    }

    [Fact]
    public void CheckMigrationTo_FacilityThatNoDefaultHas_SuggestsAHostWithItSwitchedOn()
    {
        CompatibilityReport report = Models.Parse("z900,skey=on").CheckMigrationTo(Models.Parse("z900"));
        CompatibilityReason reason = Assert.Single(report.Reasons);
        Assert.Equal(CompatibilityReasonKind.Facility, reason.Kind);
        Assert.Equal("skey=off", reason.GuestSetting);
        Assert.Equal<IEnumerable<string>>(["z900,skey=on"], reason.Hosts.Expressions);
        Assert.Equal<IEnumerable<string>>(["z900,skey=on"], report.Hosts.Expressions);
        Assert.Equal("z900", Assert.Single(reason.Hosts.Definitions).Name);
        Assert.Contains("\nHosts that would do, the oldest: z900,skey=on.\nRuns on both: ", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void CheckMigrationTo_PartOfAGroupMissing_NamesTheFacilities()
    {
        CompatibilityReport report = Models.Parse("z14").CheckMigrationTo(Models.Parse("z14,msa5-base=off"));
        CompatibilityReason reason = Assert.Single(report.Reasons);
        Assert.Equal((CompatibilityReasonKind.Facility, "msa5-base"), (reason.Kind, reason.Property));
        Assert.Equal(1, reason.Missing.Count);
    }

    [Fact]
    public void CheckMigrationTo_PropertyWithoutAName_IsUnknownUnlessTheHostHasTheSame()
    {
        CpuModel guest = WithUnknown("z14", "newfac", "true");
        CompatibilityReport report = guest.CheckMigrationTo(Models.Parse("z14"));
        Assert.Equal(CompatibilityVerdict.Unknown, report.Verdict);
        Assert.False(report.IsCompatible);
        CompatibilityReason reason = Assert.Single(report.Reasons);
        Assert.Equal((CompatibilityReasonKind.UnknownProperty, "newfac"), (reason.Kind, reason.Property));
        Assert.Contains("'newfac=true', which qemu-11.1 has no name for", report.ToString(), StringComparison.Ordinal);

        Assert.True(guest.CheckMigrationTo(WithUnknown("z14", "newfac", "true")).IsCompatible);
        Assert.Equal(CompatibilityVerdict.Unknown, guest.CheckMigrationTo(WithUnknown("z14", "newfac", "false")).Verdict);
        Assert.Equal(CompatibilityVerdict.Incompatible, guest.CheckMigrationTo(Models.Parse("z13")).Verdict);
    }

    [Fact]
    public void CheckMigrationTo_UnknownPropertyWithALongValue_IsShortAndOnOneLine()
    {
        CompatibilityReport report = WithUnknown("z14", "newfac", "{\n" + new string(' ', 10_000) + "}").CheckMigrationTo(Models.Parse("z14"));
        CompatibilityReason reason = Assert.Single(report.Reasons);
        Assert.InRange(reason.Sentence.Length, 1, 200);
        Assert.StartsWith(@"The guest has 'newfac={\u000a ", reason.Sentence, StringComparison.Ordinal);
        Assert.Equal(4, report.ToString().Split('\n').Length);
    }

    [Fact]
    public void CheckMigrationTo_FacilityInNoDefinition_HasNoHostToSuggest()
    {
        // idter is in no set: only a definition of one's own can have it.
        CpuModelDefinition z14 = Models.Definitions.Single(static definition => definition.Name == "z14");
        FacilitySet idter = Models.Vocabulary.CreateSet("idter");
        CpuModel guest = Models.WithDefinitions(new CpuModelDefinition("own", z14.Identity, z14.Base, z14.Default | idter, z14.Full | idter)).Parse("own");
        CompatibilityReason reason = Assert.Single(guest.CheckMigrationTo(Models.Parse("z14")).Reasons);
        Assert.Equal<IEnumerable<string>>(["own"], reason.Hosts.Expressions);
        CpuModel elsewhere = new(Models, "z14", CpuModelKind.Default, z14, guest.Facilities, []);
        reason = Assert.Single(elsewhere.CheckMigrationTo(Models.Parse("z14")).Reasons);
        Assert.True(reason.Hosts.IsEmpty);
        Assert.EndsWith("To resolve: start the guest with idter=off.", reason.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void CheckMigrationTo_OtherArchitecture_IsAnAnswer()
    {
        CpuModel host = ForeignModels.Create();
        CompatibilityReport report = Models.Parse("z14").CheckMigrationTo(host);
        Assert.Equal(CompatibilityVerdict.Incompatible, report.Verdict);
        CompatibilityReason reason = Assert.Single(report.Reasons);
        Assert.Equal(CompatibilityReasonKind.Architecture, reason.Kind);
        Assert.Equal("The guest is of architecture S390x, the host of RiscV.", reason.ToString());
    }

    [Fact]
    public void CheckMigrationTo_EqualInput_GivesEqualText() =>
        Assert.Equal(
            Models.Parse("gen17a").CheckMigrationTo(Models.Parse("z13")).ToString(),
            Models.Parse("gen17a").CheckMigrationTo(Models.Parse("z13")).ToString());

    private static CpuModel WithUnknown(string model, string name, string value)
    {
        var builder = new CpuModelBuilder(Models.Parse(model));
        builder.AddUnknown(new CpuModelProperty(name, value));
        return builder.ToModel();
    }
}
