using System.Globalization;

namespace CpuFacility.X86;

/// <summary>What CPUID gives for a leaf and subleaf: four registers of 32 bits. Bit 0 is the least significant.</summary>
/// <param name="Eax">The register EAX.</param>
/// <param name="Ebx">The register EBX.</param>
/// <param name="Ecx">The register ECX.</param>
/// <param name="Edx">The register EDX.</param>
public readonly record struct CpuidRegisters(uint Eax, uint Ebx, uint Ecx, uint Edx)
{
    /// <summary>The registers in hexadecimal, as the tool <c>cpuid -r</c> writes them.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"eax=0x{Eax:x8} ebx=0x{Ebx:x8} ecx=0x{Ecx:x8} edx=0x{Edx:x8}");
}
