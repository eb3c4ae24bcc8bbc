using System.Collections.Immutable;
using CpuFacility.Arm;
using CpuFacility.Libvirt;
using CpuFacility.X86;

namespace CpuFacility.Tool;

/// <summary>A host, and what its description has beyond that.</summary>
/// <param name="Host">The host.</param>
/// <param name="Cpuid">The CPUID table of an x86 processor, if the description is one.</param>
internal sealed record HostDescription(HostCapability Host, CpuidData? Cpuid = null)
{
    /// <summary>The model itself, if the description is that of a model: with what a host has no place for, such as properties.</summary>
    public CpuModel? Model { get; init; }

    /// <summary>Linux' words for an Arm machine, if it wrote the description: they say of pointer authentication that it is there, and not how.</summary>
    public ArmHwcaps ArmWords { get; init; }

    /// <summary>The definition, if libvirt wrote the description; its architecture is always named.</summary>
    public LibvirtCpu? Definition { get; init; }

    /// <summary>What a user must know of the description beside the answer, as sentences.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}
