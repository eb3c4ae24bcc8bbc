using CpuFacility.Testing;

namespace CpuFacility.Tool.Tests;

/// <summary>libvirt's documents as input: whose names count, what is said beside the answer, and what is refused.</summary>
public sealed class LibvirtInputTests
{
    private const string NamesNote = "Note: names are those of libvirt-12.8, as in libvirt's document; --edition qemu-11.1 goes by QEMU's.\n";

    private static string Guest => Machine("guest.domain.xml");

    /// <summary>The name means what it means in the document, wherever it stands; without a document it is QEMU's.</summary>
    [Fact]
    public void Compare_NameBesideADocument_IsLibvirts()
    {
        const string document = "<cpu><model>EPYC-Milan</model></cpu>";
        ToolRun run = ToolRun.WithInput(document, "compare", "EPYC-Milan", "@-");
        Assert.StartsWith("identical", run.Output, StringComparison.Ordinal);
        Assert.Equal((0, NamesNote), (run.ExitCode, run.Error));
        Assert.Equal(run.Output, ToolRun.WithInput(document, "compare", "EPYC-Milan", "@-", "--edition", "libvirt-12.8").Output);
        Assert.Empty(ToolRun.WithInput(document, "compare", "EPYC-Milan", "@-", "--edition", "libvirt-12.8").Error);
        Assert.Contains("only in the second", ToolRun.WithInput(document, "compare", "@-", "EPYC-Milan", "--edition", "qemu-11.1").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_SeveralNames_AreNotedOnce()
    {
        ToolRun run = ToolRun.Of("baseline", "EPYC", "EPYC-Rome", Guest);
        Assert.Equal(NamesNote, run.Error);
    }

    /// <summary>A QMP reply is QEMU's by its form, and s390x has QEMU's names alone.</summary>
    [Theory]
    [InlineData("{\"name\": \"EPYC-Milan\", \"props\": {\"lahf-lm\": false}}", "qemu-11.1")]
    [InlineData("<cpu><model>EPYC-Milan</model></cpu>", "libvirt-12.8")]
    public void Compare_DocumentsOfBoth_KeepTheirNames(string document, string edition)
    {
        ToolRun run = ToolRun.WithInput(document, "compare", "@-", Guest, "--json");
        Assert.Contains($"\"edition\": \"{edition}\"", run.Output[..run.Output.IndexOf("second", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void Check_S390x_HasNoNoteOnNames()
    {
        ToolRun run = ToolRun.Of("check", "z13-base,vx=on", "--on", Machine("s390x.domcapabilities.xml"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(1, ToolRun.Of("check", "z14", "--on", Machine("s390x.domcapabilities.xml")).ExitCode);
    }

    /// <summary>A guest in the mode of the generation before runs on POWER9; the mode of the generation after it does not.</summary>
    [Theory]
    [InlineData("power8", 0)]
    [InlineData("power9", 0)]
    [InlineData("power10", 1)]
    public void Check_PowerMode_IsWhatTheHostHasToOffer(string mode, int code)
    {
        string guest = File.ReadAllText(Machine("power8.domain.xml")[1..]).Replace("power8", mode, StringComparison.Ordinal);
        Assert.Equal(code, ToolRun.WithInput(guest, "check", "@-", "--on", Machine("power9.capabilities.xml")).ExitCode);
    }

    [Theory]
    [InlineData("optional features are as the host has them, and do not count here: avx.", "<cpu><model>Penryn</model><feature name='avx' policy='optional'/></cpu>")]
    [InlineData("forced features are shown to the guest whatever the host has; here they count as required: avx.", "<cpu><model>Penryn</model><feature name='avx' policy='force'/></cpu>")]
    [InlineData("libvirt refuses hosts that have the forbidden features; here they are off, and a host may have them: avx, vmx.", "<cpu><model>Penryn</model><feature name='avx' policy='forbid'/><feature name='vmx' policy='forbid'/></cpu>")]
    [InlineData("match 'minimum': a guest gets more where the host has more; here what the document names counts.", "<cpu match='minimum'><model>Penryn</model></cpu>")]
    [InlineData("match 'strict': libvirt refuses hosts that have more; here they do.", "<cpu match='strict'><model>Penryn</model></cpu>")]
    [InlineData("the guest gets what the host has; here the model counts that the document names, Penryn.", "<cpu mode='host-model'><model>Penryn</model></cpu>")]
    [InlineData("the guest has the host's processor in compatibility mode power8: what the mode has counts here.", "<cpu mode='host-model'><model>power8</model></cpu>")]
    public void Show_WhatAModelCannotSay_IsNoted(string note, string document)
    {
        ToolRun run = ToolRun.WithInput(document, "show", "@-");
        Assert.Equal((0, $"Note: {note}\n"), (run.ExitCode, run.Error));
    }

    /// <summary>Of guests, of hosts, and where a definition is converted; libvirt itself says nothing of it.</summary>
    [Theory]
    [InlineData("", "show", "@-")]
    [InlineData("<arch>x86_64</arch>", "show", "@-")]
    [InlineData("", "convert", "@-", "--to", "qemu")]
    public void Run_WhatLibvirtPassesOver_IsNoted(string arch, params string[] arguments)
    {
        ToolRun run = ToolRun.WithInput($"<cpu>{arch}<model>486</model>\n<model>EPYC</model></cpu>", arguments);
        Assert.Equal((0, "Note: In line 2, the element 'model' is passed over.\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public void Show_ManyPartsPassedOver_AreCounted()
    {
        string features = string.Concat(X86.X86Editions.Libvirt.Vocabulary.Known.ToArray().Take(10).Select(static index => X86.X86Editions.Libvirt.Catalog.TryGetName(
            X86.X86Editions.Libvirt.Catalog[index], FacilityDialect.Libvirt, out string? name) ? $"<feature name='{name}' own='1'/>\n" : ""));
        string[] notes = ToolRun.WithInput($"<cpu><model>486</model>{features}</cpu>", "show", "@-").Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(9, notes.Length);
        Assert.Equal("Note: 2 more parts of the document are passed over.", notes[^1]);
    }

    /// <summary>Of usable models those that no other usable one goes beyond; <c>max</c> means something else in each release.</summary>
    [Theory]
    [InlineData("s390x", "<model usable='yes'>z900</model><model usable='yes'>z13-base</model><model usable='yes'>max</model><model usable='no'>z14</model>", " It does call models usable: give the one with most in place of the file, z13-base, which the host has at least.")]
    [InlineData("x86_64", "<model usable='yes'>486</model><model usable='yes'>Haswell</model><model usable='yes'>EPYC</model>", "give one of those with most in place of the file, Haswell or EPYC, which the host has at least.")]
    [InlineData("ppc64", "<model usable='unknown'>POWER9</model>", " It lists models without saying which are usable: give one in place of the file that guests run with there.")]
    [InlineData("x86_64", "<model usable='no'>486</model>", "(virsh capabilities).")]
    public void Check_CapabilitiesWithoutHostModel_NameModelsToGiveInstead(string architecture, string models, string sentence)
    {
        ToolRun run = ToolRun.WithInput(
            $"<domainCapabilities><arch>{architecture}</arch><cpu><mode name='custom' supported='yes'>{models}</mode></cpu></domainCapabilities>", "host", "@-");
        Assert.Equal(3, run.ExitCode);
        Assert.EndsWith(sentence, run.Error.TrimEnd('\n'), StringComparison.Ordinal);
    }

    [Fact]
    public void Show_InQemusNames_SaysWhatTheyCannotSay()
    {
        ToolRun run = ToolRun.Of("show", Guest, "--edition", "qemu-11.1");
        Assert.Equal("Note: qemu-11.1 has no name for features, or hides them from guests: npt, nrip-save.\n", run.Error);
        Assert.Contains("edition     qemu-11.1", run.Output, StringComparison.Ordinal);
        ToolRun renamed = ToolRun.WithInput("<cpu><model>cpu64-rhel5</model></cpu>", "show", "@-", "--edition", "qemu-11.1");
        Assert.Contains("qemu-11.1 has no model cpu64-rhel5: it is described as ", renamed.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<cpu mode='host-passthrough'/>", "of mode 'host-passthrough': it is what the host has")]
    [InlineData("<cpu mode='host-model'/>", "of mode 'host-model'")]
    [InlineData("<cpu mode='maximum'/>", "of mode 'maximum'")]
    [InlineData("<cpu/>", "names no model: the guest gets the hypervisor's default")]
    [InlineData("<domain><name>a</name></domain>", "The domain has no 'cpu' element")]
    [InlineData("<domain><cpu mode='host-passthrough' migratable='on'/></domain>", "libvirt's <domain> without a model")]
    [InlineData("<capabilities><host><cpu><arch>x86_64</arch></cpu></host></capabilities>", "libvirt has no model for this host's processor")]
    [InlineData("<domainCapabilities><arch>x86_64</arch></domainCapabilities>", "no mode 'host-model'")]
    public void Show_DocumentWithoutAModel_IsNotKnown(string document, string message)
    {
        ToolRun run = ToolRun.WithInput(document, "show", "@-");
        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<foo/>", "holds no CPU model: its root element is 'foo'. What can be read: a QMP reply")]
    [InlineData("<cpuid/>", "its root element is 'cpuid'")]
    [InlineData("<?xml version='1.0'?><!-- a --><foo:bar x='1'/>", "its root element is 'foo:bar'")]
    [InlineData("<", "holds no CPU model. What can be read: ")]
    [InlineData("<!-- ", "holds no CPU model. What can be read: ")]
    [InlineData("<cpu>", "(libvirt's <cpu>). At byte 5: In line 1: The text is no XML")]
    [InlineData("<!DOCTYPE cpu [<!ENTITY a 'b'>]><cpu/>", "What can be read: ")]
    [InlineData("<!DOCTYPE cpu><cpu/>", "DTD")]
    [InlineData("<cpu><model>Penryn</model></cpu><cpu/>", "There are 2 'cpu' elements")]
    [InlineData("<cpu><model>Bogus</model></cpu>", "libvirt-12.8 answers: Unknown CPU model Bogus.")]
    [InlineData("<cpu><model>Penryn</model><feature name='bogus'/></cpu>", "libvirt-12.8 answers: Unknown CPU feature bogus.")]
    [InlineData("<cpu><arch>armv7l</arch><model>cortex-a57</model></cpu>", "'armv7l' is no architecture that is covered")]
    [InlineData("<domain><os><type arch='s390x'/></os><cpu><model>Penryn</model></cpu></domain>", "Unknown CPU model Penryn")]
    [InlineData("<!--\u00ae-->\n<cpu><model>a</model><feature/></cpu>", "At byte 32: In line 2:")]
    public void Show_WrongDocument_IsRefusedInWords(string document, string message)
    {
        ToolRun run = ToolRun.WithInput(document, "show", "@-");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_HugeDocument_IsRefused()
    {
        ToolRun run = ToolRun.WithInput($"<cpu>{new string(' ', 5_000_000)}</cpu>", "show", "@-");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("at most 4194304 are read", run.Error, StringComparison.Ordinal);
    }

    /// <summary>A guest's XML names no architecture: the name of the model does, or --arch.</summary>
    [Theory]
    [InlineData("z14", "s390x")]
    [InlineData("POWER9", "power")]
    [InlineData("Penryn", "x86")]
    public void Show_BareCpu_IsOfTheArchitectureThatKnowsTheName(string model, string architecture)
    {
        string document = $"<cpu><model>{model}</model></cpu>";
        Assert.Contains($"\"architecture\": \"{architecture}\"", ToolRun.WithInput(document, "show", "@-", "--json").Output, StringComparison.Ordinal);
        Assert.Equal(0, ToolRun.WithInput(document, "show", "@-", "--arch", architecture).ExitCode);
        Assert.Equal(2, ToolRun.WithInput(document, "show", "@-", "--arch", architecture == "x86" ? "s390x" : "x86").ExitCode);
    }

    [Fact]
    public void Show_OtherArchitectureAskedFor_IsRefused() =>
        Assert.Contains("This is about x86, and --arch asks for power.", ToolRun.Of("show", Guest, "--arch", "power").Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("identify", "is libvirt's <domain> of s390x, which names the model itself: z14.")]
    [InlineData("cpuid", "holds no CPUID table: its root element is 'domain'.")]
    [InlineData("mask", "holds no CPUID table: its root element is 'domain'.")]
    public void Run_VerbThatNeedsMore_SaysSo(string verb, string message)
    {
        string[] args = verb == "mask" ? [verb, Machine("s390x.domain.xml"), "--model", "486"] : [verb, Machine("s390x.domain.xml")];
        ToolRun run = ToolRun.Of(args);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    /// <summary>Release 7.2 of QEMU knows z14 and its names: the document is read in that view.</summary>
    [Fact]
    public void Show_ReleaseOfQemu_IsItsView()
    {
        Assert.Contains("edition     qemu-7.2", ToolRun.Of("show", Machine("s390x.domain.xml"), "--qemu-version", "7.2").Output, StringComparison.Ordinal);
        ToolRun later = ToolRun.WithInput("<cpu><model>gen17a</model></cpu>", "show", "@-", "--qemu-version", "7.2", "--arch", "s390x");
        Assert.Equal(2, later.ExitCode);
        Assert.Contains("'gen17a' is no model of qemu-7.2", later.Error, StringComparison.Ordinal);
    }

    private static string Machine(string file) => $"@{RepositoryFolder.Locate("tests", "CpuFacility.Tool.Tests", "Machines", file)}";
}
