using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CpuFacility.Power;

namespace CpuFacility.Libvirt;

/// <summary>
/// libvirt's POWER driver (<c>cpu_ppc64.c</c>): models are told apart by name alone, and a guest of the host's model may ask for a compatibility
/// mode.
/// </summary>
/// <param name="registry">The edition's models.</param>
internal sealed class LibvirtPpc64(CpuModelRegistry registry) : LibvirtArchitecture("ppc64")
{
    private const string HostPrefix = "POWER";
    private const string ModePrefix = "power";

    private readonly ImmutableArray<PowerModelDefinition> _models = [.. registry.Definitions.Cast<PowerModelDefinition>()];

    public override ImmutableArray<string> Models => [.. _models.Select(static model => model.Name)];

    public override bool AnswersForHypervisors => false;

    public static bool IsOurs(string architecture) => architecture is "ppc64" or "ppc64le";

    /// <summary>Oddity: equal names are identical, all others incompatible, whichever is newer; match is not looked at.</summary>
    public override LibvirtComparison Compare(LibvirtCpu host, LibvirtCpu cpu)
    {
        if (host.Model is null)
        {
            return new LibvirtComparison(new LibvirtReason(LibvirtReasonKind.UnknownHost));
        }

        if (cpu.Architecture is not null && !IsOurs(cpu.Architecture))
        {
            return new LibvirtComparison(new LibvirtReason(LibvirtReasonKind.Architecture, cpu.Architecture));
        }

        // Oddity: a check in one direction, as on x86.
        if (cpu.Vendor is not null && cpu.Vendor != host.Vendor)
        {
            return new LibvirtComparison(new LibvirtReason(LibvirtReasonKind.Vendor, cpu.Vendor));
        }

        if (FindVendor(host.Model) is null)
        {
            return new LibvirtComparison(LibvirtFailure.UnknownModel(host.Model));
        }

        if (cpu.Type == LibvirtCpuType.Guest && cpu.Mode != LibvirtCpuMode.Custom)
        {
            return cpu.Mode == LibvirtCpuMode.HostModel && cpu.Model is not null
                ? CompareMode(host.Model, cpu.Model)
                : new LibvirtComparison(LibvirtVerdict.Identical);
        }

        string? wanted = Modernize(cpu.Model);
        return wanted is null || FindVendor(wanted) is null ? new LibvirtComparison(LibvirtFailure.UnknownModel(wanted))
            : wanted == host.Model ? new LibvirtComparison(LibvirtVerdict.Identical)
            : new LibvirtComparison(new LibvirtReason(LibvirtReasonKind.Model, wanted));
    }

    public override bool TryBaseline(
        ReadOnlySpan<LibvirtCpu> cpus,
        LibvirtBaselineOptions options,
        [NotNullWhen(true)] out LibvirtCpu? baseline,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        baseline = null;
        string name = cpus[0].Model!;
        if (FindVendor(name) is not string vendor)
        {
            failure = LibvirtFailure.UnknownModel(name);
            return false;
        }

        foreach (LibvirtCpu cpu in cpus)
        {
            failure = cpu.Model != name ? LibvirtFailure.Incompatible()
                : cpu.Vendor is null || cpu.Vendor == vendor ? null
                : _models.Any(model => model.Vendor == cpu.Vendor) ? LibvirtFailure.VendorOfModelDiffers(vendor, name, cpu.Vendor)
                : LibvirtFailure.UnknownVendor(cpu.Vendor);
            if (failure is not null)
            {
                return false;
            }
        }

        // The vendor is written only where the model does not say it, and all of this table do.
        baseline = new LibvirtCpu { Model = name, Fallback = LibvirtFallback.Forbid };
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
        updated = guest.Mode == LibvirtCpuMode.Custom ? guest with { Match = LibvirtCpuMatch.Exact } : guest;
        failure = null;
        return true;
    }

    public override LibvirtCpu ConvertLegacy(LibvirtCpu cpu) => cpu with { Model = Modernize(cpu.Model) };

    /// <summary>Models that old releases told apart by revision.</summary>
    public static string? Modernize(string? name) => name switch
    {
        "POWER7_v2.1" or "POWER7_v2.3" or "POWER7+_v2.1" => "POWER7",
        "POWER8_v1.0" => "POWER8",
        _ => name,
    };

    /// <summary>The number after the prefix has to be the rest of the name, so that <c>power7+</c> is no mode here.</summary>
    private LibvirtComparison CompareMode(string host, string mode)
    {
        if (!TryReadNumber(host, HostPrefix, out int own))
        {
            return new LibvirtComparison(new LibvirtFailure(
                LibvirtFailureKind.CompatibilityMode, $"Host CPU does not support compatibility modes: {host}", host));
        }

        if (!TryReadNumber(mode, ModePrefix, out int wanted))
        {
            return new LibvirtComparison(new LibvirtFailure(LibvirtFailureKind.CompatibilityMode, $"Unknown compatibility mode {mode}", mode));
        }

        return wanted > own
            ? new LibvirtComparison(new LibvirtReason(LibvirtReasonKind.CompatibilityMode, mode))
            : new LibvirtComparison(LibvirtVerdict.Identical);
    }

    private bool TryReadNumber(string text, string prefix, out int number)
    {
        // As strtol reads it: with space and a sign before the digits, and zeros.
        const NumberStyles style = NumberStyles.AllowLeadingWhite | NumberStyles.AllowLeadingSign;
        number = 0;
        if (!text.StartsWith(prefix, StringComparison.Ordinal)
            || !NumberText.TryParse(text.AsSpan(prefix.Length), style, out int read))
        {
            return false;
        }

        // The range that libvirt takes is that of the generations in its table.
        number = read;
        return FindVendor(string.Create(CultureInfo.InvariantCulture, $"{HostPrefix}{read}")) is not null;
    }

    private string? FindVendor(string name) => _models.FirstOrDefault(model => model.Name == name)?.Vendor;
}
