using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CpuFacility.Libvirt;

internal sealed partial class LibvirtX86
{
    public override bool TryUpdate(
        LibvirtCpu guest,
        LibvirtCpu host,
        bool isRelative,
        [NotNullWhen(true)] out LibvirtCpu? updated,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        updated = null;
        LibvirtCpu made = guest;
        failure = null;
        if (isRelative && !TryMakeAbsolute(guest, host, out made!, out failure))
        {
            return false;
        }

        if (!map.TryFindModel(made.Model, out LibvirtX86Model? model))
        {
            failure = LibvirtFailure.UnknownModel(made.Model);
            return false;
        }

        var features = new LibvirtFeatureList(made.Features);
        AddRemoved(features, model);
        updated = made with { Features = features.ToImmutable() };
        return true;
    }

    /// <summary>
    /// By the model's first signature, so that a model of the same generation is found. What is listed stays as it is; the vendor stays
    /// what it was, even none.
    /// </summary>
    public override bool TryTranslate(
        LibvirtCpu cpu,
        ImmutableArray<LibvirtHypervisorModel> models,
        [NotNullWhen(true)] out LibvirtCpu? translated,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        translated = null;
        if (!map.TryGetEffective(cpu, out FacilitySet features, out failure))
        {
            return false;
        }

        if (!map.TryFindModel(cpu.Model, out LibvirtX86Model? model))
        {
            failure = LibvirtFailure.UnknownModel(cpu.Model);
            return false;
        }

        var request = new LibvirtX86Decoder.Request
        {
            Features = features,
            Vendor = model.Vendor,
            Signature = model.FirstSignature,
            Type = LibvirtCpuType.Guest,
            Fallback = cpu.Fallback,
            Models = models,
        };
        if (!_decoder.TryDecode(request, out LibvirtCpu? found, out failure))
        {
            return false;
        }

        var list = new LibvirtFeatureList(found.Features);
        foreach (LibvirtCpuFeature feature in cpu.Features)
        {
            list.Update(feature.Name, feature.Policy);
        }

        translated = cpu with { Model = found.Model, Features = list.ToImmutable() };
        return true;
    }

    public override bool TryExpand(
        LibvirtCpu cpu, [NotNullWhen(true)] out LibvirtCpu? expanded, [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        expanded = null;
        failure = null;
        if (!map.TryFindModel(cpu.Model, out LibvirtX86Model? model))
        {
            failure = LibvirtFailure.UnknownModel(cpu.Model);
            return false;
        }

        var features = new LibvirtFeatureList([]);
        foreach (Facility feature in map.Order.Sort(model.Features))
        {
            features.Update(map.NameOf(feature), LibvirtFeaturePolicy.Require);
        }

        bool isHost = cpu.Type == LibvirtCpuType.Host;
        foreach (LibvirtCpuFeature feature in cpu.Features)
        {
            if (isHost || feature.Policy is LibvirtFeaturePolicy.Require or LibvirtFeaturePolicy.Disable)
            {
                features.Update(feature.Name, feature.Policy);
            }
        }

        if (!isHost)
        {
            AddRemoved(features, model);
        }

        expanded = cpu with { Features = features.ToSorted() };
        return true;
    }

    public override bool TryHasFeature(LibvirtCpu cpu, string feature, out bool has, [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        has = false;
        if (!map.TryGetEffective(cpu, out FacilitySet features, out failure))
        {
            return false;
        }

        if (!map.TryFindFeature(feature, out int index))
        {
            failure = LibvirtFailure.UnknownFeature(feature);
            return false;
        }

        has = features.Contains(index);
        return true;
    }

    public override bool TryUpdateLive(
        LibvirtCpu cpu,
        in LibvirtX86Data enabled,
        in LibvirtX86Data disabled,
        [NotNullWhen(true)] out LibvirtCpu? updated,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        updated = null;
        if (!map.TryGetEffective(cpu, out FacilitySet expected, out failure))
        {
            return false;
        }

        FacilitySet gained = enabled.Facilities.Intersect(map.Known).Except(expected);
        FacilitySet lost = disabled.Facilities.Intersect(map.Known).Union(expected.Except(enabled.Facilities));
        if (cpu.Check == LibvirtCpuCheck.Full && !gained.Union(lost).IsEmpty)
        {
            failure = new LibvirtFailure(
                LibvirtFailureKind.FeaturesDiffer,
                "guest CPU doesn't match specification: "
                + string.Join(", ", new[] { Word("extra", gained), Word("missing", lost) }.Where(static part => part.Length > 0)),
                map.Names(gained.Union(lost)));
            return false;
        }

        var features = new LibvirtFeatureList(cpu.Features);
        foreach (Facility feature in map.Order.Sort(gained.Union(lost)))
        {
            // A feature that is said to be both is disabled: libvirt looks at that last.
            features.Update(
                map.NameOf(feature), lost.Contains(feature.Index) ? LibvirtFeaturePolicy.Disable : LibvirtFeaturePolicy.Require);
        }

        if (map.TryFindModel(cpu.Model, out LibvirtX86Model? model))
        {
            AddRemoved(features, model);
        }

        updated = cpu with { Features = features.ToImmutable() };
        return true;

        string Word(string word, in FacilitySet set) => set.IsEmpty ? "" : $"{word} features: {string.Join(',', map.Names(set))}";
    }

    public override LibvirtCpu CopyMigratable(LibvirtCpu cpu) => cpu with
    {
        Features = [.. cpu.Features.Where(feature => !map.TryFindFeature(feature.Name, out int index) || !map.NotMigratable.Contains(index))],
    };

    /// <summary>libvirt writes every part of the first topology in its order; what is not said is 1.</summary>
    public override LibvirtCpu Complete(LibvirtCpu cpu)
    {
        for (int i = 0; i < cpu.OtherElements.Length; i++)
        {
            if (cpu.OtherElements[i] is { Name: "topology", IsPlain: true } topology)
            {
                return cpu with { OtherElements = cpu.OtherElements.SetItem(i, CompleteTopology(topology)) };
            }
        }

        return cpu;
    }

    private LibvirtElement CompleteTopology(LibvirtElement topology) => new(
        topology.Name,
        [
            .. topologyParts.Select(name => new LibvirtNamedValue(name, Write(topology.GetAttribute(name) ?? "1"))),
            .. topology.Attributes.Where(attribute => !topologyParts.Contains(attribute.Name)),
        ],
        topology.Children,
        topology.Text);

    /// <summary>A number as libvirt writes it, whatever stands before it where it was read.</summary>
    private static string Write(string text) =>
        LibvirtAttributes.TryParse(text, uint.MaxValue, out ulong number) ? number.ToString(CultureInfo.InvariantCulture) : text;

    private bool TryMakeAbsolute(
        LibvirtCpu guest, LibvirtCpu host, [NotNullWhen(true)] out LibvirtCpu? made, [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        made = null;
        if (!map.TryGetEffective(host, out FacilitySet has, out failure))
        {
            return false;
        }

        var own = new LibvirtFeatureList(guest.Features);
        foreach (LibvirtCpuFeature feature in guest.Features)
        {
            if (feature.Policy != LibvirtFeaturePolicy.Optional)
            {
                continue;
            }

            if (!map.TryFindFeature(feature.Name, out int index))
            {
                failure = LibvirtFailure.UnknownFeature(feature.Name);
                return false;
            }

            own.Update(feature.Name, has.Contains(index) ? LibvirtFeaturePolicy.Require : LibvirtFeaturePolicy.Disable);
        }

        made = guest with { Features = own.ToImmutable() };
        if (guest.Mode != LibvirtCpuMode.HostModel && guest.Match != LibvirtCpuMatch.Minimum)
        {
            return true;
        }

        bool isHostGuest = host.Type == LibvirtCpuType.Guest;
        var features = new LibvirtFeatureList([.. host.Features.Select(feature => isHostGuest ? feature : feature with { Policy = LibvirtFeaturePolicy.Require })]);
        foreach (LibvirtCpuFeature feature in made.Features)
        {
            features.Update(feature.Name, feature.Policy);
        }

        made = made with
        {
            Model = host.Model,
            Vendor = guest.Mode == LibvirtCpuMode.Custom ? guest.Vendor : host.Vendor,
            Features = features.ToImmutable(),
            Mode = LibvirtCpuMode.Custom,
            Match = LibvirtCpuMatch.Exact,
        };
        return true;
    }

    private void AddRemoved(LibvirtFeatureList features, LibvirtX86Model model)
    {
        if (model.Removed.IsEmpty)
        {
            return;
        }

        foreach (string name in map.NamesByName(model.Removed))
        {
            features.AddIfMissing(name, LibvirtFeaturePolicy.Disable);
        }
    }
}
