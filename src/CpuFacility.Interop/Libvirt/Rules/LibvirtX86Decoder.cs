using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CpuFacility.X86;

namespace CpuFacility.Libvirt;

/// <summary>
/// Finds the model that describes features best, and what differs from it (<c>x86Decode</c> of libvirt). Works on sets; the names of the result
/// are made once, at the end.
/// </summary>
internal sealed class LibvirtX86Decoder(LibvirtX86Map map)
{
    private readonly FacilitySet _tsx = FacilitySet.Create([
        .. new[] { "hle", "rtm" }.Where(name => map.TryFindFeature(name, out _)).Select(name => map.TryFindFeature(name, out int index) ? index : -1)]);

    /// <summary>What is to be described, and how.</summary>
    public readonly ref struct Request
    {
        /// <summary>The features; those that the edition has no name for are left out.</summary>
        public required FacilitySet Features { get; init; }

        /// <summary>The vendor's number in the edition, or -1 for none.</summary>
        public required int Vendor { get; init; }

        public X86Signature? Signature { get; init; }

        public required LibvirtCpuType Type { get; init; }

        public LibvirtFallback Fallback { get; init; }

        /// <summary>The models that may be taken; null if all may.</summary>
        public ImmutableArray<LibvirtHypervisorModel>? Models { get; init; }

        /// <summary>The names of models that are liked better than others.</summary>
        public ReadOnlySpan<string> Preferred { get; init; }

        /// <summary>Whether differences in features that cannot migrate are left out of the result.</summary>
        public bool Migratable { get; init; }
    }

    public bool TryDecode(
        in Request request, [NotNullWhen(true)] out LibvirtCpu? cpu, [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        cpu = null;
        FacilitySet data = request.Features.Intersect(map.Known);
        if (HasBrokenTsx(request))
        {
            data = data.Except(_tsx);
        }

        Dictionary<string, LibvirtHypervisorModel>? allowed = IndexModels(request.Models);
        Candidate best = default;

        // Oddity: from the last model to the first, and a later candidate has to be better to be taken. On a full tie, the one further down in the
        // file wins.
        for (int i = map.Models.Length - 1; i >= 0; i--)
        {
            LibvirtX86Model model = map.Models[i];
            LibvirtHypervisorModel? offered = null;
            if (allowed is not null && !allowed.TryGetValue(model.Name, out offered))
            {
                if (request.Preferred.Length == 1 && request.Preferred[0] == model.Name && request.Fallback != LibvirtFallback.Allow)
                {
                    failure = LibvirtFailure.ModelNotAllowed(model.Name);
                    return false;
                }

                continue;
            }

            // Only known vendors contradict each other.
            if (request.Vendor >= 0 && model.Vendor >= 0 && request.Vendor != model.Vendor)
            {
                continue;
            }

            if (!(request.Type == LibvirtCpuType.Host ? model.DecodesHost : model.DecodesGuest))
            {
                continue;
            }

            var candidate = Candidate.Create(model, data, GetBlockers(offered), request.Type);
            if (request.Type == LibvirtCpuType.Host && candidate.DisabledCount > 0)
            {
                continue;
            }

            // The only preferred name ends the search: no better candidate is looked for.
            if (request.Preferred.Length == 1 && request.Preferred[0] == model.Name)
            {
                best = candidate;
                break;
            }

            if (best.Model is null || IsBetter(candidate, best, request))
            {
                best = candidate;
            }
        }

        if (best.Model is null)
        {
            failure = new LibvirtFailure(LibvirtFailureKind.NoSuitableModel, "Cannot find suitable CPU model for given data");
            return false;
        }

        failure = null;
        cpu = Describe(best, request);
        return true;
    }

    /// <summary>Intel switched TSX off by microcode on the first processors that had it; the bits can still be set.</summary>
    private bool HasBrokenTsx(in Request request) =>
        request.Signature is { Family: 6 } signature
        && request.Vendor >= 0
        && map.Vendors[request.Vendor].Signature == "GenuineIntel"
        && (signature.Model is 60 or 69 or 70 || (signature.Model == 63 && signature.Stepping < 4));

    private static bool IsBetter(in Candidate candidate, in Candidate best, in Request request)
    {
        if (request.Signature is X86Signature signature)
        {
            bool matches = candidate.Model.Matches(signature);
            if (matches != best.Model.Matches(signature))
            {
                return matches;
            }
        }

        if (request.Type == LibvirtCpuType.Host)
        {
            return candidate.Length < best.Length;
        }

        return candidate.Total < best.Total
            || (candidate.Disabled < best.Disabled && (candidate.Total == best.Total || request.Preferred.Contains(candidate.Model.Name)));
    }

    private LibvirtCpu Describe(in Candidate best, in Request request)
    {
        FacilitySet left = request.Migratable ? map.NotMigratable : default;
        var features = ImmutableArray.CreateBuilder<LibvirtCpuFeature>(best.Length);
        Add(features, best.Extra.Except(left), LibvirtFeaturePolicy.Require);
        Add(features, best.Missing.Except(left), LibvirtFeaturePolicy.Disable);
        if (!best.Removed.IsEmpty)
        {
            features.AddRange(map.NamesByName(best.Removed.Except(left)).Select(static name => new LibvirtCpuFeature(name, LibvirtFeaturePolicy.Disable)));
        }

        return new LibvirtCpu
        {
            Type = request.Type,
            Model = best.Model.Name,
            Vendor = map.VendorName(request.Vendor),
            Fallback = request.Fallback,
            Signature = request.Type == LibvirtCpuType.Host ? request.Signature : null,
            Features = features.DrainToImmutable(),
        };
    }

    private void Add(ImmutableArray<LibvirtCpuFeature>.Builder features, in FacilitySet set, LibvirtFeaturePolicy policy)
    {
        if (set.IsEmpty)
        {
            return;
        }

        foreach (Facility feature in map.Order.Sort(set))
        {
            features.Add(new LibvirtCpuFeature(map.NameOf(feature), policy));
        }
    }

    private FacilitySet GetBlockers(LibvirtHypervisorModel? model)
    {
        var blockers = default(FacilitySet.Builder);
        foreach (string name in model?.Blockers ?? [])
        {
            if (map.TryFindFeature(name, out int index))
            {
                blockers.Add(index);
            }
        }

        return blockers.ToFacilitySet();
    }

    private static Dictionary<string, LibvirtHypervisorModel>? IndexModels(ImmutableArray<LibvirtHypervisorModel>? models)
    {
        if (models is not { IsDefault: false } list)
        {
            return null;
        }

        var index = new Dictionary<string, LibvirtHypervisorModel>(list.Length);
        foreach (LibvirtHypervisorModel model in list)
        {
            index.TryAdd(model.Name, model);
        }

        return index;
    }

    /// <summary>A model and what differs from it.</summary>
    private struct Candidate
    {
        public LibvirtX86Model Model;

        /// <summary>In the data and not in the model.</summary>
        public FacilitySet Extra;

        /// <summary>In the model and not in the data, or blocked.</summary>
        public FacilitySet Missing;

        /// <summary>For a guest: removed from the model and in neither.</summary>
        public FacilitySet Removed;

        public int DisabledCount;

        /// <summary>How many entries there are.</summary>
        public int Length;

        /// <summary>What the entries to be disabled weigh.</summary>
        public int Disabled;

        /// <summary>What all entries weigh.</summary>
        public int Total;

        public static Candidate Create(LibvirtX86Model model, in FacilitySet data, in FacilitySet blockers, LibvirtCpuType type)
        {
            Candidate made = default;
            made.Model = model;
            made.Extra = data.Except(model.Features);

            // A blocked feature is disabled even if the data has it, unless it is an extra one.
            made.Missing = model.Features.Except(data).Union(blockers.Except(made.Extra));
            made.Removed = type == LibvirtCpuType.Guest ? model.Removed.Except(made.Extra).Except(made.Missing) : default;
            int required = made.Extra.Count;
            made.DisabledCount = made.Missing.Count + made.Removed.Count;
            made.Length = required + made.DisabledCount;

            // Oddity: each entry to be disabled is meant to weigh more than the one before it, 2, 3, 4 and so on, but the loop that counts them also
            // lowers its own bound: only the first half is weighed so, rounded up; the others weigh one each.
            int weighed = (made.DisabledCount + 1) / 2;
            made.Disabled = weighed * (weighed + 3) / 2;
            made.Total = required + (made.DisabledCount / 2) + made.Disabled;
            return made;
        }
    }
}
