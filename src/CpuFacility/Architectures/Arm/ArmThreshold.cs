namespace CpuFacility.Arm;

/// <summary>A field and the least value of it that means something: values are compared as numbers, with their sign in a signed field.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">The value.</param>
public readonly record struct ArmThreshold(ArmField Field, uint Value)
{
    /// <summary>Whether a value of the field is that one or a higher one.</summary>
    /// <param name="value">The value of the field.</param>
    public bool IsReached(uint value) => Field.Interpret(value) >= Field.Interpret(Value);

    /// <summary>Field and value, as in <c>ID_AA64ZFR0_EL1.SVEver from 1</c>.</summary>
    public override string ToString() => string.Create(null, $"{Field} from {Field.Interpret(Value)}");

    internal static ArmThreshold Read(string field, uint value) =>
        ArmField.TryFind(field, out ArmField? found)
            ? new ArmThreshold(found, value)
            : throw new InvalidOperationException($"There is no field {field}.");
}
