using System.Collections.Immutable;

namespace CpuFacility.Libvirt;

/// <summary>What a definition says and a model has no place for.</summary>
internal static class LibvirtLeftovers
{
    /// <summary>Lists it: a mode or match that depends on the host, policies beyond on and off, elements and attributes.</summary>
    public static ImmutableArray<string> List(LibvirtCpu cpu)
    {
        var unknown = ImmutableArray.CreateBuilder<string>();
        if (cpu.Type == LibvirtCpuType.Guest)
        {
            if (cpu.Mode != LibvirtCpuMode.Custom)
            {
                unknown.Add($"mode {LibvirtWords.Of(cpu.Mode)}");
            }

            if (cpu.Match != LibvirtCpuMatch.Exact)
            {
                unknown.Add($"match {LibvirtWords.Of(cpu.Match)}");
            }

            unknown.AddRange(cpu.Features
                .Where(static feature => feature.Policy is LibvirtFeaturePolicy.Force or LibvirtFeaturePolicy.Optional or LibvirtFeaturePolicy.Forbid)
                .Select(static feature => feature.ToString()));
        }

        unknown.AddRange(cpu.OtherAttributes.Select(static attribute => $"attribute {attribute.Name}"));
        unknown.AddRange(cpu.OtherElements.Select(static element => $"element {element.Name}"));
        return unknown.ToImmutable();
    }
}
