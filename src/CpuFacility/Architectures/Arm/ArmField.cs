using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CpuFacility.Arm;

/// <summary>
/// A field of an ID register: a small number, and the rule by which one number promises more than another. Immutable and safe to share between
/// threads.
/// </summary>
/// <remarks>
/// <para>In a set, a field is one bit for each named threshold (<c>from-2</c>: 2 or higher; <c>below-3</c>: lower than 3; <c>is-5</c>: exactly 5), so that
/// a field whose value may stand in for another's has all bits of it, and the bits that two values share are those of the value that is safe on both.</para>
/// <para>A value between two named ones has the bits of the lesser: <see cref="ArmIdRegister.Read"/> reports what is lost. The members that take values
/// are exact for every value.</para>
/// </remarks>
public sealed partial class ArmField
{
    private static readonly Lazy<ArmField?[]> ByFacility = new(MapFacilities);

    private readonly ImmutableArray<Level> _levels;
    private readonly ImmutableSortedDictionary<uint, string> _valueNames;
    private readonly FacilitySet _facilities;

    internal ArmField(ArmIdRegister register, int row, IEnumerable<int> levelRows)
    {
        Register = register;
        Name = ArmData.Fields.Field()[row];
        Shift = (int)ArmData.Fields.Shift[row];
        Width = (int)ArmData.Fields.Width[row];
        IsSigned = ArmData.Fields.Signed()[row] == "yes";
        Rule = ReadRule(ArmData.Fields.Rule()[row]);
        string ofKvm = ArmData.Fields.KvmRule()[row];
        KvmRule = ofKvm.Length == 0 ? Rule : ReadRule(ofKvm);
        SafeValue = ArmData.Fields.Safe[row];
        IsUserVisible = ArmData.Fields.Visible()[row] == "yes";
        IsStrict = ArmData.Fields.Strict()[row] == "yes";
        KvmAccess = ArmData.Fields.Kvm()[row] switch
        {
            "writable" => ArmKvmAccess.Writable,
            "fixed" => ArmKvmAccess.Fixed,
            "not-virtualised" => ArmKvmAccess.NotVirtualized,
            _ => ArmKvmAccess.Zero,
        };
        _levels = [.. levelRows.Select(static level => new Level(ArmData.Levels.Value[level], ArmData.Levels.Facility[level]))];
        _facilities = FacilitySet.Create([.. _levels.Select(static level => level.Facility)]);
        _valueNames = ReadNames(ArmData.Fields.Values()[row]);
    }

    /// <summary>All fields, register by register.</summary>
    public static ImmutableArray<ArmField> All => AllFields.Value;

    /// <summary>The register.</summary>
    public ArmIdRegister Register { get; }

    /// <summary>The name within the register, such as <c>SVE</c>.</summary>
    public string Name { get; }

    /// <summary>The lowest bit, 0 to 63, counted from the right.</summary>
    public int Shift { get; }

    /// <summary>The number of bits, 1 to 8.</summary>
    public int Width { get; }

    /// <summary>The greatest value that fits.</summary>
    public uint MaximumValue => (1u << Width) - 1;

    /// <summary>Whether values are numbers with a sign: all bits on are -1.</summary>
    public bool IsSigned { get; }

    /// <summary>The rule of Linux.</summary>
    public ArmFieldRule Rule { get; }

    /// <summary>The rule of KVM, which differs for two fields of ID_AA64DFR0_EL1 that are exact for Linux.</summary>
    public ArmFieldRule KvmRule { get; }

    /// <summary>The value that is safe where values of an <see cref="ArmFieldRule.Exact"/> field differ.</summary>
    public uint SafeValue { get; }

    /// <summary>Whether the field has a rule. The others have no part in sets.</summary>
    public bool IsTracked => Rule != ArmFieldRule.None;

    /// <summary>Whether Linux shows the field to programs.</summary>
    public bool IsUserVisible { get; }

    /// <summary>Whether Linux expects all CPUs of a machine to have one value, and says so when they do not.</summary>
    public bool IsStrict { get; }

    /// <summary>What KVM lets user space do with the field.</summary>
    public ArmKvmAccess KvmAccess { get; }

    /// <summary>The facilities that stand for the field in sets; none for a field that is not tracked.</summary>
    public ref readonly FacilitySet Facilities => ref _facilities;

    /// <summary>Finds a field by register and name, as in <c>ID_AA64PFR0_EL1.SVE</c>, compared exactly.</summary>
    /// <param name="name">The name.</param>
    /// <param name="field">The field found.</param>
    /// <returns>Whether there is one. It does not allocate.</returns>
    public static bool TryFind(ReadOnlySpan<char> name, [NotNullWhen(true)] out ArmField? field)
    {
        field = null;
        int dot = name.IndexOf('.');
        return dot > 0 && ArmIdRegister.TryFind(name[..dot], out ArmIdRegister? register) && register.TryFindField(name[(dot + 1)..], out field);
    }

    /// <summary>Finds the field that a facility is a threshold of.</summary>
    /// <param name="facility">A facility of Arm.</param>
    /// <param name="field">The field found; SVE vector lengths are none.</param>
    /// <returns>Whether there is one. It does not allocate.</returns>
    /// <exception cref="ArgumentException">The facility is of another architecture.</exception>
    public static bool TryFind(Facility facility, [NotNullWhen(true)] out ArmField? field)
    {
        CatalogThrow.IfForeign(facility, CpuArchitecture.Arm, ArmRegistry.Catalog.Count);
        field = ByFacility.Value[facility.Index];
        return field is not null;
    }

    /// <summary>What a value means: the architecture's word for it, such as <c>IMP</c>; null for a value without one.</summary>
    /// <param name="value">The value of the field.</param>
    public string? GetValueName(uint value) => _valueNames.GetValueOrDefault(value);

    /// <summary>A value with what it means, as in <c>0 (not implemented)</c>; values of signed fields with their sign.</summary>
    /// <param name="value">The value of the field.</param>
    public string Describe(uint value)
    {
        string number = Interpret(value).ToString(CultureInfo.InvariantCulture);
        return GetValueName(value) switch
        {
            null => number,
            "NI" => $"{number} (not implemented)",
            "IMP" => $"{number} (implemented)",
            string name when name == number => number,
            string name => $"{number} ({name})",
        };
    }

    /// <summary>The field's value in a register's.</summary>
    /// <param name="register">The value of the register.</param>
    public uint Extract(ulong register) => (uint)(register >> Shift) & MaximumValue;

    /// <summary>Register and name, as in <c>ID_AA64PFR0_EL1.SVE</c>.</summary>
    public override string ToString() => $"{Register.Name}.{Name}";

    private static ArmFieldRule ReadRule(string word) => word switch
    {
        "lower" => ArmFieldRule.Lower,
        "higher" => ArmFieldRule.Higher,
        "higher-or-zero" => ArmFieldRule.HigherOrZero,
        "exact" => ArmFieldRule.Exact,
        _ => ArmFieldRule.None,
    };

    private static ImmutableSortedDictionary<uint, string> ReadNames(string names) => names
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(static name => name.Split('='))
        .ToImmutableSortedDictionary(static name => uint.Parse(name[0], CultureInfo.InvariantCulture), static name => name[1]);

    private static ArmField?[] MapFacilities()
    {
        var fields = new ArmField?[ArmRegistry.Catalog.Count];
        foreach (ArmField field in All)
        {
            foreach (Level level in field._levels)
            {
                fields[level.Facility] = field;
            }
        }

        return fields;
    }

    /// <summary>Apart from the class, as registers make their fields themselves.</summary>
    private static class AllFields
    {
        public static readonly ImmutableArray<ArmField> Value = [.. ArmIdRegister.All.SelectMany(static register => register.Fields)];
    }

    /// <summary>A named threshold and the facility that stands for it.</summary>
    private readonly record struct Level(uint Value, int Facility);
}
