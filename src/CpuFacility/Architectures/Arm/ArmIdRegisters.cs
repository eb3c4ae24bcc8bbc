using System.Collections.Immutable;

namespace CpuFacility.Arm;

/// <summary>
/// The values of all ID registers of a processor, or of a guest. Two are equal when all values are. Immutable and safe to share between threads.
/// </summary>
public sealed class ArmIdRegisters : IEquatable<ArmIdRegisters>
{
    private readonly ImmutableArray<ulong> _values;
    private readonly FacilitySet _facilities;

    private ArmIdRegisters(ImmutableArray<ulong> values)
    {
        _values = values;
        var facilities = default(FacilitySet.Builder);
        foreach (ArmIdRegister register in ArmIdRegister.All)
        {
            facilities.UnionWith(register.Read(values[register.Number], out _));
        }

        _facilities = facilities.ToFacilitySet();
    }

    /// <summary>All registers 0, as a processor has those that came after it.</summary>
    public static ArmIdRegisters Zero { get; } = new([.. new ulong[ArmIdRegister.All.Length]]);

    /// <summary>The facilities that the values stand for, as far as values are named.</summary>
    public ref readonly FacilitySet Facilities => ref _facilities;

    /// <summary>The value of a register.</summary>
    /// <param name="register">The register.</param>
    public ulong this[ArmIdRegister register]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(register);
            return _values[register.Number];
        }
    }

    /// <summary>The values that say what a set says: fields without a rule are 0.</summary>
    /// <param name="facilities">The set; vector lengths and indexes that are no facilities do not count.</param>
    public static ArmIdRegisters FromFacilities(in FacilitySet facilities)
    {
        var values = ImmutableArray.CreateBuilder<ulong>(ArmIdRegister.All.Length);
        foreach (ArmIdRegister register in ArmIdRegister.All)
        {
            values.Add(register.Write(facilities));
        }

        return new ArmIdRegisters(values.MoveToImmutable());
    }

    /// <summary>The same values but for one register.</summary>
    /// <param name="register">The register.</param>
    /// <param name="value">Its value.</param>
    public ArmIdRegisters With(ArmIdRegister register, ulong value)
    {
        ArgumentNullException.ThrowIfNull(register);
        return new ArmIdRegisters(_values.SetItem(register.Number, value));
    }

    /// <summary>The value of a field.</summary>
    /// <param name="field">The field.</param>
    public uint GetValue(ArmField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Extract(_values[field.Register.Number]);
    }

    /// <summary>
    /// What is safe on both processors, as Linux folds them: each field by its rule, exact for every value; fields without a rule are 0.
    /// </summary>
    /// <param name="other">The values of the other processor.</param>
    public ArmIdRegisters GetCommon(ArmIdRegisters other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var values = ImmutableArray.CreateBuilder<ulong>(_values.Length);
        foreach (ArmIdRegister register in ArmIdRegister.All)
        {
            ulong common = 0;
            foreach (ArmField field in register.Fields)
            {
                common |= (ulong)field.GetSafeValue(GetValue(field), other.GetValue(field)) << field.Shift;
            }

            values.Add(common);
        }

        return new ArmIdRegisters(values.MoveToImmutable());
    }

    /// <summary>
    /// The fields whose value a set cannot say: without a rule and not 0, or of a value between the named ones. The set says less than these.
    /// </summary>
    public ImmutableArray<ArmField> GetUnknownFields()
    {
        var fields = ImmutableArray.CreateBuilder<ArmField>();
        foreach (ArmField field in ArmField.All)
        {
            if (GetValue(field) != field.GetValue(_facilities))
            {
                fields.Add(field);
            }
        }

        return fields.ToImmutable();
    }

    /// <inheritdoc/>
    public bool Equals(ArmIdRegisters? other) => other is not null && _values.AsSpan().SequenceEqual(other._values.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ArmIdRegisters);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (ulong value in _values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <summary>The registers that are not 0, as in <c>ID_AA64PFR0_EL1=0000000000002222H</c>.</summary>
    public override string ToString() => string.Join(' ', ArmIdRegister.All
        .Where(register => this[register] != 0)
        .Select(register => $"{register.Name}={this[register]:X16}H"));
}
