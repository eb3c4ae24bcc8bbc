namespace CpuFacility.S390x;

/// <summary>
/// The doubleword that STORE CPU ID stores: version code, serial number, machine type and format bit. An immutable value.
/// </summary>
/// <remarks>
/// Bits from the most significant: 8 of the version code, 24 of the serial number, 16 of the machine type, then the format bit. See the
/// instruction in the z/Architecture Principles of Operation; the use of the format bit is QEMU's (clear for generation 7 only).
/// </remarks>
public readonly record struct S390xCpuId
{
    /// <summary>Takes the doubleword apart; every value is valid.</summary>
    /// <param name="value">The doubleword, as a number.</param>
    public S390xCpuId(ulong value) => Value = value;

    /// <summary>Builds the doubleword.</summary>
    /// <param name="version">The version code, 0 to 0xFF; 0xFF under KVM.</param>
    /// <param name="serial">The serial number, 0 to 0xFFFFFF.</param>
    /// <param name="type">The machine type, 0 to 0xFFFF.</param>
    /// <param name="hasFormatBit">Whether the format bit is on.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public S390xCpuId(int version, int serial, int type, bool hasFormatBit)
    {
        ThrowIfAbove(version, 0xFF, nameof(version));
        ThrowIfAbove(serial, 0xFFFFFF, nameof(serial));
        ThrowIfAbove(type, 0xFFFF, nameof(type));
        Value = ((ulong)version << 56) | ((ulong)serial << 32) | ((ulong)type << 16) | (hasFormatBit ? 1UL << 15 : 0);
    }

    /// <summary>The doubleword, as a number.</summary>
    public ulong Value { get; }

    /// <summary>The version code, 0 to 0xFF.</summary>
    public int Version => (int)(Value >> 56);

    /// <summary>The serial number, 0 to 0xFFFFFF.</summary>
    public int Serial => (int)(Value >> 32) & 0xFFFFFF;

    /// <summary>The machine type, 0 to 0xFFFF.</summary>
    public int Type => (int)(Value >> 16) & 0xFFFF;

    /// <summary>Whether the format bit is on.</summary>
    public bool HasFormatBit => (Value & (1UL << 15)) != 0;

    /// <summary>The doubleword as sixteen hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x16", null);

    private static void ThrowIfAbove(int value, int highest, string name)
    {
        if (value < 0 || value > highest)
        {
            throw new ArgumentOutOfRangeException(name, value, $"The {name} is 0 to {highest} (0x{highest:X}).");
        }
    }
}
