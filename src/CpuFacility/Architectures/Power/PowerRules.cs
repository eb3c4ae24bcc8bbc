using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CpuFacility.Power;

/// <summary>What holds for POWER models in every edition. Neither QEMU nor libvirt compares facilities there: the rules are the modes'.</summary>
internal class PowerRules : CpuModelRules
{
    /// <summary>QEMU's machine property that bounds the mode of a guest.</summary>
    public const string LimitProperty = "max-cpu-compat";

    public override string IdentityProperty => "pvr";

    public override ImmutableArray<CpuModelPropertyInfo> Properties { get; } =
        [new CpuModelPropertyInfo(LimitProperty, "string", "", "machine", IsStatic: false)];

    public override string GetBaselineName(CpuModelDefinition definition) => definition.Name;

    /// <summary>A processor has what it has: nothing can be switched on but what Linux finds on some machines of the model only.</summary>
    public override bool CanSwitchOn(CpuModelDefinition definition, FacilityTerm term) => term.Facilities.IsSubsetOf(definition.Full);

    /// <summary>A mode's name, exactly, that the processor accepts; empty for no bound, as in QEMU.</summary>
    public override bool TryRead(CpuModelPropertyInfo property, ReadOnlySpan<char> value, ref CpuIdentity identity, out string text)
    {
        uint pvr = ((PowerIdentity)identity).Pvr;
        text = value.ToString();
        if (value.IsEmpty)
        {
            identity = new PowerIdentity(pvr);
            return true;
        }

        if (!PowerCompatibilityMode.TryFind(value, out PowerCompatibilityMode? mode))
        {
            text = $"'{CpuModelExpression.Shorten(value)}' is no compatibility mode: the modes are {string.Join(", ", PowerCompatibilityMode.All)}.";
            return false;
        }

        if (!PowerCompatibility.Accepts(pvr, mode))
        {
            ImmutableArray<PowerCompatibilityMode> accepted = PowerCompatibility.GetModes(pvr);
            string accepts = accepted.IsEmpty ? "it accepts none" : $"it accepts {string.Join(", ", accepted)}";
            text = string.Create(CultureInfo.InvariantCulture, $"Compatibility mode {mode} (PVR {mode.LogicalPvr:X8}H) is not valid for a processor of PVR {pvr:X8}H: {accepts}.");
            return false;
        }

        identity = new PowerIdentity(pvr, mode);
        return true;
    }

    /// <summary>A guest that is limited to a mode has only what the mode has.</summary>
    public override FacilitySet GetVisible(in FacilitySet configured, ImmutableArray<CpuModelProperty> properties)
    {
        foreach (CpuModelProperty property in properties)
        {
            if (property.Name == LimitProperty && PowerCompatibilityMode.TryFind(property.Value, out PowerCompatibilityMode? mode))
            {
                return configured.Intersect(mode.Facilities);
            }
        }

        return configured;
    }

    public override ImmutableArray<CpuModelProperty> ListProperties(CpuModel model, bool isFull) =>
        isFull ? [new CpuModelProperty(LimitProperty, ((PowerIdentity)model.Identity).Limit?.Name ?? "")] : model.Properties;

    /// <summary>
    /// The facilities are the intersection. The definition is the newest that is not newer than either model, which is of the highest mode that both
    /// offer; of one generation one with the same PVR, else the last in the table. What it cannot have is cut off: hosts may report more than any
    /// processor of their PVR is known to have, and an expression could not say it.
    /// </summary>
    public override bool TryFindBaseline(
        CpuModelRegistry registry,
        CpuModel first,
        CpuModel second,
        [NotNullWhen(true)] out CpuModelDefinition? definition,
        out FacilitySet facilities)
    {
        facilities = first.Facilities.Intersect(second.Facilities).Intersect(registry.Vocabulary.Known);
        definition = first.Identity.GetCommon(second.Identity) is PowerIdentity identity ? Find(registry, identity) : null;
        if (definition is null)
        {
            return false;
        }

        facilities = facilities.Intersect(definition.Full);
        return true;
    }

    /// <summary>The oldest, without other names of them.</summary>
    public override IEnumerable<CpuModelDefinition> ChooseHosts(IReadOnlyCollection<CpuModelDefinition> candidates, in FacilitySet facilities) =>
        base.ChooseHosts([.. candidates.Where(static candidate => candidate.AliasOf is null)], facilities);

    /// <summary>Word and bit, as in <c>AT_HWCAP2 bit 30</c>.</summary>
    public override string? DescribePlace(FacilityInfo facility) => facility.Bit < 0 ? null : $"{facility.Block} bit {facility.Bit}";

    public override CompatibilityNote? FindLostLevel(in FacilitySet guest, in FacilitySet host)
    {
        FacilitySet lost = guest.Intersect(Modes).Except(host);
        if (lost.IsEmpty)
        {
            return null;
        }

        PowerCompatibilityMode? common = PowerCompatibility.FindHighest(guest.Intersect(host));
        string remedy = common is null
            ? "the two have no mode in common"
            : $"limited to {common} ({LimitProperty}={common}), a guest is in a mode of both";
        return new CompatibilityNote(LimitProperty, $"The guest can be in compatibility mode {PowerCompatibility.FindHighest(lost)}, which the host does not offer: {remedy}.", lost);
    }

    /// <summary>What the highest mode that both offer does not have goes with a limit to it. There is no other switch for modes.</summary>
    public override string? GetSetting(FacilityTerm term, in FacilitySet guest, in FacilitySet host) =>
        PowerCompatibility.FindHighest(guest.Intersect(host)) is PowerCompatibilityMode common && !term.Facilities.Overlaps(common.Facilities) ? $"{LimitProperty}={common}"
        : term.Facilities.Overlaps(Modes) ? null
        : base.GetSetting(term, guest, host);

    public override string? GetIdentitySetting(in FacilitySet guest, in FacilitySet host) =>
        PowerCompatibility.FindHighest(guest.Intersect(host)) is PowerCompatibilityMode common ? $"{LimitProperty}={common}" : null;

    /// <summary>QEMU has no switch for a mode, but a limit to the highest that is left takes away the later ones.</summary>
    public override CpuModel MakeStartable(CpuModel model)
    {
        FacilitySet has = model.Facilities;
        if (PowerCompatibility.FindHighest(has) is not PowerCompatibilityMode mode
            || !model.Definition.Default.Except(has).Overlaps(Modes)
            || !model.Registry.TryFind(model.Definition.Name, out CpuModel? start))
        {
            return model;
        }

        var builder = new CpuModelBuilder(start);
        return builder.TrySetProperty(LimitProperty, mode.Name, out _) && builder.ToModel() is CpuModel limited && limited.Facilities.IsSubsetOf(has)
            ? limited
            : model;
    }

    private static FacilitySet Modes { get; } = FacilitySet.Create([.. PowerCompatibilityMode.All.Select(static mode => mode.Facility.Index)]);

    private static CpuModelDefinition? Find(CpuModelRegistry registry, PowerIdentity identity)
    {
        CpuModelDefinition? best = null;
        foreach (CpuModelDefinition candidate in registry.PublishedDefinitions)
        {
            if (candidate.AliasOf is not null
                || candidate.Identity.GetRelation(identity) is not (CpuIdentityRelation.Same or CpuIdentityRelation.Older))
            {
                continue;
            }

            CpuIdentityRelation against = best is null ? CpuIdentityRelation.Newer : candidate.Identity.GetRelation(best.Identity);
            bool isBestExact = best is not null && ((PowerIdentity)best.Identity).Pvr == identity.Pvr;
            if (against == CpuIdentityRelation.Newer || (against == CpuIdentityRelation.Same && !isBestExact))
            {
                best = candidate;
            }
        }

        return best;
    }
}
