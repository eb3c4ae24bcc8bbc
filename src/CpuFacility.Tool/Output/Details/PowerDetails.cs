using System.Collections.Immutable;
using System.Text.Json;
using CpuFacility.Power;

namespace CpuFacility.Tool;

/// <summary>What there is to say of POWER beyond any architecture: compatibility modes.</summary>
internal static class PowerDetails
{
    /// <summary>The modes that a guest's host and another one both offer, or null if that is of another architecture.</summary>
    public static PowerCommonMode? Of(CompatibilityReport report) =>
        report.Capability.Architecture == CpuArchitecture.Power ? new HostCapability(report.Guest).GetCommonMode(report.Capability) : null;

    /// <summary>The modes that a set has, oldest first.</summary>
    public static ImmutableArray<PowerCompatibilityMode> ModesOf(FacilitySet facilities) =>
        [.. PowerCompatibilityMode.All.Where(mode => facilities.Contains(mode.Facility.Index))];

    /// <summary>The modes that models have in common, oldest first.</summary>
    public static ImmutableArray<PowerCompatibilityMode> ModesOf(IReadOnlyList<CpuModel> models) =>
        ModesOf(models.Skip(1).Aggregate(models[0].Facilities, static (common, model) => common.Intersect(model.Facilities)));

    /// <summary>How a guest is limited to a mode.</summary>
    public static string DescribeLimit(PowerCompatibilityMode mode) => $"QEMU: max-cpu-compat={mode}; libvirt: {LibvirtElement(mode)} in a <cpu mode='host-model'>";

    public static string List(IEnumerable<PowerCompatibilityMode> modes) => string.Join(", ", modes) is { Length: > 0 } text ? text : "none";

    public static void WriteModes(this Utf8JsonWriter json, string name, IEnumerable<PowerCompatibilityMode> modes) =>
        json.WriteStrings(name, modes.Select(static mode => mode.Name));

    public static void WriteText(this PowerCommonMode common, TextOutput output)
    {
        output.WriteLine($"Compatibility modes that both offer: {List(common.Modes)}.");
        if (common.Mode is not PowerCompatibilityMode mode)
        {
            return;
        }

        output.WriteLine($"The highest is {mode} ({DescribeLimit(mode)}).");
        WriteLost(output, "the guest's host", common.First, common.LostOnFirst, common.ThreadsLostOnFirst);
        WriteLost(output, "this host", common.Second, common.LostOnSecond, common.ThreadsLostOnSecond);
        if (!common.Unreported.IsEmpty)
        {
            output.WriteLine($"Not known of {common.Unreported.Count} {(common.Unreported.Count == 1 ? "facility" : "facilities")} of the mode.");
        }
    }

    public static void WriteJson(this Utf8JsonWriter json, string name, PowerCommonMode common)
    {
        json.WriteStartObject(name);
        json.WriteModes("modes", common.Modes);
        json.WriteString("mode", common.Mode?.Name);
        json.WriteString("qemu", common.Mode is PowerCompatibilityMode mode ? $"max-cpu-compat={mode}" : null);
        json.WriteString("libvirt", common.Mode is PowerCompatibilityMode own ? LibvirtElement(own) : null);
        json.WriteFacilities("has", common.First.Registry, common.Facilities);
        json.WriteNumber("unreported", common.Unreported.Count);
        json.WriteFacilities("lost-on-guests-host", common.First.Registry, common.LostOnFirst);
        json.WriteFacilities("lost-on-host", common.Second.Registry, common.LostOnSecond);
        json.WriteNumber("threads", common.MaximumThreads);
        json.WriteNumber("threads-lost-on-guests-host", common.ThreadsLostOnFirst);
        json.WriteNumber("threads-lost-on-host", common.ThreadsLostOnSecond);
        json.WriteEndObject();
    }

    /// <summary>libvirt takes modes by number alone: <c>power7+</c> is none of its.</summary>
    private static string LibvirtElement(PowerCompatibilityMode mode) => $"<model>{mode.Name.TrimEnd('+')}</model>";

    private static void WriteLost(TextOutput output, string where, CpuModel host, in FacilitySet lost, int threads)
    {
        string threadsToo = threads == 0 ? "" : $"{(lost.IsEmpty ? "" : "; ")}{threads} threads of a core";
        if (!lost.IsEmpty || threads != 0)
        {
            output.WriteLine($"  lost on {where}: {host.Registry.Vocabulary.Format(lost)}{threadsToo}");
        }
    }
}
