using System.Globalization;
using System.Text;
using CpuFacility.Arm;
using CpuFacility.Microarchitectures;
using CpuFacility.Power;
using CpuFacility.RiscV;
using CpuFacility.X86;

namespace CpuFacility.Linux;

/// <summary>Describes machines for the detection of their microarchitecture by <c>/proc/cpuinfo</c>, as archspec reads it.</summary>
public static class LinuxMicroarchitecture
{
    /// <summary>The longest text that is read: 16 MiB.</summary>
    public const int MaximumLength = 16 * 1024 * 1024;

    /// <summary>Words among the features of Arm for what Linux itself does, whatever the processor.</summary>
    private static readonly string[] LinuxServices = ["cpuid", "evtstrm"];

    /// <summary>Reads what detection needs: the lines of the first processor alone.</summary>
    /// <param name="text">The text of <c>/proc/cpuinfo</c> in UTF-8, at most <see cref="MaximumLength"/> bytes.</param>
    /// <param name="machine">What <c>uname -m</c> says on that machine: <c>x86_64</c>, <c>aarch64</c>, <c>ppc64le</c>, <c>riscv64</c> and so on.</param>
    /// <returns>The machine. Nothing in the text is an error: what is not there is not known, as for archspec.</returns>
    /// <exception cref="ArgumentException">The text is longer.</exception>
    public static MicroarchitectureHost Read(ReadOnlySpan<byte> text, string machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        if (text.Length > MaximumLength)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The text has {text.Length} bytes; at most {MaximumLength} are read."), nameof(text));
        }

        Dictionary<string, string> lines = ReadFirst(text);
        var host = new MicroarchitectureHost(machine);
        return machine switch
        {
            "x86_64" => (host with { Vendor = lines.GetValueOrDefault("vendor_id", Microarchitecture.GenericVendor) })
                .WithFeatures(Words(lines.GetValueOrDefault("flags", ""))),
            "aarch64" => (host with
            {
                Vendor = lines.TryGetValue("CPU implementer", out string? implementer) ? ReadVendor(implementer) : Microarchitecture.GenericVendor,
                ArmPart = ReadHex(lines.GetValueOrDefault("CPU part", "")) ?? 0,
            }).WithFeatures(Words(lines.GetValueOrDefault("Features", ""))),
            "ppc64" or "ppc64le" => host with { Generation = ReadGeneration(lines.GetValueOrDefault("cpu", "")) },
            "riscv64" => host with { Core = MicroarchitectureHost.GetRiscVCore(lines.GetValueOrDefault("uarch", "")) },
            _ => host,
        };
    }

    /// <summary>What <c>uname -m</c> says on the machine of a text, as far as the text tells: of POWER it does not tell the byte order.</summary>
    /// <param name="text">The text of <c>/proc/cpuinfo</c> in UTF-8.</param>
    /// <returns><c>x86_64</c>, <c>i686</c>, <c>aarch64</c>, <c>arm</c>, <c>ppc64le</c>, <c>riscv64</c>, <c>riscv32</c> or <c>s390x</c>; null for a text that is none of these.</returns>
    public static string? FindMachine(ReadOnlySpan<byte> text)
    {
        Dictionary<string, string> lines = ReadFirst(text.Length > MaximumLength ? text[..MaximumLength] : text);
        return lines.GetValueOrDefault("vendor_id") == "IBM/S390" ? "s390x"
            : lines.TryGetValue("flags", out string? flags) && lines.ContainsKey("vendor_id") ? (Words(flags).Contains("lm") ? "x86_64" : "i686")
            : lines.ContainsKey("CPU implementer") ? (lines.GetValueOrDefault("CPU architecture") is "8" or "AArch64" ? "aarch64" : "arm")
            : lines.TryGetValue("isa", out string? isa) && lines.ContainsKey("hart") ? (isa.StartsWith("rv32", StringComparison.Ordinal) ? "riscv32" : "riscv64")
            : lines.GetValueOrDefault("cpu", "").Contains("POWER", StringComparison.Ordinal) ? "ppc64le"
            : null;
    }

    /// <summary>A machine that has what a model has, as Linux would describe it there: what code for a guest of that model can count on.</summary>
    /// <remarks>
    /// Models of POWER are taken to be little-endian and of the generation of their highest compatibility mode; models of RISC-V name no core.
    /// </remarks>
    /// <param name="model">A model of any architecture.</param>
    public static MicroarchitectureHost Describe(CpuModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Identity switch
        {
            X86Identity x86 => new MicroarchitectureHost(model.Has(X86Facility.Lm) ? "x86_64" : "x86") { Vendor = x86.Vendor }.WithFeatures(ListWords(model)),
            ArmIdentity arm => new MicroarchitectureHost("aarch64")
            {
                Vendor = MicroarchitectureHost.GetArmVendor(arm.ImplementerCode),
                ArmPart = arm.PartNumber,
            }.WithFeatures([.. ArmHwcaps.FromRegisters(model.GetIdRegisters()).GetNames(), .. LinuxServices]),
            PowerIdentity => new MicroarchitectureHost("ppc64le")
            {
                Generation = PowerCompatibilityMode.All.LastOrDefault(mode => model.Facilities.Contains(mode.Facility.Index)) is PowerCompatibilityMode mode
                    ? ReadGeneration(mode.Name.ToUpperInvariant())
                    : 0,
            },
            RiscVIdentity riscV => new MicroarchitectureHost(string.Create(CultureInfo.InvariantCulture, $"riscv{riscV.Xlen}")),
            _ => new MicroarchitectureHost(model.Architecture.ToString().ToLowerInvariant()),
        };
    }

    private static List<string> ListWords(CpuModel model)
    {
        var words = new List<string>();
        foreach (int index in model.Facilities)
        {
            words.AddRange(model.Registry.Catalog.GetNames(model.Registry.Catalog[index], FacilityDialect.Linux));
        }

        return words;
    }

    /// <summary>Keys and values up to the first line without a colon behind one with it; of a key that is there twice the last.</summary>
    private static Dictionary<string, string> ReadFirst(ReadOnlySpan<byte> text)
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        while (!text.IsEmpty)
        {
            int end = text.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            int colon = line.IndexOf((byte)':');
            if (colon < 0 && lines.Count > 0)
            {
                break;
            }

            string key = Encoding.UTF8.GetString(colon < 0 ? line : line[..colon]).Trim();
            lines[key] = colon < 0 ? "" : Encoding.UTF8.GetString(line[(colon + 1)..]).Trim();
        }

        return lines;
    }

    private static string[] Words(string value) => value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string ReadVendor(string implementer) => ReadHex(implementer) is int number ? MicroarchitectureHost.GetArmVendor(number) : implementer;

    private static int? ReadHex(string value) =>
        value.StartsWith("0x", StringComparison.Ordinal)
        && NumberText.TryParse(value.AsSpan(2), NumberStyles.AllowHexSpecifier, out int number) && number >= 0
            ? number
            : null;

    /// <summary>The digits behind the first <c>POWER</c> that has some: 9 of <c>POWER9 (architected), altivec supported</c>; 0 if there are none.</summary>
    private static int ReadGeneration(string cpu)
    {
        const string word = "POWER";
        for (int at = cpu.IndexOf(word, StringComparison.Ordinal); at >= 0; at = cpu.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            ReadOnlySpan<char> digits = cpu.AsSpan(at + word.Length);
            int other = digits.IndexOfAnyExceptInRange('0', '9');
            digits = other < 0 ? digits : digits[..other];
            if (NumberText.TryParse(digits, NumberStyles.None, out int generation))
            {
                return generation;
            }
        }

        return 0;
    }
}
