using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Libvirt;

/// <summary>
/// Models from libvirt's words to QEMU's and back. On x86, the same name means different features for the two: the name is kept, and what differs is
/// switched on and off, so that the features are the same; a name that the other does not know becomes that of the published model of the vendor, or
/// of none, from which least differs. On s390x, libvirt hands names to QEMU as they are. On POWER, libvirt has generations and QEMU processors, and a
/// guest of the host's model in a compatibility mode is limited to it.
/// </summary>
/// <remarks>
/// <para>A definition's architecture is the one that it names (<see cref="LibvirtCpu.Architecture"/>), else <c>x86_64</c>; a guest's own XML names none:
/// set it, or take it from <see cref="LibvirtDomain.Cpu"/>. What a conversion cannot keep is in its report, never left out silently.</para>
/// <para>Required and forced features are on, disabled and forbidden ones off, optional ones are left out: a host that has them may give them.</para>
/// </remarks>
public static class LibvirtConversion
{
    /// <summary>Makes QEMU's model of a definition.</summary>
    /// <param name="cpu">A definition with a model.</param>
    /// <param name="edition">The edition in which the definition's names mean what they mean.</param>
    /// <param name="model">A model of the default registry of the architecture, which is QEMU's, or null.</param>
    /// <param name="report">What could not be kept.</param>
    /// <param name="failure">Why there is no model: the definition names none, or names that the edition does not know.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryToQemu(
        LibvirtCpu cpu,
        LibvirtEdition edition,
        [NotNullWhen(true)] out CpuModel? model,
        [NotNullWhen(true)] out LibvirtConversionReport? report,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        ArgumentNullException.ThrowIfNull(edition);
        switch (LibvirtModels.FindArchitecture(cpu))
        {
            case CpuArchitecture.X86:
                return LibvirtX86Conversion.TryToQemu(cpu, edition, out model, out report, out failure);
            case CpuArchitecture.S390x:
                return LibvirtS390xConversion.TryToQemu(cpu, out model, out report, out failure);
            case CpuArchitecture.Power:
                return LibvirtPowerConversion.TryToQemu(cpu, LibvirtModels.GetRegistry(CpuArchitecture.Power, edition), out model, out report, out failure);
            case CpuArchitecture.Arm:
                return LibvirtArmConversion.TryToQemu(cpu, out model, out report, out failure);
            default:
                model = null;
                report = null;
                failure = LibvirtFailure.Unsupported("convert the model", cpu.Architecture!);
                return false;
        }
    }

    /// <summary>Makes QEMU's model of a definition, as <see cref="TryToQemu"/> does.</summary>
    /// <param name="cpu">A definition with a model.</param>
    /// <param name="edition">The edition in which the definition's names mean what they mean.</param>
    /// <param name="report">What could not be kept.</param>
    /// <exception cref="LibvirtException">The definition names no model, or names that the edition does not know.</exception>
    public static CpuModel ToQemu(LibvirtCpu cpu, LibvirtEdition edition, out LibvirtConversionReport report)
    {
        if (!TryToQemu(cpu, edition, out CpuModel? model, out LibvirtConversionReport? made, out LibvirtFailure? failure))
        {
            throw new LibvirtException(failure);
        }

        report = made;
        return model;
    }

    /// <summary>Makes libvirt's definition of a model: a guest's, with what is required and disabled beside the name.</summary>
    /// <param name="model">A model of any edition; what a guest sees of it is what the definition says.</param>
    /// <param name="edition">The edition in whose names the definition is made.</param>
    /// <param name="cpu">The definition, or null. It has no architecture, as a guest's XML has none.</param>
    /// <param name="report">What could not be kept.</param>
    /// <param name="failure">Why there is none: libvirt has no model for some POWER processors.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryFromQemu(
        CpuModel model,
        LibvirtEdition edition,
        [NotNullWhen(true)] out LibvirtCpu? cpu,
        [NotNullWhen(true)] out LibvirtConversionReport? report,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(edition);
        failure = null;
        switch (model.Architecture)
        {
            case CpuArchitecture.X86:
                cpu = LibvirtX86Conversion.FromModel(model, edition, out report);
                return true;
            case CpuArchitecture.S390x:
                cpu = LibvirtS390xConversion.FromModel(model, out report);
                return true;
            case CpuArchitecture.Power:
                return LibvirtPowerConversion.TryFromModel(model, LibvirtModels.GetRegistry(CpuArchitecture.Power, edition), out cpu, out report, out failure);
            default:
                cpu = null;
                report = null;
                failure = LibvirtFailure.Unsupported("convert the model", $"{model.Architecture}");
                return false;
        }
    }

    /// <summary>Makes libvirt's definition of a model, as <see cref="TryFromQemu"/> does.</summary>
    /// <param name="model">A model of any edition; what a guest sees of it is what the definition says.</param>
    /// <param name="edition">The edition in whose names the definition is made.</param>
    /// <param name="report">What could not be kept.</param>
    /// <exception cref="LibvirtException">libvirt has no model for the processor.</exception>
    public static LibvirtCpu FromQemu(CpuModel model, LibvirtEdition edition, out LibvirtConversionReport report)
    {
        if (!TryFromQemu(model, edition, out LibvirtCpu? cpu, out LibvirtConversionReport? made, out LibvirtFailure? failure))
        {
            throw new LibvirtException(failure);
        }

        report = made;
        return cpu;
    }
}
