namespace CpuFacility.S390x;

/// <summary>
/// An instruction blocking control value: 12 bits that tell a machine up to which level instructions are allowed. It stands for generation
/// and GA level from generation 10 on; 0 stands for older ones, or for no blocking.
/// </summary>
/// <remarks>The rule is QEMU's (<c>target/s390x/cpu_models.c</c>): (generation - 10) in the high byte, GA level in the low four bits.</remarks>
public readonly record struct S390xIbc
{
    private const int FirstGeneration = 10;

    /// <summary>Creates a value.</summary>
    /// <param name="value">The value, 0 to 0xFFF.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value has more than 12 bits.</exception>
    public S390xIbc(int value)
    {
        if (value is < 0 or > 0xFFF)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "An instruction blocking control value is 0 to 4095 (0xFFF).");
        }

        Value = value;
    }

    /// <summary>The value, 0 to 0xFFF.</summary>
    public int Value { get; }

    /// <summary>The generation, 10 or more; 0 if the value is 0.</summary>
    public int Generation => Value == 0 ? 0 : (Value >> 4) + FirstGeneration;

    /// <summary>The GA level, 0 to 15; 0 if the value is 0.</summary>
    public int Ga => Value & 0xF;

    /// <summary>The value of a level: 0 before generation 10.</summary>
    /// <param name="generation">The generation, 0 to 265.</param>
    /// <param name="ga">The GA level, 0 to 15.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static S390xIbc FromLevel(int generation, int ga)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(generation);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(generation, 0xFF + FirstGeneration);
        ArgumentOutOfRangeException.ThrowIfNegative(ga);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ga, 0xF);
        return generation < FirstGeneration ? default : new S390xIbc(((generation - FirstGeneration) << 4) + ga);
    }

    /// <summary>The value as three hexadecimal digits, as in <c>0x042</c>.</summary>
    public override string ToString() => $"0x{Value:x3}";
}
