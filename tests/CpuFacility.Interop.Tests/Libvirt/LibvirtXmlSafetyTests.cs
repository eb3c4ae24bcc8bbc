using System.Collections.Immutable;
using System.Text;
using CpuFacility.Libvirt;

namespace CpuFacility.Interop.Tests.Libvirt;

/// <summary>XML that is meant to do harm: refused with a reason, before it costs time or memory.</summary>
public class LibvirtXmlSafetyTests
{
    private const string Laughs = """
        <!DOCTYPE cpu [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
        <cpu><model>&c;</model></cpu>
        """;

    [Theory]
    [InlineData(Laughs)]
    [InlineData("<!DOCTYPE cpu SYSTEM 'http://localhost/x.dtd'><cpu/>")]
    [InlineData("<!DOCTYPE cpu [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><cpu><model>&a;</model></cpu>")]
    public void TryReadAll_DocumentType_IsRefused(string text)
    {
        Assert.False(LibvirtCpu.TryReadAll(text, out ImmutableArray<LibvirtCpu> cpus, out FacilityFormatError error));
        Assert.Empty(cpus);
        Assert.Contains("DTD", error.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", error.Reason, StringComparison.Ordinal);
        Assert.False(LibvirtCapabilities.TryRead(text, out _, out _));
        Assert.False(LibvirtDomainCapabilities.TryRead(text, out _, out _));
        Assert.False(LibvirtDomain.TryRead(text.Replace("<!DOCTYPE cpu", "<!DOCTYPE domain", StringComparison.Ordinal), out _, out error));
        Assert.Contains("DTD", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TryReadAll_HundredMegabytes_IsRefusedUnread()
    {
        string text = new(' ', 50_000_000);

        Assert.False(LibvirtCpu.TryReadAll(text, out _, out FacilityFormatError error));
        Assert.Equal(LibvirtCpu.MaximumLength, error.Position);
        Assert.Contains("at most 4194304", error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    [InlineData(100_000, false)]
    public void TryReadAll_DeepElements_AreReadUpToTheLimit(int depth, bool isRead)
    {
        var text = new StringBuilder("<cpu>");
        text.Insert(text.Length, "<a>", depth - 1).Insert(text.Length, "</a>", depth - 1).Append("</cpu>");

        Assert.Equal(isRead, LibvirtCpu.TryReadAll(text.ToString(), out _, out FacilityFormatError error));
        Assert.Equal(!isRead, error.Reason?.Contains("within each other", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public void TryReadAll_TooManyElements_IsRefused()
    {
        string text = new StringBuilder("<cpu>").Insert(5, "<a/>", 200_001).Append("</cpu>").ToString();

        Assert.False(LibvirtCpu.TryReadAll(text, out _, out FacilityFormatError error));
        Assert.Contains("200000 elements", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TenThousandFeatures_KeepsAll()
    {
        string[] names = [.. Enumerable.Range(0, 10_000).Select(static number => $"f{number}")];
        string features = string.Concat(names.Select(static name => $"<feature name='{name}'/>"));

        LibvirtCpu cpu = LibvirtCpu.Read($"<cpu><model>486</model>{features}</cpu>");

        Assert.Equal(names, cpu.Features.Select(static feature => feature.Name));
        Assert.Equal(LibvirtFailureKind.UnknownFeature, LibvirtEdition.Current.Compare(LibvirtCpu.Read("<cpu><model>486</model></cpu>"), cpu).Failure!.Kind);
    }

    [Fact]
    public void TryRead_LongNames_AreShortenedInMessages()
    {
        string name = new('x', 100_000);

        Assert.False(LibvirtCpu.TryRead($"<cpu><model>a</model><feature name='{name}'/><feature name='{name}'/></cpu>", out _, out FacilityFormatError error));
        Assert.InRange(error.Reason.Length, 1, 200);
    }
}
