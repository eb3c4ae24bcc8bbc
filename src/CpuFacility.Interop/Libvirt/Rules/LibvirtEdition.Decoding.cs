using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Libvirt;

public sealed partial class LibvirtEdition
{
    /// <summary>Describes an x86 processor as libvirt's host capabilities do: under a model whose features it has all.</summary>
    /// <param name="data">The processor.</param>
    /// <param name="host">A host's definition, or null.</param>
    /// <param name="failure">Why there is none.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryDecodeHost(
        in LibvirtX86Data data, [NotNullWhen(true)] out LibvirtCpu? host, [NotNullWhen(false)] out LibvirtFailure? failure) =>
        _x86.Value.TryDecode(data, LibvirtCpuType.Host, models: null, out host, out failure);

    /// <summary>Describes an x86 processor as libvirt's host capabilities do.</summary>
    /// <param name="data">The processor.</param>
    /// <exception cref="LibvirtException">No model describes it.</exception>
    public LibvirtCpu DecodeHost(in LibvirtX86Data data) =>
        TryDecodeHost(data, out LibvirtCpu? host, out LibvirtFailure? failure) ? host : throw new LibvirtException(failure);

    /// <summary>Describes an x86 processor as a guest's definition, as libvirt makes the host model of domain capabilities.</summary>
    /// <param name="data">The processor, or what a hypervisor offers on it.</param>
    /// <param name="guest">A guest's definition, or null.</param>
    /// <param name="failure">Why there is none.</param>
    /// <param name="models">The models that may be taken, with what the hypervisor cannot give them; null if all may.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryDecodeGuest(
        in LibvirtX86Data data,
        [NotNullWhen(true)] out LibvirtCpu? guest,
        [NotNullWhen(false)] out LibvirtFailure? failure,
        ImmutableArray<LibvirtHypervisorModel>? models = null) =>
        _x86.Value.TryDecode(data, LibvirtCpuType.Guest, models, out guest, out failure);

    /// <summary>Describes an x86 processor as a guest's definition.</summary>
    /// <param name="data">The processor, or what a hypervisor offers on it.</param>
    /// <param name="models">The models that may be taken, with what the hypervisor cannot give them; null if all may.</param>
    /// <exception cref="LibvirtException">No model describes it.</exception>
    public LibvirtCpu DecodeGuest(in LibvirtX86Data data, ImmutableArray<LibvirtHypervisorModel>? models = null) =>
        TryDecodeGuest(data, out LibvirtCpu? guest, out LibvirtFailure? failure, models) ? guest : throw new LibvirtException(failure);

    /// <summary>Brings a running guest's definition to what its hypervisor did: what it switched on is required, what it did not is disabled.</summary>
    /// <param name="cpu">The guest's definition, of an x86 model of its own.</param>
    /// <param name="enabled">What the hypervisor switched on.</param>
    /// <param name="disabled">What the hypervisor switched off.</param>
    /// <param name="updated">The guest's definition as it runs, or null.</param>
    /// <param name="failure">Why there is none: with <see cref="LibvirtCpuCheck.Full"/>, nothing may differ.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryUpdateLive(
        LibvirtCpu cpu,
        in LibvirtX86Data enabled,
        in LibvirtX86Data disabled,
        [NotNullWhen(true)] out LibvirtCpu? updated,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        if (cpu.Mode == LibvirtCpuMode.Custom)
        {
            return _x86.Value.TryUpdateLive(cpu, enabled, disabled, out updated, out failure);
        }

        updated = null;
        failure = new LibvirtFailure(LibvirtFailureKind.Unsupported, "only a definition of mode 'custom' is updated by what runs");
        return false;
    }

    /// <summary>Brings a running guest's definition to what its hypervisor did, as <see cref="TryUpdateLive"/> does.</summary>
    /// <param name="cpu">The guest's definition, of an x86 model of its own.</param>
    /// <param name="enabled">What the hypervisor switched on.</param>
    /// <param name="disabled">What the hypervisor switched off.</param>
    /// <exception cref="LibvirtException">That is not possible; the exception says why.</exception>
    public LibvirtCpu UpdateLive(LibvirtCpu cpu, in LibvirtX86Data enabled, in LibvirtX86Data disabled) =>
        TryUpdateLive(cpu, enabled, disabled, out LibvirtCpu? updated, out LibvirtFailure? failure) ? updated : throw new LibvirtException(failure);
}
