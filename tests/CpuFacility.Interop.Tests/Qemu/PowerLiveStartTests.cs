using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using CpuFacility.Power;
using Xunit.Abstractions;

namespace CpuFacility.Interop.Tests.Qemu;

/// <summary>
/// Starts of a real QEMU 7.2: which (processor, max-cpu-compat) it accepts, and what the device tree then tells the guest. The machine writes the tree
/// and ends: no guest runs.
/// </summary>
public class PowerLiveStartTests(ITestOutputHelper output)
{
    private const string Program = "qemu-system-ppc64";

    /// <summary>Every processor that the release lists, in every mode: 292 processors, of which the machine takes 13, and those in 7 modes each.</summary>
    [SkippableFact]
    public void Start_EveryProcessorInEveryMode_IsAcceptedAsTheRuleOf7_2Says()
    {
        RequireQemu();
        int refused = 0;
        int pairs = 0;
        int accepted = 0;
        foreach ((string cpu, uint pvr) in ListProcessors())
        {
            (int code, string message, _) = Start(cpu, "");
            if (code != 0)
            {
                Assert.Contains("Unable to find sPAPR CPU Core definition", message, StringComparison.Ordinal);
                Assert.Empty(PowerCompatibility.GetModes(pvr, PowerCompatibilityRule.Level));
                refused++;
                continue;
            }

            foreach (PowerCompatibilityMode mode in PowerCompatibilityMode.All)
            {
                pairs++;
                accepted += CheckStart(cpu, pvr, mode) ? 1 : 0;
            }
        }

        output.WriteLine($"{refused} processors refused by the machine; {pairs} pairs of processor and mode, {accepted} of them accepted.");

        // 3 modes of each of two POWER7, 4 of three POWER8, 5 of two POWER9, 6 of two POWER10.
        Assert.Equal((279, 91, (2 * 3) + (3 * 4) + (2 * 5) + (2 * 6)), (refused, pairs, accepted));
    }

    private static bool CheckStart(string cpu, uint pvr, PowerCompatibilityMode mode)
    {
        (int exitCode, string errors, byte[] tree) = Start(cpu, mode.Name);
        bool isAccepted = PowerCompatibility.Accepts(pvr, mode, PowerCompatibilityRule.Level);
        Assert.True(isAccepted == (exitCode == 0), $"{cpu} with {mode}: {errors}");
        if (!isAccepted)
        {
            Assert.Contains(
                mode.Name == "power11" ? "Invalid compatibility mode \"power11\"" : FormattableString.Invariant($"Compatibility PVR 0x{mode.LogicalPvr:x8} not valid for CPU"),
                errors,
                StringComparison.Ordinal);
            return false;
        }

        // The mode's own facilities are those that the guest is told of.
        Assert.Equal(mode.LogicalPvr, FindNumber(tree, "cpu-version"));
        uint vmx = FindNumber(tree, "ibm,vmx") ?? 0;
        Assert.Equal(mode.Facilities.Contains(PowerFacility.Altivec.Index), vmx >= 1);
        Assert.Equal(mode.Facilities.Contains(PowerFacility.Vsx.Index), vmx >= 2);
        Assert.Equal(mode.Facilities.Contains(PowerFacility.Dfp.Index), FindNumber(tree, "ibm,dfp") == 1);
        return true;
    }

    /// <summary>The processors of <c>-cpu help</c>, without other names for them.</summary>
    private static IEnumerable<(string Name, uint Pvr)> ListProcessors() =>
        Run(["-cpu", "help"]).Output.Split('\n')
            .Where(static line => line.StartsWith("PowerPC ", StringComparison.Ordinal) && line.Contains(" PVR ", StringComparison.Ordinal))
            .Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(static words => (words[1], uint.Parse(words[^1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)));

    [SkippableTheory]
    [InlineData("POWER9", "power9_v2.0")]
    [InlineData("970_V2.2", "970_v2.2")]
    [InlineData("power5+", "power5p_v2.1")]
    [InlineData("power7", "power7_v2.3")]
    [InlineData("0x004D0200", "power8_v2.0")]
    [InlineData("003f0203", "power7_v2.3")]
    public void Start_NameInAnyForm_IsTheModelWithItsVectors(string name, string model)
    {
        RequireQemu();
        (int exitCode, string errors, byte[] tree) = Start(name, "");
        Assert.True(exitCode == 0, errors);
        Assert.True(CpuModels.Power.TryFind(name, out _));
        CpuModel expected = CpuModels.Power.Parse(model);
        uint vmx = FindNumber(tree, "ibm,vmx") ?? 0;
        Assert.Equal(expected.Has(PowerFacility.Altivec), vmx >= 1);
        Assert.Equal(expected.Has(PowerFacility.Vsx), vmx >= 2);
        Assert.Equal(expected.Has(PowerFacility.Dfp), FindNumber(tree, "ibm,dfp") == 1);
    }

    [SkippableTheory]
    [InlineData("4d0200")]
    [InlineData("power12")]
    [InlineData("power8,htm=off")]
    public void Start_OtherNames_AreRefusedAsOurs(string name)
    {
        RequireQemu();
        Assert.NotEqual(0, Start(name, "").ExitCode);

        // A facility is a word of ours alone, which QEMU does not take.
        Assert.Equal(name.Contains(',', StringComparison.Ordinal), CpuModels.Power.TryParse(name, out _, out _));
    }

    private static void RequireQemu()
    {
        Skip.IfNot(
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(static folder => File.Exists(Path.Combine(folder, Program))),
            $"{Program} is not installed (Debian package qemu-system-ppc).");
        Skip.IfNot(Run(["--version"]).Output.Contains("version 7.2", StringComparison.Ordinal), $"{Program} is not of release 7.2, whose rule is asked for.");
    }

    private static (int ExitCode, string Errors, byte[] Tree) Start(string cpu, string mode)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            (int exitCode, _, string errors) = Run(
                ["-machine", $"pseries,dumpdtb={path},max-cpu-compat={mode}", "-cpu", cpu, "-m", "512", "-nodefaults", "-display", "none", "-serial", "none", "-monitor", "none"]);
            return (exitCode, errors, File.Exists(path) ? File.ReadAllBytes(path) : []);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (int ExitCode, string Output, string Errors) Run(string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
        {
            process.Kill(entireProcessTree: true);
        }

        process.WaitForExit();
        return (process.ExitCode, output.Result, errors.Result);
    }

    /// <summary>The first property of that name in a flattened device tree, as a number of 32 bits; null if there is none.</summary>
    private static uint? FindNumber(ReadOnlySpan<byte> tree, string name)
    {
        int position = (int)BinaryPrimitives.ReadUInt32BigEndian(tree[8..]);
        ReadOnlySpan<byte> strings = tree[(int)BinaryPrimitives.ReadUInt32BigEndian(tree[12..])..];
        while (true)
        {
            uint token = BinaryPrimitives.ReadUInt32BigEndian(tree[position..]);
            position += 4;
            switch (token)
            {
                case 1:
                    position += (tree[position..].IndexOf((byte)0) + 4) / 4 * 4;
                    break;
                case 3:
                    int length = (int)BinaryPrimitives.ReadUInt32BigEndian(tree[position..]);
                    ReadOnlySpan<byte> key = strings[(int)BinaryPrimitives.ReadUInt32BigEndian(tree[(position + 4)..])..];
                    if (key[..key.IndexOf((byte)0)].SequenceEqual(Encoding.ASCII.GetBytes(name)))
                    {
                        return BinaryPrimitives.ReadUInt32BigEndian(tree[(position + 8)..]);
                    }

                    position += 8 + ((length + 3) / 4 * 4);
                    break;
                case 9:
                    return null;
            }
        }
    }
}
