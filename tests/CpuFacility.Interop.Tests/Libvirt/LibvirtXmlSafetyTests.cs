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

    /// <summary>What is refused early costs next to nothing, however long it is or would become.</summary>
    [Theory]
    [InlineData(50_000_000, "")]
    [InlineData(0, Laughs)]
    [InlineData(0, "<!DOCTYPE cpu SYSTEM 'file:///dev/zero'><cpu/>")]
    public void TryReadAll_RefusedEarly_AllocatesLittle(int spaces, string text)
    {
        string input = text + new string(' ', spaces);
        LibvirtCpu.TryReadAll(input, out _, out _);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.False(LibvirtCpu.TryReadAll(input, out _, out _));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    public static TheoryData<string, string> Worst() => new()
    {
        { "elements", "<cpu>" + Repeat("<a/>", 199_999) + "</cpu>" },
        { "attributes", "<cpu" + Repeat(static number => $" q{number}:mode=''", 250_000) + "/>" },
        { "prefixes", "<cpu" + Repeat(static number => $" xmlns:q{number}='u' q{number}:match='exact'", 90_000) + "><model>a</model></cpu>" },
        { "features", "<cpu><model>a</model>" + Repeat(static number => $"<feature name='{number}' x=''/>", 120_000) + "</cpu>" },
        { "text", "<cpu><model>" + Repeat("<a>", 253) + Repeat("x<b/>", 190_000) + Repeat("</a>", 253) + "</model></cpu>" },
        { "one text", "<cpu><model>" + Repeat("x", 4_000_000) + "</model></cpu>" },
        { "comments", "<cpu><model>" + Repeat("x<!---->", 500_000) + "</model></cpu>" },
    };

    /// <summary>The most that fits into the limits costs a fixed number of bytes a character, and reads again what was written.</summary>
    [Theory]
    [MemberData(nameof(Worst))]
    public void TryReadAll_WorstThatIsRead_AllocatesInProportion(string name, string text)
    {
        Assert.NotEmpty(name);
        Assert.InRange(text.Length, 500_000, LibvirtCpu.MaximumLength);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.True(LibvirtCpu.TryReadAll(text, out ImmutableArray<LibvirtCpu> cpus, out FacilityFormatError error), error.Reason);

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / text.Length, 0, 100);
        Assert.Single(cpus);
    }

    private static string Repeat(string part, int count) => new StringBuilder().Insert(0, part, count).ToString();

    private static string Repeat(Func<int, string> part, int count) => string.Concat(Enumerable.Range(0, count).Select(part));
}
