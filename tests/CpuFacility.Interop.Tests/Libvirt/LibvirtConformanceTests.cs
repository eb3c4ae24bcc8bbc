using System.Text.Json;
using CpuFacility.Libvirt;
using Xunit.Abstractions;

namespace CpuFacility.Interop.Tests.Libvirt;

/// <summary>Every recorded answer of the real libvirt 12.8.</summary>
public class LibvirtConformanceTests(ITestOutputHelper output)
{
    private static readonly LibvirtEdition Edition = LibvirtEdition.Current;

    private readonly Lazy<ConformanceCases> _cases = new(static () => ConformanceCases.Read("libvirt-12.8"));

    private ConformanceCases Cases => _cases.Value;

    [SkippableFact]
    public void Cases_EveryKind_IsAskedFor() => Cases.CheckKinds();

    [SkippableTheory]
    [InlineData("baseline")]
    [InlineData("baseline-features")]
    public void Baseline_EveryAnswer_IsTheSame(string kind) => Cases.Run(kind, output, row =>
        Check(row, Edition.TryBaseline(Cpus(row), out LibvirtCpu? baseline, out _, Options(row)) ? baseline : null, ordered: true));

    [SkippableFact]
    public void BaselineHypervisor_EveryAnswer_IsTheSame()
    {
        LibvirtDomainCapabilities capabilities = LibvirtDomainCapabilities.Read(Cases.ReadFile("domcaps-tcg.xml"));
        Cases.Run("hypervisor-baseline", output, row => Check(
            row,
            Edition.TryBaselineHypervisor(capabilities, Cpus(row), out LibvirtCpu? baseline, out _, Options(row)) ? baseline : null,
            ordered: false));
    }

    [SkippableFact]
    public void CompareHypervisor_EveryAnswer_IsTheSame()
    {
        LibvirtDomainCapabilities capabilities = LibvirtDomainCapabilities.Read(Cases.ReadFile("domcaps-tcg.xml"));
        Cases.Run("hypervisor-compare", output, row => ConformanceCases.Compare(
            row.GetProperty("expected").GetString()!,
            Edition.CompareHypervisor(capabilities, Cpus(row)[0]).Verdict.ToString().ToLowerInvariant()));
    }

    [SkippableFact]
    public void ToXml_RealDomainCapabilities_AreByteForByteWhatWasRead()
    {
        string text = Cases.ReadFile("domcaps-tcg.xml");

        Assert.Equal(text.TrimEnd(), LibvirtDomainCapabilities.Read(text).ToXml().TrimEnd());
    }

    /// <summary>The recording compares these answers as sets: sorted here on both sides.</summary>
    private static string? Check(JsonElement row, LibvirtCpu? actual, bool ordered)
    {
        string expected = row.GetProperty("expected").GetString()!;
        if (expected == "error" || actual is null || ordered)
        {
            return ConformanceCases.Compare(expected, actual?.ToXml() ?? "error");
        }

        return ConformanceCases.Compare(Sort(LibvirtCpu.Read(expected)).ToXml(), Sort(actual).ToXml());
    }

    private static LibvirtCpu Sort(LibvirtCpu cpu) => cpu with { Features = [.. cpu.Features.OrderBy(static feature => feature.Name, StringComparer.Ordinal)] };

    private static LibvirtCpu[] Cpus(JsonElement row) => [.. row.GetProperty("cpus").EnumerateArray().Select(static text => LibvirtCpu.Read(text.GetString()!))];

    private static LibvirtBaselineOptions Options(JsonElement row) => new()
    {
        Expand = row.GetProperty("options").GetProperty("expand_features").GetBoolean(),
        Migratable = row.GetProperty("options").GetProperty("migratable").GetBoolean(),
    };
}
