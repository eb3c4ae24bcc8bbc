using CpuFacility.X86;

namespace CpuFacility.Tests.Architectures.X86;

/// <summary>Processors that are described by vendor, signature and features, and the models that they may be.</summary>
public class X86ProcessorsTests
{
    private static CpuModel Skylake { get; } = X86Editions.Libvirt.Parse("Skylake-Server");

    /// <summary>The signature of Skylake-Server in both publishers' tables: family 6, model 85, stepping 4.</summary>
    private static X86Identity Identity { get; } = new("GenuineIntel", new X86Signature(6, 85, 4));

    [Fact]
    public void Identify_OwnSignatureAndFeatures_IsBySignatureWithoutMissing()
    {
        X86Identified first = X86Editions.Libvirt.Identify(Identity, Skylake.Facilities)[0];
        Assert.Equal("Skylake-Server (by signature)", first.ToString());
        Assert.True(first.MatchesSignature && first.Missing.IsEmpty && first.Beyond.IsEmpty);
    }

    [Fact]
    public void Identify_FeatureAway_SaysWhatIsMissing()
    {
        X86Identified found = X86Editions.Libvirt.Identify(Identity, Skylake.Facilities.Without(X86Facility.Avx512f.Index)).Single(static one => one.Definition.Name == "Skylake-Server");
        Assert.Equal("Skylake-Server (by signature; lacks avx512f)", found.ToString());
        Assert.Equal(CpuModels.X86.Catalog.CreateSet(X86Facility.Avx512f), found.Missing);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Identify_NoSignatureOrNoVendor_IsByFeaturesAlone(bool hasVendor)
    {
        X86Identity unknown = hasVendor ? new X86Identity("GenuineIntel") : new X86Identity("", new X86Signature(6, 85, 4));
        X86Identified only = Assert.Single(X86Editions.Libvirt.Identify(unknown, Skylake.Facilities));
        Assert.False(only.MatchesSignature);
        Assert.EndsWith("(by features)", only.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Identify_QemusStepping_SaysLittle()
    {
        var other = new X86Identity("GenuineIntel", new X86Signature(6, 85, 15));
        Assert.Contains(CpuModels.X86.Identify(other, Skylake.Facilities), static one => one.MatchesSignature && one.Definition.Name.StartsWith("Skylake-Server", StringComparison.Ordinal));
        Assert.DoesNotContain(
            CpuModels.X86.Identify(new X86Identity("AuthenticAMD", new X86Signature(6, 85, 15)), Skylake.Facilities), static one => one.MatchesSignature);
        Assert.DoesNotContain(
            CpuModels.X86.Identify(new X86Identity("GenuineIntel", new X86Signature(6, 1, 4)), Skylake.Facilities),
            static one => one.MatchesSignature && one.Definition.Name.StartsWith("Skylake-Server", StringComparison.Ordinal));
    }

    /// <summary>By signature first, of these the ones that lack and leave least; the best by features stands among them or behind them, once.</summary>
    [Fact]
    public void Identify_EveryModel_IsOrderedAndHasTheBestOnce()
    {
        foreach (CpuModelRegistry registry in X86Editions.All)
        {
            foreach (CpuModel model in registry.NamedModels)
            {
                var identity = new X86Identity(((X86Identity)model.Identity).Vendor, new X86Signature(6, 85, 4));
                X86Identified[] found = [.. registry.Identify(identity, model.Facilities)];
                X86Identified[] named = [.. found.TakeWhile(static one => one.MatchesSignature)];
                Assert.Equal(named.OrderBy(static one => one.Missing.Count).ThenBy(static one => one.Beyond.Count).Select(static one => one.Definition.Name), named.Select(static one => one.Definition.Name));
                Assert.InRange(found.Length, named.Length, named.Length + 1);
                CpuModelDefinition? best = registry.FindBestDefinition(identity, model.Facilities);
                Assert.Equal(best is null ? 0 : 1, found.Count(one => one.Definition == best));
            }
        }
    }

    [Fact]
    public void Identify_EveryFeature_NamesTheLargestOfTheSignatureFirst()
    {
        X86Identified[] found = [.. CpuModels.X86.Identify(Identity, CpuModels.X86.Vocabulary.Known)];
        int[] counts = [.. found.TakeWhile(static one => one.MatchesSignature).Select(static one => one.Model.Facilities.Count)];
        Assert.InRange(counts.Length, 5, 100);
        Assert.Equal(counts.OrderDescending(), counts);
        Assert.NotEqual(counts[0], counts[^1]);
    }

    [Fact]
    public void TryCreateHost_NoFeatures_HasNoModel()
    {
        Assert.False(X86Editions.Libvirt.TryCreateHost(Identity, default, default, "a test", out HostCapability? none));
        Assert.Null(none);
        Assert.Empty(X86Editions.Libvirt.Identify(new X86Identity(""), default));
        Assert.True(X86Editions.Libvirt.TryCreateHost(Identity, Skylake.Facilities, default, "a test", out HostCapability? host));
        Assert.Equal(Skylake.Facilities, host.Hardware);
    }

    [Fact]
    public void DescribeAs_ForeignDefinitionOrIndex_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => X86Editions.Libvirt.DescribeAs(CpuModels.S390x.Parse("z14").Definition, Identity, Skylake.Facilities));
        Assert.Throws<ArgumentException>(() => X86Editions.Libvirt.DescribeAs(Skylake.Definition, Identity, [FacilitySet.Capacity - 1]));
        Assert.Throws<ArgumentException>(() => CpuModels.S390x.Identify(Identity, default));
    }

    [Theory]
    [InlineData(0u, "EAX")]
    [InlineData(1u, "EBX")]
    [InlineData(2u, "ECX")]
    [InlineData(3u, "EDX")]
    public void GetName_Register_IsTheManuals(uint register, string expected) => Assert.Equal(expected, X86BlockRegister.GetName(register));

    [Fact]
    public void GetName_Msr_IsNoRegister() => Assert.Throws<ArgumentOutOfRangeException>(() => X86BlockRegister.GetName(X86BlockRegister.Msr));

    /// <summary>What QEMU's visitor of booleans takes.</summary>
    [Theory]
    [InlineData("on", true)]
    [InlineData("yes", true)]
    [InlineData("true", true)]
    [InlineData("y", true)]
    [InlineData("off", false)]
    [InlineData("no", false)]
    [InlineData("false", false)]
    [InlineData("n", false)]
    [InlineData("1", null)]
    public void Parse_WordsOfASwitch_AreOnOffOrRefused(string word, bool? expected)
    {
        foreach ((CpuModelRegistry registry, string expression, string name) in new[] { (CpuModels.X86, "qemu64,legacy-cache=", "legacy-cache"), (CpuModels.Arm, "cortex-a57,pmu=", "pmu") })
        {
            bool isRead = registry.TryParse(expression + word, out CpuModel? model, out _);
            Assert.Equal(expected is not null, isRead);
            Assert.Equal(expected is bool isOn ? isOn ? "on" : "off" : null, model?.Properties.Single(property => property.Name == name).Value);
        }
    }

    [Fact]
    public void ExpandFull_PropertiesThatWereSet_AreListedAsSet()
    {
        CpuModelProperty[] properties = [.. CpuModels.X86.Parse("Haswell,family=7,model-id=Mine,min-level=32,legacy-cache=off,stepping=3").ExpandFull().Properties];
        Assert.Equal(["7", "Mine", "off", "3"], new[] { "family", "model-id", "legacy-cache", "stepping" }.Select(name => properties.Single(one => one.Name == name).Value));
        Assert.Equal("32", properties.Single(static one => one.Name == "min-level").Value);
        var own = new CpuModelDefinition("own", Identity, default, Skylake.Facilities, Skylake.Facilities);
        CpuModelProperty[] plain = [.. CpuModels.X86.WithDefinitions(own).Parse("own").ExpandFull().Properties];
        Assert.Equal(["6", "85", "4", "", "on", "off"], new[] { "family", "model", "stepping", "model-id", "legacy-cache", "x-force-cpuid-0x1f" }.Select(name => plain.Single(one => one.Name == name).Value));
    }
}
