using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Libvirt;

/// <summary>
/// s390x, where libvirt has no tables: it hands names to QEMU as they are (<c>qemuBuildCpuModelArgStr</c>): required and forced ones on, disabled and
/// forbidden ones off, one after the other.
/// </summary>
internal static class LibvirtS390xConversion
{
    public static bool TryToQemu(
        LibvirtCpu cpu,
        [NotNullWhen(true)] out CpuModel? model,
        [NotNullWhen(true)] out LibvirtConversionReport? report,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        report = null;
        if (!TryMake(cpu, static policy => policy switch
        {
            LibvirtFeaturePolicy.Optional => null,
            LibvirtFeaturePolicy.Require or LibvirtFeaturePolicy.Force => true,
            _ => false,
        }, out model, out failure))
        {
            return false;
        }

        report = new LibvirtConversionReport(cpu.Model!, model.Name, [], [], LibvirtLeftovers.List(cpu));
        return true;
    }

    /// <summary>Makes QEMU's model of a definition.</summary>
    /// <param name="cpu">The definition; a host has what it lists.</param>
    /// <param name="isOn">Whether a guest's feature of a policy is on; null if it is not passed on.</param>
    /// <param name="model">The model, or null.</param>
    /// <param name="failure">Why there is none.</param>
    public static bool TryMake(
        LibvirtCpu cpu,
        Func<LibvirtFeaturePolicy, bool?> isOn,
        [NotNullWhen(true)] out CpuModel? model,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        model = null;
        CpuModelRegistry registry = CpuModels.S390x;
        if (cpu.Model is null || !registry.TryFind(cpu.Model, out CpuModel? start))
        {
            failure = cpu.Model is null ? LibvirtFailure.NoModel(0) : LibvirtFailure.UnknownModel(cpu.Model);
            return false;
        }

        var builder = new CpuModelBuilder(start);
        foreach (LibvirtCpuFeature feature in cpu.Features)
        {
            if ((cpu.Type == LibvirtCpuType.Host ? true : isOn(feature.Policy)) is not bool isSwitchedOn)
            {
                continue;
            }

            if (!registry.Vocabulary.TryFind(feature.Name, out FacilityTerm term))
            {
                failure = LibvirtFailure.UnknownFeature(feature.Name);
                return false;
            }

            if (!builder.TrySet(term, isSwitchedOn, out string? reason))
            {
                failure = new LibvirtFailure(LibvirtFailureKind.Incompatible, reason, feature.Name);
                return false;
            }
        }

        model = builder.ToModel();
        failure = null;
        return true;
    }

    /// <summary>The name stays; what differs from what it stands for alone is disabled or required.</summary>
    public static LibvirtCpu FromModel(CpuModel model, out LibvirtConversionReport report)
    {
        FacilitySet start = model.Registry.TryFind(model.Name, out CpuModel? named) ? named.Configured : model.Definition.Default;
        report = new LibvirtConversionReport(
            model.Name,
            model.Name,
            [],
            [],
            [.. model.Properties.Concat(model.UnknownProperties).Select(static property => property.ToString())]);
        return new LibvirtCpu
        {
            Model = model.Name,
            Features =
            [
                .. Names(model.Registry, start.Except(model.Configured)).Select(static name => new LibvirtCpuFeature(name, LibvirtFeaturePolicy.Disable)),
                .. Names(model.Registry, model.Configured.Except(start)).Select(static name => new LibvirtCpuFeature(name)),
            ],
        };
    }

    private static IEnumerable<string> Names(CpuModelRegistry registry, FacilitySet facilities) =>
        registry.Vocabulary.Summarize(facilities).ToImmutableArray().Select(static term => term.Name);
}
