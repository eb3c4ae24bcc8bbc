using System.Collections.Immutable;

namespace CpuFacility.X86;

/// <summary>QEMU's rules for x86 models (<c>target/i386/cpu.c</c>).</summary>
internal sealed class X86QemuRules(FacilityCatalog catalog, bool isEmulated) : X86Rules
{
    /// <summary>The model that static expansions refer to.</summary>
    public const string BaseModel = "base";

    private readonly (short Facility, short Requires)[] _dependencies =
        [.. catalog.Data.Dependencies.Select(static row => (row.Facility, row.Requires))];

    /// <summary>The features that KVM offers to guests: all in one register.</summary>
    private readonly FacilitySet _kvm = FacilitySet.Create(
        [.. Enumerable.Range(0, catalog.Count).Where(index => catalog.Data.BlockNumbers[index] == X86BlockNumber.Cpuid40000001Eax)]);

    /// <summary>All static expansions refer to <see cref="BaseModel"/>, which has no features.</summary>
    public override string GetExpansionName(CpuModelDefinition definition) => BaseModel;

    public override ImmutableArray<CpuModelPropertyInfo> Properties => X86Properties.All;

    /// <summary>Underscores are dashes in expressions (<c>feat2prop</c>).</summary>
    public override ReadOnlySpan<char> NormalizeName(ReadOnlySpan<char> name) => name.Contains('_') ? WithDashes(name) : name;

    private static char[] WithDashes(ReadOnlySpan<char> name)
    {
        char[] normalized = new char[name.Length];
        name.Replace(normalized, '_', '-');
        return normalized;
    }

    /// <summary>
    /// Some features need virtual performance counters, which are off by default. A feature that needs another is off while that one is off
    /// (<c>feature_dependencies</c>): the rows apply once each, in their order, so that what one of them switches off can switch off more.
    /// Afterwards MPX and APX, which share state, keep each other out, and software emulation has nothing of KVM's own.
    /// </summary>
    public override FacilitySet GetVisible(in FacilitySet configured, ImmutableArray<CpuModelProperty> properties)
    {
        var visible = default(FacilitySet.Builder);
        visible.UnionWith(configured);
        if (!IsOn(properties, "pmu"))
        {
            bool keepsPdcm = IsOn(properties, "x-pdcm-on-even-without-pmu") && visible.Contains(X86Facility.Pdcm.Index);
            visible.ExceptWith(X86Data.NeedsPmu);
            if (keepsPdcm)
            {
                visible.Add(X86Facility.Pdcm.Index);
            }
        }

        foreach ((short facility, short requires) in _dependencies)
        {
            if (!visible.Contains(requires))
            {
                visible.Remove(facility);
            }
        }

        if (visible.Contains(X86Facility.Mpx.Index) && visible.Contains(X86Facility.Apxf.Index) && !IsOn(properties, "x-force-features"))
        {
            visible.Remove(X86Facility.Mpx.Index);
            visible.Remove(X86Facility.Apxf.Index);
        }

        if (isEmulated)
        {
            visible.ExceptWith(_kvm);
        }

        return visible.ToFacilitySet();
    }

    private static bool IsOn(ImmutableArray<CpuModelProperty> properties, string name)
    {
        foreach (CpuModelProperty property in properties)
        {
            if (property.Name == name)
            {
                return property.Value == "on";
            }
        }

        return false;
    }

    public override bool TryRead(CpuModelPropertyInfo property, ReadOnlySpan<char> value, ref CpuIdentity identity, out string text) =>
        X86Properties.TryRead(property, value, ref identity, out text);

    public override ImmutableArray<CpuModelProperty> ListProperties(CpuModel model, bool isFull) => X86Properties.List(model, isFull);
}
