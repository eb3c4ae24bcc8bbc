using CpuFacility.Power;

namespace CpuFacility.Tests.Architectures.Power;

public class PowerModelTests
{
    private static readonly CpuModelRegistry Models = CpuModels.Power;

    [Theory]
    [InlineData("POWER9", "power9")]
    [InlineData("Power9_V2.0", "power9_v2.0")]
    [InlineData("power7+", "power7+")]
    [InlineData("POWER7+_v2.1", "power7+_v2.1")]
    [InlineData("conan/doyle", "conan/doyle")]
    [InlineData("004e1202", "power9_v2.2")]
    [InlineData("0x004E1202", "power9_v2.2")]
    [InlineData("PPE42", "PPE42")]
    public void TryFind_FormsThatQemuTakes_FindTheModel(string name, string expected)
    {
        Assert.True(Models.TryFind(name, out CpuModel? model));
        Assert.Equal(expected, model.Name);
        Assert.True(Models.TryParse(name, CpuModelSyntax.QemuExact, out _, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("power12")]
    [InlineData("4e1202")]
    [InlineData("0X004e1202")]
    [InlineData("004e1299")]
    [InlineData("004e 202")]
    [InlineData("+power9")]
    [InlineData("goldeneye1")]
    [InlineData("ſirocco")]
    public void TryFind_OtherNames_AreRefused(string name)
    {
        Assert.False(Models.TryFind(name, out _));
        Assert.False(Models.TryFind(new string('A', 100_000), out _));
        Assert.False(PowerEditions.Libvirt.TryFind("power9", out _));
    }

    [Theory]
    [InlineData("power9,nosuch=on", 7)]
    [InlineData("power9,max-cpu-compat=power5", 22)]
    [InlineData("power9,max-cpu-compat=POWER8", 22)]
    [InlineData("power9,max-cpu-compat=power10", 22)]
    [InlineData("970,max-cpu-compat=power6", 19)]
    [InlineData("power8,mma=on", 7)]
    [InlineData("power8,htm=maybe", 11)]
    [InlineData("power8,htm", 7)]
    public void TryParse_WrongExpression_SaysWhere(string expression, int position)
    {
        Assert.False(Models.TryParse(expression, CpuModelSyntax.QemuExact, out _, out FacilityFormatError error));
        Assert.Equal(position, error.Position);
    }

    [Theory]
    [InlineData("power7,max-cpu-compat=power9", ": it accepts power6, power7, power7+.")]
    [InlineData("970,max-cpu-compat=power6", ": it accepts none.")]
    public void TryParse_ModeThatTheProcessorLacks_NamesThoseThatItAccepts(string expression, string expected)
    {
        Assert.False(Models.TryParse(expression, out _, out FacilityFormatError error));
        Assert.EndsWith(expected, error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ppc_le", "AT_HWCAP bit 0")]
    [InlineData("htm", "AT_HWCAP2 bit 30")]
    [InlineData("power8", null)]
    public void DescribePlace_Facility_IsWordAndBit(string name, string? expected)
    {
        Assert.True(Models.Vocabulary.TryFind(name, out FacilityTerm term));
        Assert.Equal(expected, Models.Rules.DescribePlace(Models.Catalog.Describe(Models.Catalog[term.Facilities.LowestIndex])));
    }

    [Fact]
    public void Parse_Limit_HidesWhatTheModeLacks()
    {
        CpuModel guest = Models.Parse("power9,max-cpu-compat=power7");
        Assert.Equal("compatibility mode power7", guest.Identity.Level);
        Assert.False(guest.Has(PowerFacility.Arch2_07));
        Assert.False(guest.Has(PowerFacility.Htm));
        Assert.True(guest.Has(PowerFacility.Vsx));
        Assert.Equal("power9,max-cpu-compat=power7", guest.ToString());
        Assert.Equal(guest, Models.Parse(guest.ToString()));
    }

    [Theory]
    [InlineData("power8", "power9", CompatibilityVerdict.Compatible)]
    [InlineData("power9", "power8", CompatibilityVerdict.Incompatible)]
    [InlineData("power9,max-cpu-compat=power8", "power8", CompatibilityVerdict.Compatible)]
    [InlineData("power9", "power10", CompatibilityVerdict.Incompatible)]
    [InlineData("power9,htm=off,htm_nosc=off", "power10", CompatibilityVerdict.Compatible)]
    [InlineData("power10", "power11", CompatibilityVerdict.Compatible)]
    [InlineData("power11", "power10", CompatibilityVerdict.Incompatible)]
    [InlineData("power11,max-cpu-compat=power10", "power10", CompatibilityVerdict.Compatible)]
    [InlineData("power7+", "power8", CompatibilityVerdict.Incompatible)]
    [InlineData("power7+,max-cpu-compat=power7", "power8", CompatibilityVerdict.Compatible)]
    [InlineData("970", "970", CompatibilityVerdict.Compatible)]
    [InlineData("970", "power9", CompatibilityVerdict.Incompatible)]
    [InlineData("603", "604", CompatibilityVerdict.Incompatible)]
    public void CheckMigrationTo_ByMode_GivesTheVerdict(string guest, string host, CompatibilityVerdict expected) =>
        Assert.Equal(expected, Models.Parse(guest).CheckMigrationTo(Models.Parse(host)).Verdict);

    [Fact]
    public void CheckMigrationTo_OlderHost_NamesModeAndFacilities()
    {
        CompatibilityReport report = Models.Parse("power9").CheckMigrationTo(Models.Parse("power8"));
        Assert.Equal("The guest is of generation POWER9, newer than the host's generation POWER8.", report.Reasons[0].Sentence);
        Assert.Equal("pvr", report.Reasons[0].Property);
        Assert.Contains(report.Reasons, static reason => reason.Property == "arch_3_00" && reason.Sentence == "The host lacks arch_3_00 (ISA 3.0 (POWER9); AT_HWCAP2 bit 23).");
        CompatibilityReason level = Assert.Single(report.Reasons, static reason => reason.Kind == CompatibilityReasonKind.Level);
        Assert.Equal(
            "The guest can be in compatibility mode power9, which the host does not offer: limited to power8 (max-cpu-compat=power8), a guest is in a mode of both.",
            level.Sentence);
        Assert.Equal("power8_v2.0", report.Common?.Name);
    }

    [Fact]
    public void Baseline_EveryPairOfPowerModels_RunsOnBoth()
    {
        CpuModel[] models = [.. Models.NamedModels.Where(static model => model.Facilities.Count > 0)];
        Assert.True(models.Length >= 20);
        foreach (CpuModel first in models)
        {
            foreach (CpuModel second in models)
            {
                CpuModel? baseline = Models.Baseline(first, second);
                Assert.Equal(first.Identity.GetCommon(second.Identity) is null, baseline is null);
                if (baseline is not null)
                {
                    Assert.Equal(CompatibilityVerdict.Compatible, baseline.CheckMigrationTo(first).Verdict);
                    Assert.Equal(CompatibilityVerdict.Compatible, baseline.CheckMigrationTo(second).Verdict);
                    Assert.Equal(
                        PowerCompatibility.FindHighestCommon(((PowerIdentity)first.Identity).Pvr, ((PowerIdentity)second.Identity).Pvr)?.Name,
                        first.GetCommonMode(second).Mode?.Name);
                    Assert.Equal(first.GetCommonMode(second).Mode?.Name, baseline.GetCommonMode(first).Mode?.Name);
                }
            }
        }
    }

    [Fact]
    public void Baseline_Power9AndPower10_IsPower9WithoutTransactionalMemory() =>
        Assert.Equal("power9_v2.2,htm=off,htm_nosc=off", Models.Baseline(Models.Parse("power9"), Models.Parse("power10"))?.ToString());

    [Fact]
    public void GetRelation_EveryPair_IsAntisymmetricAndCommonIsNotNewer()
    {
        PowerIdentity[] identities =
        [
            .. Models.Definitions.Select(static definition => (PowerIdentity)definition.Identity).Where(static identity => identity.Family is not null || identity.Pvr < 0x600000).Distinct(),
            .. PowerCompatibilityMode.All.Select(static mode => new PowerIdentity(0x004E1202, mode)),
            .. PowerCompatibilityMode.All.Select(static mode => new PowerIdentity(mode.LogicalPvr)),
        ];
        foreach (PowerIdentity one in identities)
        {
            foreach (PowerIdentity other in identities)
            {
                CpuIdentityRelation back = other.GetRelation(one);
                Assert.Equal(one.GetRelation(other) switch { CpuIdentityRelation.Older => CpuIdentityRelation.Newer, CpuIdentityRelation.Newer => CpuIdentityRelation.Older, { } same => same }, back);
                CpuIdentity? common = one.GetCommon(other);
                Assert.Equal(common, other.GetCommon(one));
                Assert.Equal(back == CpuIdentityRelation.Unrelated, common is null);
                Assert.False(common?.GetRelation(one) is CpuIdentityRelation.Newer or CpuIdentityRelation.Unrelated);
            }
        }

        Assert.Equal(CpuIdentityRelation.Unrelated, identities[0].GetRelation(CpuModels.X86.Definitions[0].Identity));
    }

    [Theory]
    [InlineData("qemu-11.1", 0x004E1202u, "power9_v2.2")]
    [InlineData("qemu-11.1", 0x004E0201u, "power9_v2.0")]
    [InlineData("qemu-11.1", 0x004E0100u, null)]
    [InlineData("qemu-11.1", 0x003F0999u, "power7_v2.3")]
    [InlineData("qemu-11.1", 0x00390203u, null)]
    [InlineData("libvirt-12.8", 0x004B0201u, "POWER8")]
    [InlineData("libvirt-12.8", 0x004A0201u, "POWER7")]
    [InlineData("libvirt-12.8", 0x00820200u, "POWER11")]
    [InlineData("libvirt-9.0", 0x00820200u, null)]
    [InlineData("libvirt-9.0", 0x80400020u, "POWERPC_e6500")]
    public void TryFindByPvr_Editions_FindTheirModel(string edition, uint pvr, string? expected)
    {
        Assert.True(CpuModels.TryGet(CpuArchitecture.Power, edition, out CpuModelRegistry? registry));
        Assert.Equal(expected is not null, registry.TryFindByPvr(pvr, out PowerModelDefinition? definition));
        Assert.Equal(expected, definition?.Name);
    }

    [Fact]
    public void PvrMatch_Value_IsReadUnderItsMask()
    {
        var match = new PowerPvrMatch(0x004E1202, 0xFFFF0F00);
        Assert.True(match.Matches(0x004E02FF));
        Assert.False(match.Matches(0x004E0100));
        Assert.Equal("0x004e0200/0xffff0f00", match.ToString());
        Assert.Equal(match, new PowerPvrMatch(0x004E0200, 0xFFFF0F00));
    }

    [Fact]
    public void TryCreateHost_WordsOfPower9_OffersFacilitiesAndModes()
    {
        Assert.True(PowerHosts.TryCreate(Models, new PowerIdentity(0x004E1202), new PowerFeatureWords(0xDC0065C2, 0xFFF00000), "test", out HostCapability? host));
        Assert.Equal("power9_v2.2", host.Offer.Definition.Name);
        Assert.True(host.Offered.IsSupersetOf(Models.Vocabulary.CreateSet("vsx", "altivec", "ebb", "power4", "power9")));
        Assert.Equal(CompatibilityVerdict.Compatible, Models.Parse("power8").CheckMigrationTo(host).Verdict);
        Assert.Empty(host.Unnamed);

        Assert.True(PowerHosts.TryCreate(Models, new PowerIdentity(0x004E1202), new PowerFeatureWords(1UL << 40, 0), "test", out host));
        Assert.Equal("The feature words have bits without a name: AT_HWCAP=0x10000000000 AT_HWCAP2=0x0.", Assert.Single(host.Unnamed));
        Assert.True(PowerHosts.TryCreate(Models, new PowerIdentity(0x004E1202), null, "test", out host));
        Assert.Equal(CompatibilityVerdict.Unknown, Models.Parse("power8").CheckMigrationTo(host).Verdict);
        Assert.False(PowerHosts.TryCreate(Models, new PowerIdentity(0x12345678), null, "test", out _));
    }
}
