using System.CommandLine;
using CpuFacility.Libvirt;

namespace CpuFacility.Tool;

/// <summary><c>virsh cpu-baseline</c>.</summary>
internal static class CpuBaselineVerb
{
    private const string Name = "cpu-baseline";

    public static Command Create(VerbContext context, Terminal terminal)
    {
        LibvirtArgument file = LibvirtVerb.File();
        Option<bool> features = LibvirtVerb.Flag("--features", "Show the features that are part of the model, too.");
        Option<bool> migratable = LibvirtVerb.Flag("--migratable", "Leave out features that block migration.");
        return LibvirtVerb.Verb(
            context,
            terminal,
            Name,
            "Compute what the CPUs of several hosts have in common.",
            ["cpufacility libvirt cpu-baseline hosts.xml", "cpufacility libvirt cpu-baseline hosts.xml --features --edition libvirt-9.0"],
            [.. file.Symbols, features, migratable],
            result =>
            {
                string path = file.Read(result);
                LibvirtCpu[] cpus = LibvirtFile.Read(path, terminal).ParseAll(LibvirtCpuType.Host);
                var options = new LibvirtBaselineOptions
                {
                    Expand = result.GetValue(features),
                    Migratable = result.GetValue(migratable),
                    ForQemu = LibvirtVerb.IsForQemu(context, result),
                    OwnRulesOnly = true,
                };
                return LibvirtHost.Edition(context, result).TryBaseline(cpus, out LibvirtCpu? baseline, out LibvirtFailure? failure, options)
                    ? Describe(baseline)
                    : LibvirtReply.Failed(failure.FullMessage);
            });
    }

    public static LibvirtReply Describe(LibvirtCpu baseline) =>
        new(true, baseline.ToXml(), [], json =>
        {
            json.WriteString("model", baseline.Model);
            json.WriteString("vendor", baseline.Vendor);
            json.WriteString("fallback", baseline.Fallback.ToString().ToLowerInvariant());
            json.WriteStrings("require", Names(baseline, LibvirtFeaturePolicy.Require));
            json.WriteStrings("disable", Names(baseline, LibvirtFeaturePolicy.Disable));
            json.WriteString("xml", baseline.ToXml());
        });

    private static IEnumerable<string> Names(LibvirtCpu cpu, LibvirtFeaturePolicy policy) =>
        cpu.Features.Where(feature => feature.Policy == policy).Select(static feature => feature.Name);
}
