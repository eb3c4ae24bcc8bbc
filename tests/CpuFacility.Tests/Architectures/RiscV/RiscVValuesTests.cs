using CpuFacility.RiscV;

namespace CpuFacility.Tests.Architectures.RiscV;

/// <summary>Numbers that are no extensions: what a guest asks for, and what a host states.</summary>
public class RiscVValuesTests
{
    private static readonly RiscVValues All = new() { VectorLength = 256, ElementLength = 64, ManagementBlockSize = 64, PrefetchBlockSize = 32, ZeroBlockSize = 128 };

    [Fact]
    public void GetUnstated_EachNumber_IsOpenWhereTheHostSaysNothing()
    {
        Assert.Equal(All, All.GetUnstated(default));
        Assert.Equal(default, All.GetUnstated(All));
        Assert.Equal(new RiscVValues { VectorLength = 256 }, All.GetUnstated(All with { VectorLength = 0 }));
        Assert.Equal(new RiscVValues { ElementLength = 64 }, All.GetUnstated(All with { ElementLength = 0 }));
        Assert.Equal(new RiscVValues { ManagementBlockSize = 64 }, All.GetUnstated(All with { ManagementBlockSize = 0 }));
        Assert.Equal(new RiscVValues { PrefetchBlockSize = 32 }, All.GetUnstated(All with { PrefetchBlockSize = 0 }));
        Assert.Equal(new RiscVValues { ZeroBlockSize = 128 }, All.GetUnstated(All with { ZeroBlockSize = 0 }));
    }

    [Fact]
    public void FindUnstated_HostThatSaysLittle_IsNamed()
    {
        CpuModelRules rules = CpuModels.RiscV.Rules;
        var guest = new RiscVIdentity(64, All);
        Assert.NotNull(rules.FindUnstated(guest, new RiscVIdentity(64)));
        Assert.Null(rules.FindUnstated(guest, guest));
        Assert.Null(rules.FindUnstated(guest, new RiscVIdentity(32)));
        Assert.Null(rules.FindUnstated(guest, new RiscVIdentity(64, new RiscVValues { VectorLength = 128 })));
        Assert.Null(rules.FindUnstated(guest, CpuModels.S390x.Parse("z14").Identity));
        Assert.Null(rules.FindUnstated(CpuModels.S390x.Parse("z14").Identity, guest));
    }

    [Fact]
    public void DescribeTooNew_WidthOrNumbers_AreNamed()
    {
        CpuModelRules rules = CpuModels.RiscV.Rules;
        Assert.Equal("The guest's registers have 64 bits, the host's 32.", rules.DescribeTooNew(new RiscVIdentity(64), new RiscVIdentity(32)));
        Assert.Contains("256", rules.DescribeTooNew(new RiscVIdentity(64, All), new RiscVIdentity(64, All with { VectorLength = 128 })), StringComparison.Ordinal);
        Assert.Null(rules.DescribeTooNew(CpuModels.S390x.Parse("z14").Identity, new RiscVIdentity(64)));
        Assert.Null(rules.DescribeTooNew(new RiscVIdentity(64), CpuModels.S390x.Parse("z14").Identity));
    }

    [Theory]
    [InlineData("rv64,v=on,vlen=256")]
    [InlineData("rv64,v=on,elen=32")]
    [InlineData("rv64,cbom_blocksize=32")]
    [InlineData("rv64,cbop_blocksize=32")]
    [InlineData("rv64,cboz_blocksize=32")]
    public void ListProperties_NumberOfTheIdentity_IsListedOnce(string expression)
    {
        CpuModel set = CpuModels.RiscV.Parse(expression);
        string setting = expression[(expression.LastIndexOf(',') + 1)..];
        Assert.Single(set.Registry.Rules.ListProperties(set, isFull: true), property => property.ToString() == setting);
        var bare = new CpuModel(set.Registry, set.Name, set.Kind, set.Definition, set.Configured, [], [], set.Identity);
        Assert.Single(bare.Registry.Rules.ListProperties(bare, isFull: true), property => property.ToString() == setting);
    }

    /// <summary>What was set is listed by name, whatever the order in which it was set; numbers of the definition are not listed, and neither is none.</summary>
    [Theory]
    [InlineData("rv64", "")]
    [InlineData("rv64,v=on,vlen=256,elen=32,cbom_blocksize=128", "cbom_blocksize=128 elen=32 vlen=256")]
    [InlineData("rv64,priv_spec=v1.12.0,mvendorid=1", "mvendorid=1 priv_spec=v1.12.0")]
    public void Expand_Properties_AreListedByName(string expression, string expected)
    {
        CpuModel model = CpuModels.RiscV.Parse(expression);
        Assert.Equal(expected, string.Join(' ', model.ExpandFull().Properties));
        Assert.Equal(expected, string.Join(' ', model.ExpandStatic().Properties));
        var none = new CpuModel(model.Registry, model.Name, model.Kind, model.Definition, model.Configured, [], [], new RiscVIdentity(64));
        Assert.Empty(none.ExpandFull().Properties);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(0)]
    public void Identity_OtherWidth_IsRefused(int xlen) => Assert.Throws<ArgumentOutOfRangeException>(() => new RiscVIdentity(xlen));

    [Theory]
    [InlineData("rv64ima_zzz", "rv64i", "zzz=on")]
    [InlineData("rv32e", "rv32e", "")]
    [InlineData("rv64iv_zvl128b", "rv64i", "")]
    [InlineData("rv64iv_zvl256b", "rv64i", "zvl256b=on")]
    [InlineData("rv64i_zve64x_zvl64b", "rv64i", "")]
    [InlineData("rv64i_zve32x_zvl64b", "rv64i", "zvl64b=on")]
    [InlineData("rv64i_zve32x_zvl32b", "rv64i", "")]
    [InlineData("rv64i_zvl32b", "rv64i", "zvl32b=on")]
    [InlineData("rv128i", "x-rv128", "")]
    public void FromIsaString_UnknownAndLengths_BecomeUnknownProperties(string isa, string name, string unknown)
    {
        CpuModel model = CpuModels.RiscV.FromIsaString(RiscVIsaString.Parse(isa));
        Assert.Equal((name, unknown), (model.Name, string.Join(' ', model.UnknownProperties)));
    }

    [Fact]
    public void FromIsaStringAndCreate_ForeignRegistry_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => CpuModels.S390x.FromIsaString(RiscVIsaString.Parse("rv64i")));
        Assert.Throws<ArgumentException>(() => RiscVHosts.Create(CpuModels.S390x, new RiscVIdentity(64), default, default, "a test"));
    }

    [Fact]
    public void GetUnreported_NamedAndAbsent_IsNotOpen()
    {
        FacilitySet there = RiscVIsaString.Parse("rv64ima").Facilities;
        FacilitySet named = CpuModels.RiscV.Catalog.CreateSet(RiscVFacility.F, RiscVFacility.Zba);
        FacilitySet open = RiscVHosts.GetUnreported(there, named);
        // D needs F, which would be named: it is not there either.
        Assert.False(open.Overlaps(named) || open.Contains(RiscVFacility.D.Index) || open.Overlaps(RiscVFacilities.Close(there)));
        Assert.True(open.Contains(RiscVFacility.Zbb.Index));
        HostCapability host = RiscVHosts.Create(CpuModels.RiscV, new RiscVIdentity(64), there, open, "a test", "Something without a name.");
        Assert.Equal(["Something without a name."], host.Unnamed.ToArray());
    }
}
