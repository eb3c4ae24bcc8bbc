using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Libvirt;

/// <summary>
/// s390x, where libvirt has no rules of its own and asks QEMU: the definition becomes QEMU's model (<c>qemuMonitorJSONMakeCPUModel</c>), and the
/// answer a definition.
/// </summary>
internal sealed class LibvirtS390x() : LibvirtArchitecture("s390x")
{
    private static CpuModelRegistry Registry => CpuModels.S390x;

    public override ImmutableArray<string> Models => [.. Registry.Definitions.Where(static definition => definition.AliasOf is null).Select(static definition => definition.Name)];

    public static bool IsOurs(string architecture) => architecture is "s390x" or "s390";

    public override LibvirtComparison Compare(LibvirtCpu host, LibvirtCpu cpu)
    {
        if (host.Model is null)
        {
            return new LibvirtComparison(new LibvirtReason(LibvirtReasonKind.UnknownHost));
        }

        if (cpu.Architecture is not null && !IsOurs(cpu.Architecture))
        {
            return new LibvirtComparison(new LibvirtReason(LibvirtReasonKind.Architecture, cpu.Architecture));
        }

        if (!TryMakeModel(host, out CpuModel? has, out LibvirtFailure? failure) || !TryMakeModel(cpu, out CpuModel? wanted, out failure))
        {
            return new LibvirtComparison(failure);
        }

        return has.CompareWith(wanted).Relation switch
        {
            CpuModelRelation.Identical => new LibvirtComparison(LibvirtVerdict.Identical),
            CpuModelRelation.Superset => new LibvirtComparison(LibvirtVerdict.Superset),
            _ => new LibvirtComparison(GetReasons(has, wanted)),
        };
    }

    /// <summary>libvirt's own driver leaves all checks to QEMU and calls everything identical (<c>virCPUs390Compare</c>).</summary>
    public override LibvirtComparison CompareAlone(LibvirtCpu host, LibvirtCpu cpu) => new(LibvirtVerdict.Identical);

    /// <summary>From left to right, as libvirt asks QEMU for two at a time; the result is static, and another model may not stand in for it.</summary>
    public override bool TryBaseline(
        ReadOnlySpan<LibvirtCpu> cpus,
        LibvirtBaselineOptions options,
        [NotNullWhen(true)] out LibvirtCpu? baseline,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        baseline = null;
        if (options.OwnRulesOnly)
        {
            failure = LibvirtFailure.Unsupported("compute baseline CPU of", cpus[0].Architecture ?? Name);
            return false;
        }

        var models = new CpuModel[cpus.Length];
        for (int i = 0; i < cpus.Length; i++)
        {
            if (!TryMakeModel(cpus[i], out CpuModel? model, out failure))
            {
                return false;
            }

            models[i] = model;
        }

        if (Registry.Baseline(models) is not CpuModel common)
        {
            failure = LibvirtFailure.Incompatible();
            return false;
        }

        baseline = Describe(common, options.Expand);
        failure = null;
        return true;
    }

    public override bool TryExpand(
        LibvirtCpu cpu, [NotNullWhen(true)] out LibvirtCpu? expanded, [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        expanded = null;
        if (!TryMakeModel(cpu, out CpuModel? model, out failure))
        {
            return false;
        }

        LibvirtCpu described = Describe(model, isFull: true);
        expanded = cpu with { Model = described.Model, Features = described.Features };
        return true;
    }

    public override bool TryHasFeature(LibvirtCpu cpu, string feature, out bool has, [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        has = false;
        if (!TryMakeModel(cpu, out CpuModel? model, out failure))
        {
            return false;
        }

        if (!Registry.Vocabulary.TryFind(feature, out FacilityTerm term))
        {
            failure = LibvirtFailure.UnknownFeature(feature);
            return false;
        }

        has = term.Facilities.IsSubsetOf(model.Facilities);
        return true;
    }

    /// <summary>An expansion names what is on, or for a full one what is off, too.</summary>
    private static LibvirtCpu Describe(CpuModel model, bool isFull)
    {
        CpuModelExpansion expansion = isFull ? model.ExpandFull() : model.ExpandStatic();
        return new LibvirtCpu
        {
            Model = expansion.Name,
            Fallback = LibvirtFallback.Forbid,
            Features = [.. expansion.Settings.Select(static setting => new LibvirtCpuFeature(
                setting.Term.Name, setting.IsOn ? LibvirtFeaturePolicy.Require : LibvirtFeaturePolicy.Disable))],
        };
    }

    /// <summary>Oddity: what a guest requires is on, and every other policy switches off, forced and optional features too.</summary>
    private static bool TryMakeModel(LibvirtCpu cpu, [NotNullWhen(true)] out CpuModel? model, [NotNullWhen(false)] out LibvirtFailure? failure) =>
        LibvirtS390xConversion.TryMake(cpu, static policy => policy == LibvirtFeaturePolicy.Require, out model, out failure);

    private static ImmutableArray<LibvirtReason> GetReasons(CpuModel host, CpuModel wanted)
    {
        var reasons = ImmutableArray.CreateBuilder<LibvirtReason>();
        if (host.Identity.GetRelation(wanted.Identity) is not (CpuIdentityRelation.Same or CpuIdentityRelation.Newer))
        {
            reasons.Add(new LibvirtReason(LibvirtReasonKind.Model, wanted.Name));
        }

        FacilitySet missing = wanted.Facilities.Except(host.Facilities);
        if (!missing.IsEmpty)
        {
            reasons.Add(new LibvirtReason(
                LibvirtReasonKind.MissingFeatures, [.. Registry.Vocabulary.Summarize(missing).ToImmutableArray().Select(static term => term.Name)]));
        }

        return reasons.ToImmutable();
    }
}
