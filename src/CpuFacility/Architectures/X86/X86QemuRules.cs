using System.Collections.Immutable;

namespace CpuFacility.X86;

/// <summary>QEMU's rules for x86 models (<c>target/i386/cpu.c</c>).</summary>
internal sealed class X86QemuRules(FacilityCatalog catalog) : X86Rules
{
    /// <summary>The model that static expansions refer to.</summary>
    public const string BaseModel = "base";

    private readonly (short Facility, short Requires)[] _dependencies =
        [.. catalog.Data.Dependencies.Select(static row => (row.Facility, row.Requires))];

    /// <summary>All static expansions refer to <see cref="BaseModel"/>, which has no features.</summary>
    public override string GetExpansionName(CpuModelDefinition definition) => BaseModel;

    public override ImmutableArray<CpuModelPropertyInfo> Properties => X86Properties.All;

    /// <summary>Underscores are dashes in expressions (<c>feat2prop</c>).</summary>
    public override ReadOnlySpan<char> NormalizeName(ReadOnlySpan<char> name)
    {
        if (!name.Contains('_'))
        {
            return name;
        }

        char[] normalized = new char[name.Length];
        name.Replace(normalized, '_', '-');
        return normalized;
    }

    /// <summary>
    /// A feature that needs another is off while that one is off (<c>feature_dependencies</c>). The rows apply once each, in their order, so
    /// that what one of them switches off can switch off more.
    /// </summary>
    public override FacilitySet GetVisible(in FacilitySet configured)
    {
        var visible = default(FacilitySet.Builder);
        visible.UnionWith(configured);
        foreach ((short facility, short requires) in _dependencies)
        {
            if (!visible.Contains(requires))
            {
                visible.Remove(facility);
            }
        }

        return visible.ToFacilitySet();
    }

    public override bool TryRead(CpuModelPropertyInfo property, ReadOnlySpan<char> value, ref CpuIdentity identity, out string text) =>
        X86Properties.TryRead(property, value, ref identity, out text);

    public override ImmutableArray<CpuModelProperty> ListProperties(CpuModel model, bool isFull) => X86Properties.List(model, isFull);
}
