using CpuFacility.Libvirt;

namespace CpuFacility.Interop.Tests.Libvirt;

public class LibvirtDomainTests
{
    /// <summary>Made, in the form in which libvirt 9.0 writes a domain.</summary>
    private const string Guest = """
        <domain type='kvm'>
          <name>web</name>
          <memory unit='KiB'>4194304</memory>
          <os>
            <type arch='x86_64' machine='pc-q35-7.2'>hvm</type>
            <boot dev='hd'/>
          </os>
          <cpu mode='custom' match='exact' check='partial'>
            <model fallback='forbid'>Haswell-noTSX</model>
            <feature policy='require' name='vmx'/>
          </cpu>
          <devices>
            <cpu>not this one</cpu>
          </devices>
        </domain>

        """;

    [Fact]
    public void Read_Domain_HasItsParts()
    {
        LibvirtDomain domain = LibvirtDomain.Read(Guest);

        Assert.Equal(("web", "x86_64", "pc-q35-7.2"), (domain.Name, domain.Architecture, domain.Machine));
        Assert.Equal(("Haswell-noTSX", "x86_64", LibvirtCpuCheck.Partial), (domain.Cpu!.Model, domain.Cpu.Architecture, domain.Cpu.Check));
        Assert.Equal([new LibvirtCpuFeature("vmx")], domain.Cpu.Features.ToArray());
        Assert.Equal("web x86_64 pc-q35-7.2", domain.ToString());
    }

    [Fact]
    public void ToXml_Domain_IsWhatWasRead() => Assert.Equal(Guest, LibvirtDomain.Read(Guest).ToXml());

    /// <summary>The guest's CPU is written without the architecture, as libvirt does.</summary>
    [Fact]
    public void Cpu_ToXml_HasNoArchitecture() =>
        Assert.DoesNotContain("arch", LibvirtDomain.Read(Guest).Cpu!.ToXml(), StringComparison.Ordinal);

    [Fact]
    public void Read_WithoutParts_HasNone()
    {
        LibvirtDomain domain = LibvirtDomain.Read("<domain><os><type>hvm</type></os></domain>");

        Assert.Equal(("", null, null, null), (domain.Name, domain.Architecture, domain.Machine, domain.Cpu));
        Assert.Empty(LibvirtDomain.Read("<domain/>").ToString());
        Assert.Null(LibvirtDomain.Read("<domain><cpu/></domain>").Cpu!.Architecture);
    }

    [Theory]
    [InlineData("", "There is no element, where 'domain' is expected")]
    [InlineData("<cpu/>", "'cpu' is not expected")]
    [InlineData("<domain/><domain/>", "2 elements")]
    [InlineData("<domain><cpu/><cpu/></domain>", "The domain has 2 'cpu' elements")]
    [InlineData("<domain><cpu><arch>x86_64</arch><model>486</model></cpu></domain>", "which only a host's has")]
    [InlineData("<domain><cpu mode='custum'/></domain>", "Invalid mode attribute")]
    [InlineData("<domain><os><type arch=''/></os><cpu/></domain>", "'arch' of 'type' is empty")]
    [InlineData("<domain>", "The text is no XML")]
    public void TryRead_WrongDomain_IsRefused(string text, string reason)
    {
        Assert.False(LibvirtDomain.TryRead(text, out LibvirtDomain? domain, out FacilityFormatError error));
        Assert.Null(domain);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Throws<FacilityFormatException>(() => LibvirtDomain.Read(text));
    }
}
