using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Libvirt;

public sealed partial class LibvirtEdition
{
    /// <summary>
    /// Makes a guest's definition independent of its host, as a guest's start does: optional features become required or disabled, and what
    /// depends on the host's model takes it over. Definitions that take the host's CPU as it is stay as they are.
    /// </summary>
    /// <param name="guest">The guest's definition.</param>
    /// <param name="host">What the host has.</param>
    /// <param name="updated">The definition made absolute, or null.</param>
    /// <param name="failure">Why that is not possible.</param>
    /// <returns>Whether it is.</returns>
    public bool TryUpdate(
        LibvirtCpu guest, LibvirtCpu host, [NotNullWhen(true)] out LibvirtCpu? updated, [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        ArgumentNullException.ThrowIfNull(guest);
        ArgumentNullException.ThrowIfNull(host);
        string? architecture = host.Architecture ?? guest.Architecture;
        failure = null;
        updated = guest;
        if (guest.Mode is LibvirtCpuMode.HostPassthrough or LibvirtCpuMode.Maximum)
        {
            return true;
        }

        if (Find(architecture) is not LibvirtArchitecture rules)
        {
            updated = null;
            failure = NoRules(architecture);
            return false;
        }

        bool isRelative = guest.Mode == LibvirtCpuMode.HostModel
            || guest.Match == LibvirtCpuMatch.Minimum
            || guest.Features.Any(static feature => feature.Policy == LibvirtFeaturePolicy.Optional);
        bool isUpdated = rules.TryUpdate(guest, host, isRelative, out updated, out failure);
        updated = updated is null ? null : rules.Complete(updated);
        return isUpdated;
    }

    /// <summary>Makes a guest's definition independent of its host, as <see cref="TryUpdate"/> does.</summary>
    /// <param name="guest">The guest's definition.</param>
    /// <param name="host">What the host has.</param>
    /// <exception cref="LibvirtException">That is not possible; the exception says why.</exception>
    public LibvirtCpu Update(LibvirtCpu guest, LibvirtCpu host) =>
        TryUpdate(guest, host, out LibvirtCpu? updated, out LibvirtFailure? failure) ? updated : throw new LibvirtException(failure);

    /// <summary>
    /// Describes a guest's CPU under one of the models that a hypervisor offers. A definition of such a model, or without a model of its own,
    /// stays as it is.
    /// </summary>
    /// <param name="cpu">The guest's definition.</param>
    /// <param name="models">The models.</param>
    /// <param name="translated">The definition under another name, or null.</param>
    /// <param name="failure">Why there is none.</param>
    /// <param name="architecture">libvirt's name of the architecture; null if the definition names it, or for x86.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryTranslate(
        LibvirtCpu cpu,
        ImmutableArray<LibvirtHypervisorModel> models,
        [NotNullWhen(true)] out LibvirtCpu? translated,
        [NotNullWhen(false)] out LibvirtFailure? failure,
        string? architecture = null)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        models = LibvirtCheck.OrEmpty(models);
        architecture ??= cpu.Architecture;
        translated = null;
        if (Find(architecture) is not LibvirtArchitecture rules)
        {
            failure = NoRules(architecture);
            return false;
        }

        failure = null;
        if (cpu.Mode != LibvirtCpuMode.Custom || models.Any(model => model.Name == cpu.Model))
        {
            translated = rules.Complete(cpu);
            return true;
        }

        if (cpu.Fallback != LibvirtFallback.Allow)
        {
            failure = LibvirtFailure.ModelNotAllowed(cpu.Model ?? "(null)");
            return false;
        }

        bool isTranslated = rules.TryTranslate(cpu, models, out translated, out failure);
        translated = translated is null ? null : rules.Complete(translated);
        return isTranslated;
    }

    /// <summary>Describes a guest's CPU under one of the models that a hypervisor offers, as <see cref="TryTranslate"/> does.</summary>
    /// <param name="cpu">The guest's definition.</param>
    /// <param name="models">The models.</param>
    /// <param name="architecture">libvirt's name of the architecture; null if the definition names it, or for x86.</param>
    /// <exception cref="LibvirtException">That is not possible; the exception says why.</exception>
    public LibvirtCpu Translate(LibvirtCpu cpu, ImmutableArray<LibvirtHypervisorModel> models, string? architecture = null) =>
        TryTranslate(cpu, models, out LibvirtCpu? translated, out LibvirtFailure? failure, architecture) ? translated : throw new LibvirtException(failure);

    /// <summary>What a guest's start makes of its definition: it is compared with the host, updated by it, and translated.</summary>
    /// <param name="guest">The guest's definition. Names of models from old releases are taken.</param>
    /// <param name="host">What the host has.</param>
    /// <param name="models">The models that the hypervisor offers; null if all.</param>
    /// <param name="resolved">What the guest gets, or null.</param>
    /// <param name="failure">Why it gets nothing.</param>
    /// <returns>Whether the host can run it.</returns>
    public bool TryResolveGuest(
        LibvirtCpu guest,
        LibvirtCpu host,
        ImmutableArray<LibvirtHypervisorModel>? models,
        [NotNullWhen(true)] out LibvirtCpu? resolved,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        ArgumentNullException.ThrowIfNull(guest);
        ArgumentNullException.ThrowIfNull(host);
        LibvirtComparison comparison = Compare(host, guest);
        resolved = null;
        if (!comparison.IsCompatible)
        {
            failure = comparison.Failure ?? new LibvirtFailure(
                LibvirtFailureKind.Incompatible,
                $"the CPU is incompatible with host CPU: {comparison.Reasons[0]}",
                comparison.Reasons[0].Names);
            return false;
        }

        string? architecture = host.Architecture ?? guest.Architecture;
        LibvirtCpu converted = Find(architecture)!.ConvertLegacy(guest);
        if (!TryUpdate(converted, host, out LibvirtCpu? updated, out failure))
        {
            return false;
        }

        resolved = updated;
        return models is not { } offered || TryTranslate(updated, offered, out resolved, out failure, architecture);
    }

    /// <summary>Lists all features of a definition, those of its model too, by name.</summary>
    /// <param name="cpu">The definition.</param>
    /// <param name="expanded">The definition with all features, or null.</param>
    /// <param name="failure">Why that is not possible.</param>
    /// <param name="architecture">libvirt's name of the architecture; null if the definition names it, or for x86.</param>
    /// <returns>Whether it is.</returns>
    public bool TryExpand(
        LibvirtCpu cpu,
        [NotNullWhen(true)] out LibvirtCpu? expanded,
        [NotNullWhen(false)] out LibvirtFailure? failure,
        string? architecture = null)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        architecture ??= cpu.Architecture;
        if (Find(architecture) is LibvirtArchitecture rules)
        {
            return rules.TryExpand(cpu, out expanded, out failure);
        }

        expanded = null;
        failure = NoRules(architecture);
        return false;
    }

    /// <summary>Lists all features of a definition, as <see cref="TryExpand"/> does.</summary>
    /// <param name="cpu">The definition.</param>
    /// <param name="architecture">libvirt's name of the architecture; null if the definition names it, or for x86.</param>
    /// <exception cref="LibvirtException">That is not possible; the exception says why.</exception>
    public LibvirtCpu Expand(LibvirtCpu cpu, string? architecture = null) =>
        TryExpand(cpu, out LibvirtCpu? expanded, out LibvirtFailure? failure, architecture) ? expanded : throw new LibvirtException(failure);

    /// <summary>Whether a definition has a feature, its model's features counted in.</summary>
    /// <param name="cpu">The definition.</param>
    /// <param name="feature">libvirt's name of the feature.</param>
    /// <param name="has">Whether it has.</param>
    /// <param name="failure">Why there is no answer.</param>
    /// <param name="architecture">libvirt's name of the architecture; null if the definition names it, or for x86.</param>
    /// <returns>Whether there is an answer.</returns>
    public bool TryHasFeature(
        LibvirtCpu cpu, string feature, out bool has, [NotNullWhen(false)] out LibvirtFailure? failure, string? architecture = null)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        ArgumentNullException.ThrowIfNull(feature);
        architecture ??= cpu.Architecture;
        if (Find(architecture) is LibvirtArchitecture rules)
        {
            return rules.TryHasFeature(cpu, feature, out has, out failure);
        }

        has = false;
        failure = NoRules(architecture);
        return false;
    }

    /// <summary>Whether a definition has a feature, as <see cref="TryHasFeature"/> answers.</summary>
    /// <param name="cpu">The definition.</param>
    /// <param name="feature">libvirt's name of the feature.</param>
    /// <param name="architecture">libvirt's name of the architecture; null if the definition names it, or for x86.</param>
    /// <exception cref="LibvirtException">There is no answer; the exception says why.</exception>
    public bool HasFeature(LibvirtCpu cpu, string feature, string? architecture = null) =>
        TryHasFeature(cpu, feature, out bool has, out LibvirtFailure? failure, architecture) ? has : throw new LibvirtException(failure);

    /// <summary>The definition without listed features that cannot migrate; those of its model stay.</summary>
    /// <param name="cpu">The definition.</param>
    public LibvirtCpu WithoutUnmigratable(LibvirtCpu cpu)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        return Find(cpu.Architecture)?.CopyMigratable(cpu) ?? cpu;
    }
}
