using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CpuFacility.Libvirt;
using CpuFacility.X86;
using Xunit.Abstractions;

namespace CpuFacility.Interop.Tests.Libvirt;

/// <summary>Every case of libvirt 9.0's own tests of CPUs, with real processors among them.</summary>
public class OldLibvirtConformanceTests(ITestOutputHelper output)
{
    private static readonly LibvirtEdition Edition = LibvirtEdition.Old;

    private readonly Lazy<ConformanceCases> _cases = new(static () => ConformanceCases.Read("libvirt-9.0"));

    private ConformanceCases Cases => _cases.Value;

    [SkippableFact]
    public void Cases_EveryKind_IsAskedFor() => Cases.CheckKinds();

    [SkippableFact]
    public void Compare_EveryCase_AnswersLikeLibvirt() => Cases.Run("compare", output, row =>
        ConformanceCases.Compare(Expected(row), WordOf(Edition.Compare(Cpu(row, "host"), Cpu(row, "cpu")).Verdict)));

    [SkippableFact]
    public void Update_EveryCase_WritesWhatLibvirtWrites() => Cases.Run("guest-update", output, row =>
        ConformanceCases.Compare(
            Cases.Output(row),
            Edition.TryUpdate(Cpu(row, "cpu"), Edition.WithoutUnmigratable(Cpu(row, "host")), out LibvirtCpu? updated, out _) ? updated.ToXml() : null));

    [SkippableFact]
    public void Baseline_EveryCase_WritesWhatLibvirtWrites() => Cases.Run("baseline", output, row =>
        CheckBaseline(row, LibvirtCpu.ReadAll(Cases.Input(row, "cpus"))));

    [SkippableFact]
    public void Baseline_EveryCaseOfProcessors_WritesWhatLibvirtWrites() => Cases.Run("cpuid-baseline", output, row =>
        CheckBaseline(row, [.. row.GetProperty("inputs").GetProperty("cpus").EnumerateArray().Select(name => LibvirtCpu.Read(Cases.ReadFile("data", name.GetString()!)))]));

    [SkippableFact]
    public void HasFeature_EveryCase_AnswersLikeLibvirt() => Cases.Run("has-feature", output, row =>
        ConformanceCases.Compare(
            Expected(row),
            Edition.TryHasFeature(Cpu(row, "host"), row.GetProperty("options").GetProperty("feature").GetString()!, out bool has, out _)
                ? has ? "yes" : "no"
                : "error"));

    [SkippableFact]
    public void ResolveGuest_EveryCase_WritesWhatLibvirtWrites() => Cases.Run("guest-cpu", output, row =>
    {
        bool isResolved = Edition.TryResolveGuest(
            Cpu(row, "cpu"), Cpu(row, "host"), Models(row), out LibvirtCpu? resolved, out _);
        return Expected(row) == "error" ? (isResolved ? "no error" : null) : ConformanceCases.Compare(Cases.Output(row), resolved?.ToXml());
    });

    [SkippableFact]
    public void DecodeHost_EveryProcessor_WritesWhatLibvirtWrites() => Cases.Run("host-cpuid", output, row =>
        ConformanceCases.Compare(Cases.Output(row), Edition.DecodeHost(Cpuid(row, "cpuid")).ToXml()));

    [SkippableFact]
    public void DecodeGuest_EveryProcessor_WritesWhatLibvirtWrites() => Cases.Run("guest-cpuid", output, row =>
        ConformanceCases.Compare(Cases.Output(row), Edition.DecodeGuest(Cpuid(row, "cpuid"), Models(row)).ToXml()));

    [SkippableFact]
    public void DecodeGuest_EveryAnswerOfQemu_WritesWhatLibvirtWrites() => Cases.Run("json-model", output, row =>
        ConformanceCases.Compare(Cases.Output(row), Edition.DecodeGuest(Qemu(row), Models(row)).ToXml()));

    [SkippableFact]
    public void Signature_EveryProcessor_IsWhatLibvirtReads() => Cases.Run("signature", output, row =>
        ConformanceCases.Compare(Cases.Output(row), Format(Cpuid(row, "cpuid").Signature)));

    [SkippableFact]
    public void Signature_EveryAnswerOfQemu_IsWhatLibvirtReads() => Cases.Run("json-signature", output, row =>
        ConformanceCases.Compare(Cases.Output(row), Format(Qemu(row).Signature)));

    /// <summary>Both sides written out; what is disabled beyond the expectation does not count, as in libvirt's own test.</summary>
    [SkippableFact]
    public void UpdateLive_EveryProcessor_GivesWhatLibvirtGives() => Cases.Run("update-live", output, row =>
    {
        LibvirtCpu expected = LibvirtCpu.Read(Cases.Output(row));
        LibvirtCpu cpu = Cpu(row, "cpu");
        if (cpu.Model != expected.Model
            && Edition.TryTranslate(cpu with { Fallback = LibvirtFallback.Allow }, [new LibvirtHypervisorModel(expected.Model!)], out LibvirtCpu? translated, out _))
        {
            cpu = translated;
        }

        LibvirtCpu actual = Edition.Expand(Edition.UpdateLive(cpu, Cpuid(row, "enabled"), Cpuid(row, "disabled")));
        expected = Edition.Expand(expected);
        string[] missing = [.. NamesOf(expected, LibvirtFeaturePolicy.Disable).Except(NamesOf(actual, LibvirtFeaturePolicy.Disable))];
        return actual.Model != expected.Model ? $"model {actual.Model}, not {expected.Model}"
            : missing.Length > 0 ? $"not disabled: {string.Join(' ', missing)}"
            : ConformanceCases.Compare(
                string.Join(' ', NamesOf(expected, LibvirtFeaturePolicy.Require)), string.Join(' ', NamesOf(actual, LibvirtFeaturePolicy.Require)));
    });

    private static IEnumerable<string> NamesOf(LibvirtCpu cpu, LibvirtFeaturePolicy policy) =>
        cpu.Features.Where(feature => feature.Policy == policy).Select(static feature => feature.Name);

    private string? CheckBaseline(JsonElement row, ImmutableArray<LibvirtCpu> cpus)
    {
        JsonElement options = row.GetProperty("options");
        bool isFound = Edition.TryBaseline(cpus.AsSpan(), out LibvirtCpu? baseline, out _, new LibvirtBaselineOptions
        {
            Expand = options.TryGetProperty("expand_features", out JsonElement expand) && expand.GetBoolean(),
            Migratable = options.TryGetProperty("migratable", out JsonElement migratable) && migratable.GetBoolean(),
        });
        if (Expected(row) == "error")
        {
            return isFound ? "no error" : null;
        }

        string? refused = options.GetProperty("post_check").ValueKind == JsonValueKind.String && isFound
            ? cpus.Select(cpu => Edition.Compare(cpu, baseline!)).FirstOrDefault(static comparison => !comparison.IsCompatible)?.ToString()
            : null;
        return refused ?? ConformanceCases.Compare(Cases.Output(row), baseline?.ToXml());
    }

    private ImmutableArray<LibvirtHypervisorModel>? Models(JsonElement row)
    {
        bool hasReplies = row.GetProperty("inputs").TryGetProperty("qmp", out _);
        return ConformanceCases.Models(row.GetProperty("options").GetProperty("models"), hasReplies ? Cases.Input(row, "qmp") : null);
    }

    private LibvirtCpu Cpu(JsonElement row, string input) => LibvirtCpu.Read(Cases.Input(row, input));

    private LibvirtX86Data Cpuid(JsonElement row, string input) => LibvirtX86Data.FromCpuid(LibvirtCpuData.Read(Cases.Input(row, input)));

    private LibvirtX86Data Qemu(JsonElement row) => LibvirtQemuReplies.ReadExpansion(ConformanceCases.SplitReplies(Cases.Input(row, "qmp"))[0]);

    private static string Expected(JsonElement row) => row.GetProperty("expected").GetString()!;

    private static string WordOf(LibvirtVerdict verdict) => verdict.ToString().ToLowerInvariant();

    private static string Format(X86Signature? signature) => signature is not X86Signature known
        ? "none"
        : string.Create(CultureInfo.InvariantCulture, $"{known.ToEax():x6}\nfamily: {known.Family,5} (0x{known.Family:x2})\nmodel:  {known.Model,5} (0x{known.Model:x2})\nstepping: {known.Stepping,3} (0x{known.Stepping:x2})\n");
}
