using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CpuFacility.S390x;

/// <summary>QEMU's rules for s390x models (<c>target/s390x/cpu_models.c</c> and its QMP commands).</summary>
internal sealed class S390xRules : CpuModelRules
{
    private const string StaticSuffix = "-base";
    private const string LevelMark = "-ga";

    /// <summary>The release in which expansions began to list deprecated properties.</summary>
    private static readonly Version DeprecatedPropertiesSince = new(9, 1);

    public override string IdentityProperty => "type";

    public override string? GetStaticName(CpuModelDefinition definition) => definition.Name + StaticSuffix;

    /// <summary>
    /// A facility must be in the definition's full set. Of a group, one member is enough: QEMU then adds all of them.
    /// </summary>
    public override bool CanSwitchOn(CpuModelDefinition definition, FacilityTerm term) => definition.Full.Overlaps(term.Facilities);

    /// <summary>Names formed from machine type and GA level: <c>2964-ga2</c>, and <c>2964-ga2-base</c> for the static form.</summary>
    public override bool TryResolveName(CpuModelRegistry registry, ReadOnlySpan<char> name, [NotNullWhen(true)] out CpuModel? model)
    {
        model = null;
        bool isStatic = name.EndsWith(StaticSuffix, StringComparison.Ordinal);
        ReadOnlySpan<char> level = isStatic ? name[..^StaticSuffix.Length] : name;
        int mark = level.IndexOf(LevelMark, StringComparison.Ordinal);
        if (mark != 4
            || !NumberText.TryParse(level[..mark], NumberStyles.AllowHexSpecifier, out int type)
            || !NumberText.TryParse(level[(mark + LevelMark.Length)..], NumberStyles.None, out int ga))
        {
            return false;
        }

        if (!registry.TryFindDefinition(type, ga, out CpuModelDefinition? definition))
        {
            return false;
        }

        string known = isStatic ? definition.Name + StaticSuffix : definition.Name;
        return registry.TryFind(known, out model);
    }

    /// <summary>
    /// The facilities are the intersection. The definition is searched for the older of the two levels; of one generation the type counts if
    /// it is the same, and the lower GA level. What the definition found cannot have is cut off.
    /// </summary>
    public override bool TryFindBaseline(
        CpuModelRegistry registry,
        CpuModel first,
        CpuModel second,
        [NotNullWhen(true)] out CpuModelDefinition? definition,
        out FacilitySet facilities)
    {
        var one = (S390xIdentity)first.Identity;
        var other = (S390xIdentity)second.Identity;
        facilities = first.Facilities.Intersect(second.Facilities);
        S390xIdentity older = one.Generation <= other.Generation ? one : other;
        bool sameGeneration = one.Generation == other.Generation;
        definition = S390xDefinitionSearch.Find(
            registry.PublishedDefinitions,
            sameGeneration && one.Type != other.Type ? 0 : older.Type,
            older.Generation,
            sameGeneration ? Math.Min(one.Ga, other.Ga) : older.Ga,
            facilities);
        if (definition is null)
        {
            return false;
        }

        facilities = facilities.Intersect(definition.Full);
        return true;
    }

    /// <summary>
    /// QEMU builds the list by prepending: the identity, then what only the first has, then what only the second has, each as groups and then
    /// facilities by rank; all read backwards.
    /// </summary>
    public override ImmutableArray<string> ListResponsible(
        FacilityVocabulary vocabulary, bool identityDiffers, in FacilitySet onlyInFirst, in FacilitySet onlyInSecond) =>
        [.. base.ListResponsible(vocabulary, identityDiffers, onlyInFirst, onlyInSecond).Reverse()];

    /// <summary>This list, too, is built by prepending.</summary>
    public override ImmutableArray<string> ListDeprecated(CpuModelRegistry registry, in FacilitySet facilities)
    {
        if (registry.Release < DeprecatedPropertiesSince)
        {
            return [];
        }

        var names = ImmutableArray.CreateBuilder<string>();
        foreach (Facility facility in registry.Vocabulary.Order.Sort(registry.Catalog.Deprecated.Intersect(facilities)))
        {
            names.Add(registry.Catalog.NameOf(facility));
        }

        names.Reverse();
        return names.ToImmutable();
    }
}
