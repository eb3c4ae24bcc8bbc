using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Libvirt;

/// <summary>
/// Models and hosts of libvirt's definitions, in libvirt's own edition: names mean what that edition's tables say, and nothing passes through QEMU's. On
/// s390x, where libvirt has no tables, and on 64-bit Arm, the names are QEMU's; those of an Arm host are Linux'.
/// </summary>
/// <remarks>Architecture and policies are as for <see cref="LibvirtConversion"/>.</remarks>
public static class LibvirtModels
{
    /// <summary>The registry in which an edition's definitions of an architecture are models: the edition's own, on s390x and Arm QEMU's.</summary>
    /// <param name="architecture">One of the architectures that libvirt's definitions are read for: s390x, x86, POWER, Arm.</param>
    /// <param name="edition">The edition.</param>
    /// <exception cref="ArgumentException">The library does not cover the architecture.</exception>
    public static CpuModelRegistry GetRegistry(CpuArchitecture architecture, LibvirtEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return CpuModels.TryGet(architecture, edition.Name, out CpuModelRegistry? registry) || CpuModels.TryGet(architecture, out registry)
            ? registry
            : throw new ArgumentException($"The architecture {architecture} is not covered.", nameof(architecture));
    }

    /// <summary>The architecture of a definition: the one that it names, else x86; null if the library does not cover it.</summary>
    /// <param name="cpu">The definition.</param>
    public static CpuArchitecture? FindArchitecture(LibvirtCpu cpu)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        return cpu.Architecture is not string name || LibvirtX86.IsOurs(name) ? CpuArchitecture.X86
            : LibvirtS390x.IsOurs(name) ? CpuArchitecture.S390x
            : LibvirtPpc64.IsOurs(name) ? CpuArchitecture.Power
            : LibvirtArm.Is64Bits(name) ? CpuArchitecture.Arm
            : null;
    }

    /// <summary>Makes a model of a definition.</summary>
    /// <param name="cpu">A definition with a model.</param>
    /// <param name="edition">The edition in which the definition's names mean what they mean.</param>
    /// <param name="model">A model of the registry that <see cref="GetRegistry"/> gives, or null.</param>
    /// <param name="report">What the definition says beyond a model: nothing is lost or added.</param>
    /// <param name="failure">Why there is no model: the definition names none, or names that the edition does not know.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryToModel(
        LibvirtCpu cpu,
        LibvirtEdition edition,
        [NotNullWhen(true)] out CpuModel? model,
        [NotNullWhen(true)] out LibvirtConversionReport? report,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        ArgumentNullException.ThrowIfNull(edition);
        switch (FindArchitecture(cpu))
        {
            case CpuArchitecture.X86:
                return LibvirtX86Conversion.TryToModel(cpu, edition, GetRegistry(CpuArchitecture.X86, edition), out model, out report, out failure);
            case CpuArchitecture.S390x:
                return LibvirtS390xConversion.TryToQemu(cpu, out model, out report, out failure);
            case CpuArchitecture.Power:
                return LibvirtPowerConversion.TryToModel(cpu, GetRegistry(CpuArchitecture.Power, edition), out model, out report, out failure);
            case CpuArchitecture.Arm:
                return LibvirtArmConversion.TryToQemu(cpu, out model, out report, out failure);
            default:
                model = null;
                report = null;
                failure = LibvirtFailure.Unsupported("read the model", cpu.Architecture!);
                return false;
        }
    }

    /// <summary>Makes a model of a definition, as <see cref="TryToModel"/> does.</summary>
    /// <param name="cpu">A definition with a model.</param>
    /// <param name="edition">The edition in which the definition's names mean what they mean.</param>
    /// <exception cref="LibvirtException">The definition names no model, or names that the edition does not know.</exception>
    public static CpuModel ToModel(LibvirtCpu cpu, LibvirtEdition edition) =>
        TryToModel(cpu, edition, out CpuModel? model, out _, out LibvirtFailure? failure) ? model : throw new LibvirtException(failure);

    /// <summary>
    /// Makes a host of a definition: of a host's, or of the host model in domain capabilities, which is what the hypervisor offers there. Of x86
    /// features that the edition has no names for it is not known whether the host offers them, and on Arm of all that the words in it do not say.
    /// </summary>
    /// <param name="cpu">A definition with a model.</param>
    /// <param name="edition">The edition in which the definition's names mean what they mean.</param>
    /// <param name="source">Where the definition comes from, for reports.</param>
    /// <param name="host">The host, or null.</param>
    /// <param name="failure">Why there is none.</param>
    /// <param name="registry">
    /// The registry in whose names the host is described: that of <see cref="GetRegistry"/>, which null stands for, or the architecture's default one, QEMU's.
    /// </param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="ArgumentException">The registry is of another architecture than the definition.</exception>
    public static bool TryToHost(
        LibvirtCpu cpu,
        LibvirtEdition edition,
        string source,
        [NotNullWhen(true)] out HostCapability? host,
        [NotNullWhen(false)] out LibvirtFailure? failure,
        CpuModelRegistry? registry = null)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(source);
        host = null;
        if (FindArchitecture(cpu) is not CpuArchitecture architecture)
        {
            failure = LibvirtFailure.Unsupported("read the model", cpu.Architecture!);
            return false;
        }

        registry ??= GetRegistry(architecture, edition);
        if (registry.Architecture != architecture)
        {
            throw new ArgumentException($"The registry is of architecture {registry.Architecture}, the definition of {architecture}.", nameof(registry));
        }

        if (architecture == CpuArchitecture.X86)
        {
            return LibvirtX86Conversion.TryToHost(cpu, edition, registry, source, out host, out failure);
        }

        if (architecture == CpuArchitecture.Arm)
        {
            failure = cpu.Model is null ? LibvirtFailure.NoModel(0) : null;
            host = failure is null ? LibvirtArmConversion.ToHost(cpu, registry, source) : null;
            return host is not null;
        }

        if (!(registry.Edition == edition.Name
            ? TryToModel(cpu, edition, out CpuModel? model, out _, out failure)
            : LibvirtConversion.TryToQemu(cpu, edition, out model, out _, out failure)))
        {
            return false;
        }

        host = new HostCapability(model!, source: source);
        return true;
    }

    /// <summary>Makes a host of a definition, as <see cref="TryToHost"/> does.</summary>
    /// <param name="cpu">A definition with a model.</param>
    /// <param name="edition">The edition in which the definition's names mean what they mean.</param>
    /// <param name="source">Where the definition comes from, for reports.</param>
    /// <exception cref="LibvirtException">The definition names no model, or names that the edition does not know.</exception>
    public static HostCapability ToHost(LibvirtCpu cpu, LibvirtEdition edition, string source = "") =>
        TryToHost(cpu, edition, source, out HostCapability? host, out LibvirtFailure? failure) ? host : throw new LibvirtException(failure);
}
