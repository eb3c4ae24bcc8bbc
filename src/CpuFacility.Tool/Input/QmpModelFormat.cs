using CpuFacility.Qemu;

namespace CpuFacility.Tool;

/// <summary>A QMP reply, or a bare <c>{"name": ..., "props": {...}}</c>.</summary>
internal sealed class QmpModelFormat : IModelFormat
{
    public string Name => "QMP reply";

    public int MaximumLength => QmpModelReader.MaximumLength;

    public bool Matches(ReadOnlySpan<byte> start)
    {
        ReadOnlySpan<byte> text = start.StartsWith("\uFEFF"u8) ? start["\uFEFF"u8.Length..] : start;
        return text.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
    }

    public bool TryRead(CpuModelRegistry registry, ReadOnlySpan<byte> content, out CpuModel? model, out FacilityFormatError error) =>
        QmpModelReader.TryParse(registry, content, out model, out error);
}
