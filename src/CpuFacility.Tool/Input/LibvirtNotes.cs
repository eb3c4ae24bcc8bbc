using System.Collections.Immutable;
using System.Globalization;
using CpuFacility.Libvirt;

namespace CpuFacility.Tool;

/// <summary>What a user must know of a definition of libvirt that a model cannot say.</summary>
internal static class LibvirtNotes
{
    /// <summary>How many sentences say what libvirt passes over: a document can have any number of such parts.</summary>
    private const int MostIgnored = 8;

    public static ImmutableArray<string> List(LibvirtCpu cpu, LibvirtConversionReport? report, string edition)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        if (cpu.Type == LibvirtCpuType.Guest)
        {
            AddMode(notes, cpu);
            Add(notes, cpu, LibvirtFeaturePolicy.Optional, "optional features are as the host has them, and do not count here");
            Add(notes, cpu, LibvirtFeaturePolicy.Force, "forced features are shown to the guest whatever the host has; here they count as required");
            Add(notes, cpu, LibvirtFeaturePolicy.Forbid, "libvirt refuses hosts that have the forbidden features; here they are off, and a host may have them");
        }

        if (report is not null)
        {
            AddNames(notes, $"{edition} has no name for features, or hides them from guests", report.Lost);
            AddNames(notes, $"{edition} cannot leave out features", report.Added);
            if (report.IsRenamed)
            {
                notes.Add($"{edition} has no model {report.Source}: it is described as {report.Target}.");
            }
        }

        notes.AddRange(ListIgnored(cpu));
        return notes.ToImmutable();
    }

    /// <summary>What libvirt passes over in the document, such as an attribute that it has no use for.</summary>
    public static IEnumerable<string> ListIgnored(LibvirtCpu cpu)
    {
        foreach (string sentence in cpu.Ignored.Take(MostIgnored))
        {
            yield return sentence;
        }

        if (cpu.Ignored.Length > MostIgnored)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{cpu.Ignored.Length - MostIgnored} more parts of the document are passed over.");
        }
    }

    private static void AddMode(ImmutableArray<string>.Builder notes, LibvirtCpu cpu)
    {
        if (cpu.Mode != LibvirtCpuMode.Custom)
        {
            notes.Add(cpu.Model!.StartsWith("power", StringComparison.Ordinal)
                ? $"the guest has the host's processor in compatibility mode {cpu.Model}: what the mode has counts here."
                : $"the guest gets what the host has; here the model counts that the document names, {cpu.Model}.");
        }

        if (cpu.Match == LibvirtCpuMatch.Minimum)
        {
            notes.Add("match 'minimum': a guest gets more where the host has more; here what the document names counts.");
        }
        else if (cpu.Match == LibvirtCpuMatch.Strict)
        {
            notes.Add("match 'strict': libvirt refuses hosts that have more; here they do.");
        }
    }

    private static void Add(ImmutableArray<string>.Builder notes, LibvirtCpu cpu, LibvirtFeaturePolicy policy, string meaning) =>
        AddNames(notes, meaning, cpu.Features.Where(feature => feature.Policy == policy).Select(static feature => feature.Name));

    private static void AddNames(ImmutableArray<string>.Builder notes, string meaning, IEnumerable<string> names)
    {
        string list = string.Join(", ", names);
        if (list.Length > 0)
        {
            notes.Add($"{meaning}: {list}.");
        }
    }
}
