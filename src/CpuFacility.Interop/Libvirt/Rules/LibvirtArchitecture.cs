using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Libvirt;

/// <summary>
/// libvirt's rules for the CPUs of one architecture in one edition: what libvirt calls a CPU driver. Everything that differs between
/// architectures is behind this class; what an architecture does not answer stays unsupported here.
/// </summary>
/// <param name="name">libvirt's name of the architecture, for messages.</param>
internal abstract class LibvirtArchitecture(string name)
{
    public string Name { get; } = name;

    /// <summary>The models, in the order of libvirt's table.</summary>
    public abstract ImmutableArray<string> Models { get; }

    public abstract LibvirtComparison Compare(LibvirtCpu host, LibvirtCpu cpu);

    /// <summary>The answer of libvirt's own rules, where a hypervisor's stand in for them otherwise.</summary>
    public virtual LibvirtComparison CompareAlone(LibvirtCpu host, LibvirtCpu cpu) => Compare(host, cpu);

    public abstract bool TryBaseline(
        ReadOnlySpan<LibvirtCpu> cpus,
        LibvirtBaselineOptions options,
        [NotNullWhen(true)] out LibvirtCpu? baseline,
        [NotNullWhen(false)] out LibvirtFailure? failure);

    /// <summary>Whether libvirt's QEMU driver compares with what a hypervisor offers, and computes baselines within it.</summary>
    public virtual bool AnswersForHypervisors => true;

    /// <summary>Whether a model that is usable can be taken for compatible without a look at the host's features.</summary>
    public virtual bool TrustsUsableModels => false;

    /// <summary>Baseline within what a hypervisor offers.</summary>
    public virtual bool TryHypervisorBaseline(
        LibvirtDomainCapabilities capabilities,
        ReadOnlySpan<LibvirtCpu> cpus,
        LibvirtBaselineOptions options,
        [NotNullWhen(true)] out LibvirtCpu? baseline,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        bool isFound = TryBaseline(cpus, options with { Models = options.Models ?? capabilities.Models }, out baseline, out failure);
        baseline = baseline is null ? null : baseline with { Fallback = LibvirtFallback.Forbid };
        return isFound;
    }

    public virtual bool TryDecode(
        in LibvirtX86Data data,
        LibvirtCpuType type,
        ImmutableArray<LibvirtHypervisorModel>? models,
        [NotNullWhen(true)] out LibvirtCpu? cpu,
        [NotNullWhen(false)] out LibvirtFailure? failure) =>
        IsUnsupported("decode CPU data for", out cpu, out failure);

    /// <summary>Makes a definition absolute; modes that take the host's CPU as it is do not come here.</summary>
    public virtual bool TryUpdate(
        LibvirtCpu guest,
        LibvirtCpu host,
        bool isRelative,
        [NotNullWhen(true)] out LibvirtCpu? updated,
        [NotNullWhen(false)] out LibvirtFailure? failure) =>
        IsUnsupported("update guest CPU for", out updated, out failure);

    /// <summary>Finds another model for one that is not among the models.</summary>
    public virtual bool TryTranslate(
        LibvirtCpu cpu,
        ImmutableArray<LibvirtHypervisorModel> models,
        [NotNullWhen(true)] out LibvirtCpu? translated,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        translated = null;
        failure = new LibvirtFailure(LibvirtFailureKind.ModelNotAllowed, $"cannot translate CPU model {cpu.Model ?? "(null)"} to a supported model", cpu.Model ?? "");
        return false;
    }

    /// <summary>Writes out the features of the model. Without features, there is nothing to write out.</summary>
    public virtual bool TryExpand(
        LibvirtCpu cpu, [NotNullWhen(true)] out LibvirtCpu? expanded, [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        expanded = cpu;
        failure = null;
        return true;
    }

    public virtual bool TryHasFeature(LibvirtCpu cpu, string feature, out bool has, [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        has = false;
        return IsUnsupported("check guest CPU feature for", out _, out failure);
    }

    public virtual bool TryUpdateLive(
        LibvirtCpu cpu,
        in LibvirtX86Data enabled,
        in LibvirtX86Data disabled,
        [NotNullWhen(true)] out LibvirtCpu? updated,
        [NotNullWhen(false)] out LibvirtFailure? failure) =>
        IsUnsupported("update guest CPU for", out updated, out failure);

    /// <summary>Brings names of models from old releases to today's.</summary>
    public virtual LibvirtCpu ConvertLegacy(LibvirtCpu cpu) => cpu;

    /// <summary>The definition without features that cannot migrate.</summary>
    public virtual LibvirtCpu CopyMigratable(LibvirtCpu cpu) => cpu;

    /// <summary>A definition as the edition writes it, with elements that it completes.</summary>
    public virtual LibvirtCpu Complete(LibvirtCpu cpu) => cpu;

    private bool IsUnsupported(string operation, out LibvirtCpu? cpu, [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        cpu = null;
        failure = LibvirtFailure.Unsupported(operation, Name);
        return false;
    }
}
