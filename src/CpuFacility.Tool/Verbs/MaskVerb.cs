using System.CommandLine;
using System.Text.Json;
using CpuFacility.X86;

namespace CpuFacility.Tool;

/// <summary>Masks the CPUID table of an x86 host as a hypervisor does for a guest, or tells what a masked table hides.</summary>
internal static class MaskVerb
{
    private const string Keep = "keep";
    private const string Clear = "clear";

    public static Command Create(VerbContext context, Terminal terminal)
    {
        var file = new Argument<string?>("@FILE")
        {
            Description = "The host's CPUID table: what cpuid -r or libvirt (<cpudata>) writes, or the bytes of a kvm_cpuid2; left out, this machine.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var model = new Option<string?>("--model") { Description = "The model that the guest is to see.", HelpName = "MODEL" };
        var unnamed = new Option<string>("--unnamed")
        {
            Description = "What becomes of bits that have no name here: clear or keep.",
            HelpName = "POLICY",
            DefaultValueFactory = static _ => Clear,
        };
        var guest = new Option<string?>("--guest") { Description = "Instead of masking: tell what this table of a guest hides of the host.", HelpName = "@FILE" };
        Option<string?> form = CpuidTables.Form();
        return context.Verb(
            "mask",
            "Mask the CPUID table of an x86 host for a guest, and say what that takes away.",
            ["cpufacility mask @host.xml --model Haswell-v4 --as cpuid", "cpufacility mask @host.txt --guest @guest.txt"],
            [file, model, unnamed, guest, form],
            result =>
            {
                CpuModelRegistry registry = context.View(result).Registry(CpuArchitecture.X86);
                if ((result.GetValue(model) is null) == (result.GetValue(guest) is null))
                {
                    throw new UsageException(result.GetValue(model) is null
                        ? "Say what the guest is to see: --model MODEL, or --guest @FILE for a table that is masked already."
                        : "A guest is described by --model or by --guest, not by both.");
                }

                if (new[] { result.GetValue(file), result.GetValue(model), result.GetValue(guest) }.Count(static text => text == "@-") > 1)
                {
                    throw new UsageException("Standard input can stand for one table or model only.");
                }

                CpuidData host = CpuidFile.Read(result.GetValue(file), terminal);
                if (result.GetValue(guest) is string masked)
                {
                    return new Difference(registry, host.FindHidden(CpuidFile.Read(masked, terminal)));
                }

                CpuModel wanted = context.Models(result).Read(result.GetValue(model)!);
                if (wanted.Architecture != CpuArchitecture.X86)
                {
                    throw new UsageException($"'{wanted.Name}' is of architecture {Architectures.NameOf(wanted.Architecture)}: a mask is for x86.");
                }

                CpuidMaskReport report = host.Mask(wanted.Facilities, ReadPolicy(result.GetValue(unnamed)!));
                return result.GetValue(form) is string program
                    ? new CpuidVerb.TableAnswer(report.Table, CpuidTables.Write(report.Table, program))
                    : new Answer(wanted, report);
            });
    }

    private static UnnamedBitsPolicy ReadPolicy(string text) => text switch
    {
        Keep => UnnamedBitsPolicy.Keep,
        Clear => UnnamedBitsPolicy.Clear,
        _ => throw new UsageException($"'{Shortened.Text(text)}' is no policy for --unnamed: it takes {Clear} or {Keep}."),
    };

    private static IEnumerable<string> Names(CpuModelRegistry registry, FacilitySet facilities) =>
        registry.Vocabulary.Summarize(facilities).ToImmutableArray().Select(static term => term.Name);

    private sealed class Answer(CpuModel wanted, CpuidMaskReport report) : IAnswer
    {
        public ExitCode ExitCode => !report.NotOffered.IsEmpty ? ExitCode.No : !report.Unreported.IsEmpty ? ExitCode.Unknown : ExitCode.Yes;

        public void WriteText(TextOutput output)
        {
            output.WriteLine($"The guest sees {report.Table.ReadFacilities().Count} of the {wanted.Facilities.Count} features of {wanted}.");
            output.WriteNames("not offered by the host", Names(wanted.Registry, report.NotOffered));
            output.WriteNames("not known of the host, and hence not shown", Names(wanted.Registry, report.Unreported));
            output.WriteNames("taken away", Names(wanted.Registry, report.Cleared));
            foreach (UnknownBits bits in report.ClearedUnnamed)
            {
                output.WriteLine($"cleared: {bits}");
            }

            foreach (CpuidAdjustment adjustment in report.Adjustments)
            {
                output.WriteLine(adjustment.Sentence);
            }

            foreach (FacilityDependency dependency in report.UnmetDependencies)
            {
                output.WriteLine(
                    $"{wanted.Registry.Catalog.NameOf(dependency.Dependent)} needs {wanted.Registry.Catalog.NameOf(dependency.Required)}, which is off.");
            }

            output.WriteLine(CpuidTables.Write(report.Table, "cpuid"));
        }

        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteModel("model", wanted);
            json.WriteFacilities("shown", wanted.Registry, report.Table.ReadFacilities());
            json.WriteFacilities("not-offered", wanted.Registry, report.NotOffered);
            json.WriteFacilities("unreported", wanted.Registry, report.Unreported);
            json.WriteFacilities("cleared", wanted.Registry, report.Cleared);
            json.WriteStrings("cleared-unnamed", report.ClearedUnnamed.Select(static bits => bits.ToString()));
            json.WriteStrings("adjustments", report.Adjustments.Select(static adjustment => adjustment.Sentence));
            json.WriteTable("table", report.Table);
        }
    }

    private sealed class Difference(CpuModelRegistry registry, CpuidMaskDifference difference) : IAnswer
    {
        public ExitCode ExitCode => !difference.Invented.IsEmpty ? ExitCode.No : !difference.Unknown.IsEmpty ? ExitCode.Unknown : ExitCode.Yes;

        public void WriteText(TextOutput output)
        {
            output.WriteNames("hidden from the guest", Names(registry, difference.Hidden));
            output.WriteNames("shown to the guest, and not on the host", Names(registry, difference.Invented));
            output.WriteNames("not known, as one of the tables does not say", Names(registry, difference.Unknown));
            if (difference is { Hidden.IsEmpty: true, Invented.IsEmpty: true, Unknown.IsEmpty: true })
            {
                output.WriteLine("The guest sees all that the host has, and nothing else.");
            }
        }

        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteFacilities("hidden", registry, difference.Hidden);
            json.WriteFacilities("invented", registry, difference.Invented);
            json.WriteFacilities("unknown", registry, difference.Unknown);
        }
    }
}
