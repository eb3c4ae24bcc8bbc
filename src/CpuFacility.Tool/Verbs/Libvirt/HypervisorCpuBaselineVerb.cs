using System.CommandLine;
using CpuFacility.Libvirt;

namespace CpuFacility.Tool;

/// <summary><c>virsh hypervisor-cpu-baseline</c>.</summary>
internal static class HypervisorCpuBaselineVerb
{
    private const string Name = "hypervisor-cpu-baseline";

    public static Command Create(VerbContext context, Terminal terminal)
    {
        LibvirtArgument files = LibvirtVerb.File();
        HypervisorOptions hypervisor = HypervisorOptions.Create(context);
        Option<bool> features = LibvirtVerb.Flag("--features", "Show the features that are part of the model, too.");
        Option<bool> migratable = LibvirtVerb.Flag("--migratable", "Leave out features that block migration.");
        var model = new Option<string?>("--model") { Description = "Instead of a file: one model, without further features.", HelpName = "MODEL" };
        var definitions = new Option<string?>("--definitions")
        {
            Description = "What the host lacks for each model: a file with QEMU's reply to query-cpu-definitions. Domain capabilities of old releases do not have it.",
            HelpName = "FILE",
        };
        return LibvirtVerb.Verb(
            context,
            terminal,
            Name,
            "Compute what several CPUs have in common within what a hypervisor offers.",
            [
                "cpufacility libvirt hypervisor-cpu-baseline hosts.xml --host domcapabilities.xml",
                "cpufacility libvirt hypervisor-cpu-baseline --model EPYC-Milan --host domcapabilities.xml --features",
            ],
            [.. files.Symbols, .. hypervisor.Symbols, features, migratable, model, definitions],
            result =>
            {
                string? path = files.Find(result);
                string? named = result.GetValue(model);
                if ((path is null) == (named is null))
                {
                    throw new LibvirtVerbException(path is null ? "Either --file or --model must be provided" : "Options --file and --model are mutually exclusive");
                }

                LibvirtFile? file = path is null ? null : LibvirtFile.Read(path, terminal);
                LibvirtDomainCapabilities capabilities = hypervisor.Read(result, terminal);
                LibvirtCpu[] cpus = file?.ParseAll(type: null) ?? [new LibvirtCpu { Model = named }];
                var options = new LibvirtBaselineOptions
                {
                    Expand = result.GetValue(features),
                    Migratable = result.GetValue(migratable),
                    Models = result.GetValue(definitions) is string reply ? LibvirtHost.ReadDefinitions(reply, terminal) : null,
                };
                if (!LibvirtHost.Edition(context, result).TryBaselineHypervisor(capabilities, cpus, out LibvirtCpu? baseline, out LibvirtFailure? failure, options))
                {
                    return LibvirtReply.Failed(failure.FullMessage);
                }

                return CpuBaselineVerb.Describe(baseline) with { Notes = options.Models is null ? NoteBlockers(capabilities, baseline) : [] };
            });
    }

    /// <summary>Old releases do not write what stands in the way of a model, which the daemon itself takes into account.</summary>
    private static string[] NoteBlockers(LibvirtDomainCapabilities capabilities, LibvirtCpu baseline) =>
        capabilities.TryFind(baseline.Model!, out LibvirtHypervisorModel? model) && model is { Usability: LibvirtUsability.No, Blockers.IsEmpty: true }
            ? [$"The host calls {model.Name} unusable and does not say what it lacks, as newer releases do with <blockers>: features to be disabled can be missing here. --definitions adds it."]
            : [];
}
