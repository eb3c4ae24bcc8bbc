using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.RiscV;

/// <summary>
/// The rules for QEMU's RISC-V models. QEMU neither compares them nor finds baselines: what holds here is that of the specifications, on sets with
/// all that their extensions imply.
/// </summary>
internal sealed class RiscVQemuRules : CpuModelRules
{
    public override string IdentityProperty => "values";

    public override ImmutableArray<CpuModelPropertyInfo> Properties => RiscVProperties.All;

    /// <summary>The numbers that a host's description does not state: no file of Linux has them all.</summary>
    public override string? FindUnstated(CpuIdentity guest, CpuIdentity host)
    {
        if (guest is not RiscVIdentity asked || host is not RiscVIdentity offered || asked.Xlen != offered.Xlen || asked.Values.IsWithin(offered.Values))
        {
            return null;
        }

        RiscVValues unstated = asked.Values.GetUnstated(offered.Values);
        return asked.Values.IsWithin(offered.Values.Or(unstated)) ? unstated.ToString() : null;
    }

    public override string GetBaselineName(CpuModelDefinition definition) => definition.Name;

    public override CpuIdentity? GetBaselineIdentity(CpuModelDefinition definition, CpuModel first, CpuModel second) => first.Identity.GetCommon(second.Identity);

    /// <summary>Models of real processors take nothing that the processor lacks (<c>riscv_cpu_is_vendor</c>).</summary>
    public override bool CanSwitchOn(CpuModelDefinition definition, FacilityTerm term) => term.Facilities.IsSubsetOf(definition.Full);

    public override bool TryRead(CpuModelPropertyInfo property, ReadOnlySpan<char> value, ref CpuIdentity identity, out string text) =>
        RiscVProperties.TryRead(property, value, ref identity, out text);

    /// <summary>What was set, and the numbers of a baseline that its definition does not have.</summary>
    public override ImmutableArray<CpuModelProperty> ListProperties(CpuModel model, bool isFull) => RiscVProperties.List(model);

    /// <summary>A guest has what its extensions imply, whether QEMU lists it (<c>zaamo</c> of <c>sifive-u54</c>) or not.</summary>
    public override FacilitySet GetVisible(in FacilitySet configured, ImmutableArray<CpuModelProperty> properties) => RiscVFacilities.Close(configured);

    /// <summary>What extensions imply is there without QEMU listing it.</summary>
    public override FacilitySet GetOffered(CpuModel host) => host.Facilities;

    /// <summary>
    /// The facilities are the intersection, closed. The definition is one that takes more extensions than it has, has nothing that is not in the
    /// intersection, and has most of it; of equals the first in the table.
    /// </summary>
    public override bool TryFindBaseline(
        CpuModelRegistry registry,
        CpuModel first,
        CpuModel second,
        [NotNullWhen(true)] out CpuModelDefinition? definition,
        out FacilitySet facilities)
    {
        FacilitySet common = RiscVFacilities.Close(first.Facilities.Intersect(second.Facilities));
        definition = null;
        int most = 0;
        foreach (CpuModelDefinition candidate in registry.PublishedDefinitions)
        {
            FacilitySet closed = RiscVFacilities.Close(candidate.Default);
            if (candidate.Full.IsProperSupersetOf(candidate.Default) && closed.IsSubsetOf(common) && closed.Count > most)
            {
                (definition, most) = (candidate, closed.Count);
            }
        }

        facilities = definition is null ? common : common.Intersect(definition.Full);
        return definition is not null;
    }

    /// <summary>Number by number, as each has an order of its own and none makes a processor newer.</summary>
    public override string? DescribeTooNew(CpuIdentity guest, CpuIdentity host) =>
        guest is not RiscVIdentity asking || host is not RiscVIdentity offering ? null
        : asking.Xlen != offering.Xlen ? $"The guest's registers have {asking.Xlen} bits, the host's {offering.Xlen}."
        : $"The guest sees what the host does not have so: {asking.Values.DescribeConflicts(offering.Values)}.";

    public override string ChosenHosts => LeastHosts;

    public override IEnumerable<CpuModelDefinition> ChooseHosts(IReadOnlyCollection<CpuModelDefinition> candidates, in FacilitySet facilities) =>
        ChooseLeast(candidates);

    public override string? GetSetting(FacilityTerm term, in FacilitySet guest, in FacilitySet host) =>
        RiscVSwitches.FindOff(term.Facilities.LowestIndex, guest, host);

    public override string? DescribePlace(FacilityInfo facility) => facility.Bit < 0 ? null : $"{facility.Block} bit {facility.Bit}";
}
