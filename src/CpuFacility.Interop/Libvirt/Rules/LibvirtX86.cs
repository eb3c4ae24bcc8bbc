using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Libvirt;

/// <summary>libvirt's x86 driver (<c>cpu_x86.c</c>): comparison, baseline and decoding; the rest is in further parts.</summary>
/// <param name="map">The tables.</param>
/// <param name="topologyParts">The attributes that the edition writes of a topology, in its order.</param>
/// <param name="trustsUsableModels">Whether a usable model is compatible without a further look.</param>
/// <param name="asksAnyHypervisor">Whether other hypervisors than KVM are asked which features migrate.</param>
internal sealed partial class LibvirtX86(LibvirtX86Map map, ImmutableArray<string> topologyParts, bool trustsUsableModels, bool asksAnyHypervisor)
    : LibvirtArchitecture("x86_64")
{
    private const string Kvm = "kvm";

    /// <summary>What libvirt's QEMU driver never passes on (<c>virQEMUCapsCPUFilterFeatures</c>).</summary>
    private static readonly string[] NeverForQemu = ["cmt", "mbm_local", "mbm_total", "ospke", "osxsave"];

    private readonly LibvirtX86Decoder _decoder = new(map);

    public override ImmutableArray<string> Models { get; } = [.. map.Models.Select(static model => model.Name)];

    public override bool TrustsUsableModels => trustsUsableModels;

    public LibvirtX86Map Map => map;

    public static bool IsOurs(string architecture) => architecture is "x86_64" or "i686";

    /// <summary>
    /// Mode, fallback, check and signature have no part in it. What libvirt would not look at any more after the first reason is still
    /// reported, as far as the definition makes sense.
    /// </summary>
    public override LibvirtComparison Compare(LibvirtCpu host, LibvirtCpu cpu)
    {
        if (host.Model is null)
        {
            return new LibvirtComparison(new LibvirtReason(LibvirtReasonKind.UnknownHost));
        }

        var reasons = ImmutableArray.CreateBuilder<LibvirtReason>();
        if (cpu.Architecture is not null && !IsOurs(cpu.Architecture))
        {
            return new LibvirtComparison(new LibvirtReason(LibvirtReasonKind.Architecture, cpu.Architecture));
        }

        // Oddity: a check in one direction. A definition without a vendor goes with every host, though its model may be another vendor's.
        if (cpu.Vendor is not null && cpu.Vendor != host.Vendor)
        {
            reasons.Add(new LibvirtReason(LibvirtReasonKind.Vendor, cpu.Vendor));
        }

        if (!map.TryGetEffective(host, out FacilitySet has, out LibvirtFailure? failure)
            || !map.TryGetPolicySet(cpu, LibvirtFeaturePolicy.Force, out FacilitySet force, out failure)
            || !map.TryGetPolicySet(cpu, LibvirtFeaturePolicy.Require, out FacilitySet require, out failure)
            || !map.TryGetPolicySet(cpu, LibvirtFeaturePolicy.Optional, out FacilitySet optional, out failure)
            || !map.TryGetPolicySet(cpu, LibvirtFeaturePolicy.Disable, out FacilitySet disable, out failure)
            || !map.TryGetPolicySet(cpu, LibvirtFeaturePolicy.Forbid, out FacilitySet forbid, out failure))
        {
            return reasons.Count > 0 ? new LibvirtComparison(reasons.ToImmutable()) : new LibvirtComparison(failure);
        }

        AddFeatures(reasons, LibvirtReasonKind.ForbiddenFeatures, forbid.Intersect(has));

        // Oddity: what is forbidden is not taken from what is required. To forbid a feature of the model can never succeed: either the host has it,
        // or the host lacks it.
        FacilitySet required = require.Except(force).Except(optional).Except(disable);
        AddFeatures(reasons, LibvirtReasonKind.MissingFeatures, required.Except(has));
        FacilitySet beyond = has.Except(optional).Except(required).Except(disable).Except(force);
        if (cpu is { Type: LibvirtCpuType.Guest, Match: LibvirtCpuMatch.Strict })
        {
            AddFeatures(reasons, LibvirtReasonKind.ExtraFeatures, beyond);
        }

        return reasons.Count > 0 ? new LibvirtComparison(reasons.ToImmutable())
            : new LibvirtComparison(beyond.IsEmpty ? LibvirtVerdict.Identical : LibvirtVerdict.Superset);
    }

    public override bool TryBaseline(
        ReadOnlySpan<LibvirtCpu> cpus,
        LibvirtBaselineOptions options,
        [NotNullWhen(true)] out LibvirtCpu? baseline,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        baseline = null;
        if (!TryGetCommon(cpus, out FacilitySet common, out int vendor, out bool showsVendor, out failure))
        {
            return false;
        }

        if (options.Features is { } features)
        {
            common = common.Intersect(GetFilter(features));
        }

        if (common.IsEmpty)
        {
            failure = LibvirtFailure.Incompatible();
            return false;
        }

        string[] preferred = ListModels(cpus);
        var request = new LibvirtX86Decoder.Request
        {
            Features = common,
            Vendor = vendor,
            Type = LibvirtCpuType.Guest,
            Fallback = LibvirtFallback.Allow,
            Models = options.Models,
            Preferred = preferred,
            Migratable = options.Migratable,
        };
        if (!_decoder.TryDecode(request, out baseline, out failure))
        {
            return false;
        }

        bool keepsModel = preferred.Length == 1 && baseline.Model == preferred[0];
        baseline = baseline with
        {
            Fallback = keepsModel ? LibvirtFallback.Forbid : LibvirtFallback.Allow,
            Vendor = showsVendor ? baseline.Vendor : null,
        };
        if (options.Expand && !TryExpand(baseline, out baseline, out failure))
        {
            return false;
        }

        baseline = options.ForQemu ? baseline with { Features = [.. baseline.Features.Where(static feature => !NeverForQemu.Contains(feature.Name))] } : baseline;
        return true;
    }

    /// <summary>
    /// libvirt filters by the features that QEMU has a property for, and leaves to QEMU which of them migrate: all but <c>invtsc</c>. To libvirt
    /// 9.0, QEMU without KVM says so of none. The flags of libvirt's own table have no part in it.
    /// </summary>
    public override bool TryHypervisorBaseline(
        LibvirtDomainCapabilities capabilities,
        ReadOnlySpan<LibvirtCpu> cpus,
        LibvirtBaselineOptions options,
        [NotNullWhen(true)] out LibvirtCpu? baseline,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        FacilitySet kept = map.Known.Intersect(CpuModels.X86.Vocabulary.Known);
        if (options.Migratable && (asksAnyHypervisor || capabilities.DomainType == Kvm) && map.TryFindFeature("invtsc", out int invariantClock))
        {
            kept = kept.Without(invariantClock);
        }

        if (options.Features is { } features)
        {
            kept = kept.Intersect(GetFilter(features));
        }

        return base.TryHypervisorBaseline(
            capabilities, cpus, options with { Migratable = false, Features = map.Names(kept) }, out baseline, out failure);
    }

    public override bool TryDecode(
        in LibvirtX86Data data,
        LibvirtCpuType type,
        ImmutableArray<LibvirtHypervisorModel>? models,
        [NotNullWhen(true)] out LibvirtCpu? cpu,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        var request = new LibvirtX86Decoder.Request
        {
            Features = data.Facilities,
            Vendor = map.FindVendorOf(data.Vendor ?? ""),
            Signature = data.Signature,
            Type = type,
            Fallback = type == LibvirtCpuType.Guest ? LibvirtFallback.Forbid : LibvirtFallback.Allow,
            Models = models,
        };
        bool isFound = _decoder.TryDecode(request, out cpu, out failure);
        cpu = cpu is not null && type == LibvirtCpuType.Host ? cpu with { Architecture = Name } : cpu;
        return isFound;
    }

    /// <summary>What all definitions have, and the vendor that they agree on.</summary>
    private bool TryGetCommon(
        ReadOnlySpan<LibvirtCpu> cpus,
        out FacilitySet common,
        out int vendor,
        out bool showsVendor,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        showsVendor = cpus[0].Vendor is not null;
        vendor = -1;
        if (!map.TryGetEffective(cpus[0], out common, out failure) || !TryFindVendor(cpus[0].Vendor, ref vendor, out failure))
        {
            return false;
        }

        // Oddity: the vendor of the first one's model is not looked at, so that the answer can depend on the order.
        foreach (LibvirtCpu cpu in cpus[1..])
        {
            if (!map.TryGetEffective(cpu, out FacilitySet features, out failure))
            {
                return false;
            }

            string? ofModel = map.TryFindModel(cpu.Model, out LibvirtX86Model? model) ? map.VendorName(model.Vendor) : null;
            if (cpu.Vendor is not null && ofModel is not null && cpu.Vendor != ofModel)
            {
                failure = LibvirtFailure.VendorOfModelDiffers(ofModel, cpu.Model!, cpu.Vendor);
                return false;
            }

            // A definition without a vendor keeps the result from naming one, though its model's vendor still counts.
            showsVendor &= cpu.Vendor is not null;
            string? name = cpu.Vendor ?? ofModel;
            if (name is not null && vendor >= 0 && name != map.VendorName(vendor))
            {
                failure = new LibvirtFailure(LibvirtFailureKind.VendorMismatch, "CPU vendors do not match", map.VendorName(vendor)!, name);
                return false;
            }

            // Oddity: a name that nobody knows is refused only where no other one came before it.
            if (!TryFindVendor(name, ref vendor, out failure))
            {
                return false;
            }

            common = common.Intersect(features);
        }

        return true;
    }

    private bool TryFindVendor(string? name, ref int vendor, [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        failure = null;
        if (name is null)
        {
            return true;
        }

        vendor = map.FindVendor(name);
        failure = vendor < 0 ? LibvirtFailure.UnknownVendor(name) : null;
        return vendor >= 0;
    }

    private FacilitySet GetFilter(ImmutableArray<string> names)
    {
        var found = default(FacilitySet.Builder);
        foreach (string name in names)
        {
            // libvirt passes over what it does not know: the names come from a hypervisor.
            if (map.TryFindFeature(name, out int index))
            {
                found.Add(index);
            }
        }

        return found.ToFacilitySet();
    }

    private static string[] ListModels(ReadOnlySpan<LibvirtCpu> cpus)
    {
        var names = new List<string>(cpus.Length);
        foreach (LibvirtCpu cpu in cpus)
        {
            if (!names.Contains(cpu.Model!))
            {
                names.Add(cpu.Model!);
            }
        }

        return [.. names];
    }

    private void AddFeatures(ImmutableArray<LibvirtReason>.Builder reasons, LibvirtReasonKind kind, in FacilitySet features)
    {
        if (!features.IsEmpty)
        {
            reasons.Add(new LibvirtReason(kind, map.Names(features)));
        }
    }
}
