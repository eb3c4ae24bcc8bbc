using CpuFacility.RiscV;

namespace CpuFacility.Tests.Architectures.RiscV;

/// <summary>Models of RISC-V: expressions, values, comparison, migration and baseline.</summary>
public class RiscVModelTests
{
    private static readonly CpuModelRegistry Models = CpuModels.RiscV;

    [Fact]
    public void Parse_ModelThatHidesWhatItsLettersImply_HasIt()
    {
        CpuModel model = Models.Parse("sifive-u54");
        Assert.True(model.Has(RiscVFacility.Zaamo));
        Assert.False(model.Configured.Contains(RiscVFacility.Zaamo.Index));
        Assert.Equal("rv64", model.Identity.Level);
    }

    [Theory]
    [InlineData("rv64,zbkb=on,h=off", "zbkb", "h")]
    [InlineData("rv64i,v=on", "zve32x", "m")]
    [InlineData("rv32,zvkn=on", "zvkned", "zvkg")]
    [InlineData("rv64,sv57=off", "sv48", "sv57")]
    [InlineData("rva23s64,x-svukte=on", "x-svukte", "zfh")]
    public void Parse_Expression_SwitchesExtensions(string expression, string has, string lacks)
    {
        CpuModel model = Models.Parse(expression);
        Assert.True(NamedExtensions.Parse(has).IsSubsetOf(model.Facilities));
        Assert.False(NamedExtensions.Parse(lacks).Overlaps(model.Facilities));
        Assert.Equal(model, Models.Parse(model.ToString()));
    }

    [Theory]
    [InlineData("sifive-u54,v=on", 11)]
    [InlineData("rv64,rv32=on", 5)]
    [InlineData("rv64,ziccif=on", 5)]
    [InlineData("rv65", 0)]
    [InlineData("rv64,vlen=100", 10)]
    [InlineData("rv64,vlen=192", 10)]
    [InlineData("rv64,cbop_blocksize=48", 20)]
    [InlineData("rv64,vlen=64", 10)]
    [InlineData("rv64,vlen=131072", 10)]
    [InlineData("rv64,elen=4", 10)]
    [InlineData("rv64,cbom_blocksize=0", 20)]
    [InlineData("rv64,cbom_blocksize=many", 20)]
    [InlineData("rv64,priv_spec=v1.9.0", 15)]
    [InlineData("rv64,mvendorid=0x100000000", 15)]
    public void TryParse_WhatTheModelDoesNotTake_IsRefusedWithThePosition(string expression, int position)
    {
        Assert.False(Models.TryParse(expression, out _, out FacilityFormatError error));
        Assert.Equal(position, error.Position);
    }

    [Fact]
    public void Parse_Values_AreInTheIdentityOrKept()
    {
        CpuModel model = Models.Parse("rv64,v=on,vlen=256,elen=64,cbom_blocksize=128,mvendorid=0x5b7,priv_spec=v1.12.0");
        Assert.Equal(
            new RiscVIdentity(64, new RiscVValues { VectorLength = 256, ElementLength = 64, ManagementBlockSize = 128, PrefetchBlockSize = 64, ZeroBlockSize = 64 }),
            model.Identity);
        Assert.Equal("rv64 with vlen 256, elen 64, cbom_blocksize 128, cbop_blocksize 64, cboz_blocksize 64", model.Identity.Level);
        Assert.Contains(new CpuModelProperty("priv_spec", "v1.12.0"), model.Properties);
        Assert.NotEqual(Models.Parse("rv64,v=on").Identity, model.Identity);
        Assert.Equal(Models.Parse("rv64").Identity, Models.Parse("rv64,mvendorid=1").Identity);
    }

    [Theory]
    [InlineData("rva22u64", "rva23u64", CompatibilityVerdict.Compatible)]
    [InlineData("rva22s64", "rva23s64", CompatibilityVerdict.Compatible)]
    [InlineData("rva23u64", "rva23s64", CompatibilityVerdict.Compatible)]
    [InlineData("rva23u64", "rva22u64", CompatibilityVerdict.Incompatible)]
    [InlineData("sifive-u54", "rv64", CompatibilityVerdict.Compatible)]
    [InlineData("sifive-u34", "rv64", CompatibilityVerdict.Incompatible)]
    [InlineData("rv64i,b=on", "rv64i,zba=on,zbb=on,zbs=on", CompatibilityVerdict.Compatible)]
    [InlineData("rv64i,zba=on,zbb=on,zbs=on", "rv64i,b=on", CompatibilityVerdict.Compatible)]
    [InlineData("rva23u64", "rva23u64,vlen=256", CompatibilityVerdict.Incompatible)]
    [InlineData("rv64,cboz_blocksize=32", "rv64", CompatibilityVerdict.Incompatible)]
    [InlineData("rv64,sv57=off", "rv64", CompatibilityVerdict.Compatible)]
    [InlineData("rv64", "rv64,sv57=off", CompatibilityVerdict.Incompatible)]
    public void CheckMigrationTo_Host_FollowsExtensionsAndValues(string guest, string host, CompatibilityVerdict expected) =>
        Assert.Equal(expected, Models.Parse(guest).CheckMigrationTo(Models.Parse(host)).Verdict);

    [Fact]
    public void CheckMigrationTo_OtherVectorLength_SaysWhichValues()
    {
        CompatibilityReport report = Models.Parse("rva23u64").CheckMigrationTo(Models.Parse("rva23u64,vlen=256"));
        CompatibilityReason reason = Assert.Single(report.Reasons);
        Assert.Equal(CompatibilityReasonKind.Identity, reason.Kind);
        Assert.Contains("vlen 128", reason.Sentence, StringComparison.Ordinal);
        Assert.Contains("host has 256", reason.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Baseline_TwoProcessors_IsAProfileWithWhatBothHaveBeyond()
    {
        CpuModel? common = Models.Baseline([Models.Parse("xiangshan-kunminghu"), Models.Parse("tt-ascalon")]);
        Assert.NotNull(common);
        Assert.Equal("rva22s64", common.Name);
        FacilitySet both = Models.Parse("xiangshan-kunminghu").Facilities.Intersect(Models.Parse("tt-ascalon").Facilities);
        Assert.Equal(both, common.Facilities);
        Assert.Equal(0u, ((RiscVIdentity)common.Identity).Values.VectorLength);
    }

    /// <summary>
    /// A plain search on names: of the models that take more than they have, the first that lies in what both have and has most of it. What only
    /// profiles ask for, none of these takes.
    /// </summary>
    [Fact]
    public void Baseline_EveryPair_IsThatOfAPlainSearch()
    {
        var candidates = Models.Definitions
            .Where(static definition => definition.Default.IsProperSubsetOf(definition.Full))
            .Select(static definition => (Definition: definition, Names: NamedExtensions.Close(NamedExtensions.Of(definition.Default))))
            .ToList();
        CpuModel start = Models.Parse("rv64");
        FacilitySet beyond = start.Facilities.Union(NamedExtensions.Parse("za128rs"));
        CpuModelRegistry registry = Models.WithDefinitions([new CpuModelDefinition("pool", start.Identity, FacilitySet.Empty, beyond, beyond)]);
        Assert.Equal("rv64", registry.Baseline(registry.Parse("pool"), registry.Parse("pool"))?.Name);
        foreach (CpuModel first in registry.NamedModels)
        {
            foreach (CpuModel second in registry.NamedModels)
            {
                HashSet<string> both = NamedExtensions.Close(NamedExtensions.Of(first.Facilities).Intersect(NamedExtensions.Of(second.Facilities)));
                CpuModelDefinition? best = candidates.Where(candidate => candidate.Names.IsSubsetOf(both)).OrderByDescending(static candidate => candidate.Names.Count).FirstOrDefault().Definition;
                CpuModel? common = registry.Baseline(first, second);
                Assert.Same(best, common?.Definition);
                Assert.True(common is null || NamedExtensions.Of(common.Configured).SetEquals(both.Intersect(NamedExtensions.Of(best!.Full))), $"{first} {second}: {common}");
            }
        }
    }

    [Fact]
    public void Baseline_DifferentWidths_IsNone() => Assert.Null(Models.Baseline([Models.Parse("rv32"), Models.Parse("rv64")]));

    /// <summary>What a reason tells to start the guest with does remove it, with all that would bring the extension back.</summary>
    [Fact]
    public void CheckMigrationTo_GuestSetting_RemovesItsReason()
    {
        int removed = 0;
        foreach (CpuModel guest in Models.NamedModels)
        {
            foreach (CpuModel host in Models.NamedModels)
            {
                foreach (CompatibilityReason reason in guest.CheckMigrationTo(host).Reasons.Where(static reason => reason.GuestSetting is not null))
                {
                    CpuModel without = Models.Parse($"{guest.Name},{reason.GuestSetting}");
                    Assert.False(without.Facilities.Overlaps(reason.Missing), $"{guest.Name} on {host.Name}: {reason}");
                    Assert.True(host.Facilities.Intersect(guest.Facilities).IsSubsetOf(without.Facilities), $"{guest.Name} on {host.Name}: {reason} takes too much");
                    removed++;
                }
            }
        }

        Assert.True(removed > 1_000, $"only {removed} settings");
    }

    [Theory]
    [InlineData("tt-ascalon", "rva23s64", "The guest sees what the host does not have so: vlen 256 (the host has 128).")]
    [InlineData("rva23s64", "thead-c908", "The guest sees what the host does not have so: vlen 128 (the host states none), elen 64 (the host states none), cbop_blocksize 64 (the host states none).")]
    [InlineData("rva23s64,vlen=256,elen=32", "rva23s64", "The guest sees what the host does not have so: vlen 256 (the host has 128).")]
    [InlineData("rv32", "rva23s64", "The guest's registers have 32 bits, the host's 64.")]
    public void CheckMigrationTo_OtherNumbers_NamesEach(string guest, string host, string sentence)
    {
        CompatibilityReason identity = Models.Parse(guest).CheckMigrationTo(Models.Parse(host)).Reasons[0];
        Assert.Equal((CompatibilityReasonKind.Identity, sentence), (identity.Kind, identity.Sentence));
    }

    /// <summary>QEMU has no switch for the width.</summary>
    [Fact]
    public void CheckMigrationTo_OtherWidth_NamesNoSwitch()
    {
        CompatibilityReport report = Models.Parse("rv32").CheckMigrationTo(Models.Parse("rv64"));
        Assert.Null(report.Reasons.Single(static reason => reason.Property == "rv32").GuestSetting);
        Assert.Equal("rv32", report.Reasons[0].Hosts.ToString());
    }

    /// <summary>QEMU 11.1 answers with a switch for each profile; those that are on for a model are what it has.</summary>
    [Theory]
    [InlineData("max", "RVI20U64 RVA20U64 RVA22U64 RVA23U64 RVB23U64")]
    [InlineData("rva22s64", "RVI20U64 RVA20U64 RVA20S64 RVA22U64 RVA22S64")]
    [InlineData("rva22u64", "RVI20U64 RVA20U64 RVA22U64")]
    [InlineData("xiangshan-kunminghu", "RVI20U64 RVA20U64 RVA20S64 RVA22U64 RVA22S64 RVA23U64 RVA23S64 RVB23U64 RVB23S64")]
    [InlineData("rva22s64,zbb=off,b=off", "RVI20U64 RVA20U64 RVA20S64")]
    [InlineData("rva22s64,priv_spec=v1.10.0", "RVI20U64")]
    [InlineData("rva22s64,cbom_blocksize=128", "RVI20U64")]
    [InlineData("rv64", "RVI20U64")]
    [InlineData("rv32", "RVI20U32")]
    public void CheckProfiles_Model_IsOfThoseThatQemuSays(string expression, string expected) => Assert.Equal(
        expected.Split(' '),
        Models.Parse(expression).CheckProfiles().Where(static check => check.Verdict == CompatibilityVerdict.Compatible).Select(static check => check.Profile.Name));

    /// <summary>What QEMU has no switch for is not known of a model that is of no profile, and known of one's own.</summary>
    [Fact]
    public void CheckProfiles_ModelOfNoProfile_LeavesWhatQemuDoesNotNameOpen()
    {
        RiscVProfile.TryFind("RVA20U64", out RiscVProfile? profile);
        RiscVProfileCheck check = Models.Parse("sifive-u54").CheckProfiles().Single(check => check.Profile == profile);
        Assert.Equal("RVA20U64: lacks ziccrse; not known: za128rs, ziccamoa, ziccif, zicclsm.", check.ToString());
        CpuModel start = Models.Parse("sifive-u54");
        var own = new CpuModelDefinition("pool", start.Identity, FacilitySet.Empty, start.Facilities, start.Facilities);
        CpuModel pool = Models.WithDefinitions([own]).Parse("pool");
        Assert.True(pool.GetUnreported().IsEmpty);
        Assert.False(start.GetUnreported().Overlaps(NamedExtensions.Parse("rv32 rv128")));
        Assert.Equal("RVA20U64: lacks za128rs, ziccamoa, ziccif, zicclsm, ziccrse.", pool.CheckProfiles().Single(check => check.Profile == profile).ToString());
        Assert.Throws<ArgumentException>(() => CpuModels.S390x.Parse("z14").CheckProfiles());
    }

    /// <summary>The list of models and the check of each say the same, for every host.</summary>
    [Fact]
    public void Evaluate_EveryHost_SaysWhatTheCheckOfEachModelSays()
    {
        foreach (CpuModel host in Models.NamedModels.Append(Models.Parse("rva23s64,zvfh=on,h=off")))
        {
            foreach (ModelUsability usability in Models.Evaluate(host))
            {
                Assert.True(usability.IsRunnable == (usability.Model.CheckMigrationTo(host).Verdict == CompatibilityVerdict.Compatible), $"{usability.Model} on {host}: {usability}");
            }

            Assert.Contains(Models.Evaluate(host), usability => usability.IsRunnable);
        }
    }
}
