using CpuFacility.Libvirt;
using CpuFacility.X86;

namespace CpuFacility.Interop.Tests.Libvirt;

public class LibvirtCpuTests
{
    private const string Guest = """
        <cpu mode='custom' match='strict' check='full'>
          <model fallback='forbid' vendor_id='GenuineIntel'>Penryn</model>
          <vendor>Intel</vendor>
          <topology sockets='1' dies='1' cores='2' threads='2'/>
          <cache level='3' mode='emulate'/>
          <maxphysaddr mode='emulate' bits='42'/>
          <feature policy='force' name='vmx'/>
          <feature policy='disable' name='lahf_lm'/>
          <numa>
            <cell id='0' cpus='0-1' memory='512000' unit='KiB'>
              <distances>
                <sibling id='1' value='15'/>
              </distances>
            </cell>
          </numa>
          <something new='&lt;&apos;'>a &amp; b</something>
        </cpu>

        """;

    private const string Host = """
        <cpu>
          <arch>x86_64</arch>
          <model>Haswell-noTSX</model>
          <vendor>Intel</vendor>
          <microcode version='61'/>
          <signature family='6' model='63' stepping='2'/>
          <counter name='tsc' frequency='2394486000' scaling='no'/>
          <topology sockets='1' cores='2' threads='2'/>
          <feature name='vme'/>
          <pages unit='KiB' size='4'/>
        </cpu>

        """;

    [Theory]
    [InlineData(Guest)]
    [InlineData(Host)]
    [InlineData("<cpu/>\n")]
    [InlineData("<cpu mode='host-model'/>\n")]
    [InlineData("<cpu mode='host-model'>\n  <model fallback='forbid'/>\n</cpu>\n")]
    [InlineData("<cpu mode='host-passthrough' check='none' migratable='on'/>\n")]
    [InlineData("<cpu mode='maximum' migratable='off'/>\n")]
    [InlineData("<cpu match='minimum'/>\n")]
    public void ToXml_WhatLibvirtWrote_IsTheSameText(string text) => Assert.Equal(text, LibvirtCpu.Read(text).ToXml());

    [Fact]
    public void Read_Guest_HasEverything()
    {
        LibvirtCpu cpu = LibvirtCpu.Read(Guest);

        Assert.Equal(LibvirtCpuType.Guest, cpu.Type);
        Assert.Equal(LibvirtCpuMatch.Strict, cpu.Match);
        Assert.Equal(LibvirtCpuCheck.Full, cpu.Check);
        Assert.Equal(LibvirtFallback.Forbid, cpu.Fallback);
        Assert.Equal(("Penryn", "Intel", "GenuineIntel"), (cpu.Model, cpu.Vendor, cpu.VendorId));
        Assert.Equal([new("vmx", LibvirtFeaturePolicy.Force), new("lahf_lm", LibvirtFeaturePolicy.Disable)], cpu.Features.ToArray());
        Assert.Equal(["topology", "cache", "maxphysaddr", "numa", "something"], cpu.OtherElements.Select(static element => element.Name));
        Assert.Equal("a & b", cpu.OtherElements[^1].Text);
        Assert.Equal("<'", cpu.OtherElements[^1].GetAttribute("new"));
    }

    [Fact]
    public void Read_Host_HasEverything()
    {
        LibvirtCpu cpu = LibvirtCpu.Read(Host);

        Assert.Equal(LibvirtCpuType.Host, cpu.Type);
        Assert.Equal("x86_64", cpu.Architecture);
        Assert.Equal(61u, cpu.Microcode);
        Assert.Equal(new X86Signature(6, 63, 2), cpu.Signature);
        Assert.Equal([new("vme", LibvirtFeaturePolicy.Require)], cpu.Features.ToArray());
    }

    [Fact]
    public void Read_NothingGiven_HasLibvirtsDefaults()
    {
        LibvirtCpu cpu = LibvirtCpu.Read("<cpu><model>qemu64</model><feature name='vmx'/></cpu>");

        Assert.Equal((LibvirtCpuMode.Custom, LibvirtCpuMatch.Exact, LibvirtFallback.Allow), (cpu.Mode, cpu.Match, cpu.Fallback));
        Assert.Equal(LibvirtFeaturePolicy.Require, cpu.Features[0].Policy);
        Assert.Equal("<cpu mode='custom' match='exact'>\n  <model fallback='allow'>qemu64</model>\n  <feature policy='require' name='vmx'/>\n</cpu>\n", cpu.ToXml());
    }

    /// <summary>Where virsh looks, and where a host model is said to be unsupported, it does not.</summary>
    [Theory]
    [InlineData("<cpu><model>a</model></cpu>\n<cpu><model>b</model></cpu>", "a b")]
    [InlineData("<?xml version='1.0'?><!-- of two --><list><cpu><model>a</model></cpu><cpu><model>b</model></cpu></list>", "a b")]
    [InlineData("<domain type='kvm'><name>x</name><cpu><model>a</model></cpu><devices><cpu><model>no</model></cpu></devices></domain>", "a")]
    [InlineData("<capabilities><host><cpu><arch>x86_64</arch><model>a</model></cpu></host><guest><cpu/></guest></capabilities>", "a")]
    [InlineData("<domainCapabilities><cpu><mode name='host-model' supported='yes'><model fallback='forbid'>a</model></mode></cpu></domainCapabilities>", "a")]
    [InlineData("\uFEFF<cpu><model>a</model></cpu>", "a")]
    public void ReadAll_EachPlace_FindsThem(string text, string models) =>
        Assert.Equal(models, string.Join(' ', LibvirtCpu.ReadAll(text).Select(static cpu => cpu.Model)));

    [Theory]
    [InlineData("")]
    [InlineData("<domain/>")]
    [InlineData("<domainCapabilities><cpu><mode name='host-model' supported='no'/></cpu></domainCapabilities>")]
    public void TryReadAll_NoCpu_SaysSo(string text)
    {
        Assert.False(LibvirtCpu.TryReadAll(text, out _, out FacilityFormatError error));
        Assert.Contains("does not contain any <cpu> element", error.Reason, StringComparison.Ordinal);
    }

    /// <summary>The error is at the name of the element that stands behind the mark. The words are libvirt's: LibvirtDocumentRecordingTests.</summary>
    [Theory]
    [InlineData("<cpu>\n  <model>a</model>\n  <feature name='b'/>\n  <^feature name='b'/>\n</cpu>", "In line 4: XML error: CPU feature 'b' specified more than once")]
    [InlineData("<cpu>\n  <model>a</model>\n  <^feature name='b' policy='maybe'/>\n</cpu>", "Invalid CPU feature policy [one of force, require, optional, disable, forbid]")]
    [InlineData("<cpu>\n  <model>a</model>\n  <^feature policy='require'/>\n</cpu>", "In line 3: XML error: Invalid CPU feature name")]
    [InlineData("<^cpu mode='own'><model>a</model></cpu>", "[one of custom, host-model, host-passthrough, maximum]")]
    [InlineData("<^cpu match='most'><model>a</model></cpu>", "[one of minimum, exact, strict]")]
    [InlineData("<^cpu check=''><model>a</model></cpu>", "[one of default, none, partial, full]")]
    [InlineData("<^cpu migratable='on'><model>a</model></cpu>", "host-passthrough")]
    [InlineData("<^cpu match='exact'><arch>x86_64</arch><model>a</model></cpu>", "'match'")]
    [InlineData("<cpu><^vendor>Intel</vendor></cpu>", "CPU vendor specified without CPU model")]
    [InlineData("<cpu><^feature name='a'/></cpu>", "Non-empty feature list specified without CPU model")]
    [InlineData("<cpu><^model fallback='no'>a</model></cpu>", "[one of allow, forbid]")]
    [InlineData("<cpu><^model vendor_id='Intel'>a</model></cpu>", "exactly 12 characters")]
    [InlineData("<cpu><^model vendor_id='Genuine,ntel'>a</model></cpu>", "vendor id is invalid")]
    [InlineData("<cpu><arch>x86_64</arch><model>a</model><^signature family='6' model='x' stepping='1'/></cpu>", "non-negative integer")]
    [InlineData("<cpu><arch>x86_64</arch><model>a</model><^microcode version='-1'/></cpu>", "version")]
    [InlineData("<cpu><^arch>x86</arch><model>a</model></cpu>", "Unknown architecture x86")]
    [InlineData("<cpu><model>a</model><cache mode='disable'/><^cache mode='disable'/></cpu>", "at most one")]
    [InlineData("<cpu><model>a</model><^topology/></cpu>", "'sockets'")]
    public void TryRead_Wrong_IsRefusedAtItsPlace(string marked, string reason)
    {
        int position = marked.IndexOf('^', StringComparison.Ordinal);

        Assert.False(LibvirtCpu.TryRead(marked.Remove(position, 1), out LibvirtCpu? cpu, out FacilityFormatError error));

        Assert.Null(cpu);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal(position, error.Position);
    }

    [Theory]
    [InlineData("<cpu/><cpu/>", "2 'cpu' elements")]
    [InlineData("<cpu/><host/><cpu/>", "2 'cpu' elements")]
    [InlineData("text", "does not contain any <cpu> element")]
    [InlineData("<cpu>", "no XML")]
    [InlineData("<cpu><model>a</cpu>", "no XML")]
    [InlineData("<cpu><model>&unknown;</model></cpu>", "no XML")]
    public void TryRead_NoDocument_IsRefused(string text, string reason)
    {
        Assert.False(LibvirtCpu.TryRead(text, out _, out FacilityFormatError error));
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Throws<FacilityFormatException>(() => LibvirtCpu.Read(text));
    }

    /// <summary>What libvirt passes over is kept, or named.</summary>
    [Fact]
    public void Read_WhatLibvirtPassesOver_IsKeptOrNamed()
    {
        LibvirtCpu cpu = LibvirtCpu.Read("""
            <cpu x='1'>text
              <model fallback='forbid' y='2'>a</model>
              <model>b</model>
              <feature name='c' polcy='force'/>
              <own>d<e z='3'>f <g/></e><!-- h -->i</own>
            </cpu>
            """);

        Assert.Equal([new("x", "1")], cpu.OtherAttributes.ToArray());
        Assert.Equal("<own>d<e z='3'>f <g/></e>i</own>\n", Assert.Single(cpu.OtherElements).ToString());
        Assert.Equal(
            [
                "In line 2, the attribute 'y' of 'model' is passed over.",
                "In line 4, the attribute 'polcy' of 'feature' is passed over.",
                "In line 3, the element 'model' is passed over.",
                "In line 1, the text in 'cpu' is passed over.",
            ],
            cpu.Ignored.ToArray());
        Assert.Equal(cpu, LibvirtCpu.Read(cpu.ToXml()));
        Assert.Empty(LibvirtCpu.Read(cpu.ToXml()).Ignored);
    }

    [Fact]
    public void Read_HostWithAttributesOfGuests_NamesThem() => Assert.Equal(
        ["In line 1, the attribute 'policy' of 'feature' is passed over.", "In line 1, the attribute 'check' of 'cpu' is passed over."],
        LibvirtCpu.Read("<cpu check='full'><arch>x86_64</arch><model>a</model><feature name='b' policy='disable'/></cpu>").Ignored.ToArray());

    /// <summary>The type is what libvirt's operation takes, whatever the elements look like.</summary>
    [Fact]
    public void Read_TypeGiven_IsThatType()
    {
        const string text = "<cpu match='strict'><arch>x86_64</arch><model>a</model><feature name='b' policy='disable'/></cpu>";

        LibvirtCpu guest = LibvirtCpu.Read(text, LibvirtCpuType.Guest);
        LibvirtCpu host = LibvirtCpu.Read(text, LibvirtCpuType.Host);

        Assert.Equal((LibvirtCpuMatch.Strict, null, LibvirtFeaturePolicy.Disable), (guest.Match, guest.Architecture, guest.Features[0].Policy));
        Assert.Equal((LibvirtCpuMatch.Exact, "x86_64", LibvirtFeaturePolicy.Require), (host.Match, host.Architecture, host.Features[0].Policy));
        Assert.False(LibvirtCpu.TryRead(text, out _, out _));
        Assert.False(LibvirtCpu.TryReadAll("<cpu><model>a</model></cpu>", out _, out FacilityFormatError error, LibvirtCpuType.Host));
        Assert.Contains("Missing CPU architecture", error.Reason, StringComparison.Ordinal);
    }

    /// <summary>Each of these counts for libvirt: space, the text of inner elements, numbers that no processor has.</summary>
    [Fact]
    public void Read_Oddities_AreLibvirts()
    {
        Assert.Equal(" 486\n", LibvirtCpu.Read("<cpu><model> 486\n</model></cpu>").Model);
        Assert.Equal("4x86y", LibvirtCpu.Read("<cpu><model>4<b>x</b>8<c/>6<d>y</d></model></cpu>").Model);
        LibvirtCpu host = LibvirtCpu.Read("<cpu><arch>x86_64</arch><model>a</model><signature family='600' model='1' stepping='1'/><microcode version=' +7'/></cpu>");
        Assert.Equal((null, 7u), (host.Signature, host.Microcode));
        Assert.Equal("signature", Assert.Single(host.OtherElements).Name);
        Assert.Equal("avx", LibvirtCpu.Read("<cpu xmlns:q='urn:q'><model>a</model><feature q:name='avx' name='fpu'/></cpu>").Features[0].Name);
        Assert.Equal("fpu", LibvirtCpu.Read("<cpu><model>a</model><feature q:name='avx' name='fpu'/></cpu>").Features[0].Name);
        Assert.Null(LibvirtCpu.Read("<cpu><model xmlns='urn:q'>a</model></cpu>").Model);
    }
}
