using System.Collections.Immutable;
using CpuFacility.X86;

namespace CpuFacility.Tool;

/// <summary>A host, and what its description has beyond that.</summary>
/// <param name="Host">The host.</param>
/// <param name="Cpuid">The CPUID table of an x86 processor, if the description is one.</param>
internal sealed record HostDescription(HostCapability Host, CpuidData? Cpuid = null)
{
    /// <summary>What a user must know of the description beside the answer, as sentences.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}
