using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using CpuFacility.Libvirt;

namespace CpuFacility.Tool;

/// <summary>Writes a model in libvirt's words or in QEMU's, and says what that loses.</summary>
internal static class ConvertVerb
{
    private const string Libvirt = "libvirt";
    private const string Qemu = "qemu";

    public static Command Create(VerbContext context, Terminal terminal)
    {
        Argument<string> model = VerbContext.Model(
            "EXPR", "A model in the words of the other: QEMU's for --to libvirt, libvirt's for --to qemu; or @FILE, whose form says whose words it has.");
        var to = new Option<string>("--to") { Description = "In whose words: libvirt writes a <cpu>, qemu an expression for -cpu.", HelpName = "libvirt|qemu", Required = true };
        return context.Verb(
            "convert",
            "Convert a model between libvirt's words and QEMU's, with what that loses.\n\n"
                + "The model is written on standard output alone, and what is lost, added or unknown as notes on standard error. --edition says which\n"
                + "libvirt is meant: libvirt-12.8 unless it is libvirt-9.0. Exit code 0: exact; 1: something is not kept.",
            ["cpufacility convert Haswell-v4,+vmx --to libvirt", "cpufacility convert @guest.xml --to qemu --edition libvirt-9.0"],
            [model, to],
            result =>
            {
                ReleaseView asked = context.View(result);
                bool toLibvirt = ReadTarget(result.GetRequiredValue(to)) == Libvirt;
                string text = result.GetRequiredValue(model);
                HostDescription source = new ModelArgument(terminal, toLibvirt && !text.StartsWith('@') ? asked.InQemusWords : asked.InLibvirtsWords)
                {
                    WritesNotes = false,
                }.ReadDescription(text);
                // What a definition's model cannot say, the answer itself lists.
                ModelFile.WriteNotes(source.Definition is LibvirtCpu definition ? LibvirtNotes.ListIgnored(definition) : source.Notes, terminal);

                return toLibvirt ? ToLibvirt(source, asked.LibvirtEdition, terminal) : ToQemu(source, asked.LibvirtEdition, terminal);
            });
    }

    private static string ReadTarget(string text) => text is Libvirt or Qemu
        ? text
        : throw new UsageException($"'{Shortened.Text(text)}' is nothing to convert to: --to takes {Libvirt} or {Qemu}.");

    private static Answer ToLibvirt(HostDescription source, LibvirtEdition edition, Terminal terminal)
    {
        CpuModel model = source.Model ?? source.Host.Offer;
        return LibvirtConversion.TryFromQemu(model, edition, out LibvirtCpu? cpu, out LibvirtConversionReport? report, out LibvirtFailure? failure)
            ? new Answer(model, Libvirt, edition.Name, cpu.ToXml(), Machine: null, report, WithLeftovers(report, source, edition), terminal)
            : throw new UnknownException($"There is no such model for libvirt: {failure}.");
    }

    /// <summary>What has QEMU's words already is written as it was understood.</summary>
    private static Answer ToQemu(HostDescription source, LibvirtEdition edition, Terminal terminal)
    {
        CpuModel model = source.Model ?? source.Host.Offer;
        LibvirtCpu? cpu = source.Definition;
        if (cpu is null && model.Registry.Edition == edition.Name)
        {
            cpu = LibvirtConversion.FromQemu(model, edition, out _) with { Architecture = LibvirtName(model.Architecture) };
        }

        LibvirtConversionReport? report = null;
        LibvirtFailure? failure = null;
        CpuModel? made = model;
        if (cpu is not null && !LibvirtConversion.TryToQemu(cpu, edition, out made, out report, out failure))
        {
            throw new UnknownException($"There is no such model for QEMU: {failure}.");
        }

        ImmutableArray<string> unknown = report?.Unknown ?? [.. made!.UnknownProperties.Select(static property => property.ToString())];
        CpuModelProperty[] machine = [.. made!.Properties.Where(IsOfMachine)];
        string expression = machine.Length == 0 ? made.ToString() : made.Name;
        return new Answer(
            model, Qemu, made.Registry.Edition, expression + "\n", machine.Length == 0 ? null : string.Join(',', machine), report, unknown, terminal);

        // On x86 the machine's properties are taken after -cpu as well.
        bool IsOfMachine(CpuModelProperty property) =>
            made.Architecture == CpuArchitecture.Power && made.Registry.Properties.Any(known => known.Name == property.Name && known.Scope == "machine");
    }

    /// <summary>A definition that was read says more than its model.</summary>
    private static ImmutableArray<string> WithLeftovers(LibvirtConversionReport report, HostDescription source, LibvirtEdition edition) =>
        source.Definition is LibvirtCpu cpu && LibvirtModels.TryToModel(cpu, edition, out _, out LibvirtConversionReport? own, out _)
            ? [.. own.Unknown, .. report.Unknown]
            : report.Unknown;

    private static string LibvirtName(CpuArchitecture architecture) => architecture switch
    {
        CpuArchitecture.X86 => "x86_64",
        CpuArchitecture.Power => "ppc64",
        _ => Architectures.NameOf(architecture),
    };

    private sealed record Answer(
        CpuModel Model,
        string To,
        string Edition,
        string Result,
        string? Machine,
        LibvirtConversionReport? Report,
        ImmutableArray<string> Unknown,
        Terminal Terminal) : IAnswer
    {
        public ExitCode ExitCode => Machine is null && Unknown.IsEmpty && Report?.IsExact != false ? ExitCode.Yes : ExitCode.No;

        public void WriteText(TextOutput output)
        {
            output.WriteLine(Result.TrimEnd('\n'));
            ModelFile.WriteNotes(ListNotes(), Terminal);
        }

        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteModel("model", Model);
            json.WriteString("to", To);
            json.WriteString("edition", Edition);
            json.WriteString("result", Result.TrimEnd('\n'));
            json.WriteString("machine", Machine);
            json.WriteBoolean("exact", ExitCode == ExitCode.Yes);
            json.WriteString("renamed", Report is { IsRenamed: true } ? Report.Target : null);
            json.WriteStrings("lost", Report?.Lost ?? []);
            json.WriteStrings("added", Report?.Added ?? []);
            json.WriteStrings("unknown", Unknown);
        }

        private IEnumerable<string> ListNotes()
        {
            if (Report is { IsRenamed: true })
            {
                yield return $"{Edition} has no model {Report.Source}: it is described as {Report.Target}, which is another processor with the same features.";
            }

            if (Report is { Lost.IsEmpty: false })
            {
                yield return $"lost: {string.Join(", ", Report.Lost)}.";
            }

            if (Report is { Added.IsEmpty: false })
            {
                yield return $"added: {string.Join(", ", Report.Added)}.";
            }

            if (!Unknown.IsEmpty)
            {
                yield return $"not converted: {string.Join(", ", Unknown)}.";
            }

            if (Machine is not null)
            {
                yield return $"QEMU takes {Machine} as a property of its machine: -machine pseries,{Machine}.";
            }
        }
    }
}
