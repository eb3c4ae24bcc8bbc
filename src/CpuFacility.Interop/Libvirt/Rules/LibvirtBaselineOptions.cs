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
