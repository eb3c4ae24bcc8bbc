using CpuFacility.Qemu;

namespace CpuFacility.Tool;

/// <summary>A QMP reply, or a bare <c>{"name": ..., "props": {...}}</c>.</summary>
internal sealed class QmpModelFormat : IModelFormat
{
    public string Name => "a QMP reply";

    public int MaximumLength => QmpModelReader.MaximumLength;

    public bool Matches(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> text = content.StartsWith("\uFEFF"u8) ? content["\uFEFF"u8.Length..] : content;
        return text.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
    }

    public bool TryRead(ReleaseView view, ReadOnlySpan<byte> content, out HostDescription? description, out FacilityFormatError error)
    {
        description = QmpModelReader.TryParseAny(view.WithoutDocuments.Registries(), content, out CpuModel? model, out error) ? new HostDescription(new HostCapability(model, source: Name)) : null;
        return description is not null;
    }
}
