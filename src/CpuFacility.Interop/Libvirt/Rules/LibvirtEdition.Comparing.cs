using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Libvirt;

public sealed partial class LibvirtEdition
{
    /// <summary>Whether a host can run a definition, as <c>virsh cpu-compare</c> answers.</summary>
    /// <param name="host">What the host has.</param>
    /// <param name="cpu">What is wanted: of a guest, or another host.</param>
    /// <param name="ownRulesOnly">
    /// Whether libvirt's own rules answer alone, as for <c>virsh cpu-compare</c>: they call everything on s390x identical, where QEMU's answer otherwise.
    /// </param>
    public LibvirtComparison Compare(LibvirtCpu host, LibvirtCpu cpu, bool ownRulesOnly = false)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(cpu);
        string? architecture = host.Architecture ?? cpu.Architecture;
        LibvirtArchitecture? rules = Find(architecture);
        return (ownRulesOnly ? rules?.CompareAlone(host, cpu) : rules?.Compare(host, cpu)) ?? new LibvirtComparison(NoRules(architecture));
    }

    /// <summary>Whether a hypervisor on a host can run a definition, as <c>virsh hypervisor-cpu-compare</c> answers.</summary>
    /// <param name="capabilities">What the hypervisor offers.</param>
    /// <param name="cpu">What is wanted.</param>
    public LibvirtComparison CompareHypervisor(LibvirtDomainCapabilities capabilities, LibvirtCpu cpu)
    {
        ArgumentNullException.ThrowIfNull(capabilities);
        ArgumentNullException.ThrowIfNull(cpu);
        string architecture = ArchitectureOf(capabilities) ?? DefaultArchitecture;
        if (capabilities.HostModel is not LibvirtCpu hostModel)
        {
            return new LibvirtComparison(LibvirtFailure.HypervisorLacks("reporting CPU model", capabilities));
        }

        if (Find(architecture) is not { AnswersForHypervisors: true } rules)
        {
            return new LibvirtComparison(LibvirtFailure.HypervisorUnsupported("comparing with the hypervisor CPU", architecture));
        }

        // Oddity: what the hypervisor calls usable is a superset at once. Neither the vendor nor a strict match is looked at.
        if (rules.TrustsUsableModels
            && cpu.Model is not null
            && capabilities.TryFind(cpu.Model, out LibvirtHypervisorModel? model)
            && model.Usability == LibvirtUsability.Yes
            && (cpu.Features.IsEmpty || (cpu.Type == LibvirtCpuType.Guest && cpu.Features.All(static feature => feature.Policy == LibvirtFeaturePolicy.Disable))))
        {
            return new LibvirtComparison(LibvirtVerdict.Superset);
        }

        return rules.Compare(hostModel, cpu);
    }

    /// <summary>What several CPUs have in common, as <c>virsh cpu-baseline</c> answers.</summary>
    /// <param name="cpus">The definitions, each with a model.</param>
    /// <param name="baseline">A guest's definition that runs on all of them, or null.</param>
    /// <param name="failure">Why there is none.</param>
    /// <param name="options">What it is to be like; null for the default.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryBaseline(
        ReadOnlySpan<LibvirtCpu> cpus,
        [NotNullWhen(true)] out LibvirtCpu? baseline,
        [NotNullWhen(false)] out LibvirtFailure? failure,
        LibvirtBaselineOptions? options = null)
    {
        baseline = null;
        string? architecture = FirstArchitecture(cpus);
        failure = Check(cpus) ?? (Find(architecture) is null ? NoRules(architecture) : null);
        return failure is null && Find(architecture)!.TryBaseline(cpus, options ?? LibvirtBaselineOptions.Default, out baseline, out failure);
    }

    /// <summary>What several CPUs have in common, as <c>virsh cpu-baseline</c> answers.</summary>
    /// <param name="cpus">The definitions, each with a model.</param>
    /// <param name="options">What it is to be like; null for the default.</param>
    /// <exception cref="LibvirtException">There is no such definition; the exception says why.</exception>
    public LibvirtCpu Baseline(ReadOnlySpan<LibvirtCpu> cpus, LibvirtBaselineOptions? options = null) =>
        TryBaseline(cpus, out LibvirtCpu? baseline, out LibvirtFailure? failure, options) ? baseline : throw new LibvirtException(failure);

    /// <summary>
    /// What several CPUs have in common within what a hypervisor offers, as <c>virsh hypervisor-cpu-baseline</c> answers. Another model may
    /// never stand in for the result's.
    /// </summary>
    /// <remarks>
    /// libvirt 9.0 knows what a host lacks for each model, yet does not write it into domain capabilities. Take the models from QEMU then
    /// (<see cref="LibvirtQemuReplies.ReadDefinitions"/>) and give them as <see cref="LibvirtBaselineOptions.Models"/>.
    /// </remarks>
    /// <param name="capabilities">What the hypervisor offers; its models are taken unless the options name some.</param>
    /// <param name="cpus">The definitions, each with a model.</param>
    /// <param name="baseline">A guest's definition that runs on all of them, or null.</param>
    /// <param name="failure">Why there is none.</param>
    /// <param name="options">What it is to be like; null for the default.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryBaselineHypervisor(
        LibvirtDomainCapabilities capabilities,
        ReadOnlySpan<LibvirtCpu> cpus,
        [NotNullWhen(true)] out LibvirtCpu? baseline,
        [NotNullWhen(false)] out LibvirtFailure? failure,
        LibvirtBaselineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(capabilities);
        baseline = null;
        options ??= LibvirtBaselineOptions.Default;
        string architecture = ArchitectureOf(capabilities) ?? FirstArchitecture(cpus) ?? DefaultArchitecture;
        LibvirtArchitecture? rules = Find(architecture);
        failure = Check(cpus)
            ?? (capabilities.Models.IsEmpty && options.Models is null ? LibvirtFailure.HypervisorLacks("any CPU models", capabilities)
            : rules is not { AnswersForHypervisors: true } ? LibvirtFailure.HypervisorUnsupported("computing baseline hypervisor CPU", architecture)
            : null);
        return failure is null && rules!.TryHypervisorBaseline(capabilities, cpus, options, out baseline, out failure);
    }

    /// <summary>What several CPUs have in common within what a hypervisor offers, as <see cref="TryBaselineHypervisor"/> finds it.</summary>
    /// <param name="capabilities">What the hypervisor offers; its models are taken unless the options name some.</param>
    /// <param name="cpus">The definitions, each with a model.</param>
    /// <param name="options">What it is to be like; null for the default.</param>
    /// <exception cref="LibvirtException">There is no such definition; the exception says why.</exception>
    public LibvirtCpu BaselineHypervisor(
        LibvirtDomainCapabilities capabilities, ReadOnlySpan<LibvirtCpu> cpus, LibvirtBaselineOptions? options = null) =>
        TryBaselineHypervisor(capabilities, cpus, out LibvirtCpu? baseline, out LibvirtFailure? failure, options)
            ? baseline
            : throw new LibvirtException(failure);

    private static LibvirtFailure? Check(ReadOnlySpan<LibvirtCpu> cpus)
    {
        if (cpus.IsEmpty)
        {
            return new LibvirtFailure(LibvirtFailureKind.NoModel, "No CPUs given");
        }

        for (int i = 0; i < cpus.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(cpus[i], nameof(cpus));
            if (cpus[i].Model is null)
            {
                return LibvirtFailure.NoModel(i);
            }
        }

        return null;
    }

    private static string? FirstArchitecture(ReadOnlySpan<LibvirtCpu> cpus)
    {
        foreach (LibvirtCpu cpu in cpus)
        {
            if (cpu?.Architecture is string architecture)
            {
                return architecture;
            }
        }

        return null;
    }

    private static string? ArchitectureOf(LibvirtDomainCapabilities capabilities) =>
        capabilities.Architecture.Length > 0 ? capabilities.Architecture : null;
}
