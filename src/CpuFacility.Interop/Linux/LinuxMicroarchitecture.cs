using System.Globalization;
using System.Text;
using CpuFacility.Microarchitectures;

namespace CpuFacility.Linux;

/// <summary>Describes machines for the detection of their microarchitecture by <c>/proc/cpuinfo</c>, as archspec reads it.</summary>
public static class LinuxMicroarchitecture
{
    /// <summary>The longest text that is read: 16 MiB.</summary>
    public const int MaximumLength = 16 * 1024 * 1024;

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
        && int.TryParse(value.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int number) && number >= 0
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
            if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int generation))
            {
                return generation;
            }
        }

        return 0;
    }
}
