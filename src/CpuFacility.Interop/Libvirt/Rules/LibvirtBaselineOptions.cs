using System.Collections.Immutable;

namespace CpuFacility.Libvirt;

/// <summary>What a baseline is to be like. The default is that of <c>virsh cpu-baseline</c> without options.</summary>
public sealed record LibvirtBaselineOptions
{
    /// <summary>The default.</summary>
    public static LibvirtBaselineOptions Default { get; } = new();

    /// <summary>Whether the result lists all features, those of its model too (<c>--features</c>).</summary>
    public bool Expand { get; init; }

    /// <summary>Whether features that cannot migrate are left out (<c>--migratable</c>).</summary>
    public bool Migratable { get; init; }

    /// <summary>
    /// Whether features are left out that libvirt's QEMU driver never passes on, as a daemon for QEMU does: <c>osxsave</c> and <c>ospke</c>, which a
    /// guest's system sets, and three that QEMU never had. libvirt's rules themselves, and its test driver, keep them.
    /// </summary>
    public bool ForQemu { get; init; }

    /// <summary>
    /// Whether libvirt's own rules answer alone, as for <c>virsh cpu-baseline</c>: it has none for s390x, where QEMU's answer otherwise.
    /// </summary>
    public bool OwnRulesOnly { get; init; }

    /// <summary>The models among which the result's is, with what the hypervisor cannot give them; null if all are.</summary>
    public ImmutableArray<LibvirtHypervisorModel>? Models
    {
        get;
        init => field = value is { IsDefault: true } ? null : value;
    }

    /// <summary>The features that the result may have; null if all.</summary>
    public ImmutableArray<string>? Features
    {
        get;
        init => field = value is { IsDefault: true } ? null : value;
    }
}
