using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Libvirt;

/// <summary>libvirt's Arm driver (<c>cpu_arm.c</c>): names are compared, features never.</summary>
internal sealed class LibvirtArm() : LibvirtArchitecture("aarch64")
{
    public override ImmutableArray<string> Models => [];

    public override bool AnswersForHypervisors => false;

    public static bool IsOurs(string architecture) => architecture is "aarch64" or "armv6l" or "armv7b" or "armv7l";

    /// <summary>Whether an architecture is Arm's of 64 bits, whose hosts and models are covered.</summary>
    public static bool Is64Bits(string architecture) => architecture == "aarch64";

    /// <summary>Oddity: every guest is identical to every host. Two hosts are if vendor and model have the same names, or none.</summary>
    public override LibvirtComparison Compare(LibvirtCpu host, LibvirtCpu cpu) =>
        cpu.Type == LibvirtCpuType.Guest ? new LibvirtComparison(LibvirtVerdict.Identical)
        : host.Model is null ? new LibvirtComparison(new LibvirtReason(LibvirtReasonKind.UnknownHost))
        : host.Vendor == cpu.Vendor && host.Model == cpu.Model ? new LibvirtComparison(LibvirtVerdict.Identical)
        : new LibvirtComparison(new LibvirtReason(LibvirtReasonKind.VendorOrModel, cpu.Vendor ?? LibvirtReason.None, cpu.Model ?? LibvirtReason.None));

    /// <summary>Oddity: the first one's model, whatever the others are.</summary>
    public override bool TryBaseline(
        ReadOnlySpan<LibvirtCpu> cpus,
        LibvirtBaselineOptions options,
        [NotNullWhen(true)] out LibvirtCpu? baseline,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        baseline = new LibvirtCpu { Model = cpus[0].Model };
        failure = null;
        return true;
    }

    public override bool TryUpdate(
        LibvirtCpu guest,
        LibvirtCpu host,
        bool isRelative,
        [NotNullWhen(true)] out LibvirtCpu? updated,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        failure = null;
        updated = TakeHostModel(guest, host);
        return true;
    }

    /// <summary>A guest of mode host-model gets what the host is called and has; others stay as they are.</summary>
    public static LibvirtCpu TakeHostModel(LibvirtCpu guest, LibvirtCpu host) => guest.Mode != LibvirtCpuMode.HostModel ? guest : guest with
    {
        Mode = LibvirtCpuMode.Custom,
        Match = LibvirtCpuMatch.Exact,
        Model = host.Model,
        Vendor = host.Vendor,
        VendorId = host.VendorId,
        Features = [.. host.Features.Select(feature => host.Type == LibvirtCpuType.Host ? feature with { Policy = LibvirtFeaturePolicy.Require } : feature)],
    };
}
