using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CpuFacility.X86;

namespace CpuFacility.Tool;

/// <summary>Decodes the CPUID table of an x86 processor.</summary>
internal static class CpuidVerb
{
    public static Command Create(VerbContext context, Terminal terminal)
    {
        var file = new Argument<string?>("@FILE")
        {
            Description = "What cpuid -r or libvirt (<cpudata>) writes, or the bytes of a kvm_cpuid2; left out, this machine.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> form = CpuidTables.Form();
        return context.Verb(
            "cpuid",
            "Decode the CPUID table of an x86 processor: who it is, and every feature by its register.",
            ["cpuid -1 -r | cpufacility cpuid @-", "cpufacility cpuid @cpudata.xml --as cpuid", "cpufacility cpuid --json"],
            [file, form],
            result =>
            {
                CpuModelRegistry registry = context.View(result).Registry(CpuArchitecture.X86);
                CpuidData data = CpuidFile.Read(result.GetValue(file), terminal);
                return result.GetValue(form) is string program ? new TableAnswer(data, CpuidTables.Write(data, program)) : new Answer(registry, data);
            });
    }

    /// <summary>A table alone.</summary>
    internal sealed class TableAnswer(CpuidData data, string text) : IAnswer
    {
        public ExitCode ExitCode => ExitCode.Yes;

        public void WriteText(TextOutput output) => output.WriteLine(text);

        public void WriteJson(Utf8JsonWriter json) => json.WriteTable("table", data);
    }

    private sealed class Answer : IAnswer
    {
        private readonly CpuModelRegistry _registry;
        private readonly CpuidData _data;
        private readonly FacilitySet _facilities;
        private readonly FacilitySet _unreported;

        public Answer(CpuModelRegistry registry, CpuidData data)
        {
            _registry = registry;
            _data = data;
            _facilities = data.ReadFacilities(out _unreported);
        }

        public ExitCode ExitCode => ExitCode.Yes;

        public void WriteText(TextOutput output)
        {
            output.WriteLine($"identity    {_data.Identity}");
            if (_data.BrandString.Length > 0)
            {
                output.WriteLine($"brand       {_data.BrandString}");
            }

            if (_data.PhysicalAddressBits is int physical)
            {
                output.WriteLine($"addresses   {physical} bits physical, {_data.LinearAddressBits} bits linear");
            }

            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"leaves      0x{_data.HighestBasicLeaf:x} and 0x{_data.HighestExtendedLeaf:x} at most, {_data.Entries.Length} lines"));
            output.WriteLine($"facilities  {_facilities.Count}");
            X86XsaveState state = _data.ReadXsaveState();
            output.WriteLine($"state       {state}");
            output.WriteFacilities("has", _registry, _facilities);
            FacilitySet unusable = _facilities.Except(state.GetUsable(_facilities, out FacilitySet unknown)).Except(unknown);
            output.WriteNames("not usable, as the operating system has not enabled the state", Names(unusable));
            output.WriteNames("usable only if the operating system has enabled the state, which is not known", Names(unknown));
            output.WriteNames("not known, as the table does not say", Names(_unreported));
            foreach (UnknownBits bits in _data.GetUnnamedBits())
            {
                output.WriteLine($"{bits}");
            }
        }

        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteString("edition", _registry.Edition);
            json.WriteString("vendor", _data.Vendor);
            json.WriteString("identity", _data.Identity.ToString());
            json.WriteString("brand", _data.BrandString);
            json.WriteString("highest-basic-leaf", $"0x{_data.HighestBasicLeaf:x}");
            json.WriteString("highest-extended-leaf", $"0x{_data.HighestExtendedLeaf:x}");
            json.WriteFacilities("has", _registry, _facilities);
            json.WriteFacilities("usable", _registry, _data.ReadXsaveState().GetUsable(_facilities, out FacilitySet unknown));
            json.WriteFacilities("usable-unknown", _registry, unknown);
            json.WriteFacilities("unreported", _registry, _unreported);
            json.WriteStrings("unnamed", _data.GetUnnamedBits().Select(static bits => bits.ToString()));
            json.WriteStartArray("state");
            foreach (X86XsaveArea area in _data.ReadXsaveState().Areas)
            {
                json.WriteStartObject();
                json.WriteString("component", area.Component.ToString());
                WriteAnswer("supported", area.IsSupported);
                WriteAnswer("enabled", area.IsEnabled);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteTable("table", _data);

            void WriteAnswer(string name, bool? answer)
            {
                if (answer is bool known)
                {
                    json.WriteBoolean(name, known);
                }
                else
                {
                    json.WriteNull(name);
                }
            }
        }

        private IEnumerable<string> Names(FacilitySet facilities) =>
            _registry.Vocabulary.Summarize(facilities).ToImmutableArray().Select(static term => term.Name);
    }
}
