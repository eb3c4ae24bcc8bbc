using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CpuFacility.Linux;
using CpuFacility.Power;
using CpuFacility.S390x;
using CpuFacility.X86;

namespace CpuFacility.Tool;

/// <summary>Finds the definitions that a machine may be, from what it reports of itself.</summary>
internal static class IdentifyVerb
{
    private static readonly Option<string?> CpuId = Hexadecimal("--cpuid", "The doubleword of STORE CPU ID, or the machine type alone.");
    private static readonly Option<string?> Ibc = Hexadecimal("--ibc", "The word of instruction blocking control values, as KVM and the SCLP report it.");
    private static readonly Option<string?> Stfle = Hexadecimal("--stfle", "The facility list, as STORE FACILITY LIST EXTENDED stores it.");

    public static Command Create(VerbContext context, Terminal terminal)
    {
        var file = new Argument<string?>("@FILE|PVR") { Description = "A /proc/cpuinfo of Linux; for Arm also ID registers as text; for x86 also what cpuid -r or libvirt (<cpudata>) writes, or a kvm_cpuid2; for POWER also the PVR alone.", Arity = ArgumentArity.ZeroOrOne };
        return context.Verb(
            "identify",
            "Find the definitions that a machine may be, from what it reports.",
            ["cpufacility identify --cpuid ff00000029640000 --ibc 00100032 --stfle fbf6fffbfcff", "cpufacility identify 0x004e1202 --json", "cpuid -1 -r | cpufacility identify @- --edition libvirt-12.8"],
            [file, CpuId, Ibc, Stfle],
            result => result.GetValue(file) is string name
                ? FromText(name, context.View(result), result, terminal)
                : FromNumbers(context.View(result).Registry(CpuArchitecture.S390x), result));
    }

    private static Option<string?> Hexadecimal(string name, string description) => new(name) { Description = description, HelpName = "HEX" };

    private static IAnswer FromText(string name, ReleaseView view, ParseResult result, Terminal terminal)
    {
        if (result.GetValue(CpuId) is not null || result.GetValue(Ibc) is not null || result.GetValue(Stfle) is not null)
        {
            throw new UsageException("A machine is described by a file, a PVR or the numbers of options, not by two of them.");
        }

        if (!name.StartsWith('@'))
        {
            return PowerIdentifyAnswer.ReadPvr(name) is uint pvr
                ? new PowerIdentifyAnswer(view.Registry(CpuArchitecture.Power), new PowerIdentity(pvr))
                : throw new UsageException("A file is given as @FILE, a PVR of POWER as 0x004e1202.");
        }

        byte[] content = ModelFile.ReadBytes(name[1..], terminal);
        if (ModelFile.TryReadX86(content, view, name[1..], terminal) is HostDescription x86)
        {
            return new X86Answer(x86.Host);
        }

        if (PowerCpuInfo.Matches(content))
        {
            return PowerCpuInfo.TryParse(content, out PowerCpuInfo? power, out FacilityFormatError wrong)
                ? new PowerIdentifyAnswer(view.Registry(CpuArchitecture.Power), power.Identity)
                : throw new UsageException(ModelFile.Place(content, wrong));
        }

        if (ArmCpuInfo.Matches(content) || ArmIdRegisterText.Matches(content))
        {
            return new ArmIdentifyAnswer(ModelFile.Read(content, view, name[1..], terminal));
        }

        if (RiscVCpuInfo.Matches(content) || RiscVIsaText.Matches(content))
        {
            throw new UnknownException($"A RISC-V processor does not say which model it is: 'cpufacility host {Shortened.Text(name)}' shows its extensions and profiles.");
        }

        CpuModelRegistry registry = view.Registry(CpuArchitecture.S390x);
        return S390xCpuInfo.TryParse(content, out S390xCpuInfo? info, out FacilityFormatError error)
            ? new Answer(registry, info.Identify(registry), null, info.UnknownBits, info.UnknownNames)
            : throw new UsageException($"At byte {error.Position}: {error.Reason}");
    }

    private static Answer FromNumbers(CpuModelRegistry registry, ParseResult result)
    {
        if (result.GetValue(CpuId) is not string cpuIdText)
        {
            throw new UsageException("What is to be identified? Give --cpuid, with --ibc and --stfle if they are known, or @FILE.");
        }

        ulong number = ReadNumber("--cpuid", cpuIdText, 16);
        if (cpuIdText.Length is > 4 and < 16)
        {
            throw new UsageException($"--cpuid takes all 16 hexadecimal digits, or the 4 of a machine type, not '{Shortened.Text(cpuIdText)}'.");
        }

        S390xCpuId cpuId = cpuIdText.Length <= 4 ? new S390xCpuId(0xFF, 0, (int)number, hasFormatBit: true) : new S390xCpuId(number);
        var ibc = new S390xIbcRange(result.GetValue(Ibc) is string ibcText ? (uint)ReadNumber("--ibc", ibcText, 8) : 0);
        FacilitySet facilities = ReadList(result.GetValue(Stfle), out UnknownBits unknown);

        // The list says nothing of the facilities of other blocks: they may be there.
        FacilitySet unreported = result.GetValue(Stfle) is null
            ? registry.Catalog.All
            : registry.Catalog.All.Except(S390xBlocks.Stfl.Facilities);
        return new Answer(
            registry,
            registry.Identify(cpuId, ibc, facilities, unreported),
            registry.IdentifyAsQemu(cpuId, ibc, facilities.Union(unreported)),
            unknown,
            []);
    }

    private static ulong ReadNumber(string option, string text, int digits) =>
        text.Length <= digits && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong number)
            ? number
            : throw new UsageException($"{option} takes up to {digits} hexadecimal digits, not '{Shortened.Text(text)}'.");

    private static FacilitySet ReadList(string? text, out UnknownBits unknown)
    {
        unknown = default;
        if (text is null)
        {
            return default;
        }

        byte[] bytes = new byte[(text.Length + 1) / 2];
        if (text.Length % 2 != 0 || Convert.FromHexString(text, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            throw new UsageException($"--stfle takes an even number of hexadecimal digits, not '{Shortened.Text(text)}'.");
        }

        return S390xBlocks.Stfl.TryRead(bytes, out FacilitySet facilities, out unknown, out FacilityFormatError error)
            ? facilities
            : throw new UsageException(error.Reason);
    }

    private sealed class X86Answer(HostCapability host) : IAnswer
    {
        private readonly ImmutableArray<X86Identified> _found = host.Registry.Identify((X86Identity)host.Identity, host.Offered);

        public ExitCode ExitCode => _found.IsEmpty ? ExitCode.No : ExitCode.Yes;

        public void WriteText(TextOutput output)
        {
            output.WriteLine($"identity    {host.Identity}");
            X86Details.WriteModels(output, _found);
        }

        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteString("edition", host.Registry.Edition);
            json.WriteString("identity", host.Identity.ToString());
            X86Details.WriteModels(json, _found);
        }
    }

    private sealed class Answer(
        CpuModelRegistry registry,
        ImmutableArray<S390xIdentified> found,
        CpuModel? qemu,
        UnknownBits unknown,
        ImmutableArray<string> unknownNames) : IAnswer
    {
        public ExitCode ExitCode => found.IsEmpty ? ExitCode.No : ExitCode.Yes;

        public void WriteText(TextOutput output)
        {
            foreach (S390xIdentified candidate in found)
            {
                output.WriteLine($"{candidate}: {candidate.Definition.Title}");
            }

            if (found.IsEmpty)
            {
                output.WriteLine($"{registry.Edition} has no model that fits.");
            }

            if (qemu is not null)
            {
                output.WriteLine($"QEMU would take it for {qemu.Definition.Name}.");
            }

            if (!unknown.On.IsEmpty)
            {
                output.WriteLine($"{unknown}");
            }

            output.WriteNames("names for no single facility", unknownNames);
        }

        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteString("edition", registry.Edition);
            json.WriteStartArray("definitions");
            foreach (S390xIdentified candidate in found)
            {
                json.WriteStartObject();
                json.WriteString("name", candidate.Definition.Name);
                json.WriteString("title", candidate.Definition.Title);
                json.WriteString("level", candidate.Definition.Identity.Level);
                json.WriteFacilities("missing", registry, candidate.Missing);
                json.WriteFacilities("beyond", registry, candidate.Beyond);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("qemu", qemu?.Definition.Name);
            json.WriteStartArray("unknown-bits");
            foreach (int bit in unknown.On)
            {
                json.WriteNumberValue(bit);
            }

            json.WriteEndArray();
            json.WriteStrings("unknown-names", unknownNames);
        }
    }
}
