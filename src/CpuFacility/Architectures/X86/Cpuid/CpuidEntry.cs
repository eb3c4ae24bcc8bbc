using System.Globalization;

namespace CpuFacility.X86;

/// <summary>One line of a CPUID table: leaf (EAX before the instruction), subleaf (ECX before it) and what it gives.</summary>
/// <param name="Leaf">The leaf, such as 0x80000001.</param>
/// <param name="Subleaf">The subleaf; 0 for leaves that have none.</param>
/// <param name="Registers">The registers.</param>
public readonly record struct CpuidEntry(uint Leaf, uint Subleaf, CpuidRegisters Registers)
{
    /// <summary>The line as the tool <c>cpuid -r</c> writes it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"0x{Leaf:x8} 0x{Subleaf:x2}: {Registers}");
}
