using CpuFacility.Linux;

namespace CpuFacility.Tool;

/// <summary>The text of <c>/proc/cpuinfo</c> of Linux on x86.</summary>
internal sealed class X86CpuInfoFormat : IModelFormat
{
    public string Name => "/proc/cpuinfo of Linux on x86";

    public int MaximumLength => X86CpuInfo.MaximumLength;

    public bool Matches(ReadOnlySpan<byte> content) => X86CpuInfo.Matches(content);

    public bool TryRead(ReleaseView view, ReadOnlySpan<byte> content, out HostDescription? description, out FacilityFormatError error)
    {
        description = null;
        if (!X86CpuInfo.TryParse(content, out X86CpuInfo? info, out error))
        {
            return false;
        }

        CpuModelRegistry registry = view.Registry(CpuArchitecture.X86);
        description = X86HostReader.TryDescribe(registry, info, Name);
        if (description is null)
        {
            error = new FacilityFormatError(0, $"The processor, {info.Identity}, has too few features for any model of {registry.Edition}.");
        }

        return description is not null;
    }
}
