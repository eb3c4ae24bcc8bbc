namespace CpuFacility.Arm;

/// <summary>Pointer authentication in ID registers: which of three algorithms a processor has, and which of its functions.</summary>
internal static class ArmPointerAuthentication
{
    /// <summary>For each algorithm the field of addresses and that of generic data: QARMA5, one of the implementer's own, QARMA3.</summary>
    private static readonly (ArmField Address, ArmField Generic)[] Algorithms =
    [
        (Find("ID_AA64ISAR1_EL1.APA"), Find("ID_AA64ISAR1_EL1.GPA")),
        (Find("ID_AA64ISAR1_EL1.API"), Find("ID_AA64ISAR1_EL1.GPI")),
        (Find("ID_AA64ISAR2_EL1.APA3"), Find("ID_AA64ISAR2_EL1.GPA3")),
    ];

    /// <summary>Everything about pointer authentication.</summary>
    public static FacilitySet Facilities { get; } = ArmFacilities.Union(static field => Algorithms.Any(one => one.Address == field || one.Generic == field));

    /// <summary>The number of <c>pauth-qarma5</c> among the algorithms.</summary>
    public const int Qarma5 = 0;

    /// <summary>The number of <c>pauth-impdef</c>, which is QEMU's choice since 10.0.</summary>
    public const int ImplementationDefined = 1;

    /// <summary>The number of <c>pauth-qarma3</c>.</summary>
    public const int Qarma3 = 2;

    /// <summary>Whether a set has pointer authentication.</summary>
    public static bool IsIn(in FacilitySet facilities) => GetFunctions(facilities) > 0;

    /// <summary>A set with the same functions by another algorithm.</summary>
    public static FacilitySet Choose(in FacilitySet facilities, int algorithm)
    {
        var chosen = default(FacilitySet.Builder);
        chosen.UnionWith(facilities.Except(Facilities));
        Algorithms[algorithm].Address.Encode(GetFunctions(facilities), ref chosen);
        Algorithms[algorithm].Generic.Encode(1, ref chosen);
        return chosen.ToFacilitySet();
    }

    /// <summary>What a set can have by one algorithm or another; nothing if it has no pointer authentication.</summary>
    public static FacilitySet GetChoices(in FacilitySet facilities)
    {
        var choices = default(FacilitySet.Builder);
        if (IsIn(facilities))
        {
            for (int i = 0; i < Algorithms.Length; i++)
            {
                choices.UnionWith(Choose(facilities, i).Intersect(Facilities));
            }
        }

        return choices.ToFacilitySet();
    }

    private static uint GetFunctions(in FacilitySet facilities)
    {
        uint functions = 0;
        foreach ((ArmField address, _) in Algorithms)
        {
            functions = Math.Max(functions, address.GetValue(facilities));
        }

        return functions;
    }

    private static ArmField Find(string name) =>
        ArmField.TryFind(name, out ArmField? field) ? field : throw new InvalidOperationException($"There is no field {name}.");
}
