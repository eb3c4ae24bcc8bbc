using System.Collections.Immutable;
using System.Text.Json;
using CpuFacility.Arm;

namespace CpuFacility.Tool;

/// <summary>Arm: features by Arm's names, ID registers, vector lengths, versions of the architecture, and three ways to judge a pair.</summary>
internal sealed class ArmArchitectureDetails : ArchitectureDetails
{
    private const string AllFields = "all-fields";
    private const string Programs = "programs";
    private const string Kvm = "kvm";

    public override string[] Rules => [AllFields, Programs, Kvm];

    /// <summary>Identities have no order: the version of the architecture says more.</summary>
    public override string DescribeLevel(CpuModel model) => Describe(ArmArchitectureLevelCheck.CheckAll(model.Facilities)).Level;

    public override string DescribeIdentity(CpuModel model) => ((ArmIdentity)model.Identity).ToString();

    public override LevelReport GetLevels(HostDescription description) => Describe(ArmArchitectureLevelCheck.CheckAll(
        description.ArmWords.Union(Words(description.Host.Offered)),
        Words(description.Host.Offered.Union(description.Host.Unreported))));

    public override void WriteHost(TextOutput output, HostDescription description)
    {
        HostCapability host = description.Host;
        ArmOutput.WriteLevel(output, GetLevels(description));
        ArmOutput.WriteSet(output, host.Hardware, host.Unreported);
        if (host.Unreported.IsEmpty)
        {
            ArmOutput.WriteRegisters(output, host.Offer.GetIdRegisters());
        }
    }

    public override void WriteHost(Utf8JsonWriter json, HostDescription description)
    {
        HostCapability host = description.Host;
        json.WriteStartObject("arm");
        ArmOutput.WriteIdentity(json, host.Identity);
        json.WriteString("level", GetLevels(description).Level);
        ArmOutput.WriteSet(json, host.Hardware);
        if (host.Unreported.IsEmpty)
        {
            ArmOutput.WriteRegisters(json, host.Offer.GetIdRegisters());
        }

        json.WriteEndObject();
    }

    public override void WriteModel(TextOutput output, CpuModel model)
    {
        ArmOutput.WriteLevel(output, Describe(ArmArchitectureLevelCheck.CheckAll(model.Facilities)));
        ArmOutput.WriteSet(output, model.Facilities, unreported: default);
        ArmOutput.WriteRegisters(output, model.GetIdRegisters());
    }

    public override void WriteModel(Utf8JsonWriter json, CpuModel model)
    {
        json.WriteStartObject("arm");
        ArmOutput.WriteIdentity(json, model.Identity);
        json.WriteString("level", DescribeLevel(model));
        ArmOutput.WriteSet(json, model.Facilities);
        ArmOutput.WriteRegisters(json, model.GetIdRegisters());
        json.WriteEndObject();
    }

    public override string Describe(ModelUsability usability) =>
        usability.IsRunnable || usability.Missing.IsEmpty ? usability.ToString() : $"lacks {ArmOutput.Summarize(usability.Missing)}";

    public override string Format(CpuModelRegistry registry, in FacilitySet facilities) => ArmOutput.Summarize(facilities);

    public override void WriteComparison(TextOutput output, CpuModelComparison comparison, CpuModel first, CpuModel second, in FacilitySet unreported)
    {
        if (second.Architecture == CpuArchitecture.Arm)
        {
            ArmComparisonOutput.WriteText(output, first, second, unreported);
        }
    }

    public override void WriteComparison(Utf8JsonWriter json, CpuModelComparison comparison, CpuModel first, CpuModel second, in FacilitySet unreported)
    {
        if (second.Architecture == CpuArchitecture.Arm)
        {
            ArmComparisonOutput.WriteJson(json, first, second, unreported);
        }
    }

    public override CompatibilityVerdict GetVerdict(CompatibilityReport report, string rule)
    {
        HostCapability host = report.Capability;
        ArmComparison fields = report.Guest.CompareFieldsWith(host.Offer);
        bool isKnown = host.Unreported.IsEmpty;
        return rule switch
        {
            Programs when isKnown => Is(fields.UserVisible is CpuModelRelation.Identical or CpuModelRelation.Subset),
            Programs => GetVerdict(report.Guest.Facilities.Intersect(ArmFacilities.UserVisible), host),
            Kvm when isKnown => Is(fields.IsAcceptedByKvm),

            // What must be equal can differ where the guest's value is none of the facilities: nothing less than all registers will do.
            Kvm => report.Verdict == CompatibilityVerdict.Incompatible ? CompatibilityVerdict.Incompatible : CompatibilityVerdict.Unknown,
            _ => report.Verdict,
        };
    }

    public override void WriteCheck(TextOutput output, CompatibilityReport report)
    {
        if (report.Host.Architecture != CpuArchitecture.Arm)
        {
            return;
        }

        foreach (string rule in Rules)
        {
            output.WriteLine($"By rule {rule + ":",-12}{TextOutput.Word(GetVerdict(report, rule))}.");
        }

        if (report.Capability.Unreported.IsEmpty)
        {
            ArmComparisonOutput.WriteFixed(output, report.Guest.CompareFieldsWith(report.Host));
        }
    }

    public override void WriteCheck(Utf8JsonWriter json, CompatibilityReport report)
    {
        if (report.Host.Architecture != CpuArchitecture.Arm)
        {
            return;
        }

        json.WriteStartObject("rules");
        foreach (string rule in Rules)
        {
            json.WriteString(rule, GetVerdict(report, rule).ToString().ToLowerInvariant());
        }

        json.WriteEndObject();
        if (report.Capability.Unreported.IsEmpty)
        {
            ArmComparison fields = report.Guest.CompareFieldsWith(report.Host);
            json.WriteStartObject("blocking-fields");
            ArmComparisonOutput.WriteBlocking(json, Programs, fields, ArmScope.UserVisible);
            ArmComparisonOutput.WriteBlocking(json, AllFields, fields, ArmScope.Tracked);
            ArmComparisonOutput.WriteBlocking(json, Kvm, fields, ArmScope.Kvm);
            json.WriteEndObject();
        }
    }

    public override void WriteBaseline(TextOutput output, BaselineReport report, in FacilitySet unreported)
    {
        ArmPool pool = new(report.Models);
        output.WriteLine("What all have in common, for which QEMU has no name:");
        ArmOutput.WriteLevel(output, Describe(ArmArchitectureLevelCheck.CheckAll(pool.Facilities, unreported)));
        ArmOutput.WriteSet(output, pool.Facilities, unreported);
        if (!unreported.IsEmpty)
        {
            return;
        }

        ArmOutput.WriteRegisters(output, pool.Registers);
        foreach (string sentence in pool.DescribeRefusals())
        {
            output.WriteLine(sentence);
        }
    }

    public override void WriteBaseline(Utf8JsonWriter json, BaselineReport report, in FacilitySet unreported)
    {
        ArmPool pool = new(report.Models);
        json.WriteStartObject("arm");
        json.WriteString("level", Describe(ArmArchitectureLevelCheck.CheckAll(pool.Facilities, unreported)).Level);
        ArmOutput.WriteSet(json, pool.Facilities);
        if (unreported.IsEmpty)
        {
            ArmOutput.WriteRegisters(json, pool.Registers);
            json.WriteStrings("kvm-refusals", pool.DescribeRefusals());
        }

        json.WriteEndObject();
    }

    private static LevelReport Describe(ImmutableArray<ArmArchitectureLevelCheck> checks)
    {
        var byName = checks.ToDictionary(static check => check.Level.Name, static check => check.Level);
        return LevelReport.Create(
            [.. checks.Select(static check => new LevelState(check.Level.Name, check.Missing, check.Unreported))],
            (greater, lesser) => lesser.Name != greater.Name && byName[lesser.Name].IsIn(byName[greater.Name].Words));
    }

    private static ArmHwcaps Words(in FacilitySet facilities) => ArmHwcaps.FromRegisters(ArmIdRegisters.FromFacilities(facilities));

    private static CompatibilityVerdict Is(bool isCompatible) => isCompatible ? CompatibilityVerdict.Compatible : CompatibilityVerdict.Incompatible;

    private static CompatibilityVerdict GetVerdict(in FacilitySet needed, HostCapability host) =>
        !needed.IsSubsetOf(host.Offered.Union(host.Unreported)) ? CompatibilityVerdict.Incompatible
        : !needed.IsSubsetOf(host.Offered) ? CompatibilityVerdict.Unknown
        : CompatibilityVerdict.Compatible;
}
