using CpuFacility.Libvirt;

namespace CpuFacility.Interop.Tests.Libvirt;

public class LibvirtCapabilitiesTests
{
    private const string Domain = """
        <domainCapabilities>
          <path>/usr/bin/qemu-system-x86_64</path>
          <domain>kvm</domain>
          <machine>pc-q35-11.1</machine>
          <arch>x86_64</arch>
          <cpu>
            <mode name='host-passthrough' supported='no'/>
            <mode name='host-model' supported='yes'>
              <model fallback='forbid'>Haswell</model>
              <vendor>Intel</vendor>
              <feature policy='require' name='ss'/>
              <feature policy='disable' name='rtm'/>
            </mode>
            <mode name='custom' supported='yes'>
              <model usable='yes' vendor='unknown' canonical='qemu64-v1'>qemu64</model>
              <model usable='no' deprecated='yes' vendor='Intel'>Haswell</model>
              <blockers model='Haswell'>
                <feature name='rtm'/>
                <feature name='hle'/>
              </blockers>
              <model>mystery</model>
            </mode>
          </cpu>
        </domainCapabilities>

        """;

    private const string Host = """
        <capabilities>
          <host>
            <uuid>d7d1b6a0-0000-0000-0000-000000000000</uuid>
            <cpu>
              <arch>x86_64</arch>
              <model>Haswell</model>
              <vendor>Intel</vendor>
            </cpu>
            <power_management/>
          </host>
        </capabilities>

        """;

    [Fact]
    public void Read_DomainCapabilities_HasModesAndModels()
    {
        LibvirtDomainCapabilities capabilities = LibvirtDomainCapabilities.Read(Domain);

        Assert.Equal(("x86_64", "kvm", "pc-q35-11.1", "/usr/bin/qemu-system-x86_64"), (capabilities.Architecture, capabilities.DomainType, capabilities.Machine, capabilities.Emulator));
        Assert.Equal([new(LibvirtCpuMode.HostPassthrough, false), new(LibvirtCpuMode.HostModel, true), new(LibvirtCpuMode.Custom, true)], capabilities.Modes.ToArray());
        Assert.Equal("Haswell", capabilities.HostModel!.Model);
        Assert.Equal(2, capabilities.HostModel.Features.Length);
        Assert.Equal(["qemu64", "Haswell", "mystery"], capabilities.Models.Select(static model => model.Name));
        Assert.Equal([LibvirtUsability.Yes, LibvirtUsability.No, LibvirtUsability.Unknown], capabilities.Models.Select(static model => model.Usability));
        Assert.Equal(("qemu64-v1", null, false), (capabilities.Models[0].CanonicalName, capabilities.Models[0].Vendor, capabilities.Models[0].IsDeprecated));
        Assert.True(capabilities.TryFind("Haswell", out LibvirtHypervisorModel? haswell));
        Assert.Equal(["rtm", "hle"], haswell.Blockers.ToArray());
        Assert.True(haswell.IsDeprecated);
        Assert.Equal("Intel", haswell.Vendor);
    }

    [Fact]
    public void ToXml_DomainCapabilities_IsWhatWasRead() => Assert.Equal(Domain, LibvirtDomainCapabilities.Read(Domain).ToXml());

    [Fact]
    public void ToXml_Capabilities_IsWhatWasRead()
    {
        LibvirtCapabilities capabilities = LibvirtCapabilities.Read(Host);

        Assert.Equal(Host, capabilities.ToXml());
        Assert.Equal("Haswell", capabilities.HostCpu.Model);
    }

    [Theory]
    [InlineData("usable='yes'", "usable='perhaps'", "unknown, yes, no")]
    [InlineData("supported='no'", "supported='maybe'", "no, yes")]
    [InlineData("name='custom'", "name='costum'", "custom")]
    [InlineData("<model>mystery</model>", "<model/>", "no name")]
    [InlineData("<model>mystery</model>", "<model>qemu64</model>", "given twice")]
    [InlineData("<blockers model='Haswell'>", "<blockers>", "no attribute 'model'")]
    [InlineData("<feature name='hle'/>", "<feature/>", "attribute 'name'")]
    [InlineData("<feature policy='disable' name='rtm'/>", "<feature policy='no' name='rtm'/>", "policy")]
    [InlineData("domainCapabilities>", "domaincapabilities>", "not expected")]
    public void TryRead_WrongDomainCapabilities_AreRefused(string right, string wrong, string reason)
    {
        Assert.False(LibvirtDomainCapabilities.TryRead(Domain.Replace(right, wrong, StringComparison.Ordinal), out _, out FacilityFormatError error));
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<capabilities/>", "0 'cpu' elements")]
    [InlineData("<capabilities/><capabilities/>", "2 elements")]
    [InlineData("", "no element")]
    public void TryRead_WrongCapabilities_AreRefused(string text, string reason)
    {
        Assert.False(LibvirtCapabilities.TryRead(text, out _, out FacilityFormatError error));
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
    }
}
