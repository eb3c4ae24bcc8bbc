using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.X86;

/// <summary>What holds for x86 models in every edition.</summary>
internal class X86Rules : CpuModelRules
{
    public override string IdentityProperty => "vendor";

    /// <summary>As QEMU's x86 targets do (<c>x86_cpu_parse_featurestr</c>).</summary>
    public override bool TakesSigns => true;

    public override bool NamesAreShortForms => true;

    public override string GetBaselineName(CpuModelDefinition definition) => definition.Name;

    /// <summary>Every feature that the edition knows can be switched on for every model: only a host says no.</summary>
    public override bool CanSwitchOn(CpuModelDefinition definition, FacilityTerm term) => term.Facilities.IsSubsetOf(definition.Full);

    /// <summary>
    /// The features are the exact intersection, as far as the edition has names for them. Of the published models of that vendor, or of none,
    /// whose features are all in it, the one with most features names it; of several, the first in the table.
    /// </summary>
    public override bool TryFindBaseline(
        CpuModelRegistry registry,
        CpuModel first,
        CpuModel second,
        [NotNullWhen(true)] out CpuModelDefinition? definition,
        out FacilitySet facilities)
    {
        facilities = first.Facilities.Intersect(second.Facilities).Intersect(registry.Vocabulary.Known);
        definition = first.Identity.GetCommon(second.Identity) is X86Identity identity
            ? X86DefinitionSearch.FindBest(registry, identity, facilities)
            : null;
        return definition is not null;
    }

    /// <summary>
    /// A name of another vendor, or of none, does not change whose the models are: a further model is compared with what they have in common,
    /// and not with the definition that names it.
    /// </summary>
    public override CpuIdentity? GetBaselineIdentity(CpuModelDefinition definition, CpuModel first, CpuModel second) =>
        first.Identity.GetCommon(second.Identity) is X86Identity common && common.Vendor != ((X86Identity)definition.Identity).Vendor
            ? common
            : null;

    /// <summary>QEMU gives a guest the vendor of the host under KVM, and emulates any: a vendor keeps no model from running.</summary>
    public override bool IsTooNew(CpuIdentity model, CpuIdentity host) => false;

    public override string ChosenHosts => "those with the fewest features";

    /// <summary>
    /// Models have no age: those with the fewest features are named, and no aliases. A feature can be switched on for every model, which makes no
    /// processor of it: only what models have unasked counts.
    /// </summary>
    public override IEnumerable<CpuModelDefinition> ChooseHosts(IReadOnlyCollection<CpuModelDefinition> candidates, in FacilitySet facilities)
    {
        if (facilities.IsEmpty)
        {
            return [];
        }

        FacilitySet needed = facilities;
        CpuModelDefinition[] named =
            [.. candidates.Where(candidate => candidate.AliasOf is null && needed.IsSubsetOf(candidate.Default))];
        if (named.Length == 0)
        {
            return [];
        }

        int fewest = named.Min(static candidate => candidate.Default.Count);
        return named.Where(candidate => candidate.Default.Count == fewest);
    }

    /// <summary>Register and bit, as in <c>CPUID.07H.0:EBX bit 5</c>.</summary>
    public override string? DescribePlace(FacilityInfo facility) => $"{facility.Block.Title} bit {facility.Bit}";

    public override CompatibilityNote? FindLostLevel(in FacilitySet guest, in FacilitySet host)
    {
        X86Level needed = X86Levels.GetLevel(guest);
        X86Level offered = X86Levels.GetLevel(host);
        if (needed <= offered)
        {
            return null;
        }

        string there = offered == X86Level.None ? "the host does not reach x86-64-v1" : $"the host reaches {offered.GetName()}";
        return new CompatibilityNote("level", $"The guest is of level {needed.GetName()}, {there}.", X86Levels.GetMissing(needed, host));
    }
}
