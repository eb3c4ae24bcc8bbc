using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Arm;

/// <summary>QEMU's rules for the properties of Arm models, and Linux' rule for what is within what: QEMU itself compares no Arm models.</summary>
internal sealed class ArmQemuRules : CpuModelRules
{
    public override string IdentityProperty => "midr";

    public override ImmutableArray<CpuModelPropertyInfo> Properties => ArmQemuProperties.All;

    public override string GetBaselineName(CpuModelDefinition definition) => definition.Name;

    public override bool CanSwitchOn(CpuModelDefinition definition, FacilityTerm term) => term.Facilities.IsSubsetOf(definition.Full);

    public override bool TryRead(CpuModelPropertyInfo property, ReadOnlySpan<char> value, ref CpuIdentity identity, out string text) =>
        ArmQemuProperties.TryRead(property, value, out text);

    public override (string Property, string Sentence)? FindConflict(CpuModelDefinition definition, ImmutableArray<CpuModelProperty> properties) =>
        ArmQemuProperties.FindConflict(definition, properties);

    public override FacilitySet GetVisible(in FacilitySet configured, ImmutableArray<CpuModelProperty> properties) =>
        properties.IsEmpty ? configured : ArmQemuProperties.Apply(configured, properties);

    public override ImmutableArray<CpuModelProperty> ListProperties(CpuModel model, bool isFull) =>
        isFull ? ArmQemuProperties.List(model) : model.Properties.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));

    /// <summary>What a property takes away is not there.</summary>
    public override FacilitySet GetOffered(CpuModel host) => host.Facilities;

    /// <summary>
    /// The facilities are the intersection, with vector lengths as a guest can have them. The definition is the published one with most facilities
    /// that lies within; of several, the first in the table. It names nothing beyond its own.
    /// </summary>
    public override bool TryFindBaseline(
        CpuModelRegistry registry,
        CpuModel first,
        CpuModel second,
        [NotNullWhen(true)] out CpuModelDefinition? definition,
        out FacilitySet facilities)
    {
        facilities = ArmFacilities.Cut(first.Facilities.Intersect(second.Facilities).Intersect(registry.Vocabulary.Known));
        definition = null;
        foreach (CpuModelDefinition candidate in registry.PublishedDefinitions)
        {
            if (candidate.Default.IsSubsetOf(facilities) && (definition is null || candidate.Default.Count > definition.Default.Count))
            {
                definition = candidate;
            }
        }

        if (definition is null)
        {
            return false;
        }

        facilities = facilities.Intersect(definition.Full);
        return true;
    }

    public override string ChosenHosts => LeastHosts;

    /// <summary>Models have no age: those with the fewest facilities are named.</summary>
    public override IEnumerable<CpuModelDefinition> ChooseHosts(IReadOnlyCollection<CpuModelDefinition> candidates, in FacilitySet facilities)
    {
        FacilitySet needed = facilities;
        return ChooseLeast([.. candidates.Where(candidate => !needed.IsEmpty && needed.IsSubsetOf(candidate.Default))]);
    }

    /// <summary>Register and bits, as in <c>ID_AA64PFR0_EL1 bits 35 to 32</c>.</summary>
    public override string? DescribePlace(FacilityInfo facility) =>
        !ArmField.TryFind(facility.Facility, out ArmField? field) ? null
        : field.Width == 1 ? $"{field.Register.Name} bit {field.Shift}"
        : $"{field.Register.Name} bits {field.Shift + field.Width - 1} to {field.Shift}";

    /// <summary>One reason for a field, whose thresholds are one number, and one for all vector lengths.</summary>
    public override CompatibilityNote? DescribeMissing(FacilityTerm term, in FacilitySet guest, in FacilitySet host, in FacilitySet unreported) =>
        ArmMissing.Describe(term, guest, host, unreported);

    /// <summary>QEMU has a switch for the performance monitor, for pointer authentication and for SVE as a whole, and none for other fields.</summary>
    public override string? GetSetting(FacilityTerm term, in FacilitySet guest, in FacilitySet host) =>
        ArmQemuProperties.FindSwitch(term.Facilities) is string name ? $"{name}=off" : null;
}
