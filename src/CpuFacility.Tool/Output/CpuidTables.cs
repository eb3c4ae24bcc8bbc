using System.CommandLine;
using System.Text.Json;
using CpuFacility.Cpuid;
using CpuFacility.Libvirt;
using CpuFacility.X86;

namespace CpuFacility.Tool;

/// <summary>Writes CPUID tables in the forms in which programs read them.</summary>
internal static class CpuidTables
{
    private const string Libvirt = "libvirt";
    private const string Cpuid = "cpuid";

    public static Option<string?> Form() => new("--as")
    {
        Description = "Write the table alone, as that program does: cpuid (cpuid -r, the form that cpuid -f reads) or libvirt (<cpudata>).",
        HelpName = "PROGRAM",
    };

    /// <summary>The table in the form of a program.</summary>
    public static string Write(CpuidData data, string form) => form switch
    {
        Libvirt => LibvirtCpuData.Write(data).TrimEnd('\n'),
        Cpuid => CpuidText.Write(data).TrimEnd('\n'),
        _ => throw new UsageException($"'{Shortened.Text(form)}' is no program for --as: it takes {Cpuid} or {Libvirt}."),
    };

    extension(Utf8JsonWriter json)
    {
        /// <summary>Leaves, subleaves and registers as hexadecimal text, and the MSRs that were read.</summary>
        public void WriteTable(string name, CpuidData data)
        {
            json.WriteStartArray(name);
            foreach (CpuidEntry entry in data.Entries)
            {
                json.WriteStartObject();
                json.WriteString("leaf", $"0x{entry.Leaf:x8}");
                json.WriteString("subleaf", $"0x{entry.Subleaf:x2}");
                json.WriteString("eax", $"0x{entry.Registers.Eax:x8}");
                json.WriteString("ebx", $"0x{entry.Registers.Ebx:x8}");
                json.WriteString("ecx", $"0x{entry.Registers.Ecx:x8}");
                json.WriteString("edx", $"0x{entry.Registers.Edx:x8}");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray($"{name}-msrs");
            foreach (MsrEntry msr in data.Msrs)
            {
                json.WriteStartObject();
                json.WriteString("index", $"0x{msr.Index:x}");
                json.WriteString("value", $"0x{msr.Value:x16}");
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }
}
