using System.Globalization;

namespace CpuFacility.X86;

/// <summary>A model-specific register that was read: its number and its 64 bits. Bit 0 is the least significant.</summary>
/// <param name="Index">The number, such as 0x10A for the architectural capabilities.</param>
/// <param name="Value">The value.</param>
public readonly record struct MsrEntry(uint Index, ulong Value)
{
    /// <summary>Number and value in hexadecimal.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"MSR 0x{Index:x}: 0x{Value:x16}");
}
