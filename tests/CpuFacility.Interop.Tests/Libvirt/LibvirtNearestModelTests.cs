using System.Text;
using CpuFacility.Libvirt;
using CpuFacility.Power;
using CpuFacility.Qemu;
using CpuFacility.X86;

namespace CpuFacility.Interop.Tests.Libvirt;

/// <summary>Conversion beside the features: which model stands in for a name that the other does not know, and what is said of it.</summary>
public class LibvirtNearestModelTests
{
    private static readonly LibvirtEdition Edition = LibvirtEdition.Current;

    /// <summary>The oracle counts differences over lists of names, and takes the first of the least among the vendor's own models and those without one.</summary>
    [Theory]
    [InlineData("pentiumpro", "")]
    [InlineData("cpu64-rhel5", "")]
    [InlineData("cpu64-rhel6", "")]
    [InlineData("Icelake-Client", "GenuineIntel")]
    [InlineData("Icelake-Client-noTSX", "GenuineIntel")]
    public void ToQemu_NameOfLibvirtsAlone_IsTheNearestOfTheVendor(string name, string vendor)
    {
        CpuModel model = LibvirtConversion.ToQemu(new LibvirtCpu { Model = name }, Edition, out LibvirtConversionReport report);

        Assert.Equal(Nearest(X86Editions.Qemu, Names(X86Editions.Libvirt.Parse(name)), vendor, static definition => definition.AliasOf is null), model.Definition.Name);
        Assert.True(report.IsRenamed);
        Assert.False(report.IsExact);
    }

    /// <summary>The features are an AMD processor's, the model Intel's: it stays one of Intel's, whatever vendor the guest is to see.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("vendor_id='AuthenticAMD'")]
    public void ToQemu_FeaturesOfAnotherVendor_KeepTheModelsVendor(string attribute)
    {
        FacilitySet own = X86Editions.Libvirt.Parse("Icelake-Client").Facilities;
        FacilitySet wanted = X86Editions.Libvirt.Parse("EPYC").Facilities;
        string features = string.Concat(Entries(wanted.Except(own), "require").Concat(Entries(own.Except(wanted), "disable")));

        CpuModel model = LibvirtConversion.ToQemu(LibvirtCpu.Read($"<cpu><model {attribute}>Icelake-Client</model>{features}</cpu>"), Edition, out _);

        Assert.Equal("GenuineIntel", ((X86Identity)model.Definition.Identity).Vendor);
        Assert.Equal(wanted, model.Facilities);
    }

    [Theory]
    [InlineData("EPYC-Milan-v4", "AuthenticAMD")]
    [InlineData("EPYC-Genoa-v3", "AuthenticAMD")]
    [InlineData("SierraForest-v6", "GenuineIntel")]
    [InlineData("Skylake-Server-v6", "GenuineIntel")]
    public void FromQemu_NameOfQemusAlone_IsTheNearestThatGuestsGet(string name, string vendor)
    {
        CpuModel model = X86Editions.Qemu.Parse(name);
        LibvirtCpu cpu = LibvirtConversion.FromQemu(model, Edition, out _);

        IEnumerable<string> known = Names(model).Intersect(Names(X86Editions.Libvirt.Vocabulary.Known));
        Assert.Equal(Nearest(X86Editions.Libvirt, known, vendor, static definition => definition.DecodesGuest), cpu.Model);
        Assert.Null(cpu.VendorId);
    }

    [Fact]
    public void FromQemu_FeaturesOfAnotherVendor_KeepTheModelsVendor()
    {
        CpuModel model = X86Editions.Qemu.Parse("EPYC-Milan-v4").WithFacilities(X86Editions.Qemu.Parse("Haswell").Facilities);

        Assert.Equal("AMD", Definition(LibvirtConversion.FromQemu(model, Edition, out _).Model!).Identity.VendorName);
    }

    /// <summary>A vendor that differs from the model's has a place, <c>vendor_id</c>, unless it has a comma, which libvirt refuses.</summary>
    [Theory]
    [InlineData("AuthenticAMD", "AuthenticAMD")]
    [InlineData("GenuineIntel", null)]
    [InlineData("Genuine,ntel", null)]
    public void FromQemu_Vendor_IsWrittenWhereItDiffers(string vendor, string? expected)
    {
        var builder = new CpuModelBuilder(X86Editions.Qemu.Parse("Haswell"));
        Assert.True(builder.TrySetProperty("vendor", vendor, out string? reason), reason);

        LibvirtCpu cpu = LibvirtConversion.FromQemu(builder.ToModel(), Edition, out LibvirtConversionReport report);

        Assert.Equal(expected, cpu.VendorId);
        Assert.Empty(report.Unknown);
    }

    [Theory]
    [InlineData("Haswell", "kvmclock")]
    public void FromQemu_WhatLibvirtHasNoNameFor_IsLost(string name, string feature)
    {
        LibvirtConversion.FromQemu(X86Editions.Qemu.Parse($"{name},{feature}=on"), Edition, out LibvirtConversionReport report);

        Assert.Equal([feature], report.Lost.ToArray());
        Assert.False(report.IsExact);
    }

    [Theory]
    [InlineData("Haswell")]
    [InlineData("z14")]
    [InlineData("power9_v2.2")]
    public void FromQemu_PropertyThatNobodyKnows_IsSaid(string name)
    {
        byte[] reply = Encoding.UTF8.GetBytes($$$"""{"name": "{{{name}}}", "props": {"nobody-knows-this": true}}""");
        CpuModel model = QmpModelReader.Parse(CpuModels.All.First(registry => registry.TryFind(name, out _)), reply);

        LibvirtConversion.FromQemu(model, Edition, out LibvirtConversionReport report);

        Assert.Equal(["nobody-knows-this=true"], report.Unknown.ToArray());
    }

    /// <summary>ebb is found on some machines of the processor; htm is in libvirt's generation.</summary>
    [Theory]
    [InlineData("power8_v2.0,ebb=on", "ebb", "")]
    [InlineData("power8_v2.0,htm=off", "", "htm")]
    public void FromQemu_PowerThatDiffersFromTheGeneration_SaysHow(string expression, string lost, string added)
    {
        LibvirtConversion.FromQemu(CpuModels.Power.Parse(expression), Edition, out LibvirtConversionReport report);

        Assert.Equal((lost, added, false, 0), (string.Join(' ', report.Lost), string.Join(' ', report.Added), report.IsExact, report.Unknown.Length));
    }

    /// <summary>A model of libvirt's own table is the generation: no processor of it is left out.</summary>
    [Fact]
    public void FromQemu_PowerOfLibvirtsTable_IsExact()
    {
        LibvirtCpu cpu = LibvirtConversion.FromQemu(PowerEditions.Libvirt.Parse("POWER9"), Edition, out LibvirtConversionReport report);

        Assert.Equal("POWER9", cpu.Model);
        Assert.True(report.IsExact, report.ToString());
    }

    /// <summary>Only a guest of the host's model in lower case is in a mode.</summary>
    [Theory]
    [InlineData("<cpu mode='host-model'><model>POWER8</model></cpu>", "POWER8")]
    [InlineData("<cpu mode='host-model'><model>power8</model></cpu>", "POWER8,max-cpu-compat=power8")]
    [InlineData("<cpu><model>power8</model></cpu>", null)]
    public void TryToModel_PowerMode_IsOfTheHostsModel(string text, string? expected)
    {
        LibvirtCpu cpu = LibvirtCpu.Read(text) with { Architecture = "ppc64" };

        Assert.Equal(expected, LibvirtModels.TryToModel(cpu, Edition, out CpuModel? model, out _, out _) ? model.ToString() : null);
        Assert.False(LibvirtModels.TryToModel(new LibvirtCpu { Type = LibvirtCpuType.Host, Mode = LibvirtCpuMode.HostModel, Architecture = "ppc64", Model = "power8" }, Edition, out _, out _, out _));
    }

    [Fact]
    public void ToQemu_PowerFeaturesAndAttributes_AreSaid()
    {
        LibvirtCpu cpu = LibvirtCpu.Read("<cpu own='1'><model>POWER9</model><feature name='htm'/></cpu>") with { Architecture = "ppc64" };

        LibvirtConversion.ToQemu(cpu, Edition, out LibvirtConversionReport report);

        Assert.Equal(["attribute own", "feature require htm"], report.Unknown.ToArray());
    }

    /// <summary>A host has no policies, and nothing of it depends on another. Built by hand, as no document says more of one.</summary>
    [Fact]
    public void ToQemu_HostsPolicies_AreNotSaid()
    {
        LibvirtCpu host = LibvirtCpu.Read("<cpu><arch>x86_64</arch><model>Haswell</model></cpu>") with { Match = LibvirtCpuMatch.Strict, Features = [new("vmx", LibvirtFeaturePolicy.Force)] };

        LibvirtConversion.ToQemu(host, Edition, out LibvirtConversionReport report);

        Assert.Empty(report.Unknown);
    }

    [Theory]
    [InlineData("Skylake-Client-v4")]
    public void ToQemu_SomethingLost_IsNotExact(string name)
    {
        LibvirtConversion.ToQemu(new LibvirtCpu { Model = name }, Edition, out LibvirtConversionReport report);

        Assert.Equal((false, true, 0, false), (report.IsRenamed, report.Lost.Length > 0, report.Added.Length + report.Unknown.Length, report.IsExact));
    }

    [Fact]
    public void TryToHost_PowerInQemusNames_IsOfQemusTable()
    {
        var cpu = new LibvirtCpu { Type = LibvirtCpuType.Host, Architecture = "ppc64", Model = "POWER9" };

        Assert.True(LibvirtModels.TryToHost(cpu, Edition, "here", out HostCapability? host, out _, PowerEditions.Qemu));
        Assert.Equal(("qemu-11.1", "power9_v2.2", "here"), (host.Registry.Edition, host.Offer.Name, host.Source));
        Assert.Equal("registry", Assert.Throws<ArgumentException>(() => LibvirtModels.TryToHost(cpu, Edition, "", out _, out _, X86Editions.Qemu)).ParamName);
    }

    private static string Nearest(CpuModelRegistry registry, IEnumerable<string> features, string vendor, Func<X86ModelDefinition, bool> isTaken)
    {
        string[] wanted = [.. features];
        return registry.Definitions.OfType<X86ModelDefinition>()
            .Where(isTaken)
            .Where(definition => definition.Identity.Vendor.Length == 0 || vendor.Length == 0 || definition.Identity.Vendor == vendor)
            .Select(definition => (definition.Name, Has: Names(registry.Parse(definition.Name).Definition.Default)))
            .OrderBy(candidate => candidate.Has.Except(wanted).Count() + wanted.Except(candidate.Has).Count())
            .First().Name;
    }

    private static string[] Names(CpuModel model) => Names(model.Facilities);

    /// <summary>QEMU's names if there are any, so that both tables speak of the same.</summary>
    private static string[] Names(FacilitySet features) => [.. features.ToArray().Select(static index => X86Editions.Qemu.Catalog[index].ToString())];

    private static IEnumerable<string> Entries(FacilitySet features, string policy) =>
        X86Editions.Libvirt.Vocabulary.Summarize(features).ToImmutableArray().Select(term => $"<feature policy='{policy}' name='{term.Name}'/>");

    private static X86ModelDefinition Definition(string model) =>
        X86Editions.Libvirt.TryFindDefinition(model, out CpuModelDefinition? definition) ? (X86ModelDefinition)definition : throw new ArgumentException(model);
}
