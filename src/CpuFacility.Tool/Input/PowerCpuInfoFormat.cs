using CpuFacility.Linux;
using CpuFacility.Power;

namespace CpuFacility.Tool;

/// <summary>The text of <c>/proc/cpuinfo</c> of Linux on POWER, with the feature words if they follow it.</summary>
internal sealed class PowerCpuInfoFormat : IModelFormat
{
    public string Name => "/proc/cpuinfo of Linux on POWER";

    public int MaximumLength => PowerCpuInfo.MaximumLength;

    public bool Matches(ReadOnlySpan<byte> content) => PowerCpuInfo.Matches(content);

    public bool TryRead(ReleaseView view, ReadOnlySpan<byte> content, out HostDescription? description, out FacilityFormatError error)
    {
        description = null;
        if (!PowerCpuInfo.TryParse(content, out PowerCpuInfo? info, out error))
        {
            return false;
        }

        CpuModelRegistry registry = view.Registry(CpuArchitecture.Power);
        description = TryDescribe(registry, info, info.FeatureWords, Name);
        error = description is null ? new FacilityFormatError(0, DescribeUnknown(registry, info.Pvr)) : default;
        return description is not null;
    }

    /// <summary>The machine as a host; null if the edition has no model of it.</summary>
    public static HostDescription? TryDescribe(CpuModelRegistry registry, PowerCpuInfo info, PowerFeatureWords? words, string source) =>
        registry.TryFindByPvr(info.Pvr, out _)
            ? new HostDescription(info.CreateHost(registry, words, source)) { Notes = [.. Notes(info, words)] }
            : null;

    /// <summary>Says that an edition has no model of a processor, and which edition has.</summary>
    public static string DescribeUnknown(CpuModelRegistry registry, uint pvr)
    {
        CpuModelRegistry? other = PowerEditions.All.FirstOrDefault(candidate => candidate.TryFindByPvr(pvr, out _));
        string sentence = $"{registry.Edition} has no model of PVR {pvr:X8}H.";
        return other is null ? sentence : $"{sentence} {other.Edition} has one: add --edition {other.Edition}.";
    }

    private static IEnumerable<string> Notes(PowerCpuInfo info, PowerFeatureWords? words)
    {
        if (words is null)
        {
            yield return "/proc/cpuinfo of POWER does not list facilities. Add them to the text: LD_SHOW_AUXV=1 /bin/true >> FILE.";
        }

        if (!info.DifferentProcessors.IsEmpty)
        {
            yield return $"Not all processors are like the first, which counts here: {string.Join(", ", info.DifferentProcessors)} differ in name or PVR.";
        }
    }
}
