using System.Collections.Immutable;

namespace CpuFacility.S390x;

/// <summary>
/// From what a machine reports of itself to the definitions that it may be. The way out is <see cref="S390xIdentity.GetCpuId"/> and
/// <see cref="S390xIdentity.Ibc"/>; the way in is not always its inverse, as machines before generation 10 have no instruction blocking control,
/// so that nothing tells their GA levels apart.
/// </summary>
public static class S390xIdentification
{
    /// <summary>Finds all definitions that a machine may be.</summary>
    /// <param name="registry">A registry of s390x models.</param>
    /// <param name="cpuId">The CPU identification, whose machine type counts.</param>
    /// <param name="ibc">
    /// The machine's instruction blocking control values. The unblocked one gives the level; it counts as 0 if the machine has no instruction
    /// blocking control.
    /// </param>
    /// <param name="facilities">
    /// What the machine offers. <c>dateh2</c>, which no bit reports, comes with <c>stfle</c>.
    /// </param>
    /// <param name="unreported">The facilities of which it is not known whether the machine offers them: no definition is ruled out by them.</param>
    /// <returns>
    /// <para>The definitions in the order of the table, each with the difference; empty if none fits.</para>
    /// <para>Of a type that the registry knows: the definitions of that type and level. If there is none, those of the type that are not newer
    /// than the level, or all of the type if the level is 0. Facilities do not decide: the machine is what it says it is, even if
    /// something is kept from it, and the difference speaks.</para>
    /// <para>Of an unknown type: all definitions not newer than the level (of any level if it is 0) whose base set the machine has, apart from
    /// what QEMU leaves out of account.</para>
    /// </returns>
    /// <exception cref="ArgumentException">The registry is of another architecture, or the set holds indexes beyond its catalog.</exception>
    public static ImmutableArray<S390xIdentified> Identify(
        this CpuModelRegistry registry, S390xCpuId cpuId, S390xIbcRange ibc, in FacilitySet facilities, in FacilitySet unreported = default)
    {
        FacilitySet offered = Check(registry, facilities);
        FacilitySet possible = offered.Union(Check(registry, unreported));
        S390xIbc level = LevelOf(ibc);
        CpuModelDefinition[] ofType = [.. registry.Definitions.Where(definition => TypeOf(definition) == cpuId.Type && cpuId.Type != 0)];
        IEnumerable<CpuModelDefinition> fitting;
        if (ofType.Length == 0)
        {
            FacilitySet sufficient = possible.Union(S390xFacilitySets.IgnoredForBaseline);
            fitting = registry.Definitions.Where(definition => IsUpTo(definition, level) && definition.Base.IsSubsetOf(sufficient));
        }
        else if (ofType.Any(definition => IbcOf(definition) == level))
        {
            fitting = ofType.Where(definition => IbcOf(definition) == level);
        }
        else
        {
            fitting = ofType.Where(definition => IsUpTo(definition, level));
        }

        return [.. fitting.Select(definition => new S390xIdentified(registry, definition, offered, possible))];
    }

    /// <summary>
    /// Finds the one model that QEMU takes for its KVM host, by QEMU's own walk through its table (<c>kvm_s390_get_host_cpu_model</c> and
    /// <c>s390_find_cpu_def</c>).
    /// </summary>
    /// <param name="registry">A registry of s390x models. Definitions of one's own are left out: QEMU does not know them.</param>
    /// <param name="cpuId">The CPU identification, whose machine type counts.</param>
    /// <param name="ibc">The machine's instruction blocking control values, as KVM reports them.</param>
    /// <param name="facilities">What the machine offers. <c>dateh2</c>, which no bit reports, comes with <c>stfle</c>.</param>
    /// <returns>
    /// <para>The model, without what its definition cannot have; null if the machine is older, or of an unknown type and has less, than the first
    /// definition of the table.</para>
    /// <para>A known type is taken without a look at the facilities. As the walk stops at the first definition that is too new, not every machine
    /// gets its own definition back: <c>z14ZR1</c> becomes <c>z14</c>, and before generation 10 all levels of a type become its last.</para>
    /// </returns>
    /// <exception cref="ArgumentException">The registry is of another architecture, or the set holds indexes beyond its catalog.</exception>
    public static CpuModel? IdentifyAsQemu(
        this CpuModelRegistry registry, S390xCpuId cpuId, S390xIbcRange ibc, in FacilitySet facilities)
    {
        FacilitySet offered = Check(registry, facilities);
        S390xIbc level = LevelOf(ibc);
        ImmutableArray<CpuModelDefinition> table = registry.PublishedDefinitions;
        CpuModelDefinition? definition = table.Any(candidate => TypeOf(candidate) == cpuId.Type)
            ? S390xDefinitionSearch.Find(table, cpuId.Type, level.Generation, level.Ga)
            : S390xDefinitionSearch.Find(table, type: 0, level.Generation, level.Ga, offered);
        return definition is null
            ? null
            : new CpuModel(registry, definition.Name, CpuModelKind.Default, definition, offered.Intersect(definition.Full), []);
    }

    private static FacilitySet Check(CpuModelRegistry registry, in FacilitySet facilities)
    {
        ArgumentNullException.ThrowIfNull(registry);
        if (registry.Architecture != CpuArchitecture.S390x)
        {
            throw new ArgumentException($"The registry is of {registry.Architecture}, not of {CpuArchitecture.S390x}.", nameof(registry));
        }

        if (!facilities.IsSubsetOf(registry.Catalog.All))
        {
            throw new ArgumentException(
                $"Indexes {facilities.Except(registry.Catalog.All)} are no facilities of {registry.Architecture}.", nameof(facilities));
        }

        return S390xFacilitySets.AddUnreportable(facilities);
    }

    private static S390xIbc LevelOf(S390xIbcRange ibc) => ibc.IsSupported ? ibc.Unblocked : default;

    private static int TypeOf(CpuModelDefinition definition) => ((S390xIdentity)definition.Identity).Type;

    private static S390xIbc IbcOf(CpuModelDefinition definition) => ((S390xIdentity)definition.Identity).Ibc;

    private static bool IsUpTo(CpuModelDefinition definition, S390xIbc level) =>
        !S390xDefinitionSearch.IsNewer((S390xIdentity)definition.Identity, level.Generation, level.Ga);
}
