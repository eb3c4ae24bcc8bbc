using System.Collections.Immutable;

namespace CpuFacility.Arm;

/// <summary>The properties of QEMU's Arm models: their values in expressions, what they do to a guest's registers, and their values in expansions.</summary>
internal static class ArmQemuProperties
{
    private const string Wide = "aarch64";
    private const string Performance = "pmu";
    private const string PointerAuthentication = "pauth";
    private const string Sve = "sve";

    private static readonly (string Name, int Number)[] Algorithms =
    [
        ("pauth-impdef", ArmPointerAuthentication.ImplementationDefined),
        ("pauth-qarma3", ArmPointerAuthentication.Qarma3),
        ("pauth-qarma5", ArmPointerAuthentication.Qarma5),
    ];

    private static readonly FacilitySet OfPerformance = ArmFacilities.Union(static field => field.ToString() == "ID_AA64DFR0_EL1.PMUVer");

    private static readonly FacilitySet OfSve = ArmFacilities
        .Union(static field => field.Register.Name == "ID_AA64ZFR0_EL1" || field.ToString() == "ID_AA64PFR0_EL1.SVE")
        .Union(ArmFacilities.VectorLengths);

    /// <summary>By property, what a model must have to have it.</summary>
    private static readonly string[] Needs = ArmData.PropertiesQemu11_1.Needs();

    public static ImmutableArray<CpuModelPropertyInfo> All { get; } =
    [
        .. Enumerable.Range(0, Needs.Length).Select(static row => new CpuModelPropertyInfo(
            ArmData.PropertiesQemu11_1.Name()[row],
            ArmData.PropertiesQemu11_1.Type()[row],
            ArmData.PropertiesQemu11_1.Value()[row],
            "cpu",
            IsStatic: false)),
    ];

    public static bool TryRead(CpuModelPropertyInfo property, ReadOnlySpan<char> value, out string text)
    {
        bool isOn = value is "on" or "yes" or "true" or "y";
        bool isSwitch = isOn || value is "off" or "no" or "false" or "n";
        text = isSwitch ? Switch(isOn) : $"'{property.Name}' takes 'on' or 'off', not '{CpuModelExpression.Shorten(value)}'.";
        return isSwitch;
    }

    /// <summary>What keeps QEMU from starting a model with some properties. With 64 bits off, it looks at no others.</summary>
    public static (string Property, string Sentence)? FindConflict(CpuModelDefinition definition, ImmutableArray<CpuModelProperty> properties)
    {
        foreach (CpuModelProperty property in properties)
        {
            if (!Has(definition, property.Name))
            {
                return (property.Name, $"'{property.Name}' is no property of {definition.Name}.");
            }
        }

        if (Get(properties, Wide) == false)
        {
            return null;
        }

        string[] chosen = [.. Algorithms.Select(static one => one.Name).Where(name => Get(properties, name) == true)];
        if (chosen.Length > 1)
        {
            return (chosen[1], $"'{chosen[0]}' and '{chosen[1]}' cannot both be on: a processor has one algorithm.");
        }

        if (chosen.Length == 1 && Get(properties, PointerAuthentication) == false)
        {
            return (chosen[0], $"'{chosen[0]}' cannot be on while '{PointerAuthentication}' is off.");
        }

        ArmVectorLengths supported = ArmVectorLengths.FromFacilities(definition.Default);
        if (!supported.IsEmpty && !ArmVectorLengthChoice.TryResolve(supported, properties, out _, out ArmLengthConflict? conflict))
        {
            return (conflict!.Property, conflict.Sentence);
        }

        return null;
    }

    /// <summary>
    /// What a guest sees. With 64 bits off, it has no vector lengths, and its ID registers are as they were: what QEMU shows a guest of 32 bits is not
    /// known. Properties that are in conflict, which no expression has, change nothing.
    /// </summary>
    public static FacilitySet Apply(in FacilitySet configured, ImmutableArray<CpuModelProperty> properties)
    {
        if (Get(properties, Wide) == false)
        {
            return configured.Except(ArmFacilities.VectorLengths);
        }

        FacilitySet visible = configured;
        if (Get(properties, Performance) == false)
        {
            visible = visible.Except(OfPerformance);
        }

        if (Get(properties, PointerAuthentication) == false)
        {
            visible = visible.Except(ArmPointerAuthentication.Facilities);
        }
        else if (ArmPointerAuthentication.IsIn(visible))
        {
            foreach ((string name, int number) in Algorithms)
            {
                visible = Get(properties, name) == true ? ArmPointerAuthentication.Choose(visible, number) : visible;
            }
        }

        if (Get(properties, Sve) == false)
        {
            return visible.Except(OfSve);
        }

        ArmVectorLengths supported = ArmVectorLengths.FromFacilities(visible);
        return !supported.IsEmpty && ArmVectorLengthChoice.TryResolve(supported, properties, out ArmVectorLengths lengths, out _)
            ? visible.Except(ArmFacilities.VectorLengths).Union(lengths.ToFacilities())
            : visible;
    }

    /// <summary>The properties of a model's full expansion.</summary>
    public static ImmutableArray<CpuModelProperty> List(CpuModel model)
    {
        ArmVectorLengths lengths = ArmVectorLengths.FromFacilities(model.Facilities);
        var listed = ImmutableArray.CreateBuilder<CpuModelProperty>();
        foreach (CpuModelPropertyInfo property in All.Where(property => Has(model.Definition, property.Name)))
        {
            string value = ArmVectorLengthChoice.TryGetLength(property.Name, out int length)
                ? Switch(lengths.Contains(length) || IsOnUnchecked(model, property.Name))
                : Get(model.Properties, property.Name) is bool isOn ? Switch(isOn) : property.DefaultValue;
            listed.Add(new CpuModelProperty(property.Name, value));
        }

        return listed.ToImmutable();
    }

    /// <summary>
    /// What QEMU says before it starts a model with some properties, or null: in its words, and about the first in its order. With 64 bits off, it looks
    /// at none of them.
    /// </summary>
    public static string? FindRefusal(CpuModelDefinition definition, ImmutableArray<CpuModelProperty> properties)
    {
        if (Get(properties, Wide) == false)
        {
            return null;
        }

        ArmVectorLengths supported = ArmVectorLengths.FromFacilities(definition.Default);
        if (!supported.IsEmpty && !ArmVectorLengthChoice.TryResolve(supported, properties, out _, out ArmLengthConflict? conflict))
        {
            return $"cannot {(conflict!.IsOn ? "enable" : "disable")} {conflict.Property}";
        }

        return (Algorithms.Count(one => Get(properties, one.Name) == true), Get(properties, PointerAuthentication)) switch
        {
            ( > 0, false) => "cannot enable pauth-impdef, pauth-qarma3 or pauth-qarma5 without pauth",
            ( > 1, _) => "cannot enable pauth-impdef, pauth-qarma3 and pauth-qarma5 at the same time",
            _ => null,
        };
    }

    /// <summary>The value of a property that is not set, empty if models have different ones.</summary>
    public static string GetDefault(string property) => All[FindRow(property)].DefaultValue;

    /// <summary>The property that switches some facilities off, or null if none does so for all of them.</summary>
    public static string? FindSwitch(in FacilitySet facilities) =>
        facilities.IsSubsetOf(OfPerformance) ? Performance
        : facilities.IsSubsetOf(ArmPointerAuthentication.Facilities) ? PointerAuthentication
        : facilities.IsSubsetOf(OfSve) ? Sve
        : null;

    /// <summary>Whether a property is set to on or off; null if it is not set.</summary>
    public static bool? Get(ImmutableArray<CpuModelProperty> properties, string name)
    {
        foreach (CpuModelProperty property in properties)
        {
            if (property.Name == name)
            {
                return property.Value == "on";
            }
        }

        return null;
    }

    /// <summary>With 64 bits off, QEMU does not look at lengths, and shows those that were switched on as they were.</summary>
    private static bool IsOnUnchecked(CpuModel model, string length) =>
        Get(model.Properties, Wide) == false && Get(model.Properties, Sve) != false && Get(model.Properties, length) == true;

    private static bool Has(CpuModelDefinition definition, string property) => Needs[FindRow(property)] switch
    {
        PointerAuthentication => ArmPointerAuthentication.IsIn(definition.Default),
        Sve => definition.Default.Contains(ArmFacility.Sve.Index),
        _ => true,
    };

    private static int FindRow(string property)
    {
        int row = 0;
        while (All[row].Name != property)
        {
            row++;
        }

        return row;
    }

    private static string Switch(bool isOn) => isOn ? "on" : "off";
}
