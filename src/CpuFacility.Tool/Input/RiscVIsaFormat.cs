using CpuFacility.Linux;
using CpuFacility.RiscV;

namespace CpuFacility.Tool;

/// <summary>
/// An ISA string of RISC-V: alone, or as the properties of a device tree. As a model it is exactly what it names; as a host, what it cannot name is open.
/// </summary>
internal sealed class RiscVIsaFormat : IModelFormat
{
    public string Name => "an ISA string of RISC-V";

    public int MaximumLength => RiscVIsaText.MaximumLength;

    public bool Matches(ReadOnlySpan<byte> content) => RiscVIsaText.Matches(content);

    public bool TryRead(ReleaseView view, ReadOnlySpan<byte> content, out HostDescription? description, out FacilityFormatError error)
    {
        CpuModelRegistry registry = view.Registry(CpuArchitecture.RiscV);
        description = RiscVIsaText.TryRead(content, out RiscVIsaText? text, out error)
            ? new HostDescription(text.CreateHost(registry, Name)) { Model = registry.FromIsaString(text.Isa) }
            : null;
        return description is not null;
    }
}
