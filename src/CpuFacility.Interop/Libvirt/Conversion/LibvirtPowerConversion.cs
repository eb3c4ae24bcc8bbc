using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CpuFacility.Power;

namespace CpuFacility.Libvirt;

/// <summary>
/// POWER: libvirt's models are generations, QEMU's are processors with their revision. A guest of the host's model in a compatibility mode is what
/// QEMU's machine limits with <c>max-cpu-compat</c>.
/// </summary>
internal static class LibvirtPowerConversion
{
    private const string Limit = "max-cpu-compat";

    /// <summary>A model of the edition's own table.</summary>
    public static bool TryToModel(
        LibvirtCpu cpu,
        CpuModelRegistry registry,
        [NotNullWhen(true)] out CpuModel? model,
        [NotNullWhen(true)] out LibvirtConversionReport? report,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        report = null;
        if (!TryFind(cpu, registry, out model, out failure))
        {
            return false;
        }

        report = new LibvirtConversionReport(cpu.Model!, model.Name, [], [], ListUnknown(cpu), isRenamed: false);
        return true;
    }

    /// <summary>The processor of a generation is the one that QEMU takes under the generation's name, else the newest that libvirt counts to it.</summary>
    public static bool TryToQemu(
        LibvirtCpu cpu,
        CpuModelRegistry own,
        [NotNullWhen(true)] out CpuModel? model,
        [NotNullWhen(true)] out LibvirtConversionReport? report,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        model = null;
        report = null;
        if (!TryFind(cpu, own, out CpuModel? generation, out failure))
        {
            return false;
        }

        CpuModelRegistry registry = PowerEditions.Qemu;
        if (FindProcessor(registry, (PowerModelDefinition)generation.Definition) is not string name || !registry.TryFind(name, out CpuModel? start))
        {
            failure = new LibvirtFailure(LibvirtFailureKind.NoSuitableModel, $"{registry.Edition} has no processor of {generation.Name}", generation.Name);
            return false;
        }

        var builder = new CpuModelBuilder(start);
        if (((PowerIdentity)generation.Identity).Limit is PowerCompatibilityMode mode && !builder.TrySetProperty(Limit, mode.Name, out string? reason))
        {
            failure = new LibvirtFailure(LibvirtFailureKind.CompatibilityMode, reason, mode.Name);
            return false;
        }

        model = builder.ToModel();
        report = new LibvirtConversionReport(
            cpu.Model!,
            model.Name,
            Names(own, generation.Facilities.Except(model.Facilities)),
            Names(registry, model.Facilities.Except(generation.Facilities)),
            ListUnknown(cpu),
            isRenamed: false);
        return true;
    }

    public static bool TryFromModel(
        CpuModel model,
        CpuModelRegistry registry,
        [NotNullWhen(true)] out LibvirtCpu? cpu,
        [NotNullWhen(true)] out LibvirtConversionReport? report,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        cpu = null;
        report = null;
        var identity = (PowerIdentity)model.Identity;
        if (!registry.TryFindByPvr(identity.Pvr, out PowerModelDefinition? generation))
        {
            failure = new LibvirtFailure(
                LibvirtFailureKind.NoSuitableModel, string.Create(CultureInfo.InvariantCulture, $"{registry.Edition} has no model for PVR {identity.Pvr:X8}H"), model.Name);
            return false;
        }

        // libvirt's own mode is the generation's, and names no revision: what it leaves open is said.
        var unknown = ImmutableArray.CreateBuilder<string>();
        LibvirtCpu made = new() { Model = generation.Name };
        bool isLimited = false;
        if (identity.Limit is PowerCompatibilityMode limit)
        {
            LibvirtCpu relative = new() { Mode = LibvirtCpuMode.HostModel, Model = limit.Name };
            isLimited = TryFind(relative, registry, out _, out _);
            made = isLimited ? relative : made;
            unknown.Add(isLimited ? $"processor {model.Definition.Name}" : $"{Limit}={limit.Name}");
        }

        if (!TryFind(made, registry, out CpuModel? got, out failure))
        {
            return false;
        }

        if (!isLimited && model.Registry.Edition != registry.Edition && FindProcessor(model.Registry, generation) != (model.Definition.AliasOf ?? model.Definition.Name))
        {
            unknown.Add($"processor {model.Definition.Name}");
        }

        unknown.AddRange(model.UnknownProperties.Select(static property => property.ToString()));
        cpu = made;
        report = new LibvirtConversionReport(
            model.Name,
            made.Model!,
            Names(model.Registry, model.Facilities.Except(got.Facilities)),
            Names(registry, got.Facilities.Except(model.Facilities)),
            unknown.ToImmutable(),
            isRenamed: false);
        return true;
    }

    /// <summary>
    /// The generation of a definition; of the host's model in a compatibility mode, the first generation that accepts the mode, limited to it: that is
    /// what the guest can rely on.
    /// </summary>
    private static bool TryFind(
        LibvirtCpu cpu, CpuModelRegistry registry, [NotNullWhen(true)] out CpuModel? model, [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        model = null;
        failure = null;
        if (cpu.Model is null)
        {
            failure = LibvirtFailure.NoModel(0);
            return false;
        }

        if (cpu.Type == LibvirtCpuType.Guest && cpu.Mode != LibvirtCpuMode.Custom && char.IsAsciiLetterLower(cpu.Model[0]))
        {
            foreach (CpuModelDefinition definition in IsMode(cpu.Model, registry) ? registry.Definitions : [])
            {
                registry.TryFind(definition.Name, out CpuModel? start);
                var builder = new CpuModelBuilder(start!);
                if (builder.TrySetProperty(Limit, cpu.Model, out _))
                {
                    model = builder.ToModel();
                    return true;
                }
            }

            failure = new LibvirtFailure(LibvirtFailureKind.CompatibilityMode, $"Unknown compatibility mode {cpu.Model}", cpu.Model);
            return false;
        }

        failure = registry.TryFind(LibvirtPpc64.Modernize(cpu.Model), out model) ? null : LibvirtFailure.UnknownModel(cpu.Model);
        return failure is null;
    }

    /// <summary>libvirt takes the modes of the generations that it knows, and no others such as <c>power7+</c>.</summary>
    private static bool IsMode(string mode, CpuModelRegistry registry) => registry.TryFind(mode.ToUpperInvariant(), out _);

    private static string? FindProcessor(CpuModelRegistry registry, PowerModelDefinition generation)
    {
        if (registry.TryFind(generation.Name, out CpuModel? named))
        {
            return named.Definition.AliasOf ?? named.Definition.Name;
        }

        return registry.Definitions
            .OfType<PowerModelDefinition>()
            .LastOrDefault(candidate => candidate.AliasOf is null && generation.Recognizes(candidate.Identity.Pvr))?.Name;
    }

    private static ImmutableArray<string> ListUnknown(LibvirtCpu cpu) =>
    [
        .. LibvirtLeftovers.List(cpu with { Features = [] }),
        .. cpu.Features.Select(static feature => $"feature {feature}"),
    ];

    private static ImmutableArray<string> Names(CpuModelRegistry registry, FacilitySet facilities) =>
        [.. registry.Vocabulary.Summarize(facilities).ToImmutableArray().Select(static term => term.Name)];
}
