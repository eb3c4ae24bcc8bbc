using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CpuFacility.Interop.Tests;
using CpuFacility.Kvm;
using CpuFacility.Testing;
using CpuFacility.X86;

namespace CpuFacility.Tool.Tests;

/// <summary>What <c>cpufacility host</c> says of this machine against what other programs say of it, feature by feature.</summary>
public sealed partial class X86HostTests
{
    [SkippableFact]
    public void Host_ThisMachine_IsBitByBitWhatTheToolCpuidReads()
    {
        Interop.Tests.ThisMachine.RequireLinuxOnX86();
        Skip.IfNot(Command.IsThere("cpuid"), "The tool cpuid is missing: Debian's package cpuid has it.");
        var registers = new Dictionary<(uint Leaf, uint Subleaf), uint[]>();
        foreach (Match line in RawLine().Matches(Command.Run("cpuid", "-1", "-r")))
        {
            registers.Add((Hex(line, 1), Hex(line, 2)), [Hex(line, 3), Hex(line, 4), Hex(line, 5), Hex(line, 6)]);
        }

        string[] expected = Decode((register, leaf, subleaf) =>
            register < 4 && registers.TryGetValue((leaf, subleaf), out uint[]? line) ? line[register] : 0);
        Assert.True(expected.Length > 20);
        Assert.Equal(expected, Names(ToolRun.Of("host", "--json"), "hardware"));
    }

    [SkippableFact]
    public void Host_ThisMachine_HasEveryFlagThatLinuxShows()
    {
        Interop.Tests.ThisMachine.RequireLinuxOnX86();
        string[] flags = File.ReadLines("/proc/cpuinfo").First(static line => line.StartsWith("flags", StringComparison.Ordinal)).Split(':', 2)[1].Split(' ');
        string[] shown = [.. Rows("aliases.csv").Where(row => row[0] == "linux" && flags.Contains(row[1])).Select(static row => row[2])];
        Assert.True(shown.Length > 20);
        Assert.Empty(shown.Except(Names(ToolRun.Of("host", "--json"), "hardware")));

        // From Linux's own text, the same come out, and nothing else is certain.
        Assert.Equal(shown.Order(StringComparer.Ordinal), Names(ToolRun.Of("host", "@/proc/cpuinfo", "--json"), "hardware").Except(VmxNames()).Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public void Host_Kvm_IsBitByBitWhatKvmOffers()
    {
        Skip.IfNot(KvmX86.TryRead(out KvmX86? kvm, out string reason), $"{Interop.Tests.ThisMachine.NoKvm}: {reason}");
        string[] expected = Decode((register, leaf, subleaf) => register == 4
            ? kvm!.Supported.TryGetMsr(leaf, out ulong msr) ? msr : 0
            : kvm!.Supported.TryGet(leaf, subleaf, out CpuidRegisters line) ? ((uint[])[line.Eax, line.Ebx, line.Ecx, line.Edx])[register] : 0);
        ToolRun run = ToolRun.Of("host", "@/dev/kvm", "--json");
        using JsonDocument document = JsonDocument.Parse(run.Output);
        IEnumerable<string> software = document.RootElement.GetProperty("host").GetProperty("software").EnumerateArray().Select(static name => name.GetString()!);
        Assert.Equal(expected.Order(StringComparer.Ordinal), Names(run, "hardware").Concat(software).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> VmxNames() => Rows("facilities.csv").Select(static row => row[0]).Where(static name => name.StartsWith("vmx-", StringComparison.Ordinal));

    /// <summary>The names of the facilities whose bits are on, in the order of the data file: read bit by bit from that file alone.</summary>
    private static string[] Decode(Func<int, uint, uint, ulong> read)
    {
        var blocks = Rows("blocks.csv").ToDictionary(
            static row => row[0],
            row => read(int.Parse(row[4], CultureInfo.InvariantCulture), Number(row[5]), Number(row[6])));
        return [.. Rows("facilities.csv")
            .Where(row => (blocks[row[2]] >> int.Parse(row[3], CultureInfo.InvariantCulture) & 1) != 0)
            .Select(static row => row[0])];
    }

    private static string[] Names(ToolRun run, string member)
    {
        Assert.Equal(0, run.ExitCode);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        return [.. document.RootElement.GetProperty(member).EnumerateArray().Select(static name => name.GetString()!)];
    }

    private static IEnumerable<string[]> Rows(string file) => File
        .ReadLines(RepositoryFolder.Locate("src", "CpuFacility", "Architectures", "X86", "Data", file)).Skip(1).Select(static line => line.Split(','));

    private static uint Number(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? uint.Parse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
        : uint.Parse(text, CultureInfo.InvariantCulture);

    private static uint Hex(Match line, int group) => uint.Parse(line.Groups[group].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [GeneratedRegex("0x([0-9a-f]{8}) 0x([0-9a-f]{2}): eax=0x([0-9a-f]{8}) ebx=0x([0-9a-f]{8}) ecx=0x([0-9a-f]{8}) edx=0x([0-9a-f]{8})")]
    private static partial Regex RawLine();
}
