using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.RiscV;

/// <summary>
/// QEMU's full expansions of RISC-V models: what it lists when extensions are switched on and off, with all that they bring or refuse.
/// </summary>
/// <remarks>
/// A process of QEMU answers otherwise once it has answered another such question: it then leaves out what extensions imply. That is taken for a
/// mistake, and not done here: every answer is that of a new process. What older versions of the privileged specification hide is known for models as
/// they are alone, not for what is switched on.
/// </remarks>
public static class RiscVQemuExpansion
{
    private static readonly FacilityCatalog Catalog = RiscVRegistry.Catalog;

    private static readonly FacilitySet Letters = Catalog.CreateSet(
        RiscVFacility.I, RiscVFacility.E, RiscVFacility.M, RiscVFacility.A, RiscVFacility.F, RiscVFacility.D, RiscVFacility.C, RiscVFacility.B,
        RiscVFacility.V, RiscVFacility.H, RiscVFacility.S, RiscVFacility.U);

    private static readonly (short Facility, FacilitySet Implied)[] Rules =
        [.. RiscVData.ImpliedQemu11_1.Implies().Select(static (names, row) => (RiscVData.ImpliedQemu11_1.Facility[row], ReadSet(names)))];

    /// <summary>
    /// What models have because another extension brings it: such goes away with that. What profiles name is switched on by itself in all of them, but for
    /// what the letter C brings.
    /// </summary>
    private static readonly FacilitySet Followers = FacilitySets.UnionAll([.. Rules.Select(static rule => rule.Implied)])
        .Except(Letters)
        .Except(FacilitySets.UnionAll([.. RiscVProfile.All.Where(static profile => profile.QemuProperty is not null).Select(static profile => profile.Mandatory)]))
        .Union(Catalog.CreateSet(RiscVFacility.Zca, RiscVFacility.Zcd, RiscVFacility.Zcf));

    private static readonly RiscVRequirement[] Requirements =
        [.. Enumerable.Range(0, RiscVData.RequirementsQemu11_1.Row().Length).Select(static row => new RiscVRequirement(
            ReadSet(RiscVData.RequirementsQemu11_1.Any()[row]),
            ReadSet(RiscVData.RequirementsQemu11_1.All()[row]),
            ReadSet(RiscVData.RequirementsQemu11_1.Needs()[row]),
            RiscVData.RequirementsQemu11_1.Quiet[row] != 0,
            RiscVData.RequirementsQemu11_1.Words()[row]))];

    /// <summary>What QEMU has a property for, whether expansions list it or not.</summary>
    public static FacilitySet Properties { get; } = Catalog.All.Except(FacilitySet.Create([.. Catalog.Data.Foreign.Select(static index => (int)index)]));

    /// <summary>What a full expansion has a property for: no letters, and no modes of page tables.</summary>
    public static FacilitySet Listed { get; } = Properties.Except(RiscVData.Unlisted);

    /// <summary>What the letter G is short for, which QEMU has a property for, too.</summary>
    public static FacilitySet General => RiscVData.General;

    /// <summary>QEMU's other properties of a processor, which change nothing that an expansion shows; those of scope <c>read-only</c> cannot be set.</summary>
    public static ImmutableArray<CpuModelPropertyInfo> Settings { get; } =
    [
        .. RiscVData.SettingsQemu11_1.Name().Select(static (name, row) => new CpuModelPropertyInfo(
            name, RiscVData.SettingsQemu11_1.Type()[row], "", RiscVData.SettingsQemu11_1.Scope()[row], IsStatic: false)),
    ];

    /// <summary>Switches extensions of a model on and off as QEMU does.</summary>
    /// <param name="definition">The model.</param>
    /// <param name="on">What is switched on. That the model takes it is not checked.</param>
    /// <param name="off">What is switched off, whether the model has it or not: nothing brings it back.</param>
    /// <param name="facilities">What the model then has, with all that its extensions bring; an expansion shows those of <see cref="Listed"/>.</param>
    /// <param name="refusal">Why QEMU refuses the model, in its words.</param>
    /// <returns>Whether QEMU takes the model.</returns>
    public static bool TryExpand(
        CpuModelDefinition definition, in FacilitySet on, in FacilitySet off, out FacilitySet facilities, [NotNullWhen(false)] out string? refusal)
    {
        ArgumentNullException.ThrowIfNull(definition);
        FacilitySet start = FindOwn(definition);
        FacilitySet hidden = Spread(start, default).Except(definition.Default).Except(on);
        facilities = Spread(start.Union(on).Except(off), off).Except(hidden);
        FacilitySet set = on.Union(off);
        foreach (RiscVRequirement requirement in Requirements)
        {
            if (requirement.IsMet(facilities))
            {
                continue;
            }

            if (!requirement.IsQuiet || requirement.Any.Overlaps(set))
            {
                refusal = requirement.Words;
                return false;
            }

            facilities = facilities.Except(requirement.Any);
        }

        refusal = null;
        return true;
    }

    /// <summary>Whether QEMU says of a processor that it has a profile, as far as it has properties for what the profile asks for.</summary>
    /// <param name="facilities">What the processor has, as <see cref="TryExpand"/> gives it.</param>
    /// <param name="profile">The profile.</param>
    public static bool HasProfile(in FacilitySet facilities, RiscVProfile profile) => GetSwitched(profile).IsSubsetOf(facilities);

    /// <summary>What QEMU switches when a profile is switched on or off.</summary>
    /// <param name="profile">The profile.</param>
    public static FacilitySet GetSwitched(RiscVProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        int row = Array.IndexOf(RiscVData.IsaProfiles.Name(), profile.Name);
        return profile.Mandatory.Intersect(Properties).Union(ReadSet(RiscVData.IsaProfiles.QemuAlso()[row]));
    }

    /// <summary>What a model has by itself, and not because another extension brings it.</summary>
    private static FacilitySet FindOwn(CpuModelDefinition definition)
    {
        int row = Array.IndexOf(RiscVData.ListingQemu11_1.Name(), definition.Name);
        return row >= 0 && RiscVData.ListingQemu11_1.Implied[row] == 0
            ? definition.Default
            : definition.Default.Except(Followers.Intersect(Spread(definition.Default.Except(Followers), default)));
    }

    /// <summary>
    /// Adds what extensions bring. What is switched off does not come, but what it brings does; only a letter that is switched off brings nothing.
    /// </summary>
    private static FacilitySet Spread(in FacilitySet facilities, in FacilitySet off)
    {
        FacilitySet spread = facilities;
        FacilitySet never = off.Intersect(Letters);
        FacilitySet before;
        do
        {
            before = spread;
            foreach ((short facility, FacilitySet implied) in Rules)
            {
                spread = spread.Contains(facility) ? spread.Union(implied.Except(never)) : spread;
            }

            spread = RiscVFacilities.AddConditional(spread);
        }
        while (spread != before);

        return spread.Except(off);
    }

    private static FacilitySet ReadSet(string names) => FacilitySet.Create([.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Find)]);

    private static int Find(string name)
    {
        int index = Array.IndexOf(Catalog.Data.Names, name);
        return index >= 0 ? index : throw new InvalidOperationException($"'{name}' in a table of QEMU's rules is no facility.");
    }
}

/// <summary>What QEMU asks of a set of extensions together.</summary>
/// <param name="Any">It concerns sets with one of these; all sets if empty.</param>
/// <param name="All">And with all of these.</param>
/// <param name="Needs">One of these must be there; if empty, no set that it concerns will do.</param>
/// <param name="IsQuiet">Whether <paramref name="Any"/> is switched off without a word where nobody asked for it.</param>
/// <param name="Words">QEMU's words.</param>
internal sealed record RiscVRequirement(FacilitySet Any, FacilitySet All, FacilitySet Needs, bool IsQuiet, string Words)
{
    public bool IsMet(in FacilitySet facilities) =>
        (!Any.IsEmpty && !Any.Overlaps(facilities)) || !All.IsSubsetOf(facilities) || Needs.Overlaps(facilities);
}
