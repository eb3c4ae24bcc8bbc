using CpuFacility.Libvirt;

namespace CpuFacility.Interop.Tests.Libvirt;

/// <summary>
/// What a document's elements and attributes are read as, and what is passed over, at the borders that planted bugs showed to be held by nothing. Where
/// libvirt accepts or refuses, libvirt 9.0 did so with the same text on 2026-11-26 (<c>virsh cpu-compare</c>).
/// </summary>
public class LibvirtReadingTests
{
    /// <summary>Whoever gets the host's CPU may say anything of the model; a model of a host has no attributes either.</summary>
    [Theory]
    [InlineData("<cpu mode='host-passthrough'><model fallback='bogus' vendor_id='x'/></cpu>")]
    [InlineData("<cpu mode='maximum'><model fallback='bogus' vendor_id='x'/></cpu>")]
    [InlineData("<cpu><arch>x86_64</arch><model fallback='bogus' vendor_id='x'>486</model></cpu>")]
    public void Read_AttributesOfAModelThatHasNone_ArePassedOver(string text)
    {
        LibvirtCpu cpu = LibvirtCpu.Read(text);

        Assert.Equal((LibvirtFallback.Allow, (string?)null), (cpu.Fallback, cpu.VendorId));
        Assert.Equal(["In line 1, the attribute 'fallback' of 'model' is passed over.", "In line 1, the attribute 'vendor_id' of 'model' is passed over."], cpu.Ignored.ToArray());
    }

    [Theory]
    [InlineData("<cpu mode='host-model'><model fallback='bogus'/></cpu>", "unsupported configuration: Invalid fallback attribute")]
    [InlineData("<cpu><model>486</model><maxphysaddr mode='emulate' bits='-+0'/></cpu>", "'-+0'. Expected integer value")]
    [InlineData("<domainCapabilities><cpu><mode name='host-model' supported='yes'><arch>x86_64</arch></mode></cpu></domainCapabilities>", "Missing CPU model name")]
    public void TryRead_WhatLibvirtRefuses_IsRefused(string text, string reason)
    {
        Assert.False(LibvirtCpu.TryRead(text, out _, out FacilityFormatError error));
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MinusZero_IsANumber() => Assert.Single(LibvirtCpu.Read("<cpu><model>486</model><maxphysaddr mode='emulate' bits='-0'/></cpu>").OtherElements);

    [Theory]
    [InlineData("<vendor own='1'>Intel</vendor>", "In line 1, the attribute 'own' of 'vendor' is passed over.")]
    [InlineData("<model>EPYC</model>", "In line 1, the element 'model' is passed over.")]
    [InlineData("<feature name='avx' own='1'/>", "In line 1, the attribute 'own' of 'feature' is passed over.")]
    public void Read_WhatLibvirtHasNoUseFor_IsNoted(string element, string expected) =>
        Assert.Equal([expected], LibvirtCpu.Read($"<cpu><model>486</model>{element}</cpu>").Ignored.ToArray());

    /// <summary>What is in a namespace is somebody else's: it is kept as it is, whatever its name.</summary>
    [Theory]
    [InlineData("<feature xmlns='urn:x' policy='bogus'/>")]
    [InlineData("<model xmlns='urn:x'>EPYC</model>")]
    [InlineData("<arch xmlns='urn:x'>s390x</arch>")]
    public void Read_ElementOfANamespace_IsKept(string element)
    {
        LibvirtCpu cpu = LibvirtCpu.Read($"<cpu><model>486</model>{element}</cpu>");

        Assert.Equal((LibvirtCpuType.Guest, "486", 0, 0), (cpu.Type, cpu.Model, cpu.Features.Length, cpu.Ignored.Length));
        Assert.Equal(element, Assert.Single(cpu.OtherElements).ToString().TrimEnd('\n'));
    }

    /// <summary>Of two attributes with one local name the first counts. A prefix that stands for nothing is part of the name.</summary>
    [Fact]
    public void Read_AttributesOfOneLocalName_AreTheFirst()
    {
        LibvirtCpu declared = LibvirtCpu.Read("<cpu xmlns:a='urn:a' match='strict' a:match='bogus'><model>486</model></cpu>");
        LibvirtCpu undeclared = LibvirtCpu.Read("<cpu xmlns:a='' a:match='bogus'><model>486</model></cpu>");

        Assert.Equal(LibvirtCpuMatch.Strict, declared.Match);
        Assert.Equal(["In line 1, the attribute 'a:match' of 'cpu' is passed over."], declared.Ignored.ToArray());
        Assert.Equal(LibvirtCpuMatch.Exact, undeclared.Match);
        Assert.Contains(new LibvirtNamedValue("a:match", "bogus"), undeclared.OtherAttributes);
    }

    /// <summary>In a domain it is a guest's CPU though it names an architecture; one in a namespace is none.</summary>
    [Fact]
    public void Read_DomainsCpu_IsAGuests()
    {
        Assert.Equal(LibvirtCpuType.Guest, LibvirtDomain.Read("<domain><cpu><arch>x86_64</arch><model>486</model></cpu></domain>").Cpu!.Type);
        Assert.Null(LibvirtDomain.Read("<domain><cpu xmlns='urn:x'><model>486</model></cpu></domain>").Cpu);
    }

    [Fact]
    public void Read_HostsCpu_IsAHostsWithOrWithoutAModel()
    {
        Assert.Null(LibvirtCapabilities.Read("<capabilities><host><cpu><arch>x86_64</arch></cpu></host></capabilities>").HostCpu.Model);
        Assert.False(LibvirtCapabilities.TryRead("<capabilities><host><cpu><model>486</model></cpu></host></capabilities>", out _, out FacilityFormatError error));
        Assert.Contains("Missing CPU architecture", error.Reason, StringComparison.Ordinal);
        Assert.False(LibvirtCapabilities.TryRead("<capabilities><host><cpu><arch>i686</arch></cpu><cpu/></host></capabilities>", out _, out error));
        Assert.Contains("2 'cpu' elements", error.Reason, StringComparison.Ordinal);
    }

    /// <summary>virsh looks for CPUs in its own documents alone.</summary>
    [Theory]
    [InlineData("<cpu/>", 1)]
    [InlineData("<domain><cpu/></domain>", 1)]
    [InlineData("<foo><cpu/></foo>", 0)]
    [InlineData("<cpu xmlns='urn:x'/>", 0)]
    public void TryFindAll_OtherRoots_HaveNone(string text, int expected)
    {
        Assert.True(LibvirtCpu.TryFindAll(text, out var elements, out _));
        Assert.Equal(expected, elements.Length);
    }

    [Fact]
    public void Read_ModelsOfAModeThatIsNotSupported_AreNone()
    {
        const string text = "<domainCapabilities><cpu><mode name='custom' supported='no'><model>486</model></mode></cpu></domainCapabilities>";

        Assert.Empty(LibvirtDomainCapabilities.Read(text).Models);
        Assert.Single(LibvirtDomainCapabilities.Read(text.Replace("'no'", "'yes'", StringComparison.Ordinal)).Models);
    }

    [Fact]
    public void TryRead_BlockersGivenTwice_AreRefused()
    {
        const string text = "<domainCapabilities><cpu><mode name='custom' supported='yes'><model>486</model><blockers model='486'/><blockers model='486'/></mode></cpu></domainCapabilities>";

        Assert.False(LibvirtDomainCapabilities.TryRead(text, out _, out FacilityFormatError error));
        Assert.Contains("blockers of that model already", error.Reason, StringComparison.Ordinal);
    }

    /// <summary>virsh cuts a declaration off, whatever it says, also behind a byte order mark; lines count all the same.</summary>
    [Fact]
    public void TryRead_Declaration_IsCutOff()
    {
        Assert.Equal("486", LibvirtCpu.Read("\uFEFF<?xml version='1.0' encoding='nobodys'?><cpu><model>486</model></cpu>").Model);
        Assert.False(LibvirtCpu.TryRead("<?xml\nversion='1.0'?>\n<cpu><model>486</model><feature/></cpu>", out _, out FacilityFormatError error));
        Assert.StartsWith("In line 3:", error.Reason, StringComparison.Ordinal);
    }

    /// <summary>What a reader would make space of, or end the value with, is written in another way.</summary>
    [Theory]
    [InlineData("&#13;&#10;&#9;", "\r\n\t")]
    [InlineData("&apos;&quot;&lt;&gt;&amp;", "'\"<>&")]
    public void ToXml_SpecialCharacters_ComeBack(string written, string value)
    {
        LibvirtCpu cpu = LibvirtCpu.Read($"<cpu own='{written}'><model>486</model></cpu>");

        Assert.Equal([new LibvirtNamedValue("own", value)], cpu.OtherAttributes.ToArray());
        Assert.Contains($"own='{written}'", cpu.ToXml(), StringComparison.Ordinal);
        Assert.Equal(cpu, LibvirtCpu.Read(cpu.ToXml()));
    }

    /// <summary>libvirt's order of writing, whatever the order in the text.</summary>
    [Fact]
    public void OtherElements_AnyOrder_AreInLibvirts()
    {
        LibvirtCpu cpu = LibvirtCpu.Read(
            "<cpu><model>486</model><numa/><maxphysaddr mode='passthrough'/><cache mode='disable'/><topology sockets='1' cores='1' threads='1'/></cpu>");

        Assert.Equal(["topology", "cache", "maxphysaddr", "numa"], cpu.OtherElements.Select(static element => element.Name));
    }

    [Fact]
    public void Equals_TextBetweenElements_Counts()
    {
        LibvirtCpu one = LibvirtCpu.Read("<cpu><own>a<b/>c</own></cpu>");

        Assert.Equal(one, LibvirtCpu.Read("<cpu><own>a<b/>c</own></cpu>"));
        Assert.NotEqual(one, LibvirtCpu.Read("<cpu><own>a<b/>d</own></cpu>"));
    }
}
