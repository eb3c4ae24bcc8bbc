using CpuFacility.Arm;
using CpuFacility.Linux;

namespace CpuFacility.Tool;

/// <summary>The text of <c>/proc/cpuinfo</c> of Linux on 64-bit Arm.</summary>
internal sealed class ArmCpuInfoFormat : IModelFormat
{
    public string Name => "/proc/cpuinfo of Linux on Arm";

    public int MaximumLength => ArmCpuInfo.MaximumLength;

    public bool Matches(ReadOnlySpan<byte> content) => ArmCpuInfo.Matches(content);

    public bool TryRead(ReleaseView view, ReadOnlySpan<byte> content, out HostDescription? description, out FacilityFormatError error)
    {
        description = ArmCpuInfo.TryParse(content, out ArmCpuInfo? info, out error) ? Describe(view, info, info.Words, Name) : null;
        return description is not null;
    }

    /// <summary>The machine as a host.</summary>
    public static HostDescription Describe(ReleaseView view, ArmCpuInfo info, ArmHwcaps words, string source) =>
        new(info.CreateHost(view.Registry(CpuArchitecture.Arm), words, source)) { Notes = [.. Notes(info)] };

    private static IEnumerable<string> Notes(ArmCpuInfo info)
    {
        if (info.Kinds.Length > 1)
        {
            yield return $"The processors are of several kinds, of which the first names the host: {string.Join("; ", info.Kinds)}.";
        }

        if (!info.DifferentProcessors.IsEmpty)
        {
            yield return $"Not all processors have the features of the first: those of all count here. {string.Join(", ", info.DifferentProcessors)} differ.";
        }
    }
}
