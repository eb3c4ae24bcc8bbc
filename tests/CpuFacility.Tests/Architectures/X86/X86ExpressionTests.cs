using CpuFacility.Testing;
using CpuFacility.X86;
using FsCheck.Xunit;

namespace CpuFacility.Tests.Architectures.X86;

/// <summary>Expressions as QEMU reads them on x86: what stands without a sign first, then what has a plus, then what has a minus.</summary>
[Properties(Arbitrary = [typeof(X86ModelGenerators)])]
public class X86ExpressionTests
{
    private static readonly CpuModelRegistry Qemu = X86Editions.Qemu;
    private static readonly CpuModelRegistry Libvirt = X86Editions.Libvirt;

    [Fact]
    public void Parse_SettingsAndSigns_InQemusEdition()
    {
        CpuModel model = Qemu.Parse("Skylake-Server-v4,avx512f=off,+vmx");
        CpuModel named = Qemu.Parse("Skylake-Server-v4");
        Assert.Equal(("Skylake-Server-v4", CpuModelKind.Default), (model.Name, model.Kind));
        Assert.Equal(named.Configured.Without(X86Facility.Avx512f.Index).With(X86Facility.Vmx.Index), model.Configured);

        // With VMX on, its controls show, which the definition has all along.
        Assert.False(named.Has(X86Facility.VmxActivityHlt));
        Assert.True(model.Has(X86Facility.VmxActivityHlt) && model.Has(X86Facility.Vmx));
    }

    [Fact]
    public void Parse_SettingsAndSigns_InLibvirtsEdition()
    {
        CpuModel model = Libvirt.Parse("Skylake-Server-v4,avx512f=off,+vmx");
        CpuModel named = Libvirt.Parse("Skylake-Server-v4");
        Assert.Equal(named.Facilities.Without(X86Facility.Avx512f.Index).With(X86Facility.Vmx.Index), model.Facilities);

        // Nothing depends on anything there: what is switched on is what there is.
        Assert.Equal(model.Configured, model.Facilities);
        Assert.True(Libvirt.Parse("Haswell,lahf_lm=off,cmt=on").Has(X86Facility.Cmt));
        Assert.False(Libvirt.Parse("Haswell,-lahf_lm").Has(X86Facility.LahfLm));
    }

    /// <summary>Measured on QEMU 7.2.</summary>
    [Theory]
    [InlineData("-sse2,+sse2", false)]
    [InlineData("+sse2,-sse2", false)]
    [InlineData("sse2=off,+sse2", true)]
    [InlineData("+sse2,sse2=off", true)]
    [InlineData("-sse2,sse2=on", false)]
    [InlineData("sse2=on,-sse2", false)]
    [InlineData("sse2=on,sse2=off", false)]
    [InlineData("sse2=off,sse2=on", true)]
    [InlineData("sse2", true)]
    [InlineData("sse2=off,sse2", true)]
    [InlineData("sse2,sse2=off", false)]
    [InlineData("-sse2,sse2", false)]
    [InlineData("sse2=true", true)]
    [InlineData("sse2=yes", true)]
    [InlineData("sse2=y", true)]
    [InlineData("sse2=n", false)]
    [InlineData("sse2=no", false)]
    [InlineData("sse2=false", false)]
    [InlineData("", true)]
    [InlineData(",", true)]
    [InlineData(",,-sse2,,", false)]
    public void Parse_OneFeatureSwitchedOften_AsQemuHasIt(string settings, bool isOn)
    {
        foreach (CpuModelSyntax syntax in Enum.GetValues<CpuModelSyntax>())
        {
            Assert.Equal(isOn, Qemu.Parse($"qemu64,{settings}", syntax).Has(X86Facility.Sse2));
            Assert.Equal(isOn, Libvirt.Parse($"qemu64,{settings}", syntax).Has(X86Facility.Sse2));
        }
    }

    [Theory]
    [InlineData("sse4_1")]
    [InlineData("sse4-1")]
    [InlineData("sse4.1")]
    public void Parse_NamesOfOneFeature_MeanIt(string name)
    {
        Assert.True(Qemu.Parse($"base,{name}").Has(X86Facility.Sse4_1));
        Assert.True(Qemu.Parse($"base,+{name}").Has(X86Facility.Sse4_1));
        Assert.False(Qemu.Parse($"Haswell,{name}=off").Has(X86Facility.Sse4_1));
    }

    [Theory]
    [InlineData("+lahf_lm", "lahf-lm")]
    [InlineData("+xd", "nx")]
    [InlineData("+i64", "lm")]
    [InlineData("pclmuldq", "pclmulqdq")]
    [InlineData("svm,nrip_save=on", "nrip-save")]
    [InlineData("tsc_adjust=on", "tsc-adjust")]
    public void Parse_AliasesAndUnderscores_MeanTheFeature(string setting, string feature)
    {
        Assert.True(Qemu.Catalog.TryFind(feature, out Facility facility));
        Assert.True(Qemu.Parse($"base,{setting}").Has(facility));
    }

    [Fact]
    public void Parse_Properties_ChangeTheIdentity()
    {
        CpuModel model = Qemu.Parse("base,family=0x17,model=1,stepping=2,vendor=AuthenticAMD,model_id=My CPU,level=0xd,phys-bits=40");
        Assert.Equal(new X86Identity("AuthenticAMD", new X86Signature(23, 1, 2)), model.Identity);
        Assert.Equal(
            ["family=23", "model=1", "stepping=2", "vendor=AuthenticAMD", "model-id=My CPU", "level=13", "phys-bits=40"],
            model.Properties.Select(static property => property.ToString()));
        Assert.Equal("base,family=23,model=1,stepping=2,vendor=AuthenticAMD,model-id=My CPU,level=13,phys-bits=40", model.ToString());
        Assert.Equal("family=6", Assert.Single(Qemu.Parse("base,family=5,family=6").Properties).ToString());
        Assert.Equal(new string('x', 48), Assert.Single(Qemu.Parse($"base,model-id={new string('x', 60)}").Properties).Value);
        Assert.Equal("on", Assert.Single(Qemu.Parse("base,pmu").Properties).Value);
        Assert.Equal("off", Assert.Single(Qemu.Parse("base,-check").Properties).Value);
    }

    [Theory]
    [InlineData("qemu64,sse2=maybe", 12, "'sse2' takes 'on' or 'off', not 'maybe'.")]
    [InlineData("qemu64,sse2=", 12, "'sse2' takes 'on' or 'off', not ''.")]
    [InlineData("qemu64,sse2=ON", 12, "'sse2' takes 'on' or 'off', not 'ON'.")]
    [InlineData("qemu64,sse2=1", 12, "'sse2' takes 'on' or 'off', not '1'.")]
    [InlineData("qemu64,family=271", 14, "'family' takes a number from 0 to 270, not '271'.")]
    [InlineData("qemu64,family=-1", 14, "'family' takes a number from 0 to 270, not '-1'.")]
    [InlineData("qemu64,family=", 14, "'family' takes a number from 0 to 270, not ''.")]
    [InlineData("qemu64,family=0x", 14, "'family' takes a number from 0 to 270, not '0x'.")]
    [InlineData("qemu64,family=6.5", 14, "'family' takes a number from 0 to 270, not '6.5'.")]
    [InlineData("qemu64,family", 7, "'family' takes a number from 0 to 270, not 'on'.")]
    [InlineData("qemu64,+family", 7, "'family' takes a number from 0 to 270, not 'on'.")]
    [InlineData("qemu64,model=256", 13, "'model' takes a number from 0 to 255, not '256'.")]
    [InlineData("qemu64,stepping=16", 16, "'stepping' takes a number from 0 to 15, not '16'.")]
    [InlineData("qemu64,level=4294967296", 13, "'level' takes a number from 0 to 4294967295, not '4294967296'.")]
    [InlineData("qemu64,level=-1", 13, "'level' takes a number from 0 to 4294967295, not '-1'.")]
    [InlineData("qemu64,ucode-rev=18446744073709551616", 17, "'ucode-rev' takes a number from 0 to 18446744073709551615, not '18446744073709551616'.")]
    [InlineData("qemu64,vendor=short", 14, "'vendor' takes 12 characters, such as GenuineIntel.")]
    [InlineData("qemu64,vendor=GenuineInte\u00e9", 14, "'vendor' takes 12 characters, such as GenuineIntel.")]
    [InlineData("qemu64,pmu=maybe", 11, "'pmu' takes 'on' or 'off', not 'maybe'.")]
    [InlineData("qemu64,cmt=on", 7, "'cmt' is no facility and no property of qemu-11.1.")]
    [InlineData("qemu64,+nosuch", 8, "'nosuch' is no facility and no property of qemu-11.1.")]
    [InlineData("qemu64,-", 8, "'' is no facility and no property of qemu-11.1.")]
    [InlineData("qemu64,=on", 7, "'' is no facility and no property of qemu-11.1.")]
    [InlineData("qemu64, +sse2", 7, "' +sse2' is no facility and no property of qemu-11.1.")]
    [InlineData("qemu64,-nosuch,+other", 16, "'other' is no facility and no property of qemu-11.1.")]
    [InlineData("qemu64,nosuch=1,sse2=maybe", 7, "'nosuch' is no facility and no property of qemu-11.1.")]
    [InlineData("+sse2", 0, "'+sse2' is no model of qemu-11.1.")]
    [InlineData("QEMU64", 0, "'QEMU64' is no model of qemu-11.1.")]
    [InlineData("host", 0, "'host' is no model of qemu-11.1.")]
    [InlineData("", 0, "The name of a model is missing.")]
    public void TryParse_BadExpression_NamesThePlaceAndTheReason(string text, int position, string reason)
    {
        Assert.False(Qemu.TryParse(text, out CpuModel? model, out FacilityFormatError error));
        Assert.Null(model);
        Assert.Equal(position, error.Position);
        Assert.StartsWith(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal(position, Assert.Throws<FacilityFormatException>(() => Qemu.Parse(text)).Position);
    }

    [Theory]
    [InlineData("Haswell,family=6", "'family' is no facility and no group of libvirt-12.8.")]
    [InlineData("Haswell,lahf-lm=on", "'lahf-lm' is no facility and no group of libvirt-12.8.")]
    [InlineData("Haswell,sse3=on", "'sse3' is no facility and no group of libvirt-12.8.")]
    public void TryParse_NamesOfQemu_AreNoneInLibvirtsEdition(string text, string reason)
    {
        Assert.False(Libvirt.TryParse(text, out _, out FacilityFormatError error));
        Assert.Equal(8, error.Position);
        Assert.StartsWith(reason, error.Reason, StringComparison.Ordinal);
        Assert.False(X86Editions.OldLibvirt.TryParse("Haswell,vmx-ept=on", out _, out _));
        Assert.True(Libvirt.TryParse("Haswell,vmx-ept=on", out _, out _));
    }

    /// <summary>QEMU has no way to write a comma in a value.</summary>
    [Fact]
    public void TryParse_CommaInAText_EndsTheItem()
    {
        Assert.False(Qemu.TryParse("base,model-id=Intel Core Processor (Haswell, no TSX)", out _, out FacilityFormatError error));
        Assert.Equal((44, "' no TSX)' is no facility and no property of qemu-11.1."), (error.Position, error.Reason[..55]));
    }

    [Law]
    public bool Parse_ToString_GivesTheModelBack(CpuModel model)
    {
        CpuModel back = model.Registry.Parse(model.ToString(), CpuModelSyntax.QemuExact);
        return back.Equals(model) && back.Configured == model.Configured && back.Properties.SequenceEqual(model.Properties)
            && back.ToString() == model.ToString();
    }

    [Law]
    public bool WithShortestName_AnyModel_IsEqualAndReadsBack(CpuModel model)
    {
        CpuModel shortest = model.WithShortestName();
        return shortest.Equals(model) && model.Registry.Parse(shortest.ToString()).Equals(model);
    }

    /// <summary>Without signs, items apply from left to right; those with a sign follow, whatever their place: a second, plain way.</summary>
    [Law]
    public bool Parse_AnyItemsInAnyOrder_AreThoseOfThePlainWay(int seed)
    {
        var random = new Random(seed);
        CpuModel start = Qemu.NamedModels[random.Next(Qemu.NamedModels.Length)];
        string[] names = ["sse2", "avx", "vmx", "svm", "aes"];
        string[] items = [.. Enumerable.Range(0, random.Next(8)).Select(_ =>
        {
            string name = names[random.Next(names.Length)];
            return random.Next(6) switch { 0 => $"+{name}", 1 => $"-{name}", 2 => name, 3 => $"{name}=off", 4 => "", _ => $"{name}=on" };
        })];
        HashSet<string> on = [.. names.Where(name => Qemu.Catalog.TryFind(name, out Facility feature) && start.Configured.Contains(feature.Index))];
        foreach (string item in items.Where(static item => item.Length > 0 && item[0] is not ('+' or '-')))
        {
            _ = item.EndsWith("=off", StringComparison.Ordinal) ? on.Remove(item[..^4]) : on.Add(item.Split('=')[0]);
        }

        on.UnionWith(items.Where(static item => item.StartsWith('+')).Select(static item => item[1..]));
        on.ExceptWith(items.Where(static item => item.StartsWith('-')).Select(static item => item[1..]));
        CpuModel model = Qemu.Parse(string.Join(',', [start.Name, .. items]));
        return names.All(name => Qemu.Catalog.TryFind(name, out Facility feature) && model.Configured.Contains(feature.Index) == on.Contains(name));
    }
}
