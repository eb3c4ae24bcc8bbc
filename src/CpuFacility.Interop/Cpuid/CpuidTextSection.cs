using CpuFacility.X86;

namespace CpuFacility.Cpuid;

/// <summary>What the tool <c>cpuid</c> printed for one processor.</summary>
/// <param name="Processor">The number in the heading <c>CPU 0:</c>, or null where it has none (<c>CPU:</c>, or no heading at all).</param>
/// <param name="Data">The table.</param>
public readonly record struct CpuidTextSection(uint? Processor, CpuidData Data)
{
    /// <summary>The heading as the tool writes it.</summary>
    public override string ToString() => Processor is uint processor ? string.Create(null, $"CPU {processor}:") : "CPU:";
}
