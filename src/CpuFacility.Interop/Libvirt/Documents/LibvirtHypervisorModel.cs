using System.Collections.Immutable;

namespace CpuFacility.Libvirt;

/// <summary>A model that a hypervisor offers on a host.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class LibvirtHypervisorModel
{
    /// <summary>Creates a model.</summary>
    /// <param name="name">libvirt's name of it.</param>
    /// <param name="blockers">What the host lacks for it, in libvirt's names.</param>
    public LibvirtHypervisorModel(string name, params ImmutableArray<string> blockers)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        Blockers = blockers.IsDefault ? [] : blockers;
        Usability = Blockers.IsEmpty ? LibvirtUsability.Yes : LibvirtUsability.No;
    }

    /// <summary>libvirt's name of the model.</summary>
    public string Name { get; }

    /// <summary>Whether the host can run it.</summary>
    public LibvirtUsability Usability { get; internal init; }

    /// <summary>Whether the hypervisor advises against it.</summary>
    public bool IsDeprecated { get; internal init; }

    /// <summary>The versioned name that stands for it, or null.</summary>
    public string? CanonicalName { get; internal init; }

    /// <summary>libvirt's name of the vendor, or null if the model has none.</summary>
    public string? Vendor { get; internal init; }

    /// <summary>What the host lacks for the model, in libvirt's names (QEMU's <c>unavailable-features</c>).</summary>
    public ImmutableArray<string> Blockers { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
