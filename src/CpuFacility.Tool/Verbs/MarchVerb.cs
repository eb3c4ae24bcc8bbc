using System.CommandLine;
using System.Text.Json;
using CpuFacility.Microarchitectures;

namespace CpuFacility.Tool;

/// <summary>Names the microarchitecture of a machine as archspec does, and explains why it is not another one.</summary>
internal static class MarchVerb
{
    public static Command Create(VerbContext context, Terminal terminal)
    {
        var argument = new Argument<string?>("MACHINE")
        {
            Description = "@FILE with a /proc/cpuinfo of any architecture or a CPUID table, or a model; left out, this machine.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var target = new Option<string?>("--target")
        {
            Description = "Explain why the machine is not this one, or that it is. Exit code 0 if code for it runs there.",
            HelpName = "NAME",
        };
        var machine = new Option<string?>("--machine")
        {
            Description = "What 'uname -m' says there, if the text does not tell: ppc64 for a big-endian POWER.",
            HelpName = "NAME",
        };
        return context.Verb(
            "march",
            "Name the microarchitecture of a machine, as archspec and Spack do, and what is missing for the next ones.",
            ["cpufacility march", "cpufacility march @cpuinfo.txt --target x86_64_v4"],
            [argument, target, machine],
            result =>
            {
                Microarchitecture? asked = result.GetValue(target) is string name ? Find(name) : null;
                MicroarchitectureHost host = MachineInput.Read(result.GetValue(argument), result.GetValue(machine), context.Models(result), terminal);
                return asked is null ? new Answer(Detect(host)) : new TargetAnswer(Detect(host).Explain(asked));
            });
    }

    private static MicroarchitectureDetection Detect(MicroarchitectureHost host) =>
        MicroarchitectureGraph.TryFind(host.Family, out Microarchitecture? root) && root.Parents.IsEmpty
            ? MicroarchitectureDetection.Detect(host)
            : throw new UsageException(
                $"archspec knows no machine '{Shortened.Text(host.Family)}'. It knows: {string.Join(", ", MicroarchitectureGraph.All.Where(static known => known.Parents.IsEmpty))}.");

    private static Microarchitecture Find(string name) =>
        MicroarchitectureGraph.TryFind(name, out Microarchitecture? target, out FacilityFormatError error) ? target : throw new UsageException(error.Reason);

    private static void Write(Utf8JsonWriter json, MicroarchitectureReport report)
    {
        json.WriteStartArray("reasons");
        foreach (MicroarchitectureReason reason in report.Reasons)
        {
            json.WriteStartObject();
            json.WriteString("kind", reason.Kind.ToString().ToLowerInvariant());
            json.WriteStrings("features", reason.Features);
            json.WriteString("sentence", reason.Sentence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private sealed class Answer(MicroarchitectureDetection detection) : IAnswer
    {
        public ExitCode ExitCode => ExitCode.Yes;

        /// <summary>What descends directly from the machine's own or from its level, is not reached, and is not another vendor's.</summary>
        private MicroarchitectureReport[] Next =>
        [
            .. MicroarchitectureGraph.All
                .Where(target => target.Parents.Contains(detection.Target) || (target.IsGeneric && target.Parents.Contains(detection.Level)))
                .Where(target => target.IsGeneric || target.Vendor == detection.Host.Vendor || detection.Target.IsGeneric && detection.Host.Vendor == Microarchitecture.GenericVendor)
                .Select(detection.Explain)
                .Where(static report => !report.IsCompatible),
        ];

        public void WriteText(TextOutput output)
        {
            output.WriteLine($"{detection.Target}: {detection.Target.Title}");
            output.WriteLine($"level       {detection.Level}");
            output.WriteLine($"vendor      {detection.Host.Vendor}");
            output.WriteNames("code for these runs there", detection.Compatible.Select(static target => target.Name));
            foreach (MicroarchitectureReport report in Next)
            {
                output.WriteLine($"Not {report.Target}:");
                foreach (MicroarchitectureReason reason in report.Reasons)
                {
                    output.WriteLine($"  {reason.Sentence}");
                }
            }
        }

        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteString("edition", MicroarchitectureGraph.Edition);
            json.WriteString("name", detection.Target.Name);
            json.WriteString("title", detection.Target.Title);
            json.WriteString("level", detection.Level.Name);
            json.WriteString("family", detection.Host.Family);
            json.WriteString("vendor", detection.Host.Vendor);
            json.WriteStrings("compatible", detection.Compatible.Select(static target => target.Name));
            json.WriteStartArray("next");
            foreach (MicroarchitectureReport report in Next)
            {
                json.WriteStartObject();
                json.WriteString("name", report.Target.Name);
                Write(json, report);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    private sealed class TargetAnswer(MicroarchitectureReport report) : IAnswer
    {
        public ExitCode ExitCode => report.IsCompatible ? ExitCode.Yes : ExitCode.No;

        public void WriteText(TextOutput output)
        {
            foreach (string line in report.ToString().Split('\n'))
            {
                output.WriteLine(line);
            }
        }

        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteString("edition", MicroarchitectureGraph.Edition);
            json.WriteString("name", report.Detected.Name);
            json.WriteString("target", report.Target.Name);
            json.WriteBoolean("compatible", report.IsCompatible);
            json.WriteBoolean("detected", report.IsDetected);
            Write(json, report);
        }
    }
}
