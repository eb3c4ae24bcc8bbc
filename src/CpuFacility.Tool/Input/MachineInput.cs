using System.Runtime.InteropServices;
using CpuFacility.Cpuid;
using CpuFacility.Linux;
using CpuFacility.Microarchitectures;
using CpuFacility.X86;

namespace CpuFacility.Tool;

/// <summary>Reads a machine for the detection of its microarchitecture: /proc/cpuinfo of any architecture, CPUID, or a model.</summary>
internal static class MachineInput
{
    /// <summary>Reads what a command line names.</summary>
    /// <param name="text">A model, <c>@FILE</c>, or null for this machine.</param>
    /// <param name="machine">What <c>uname -m</c> says there, or null to go by the text.</param>
    /// <param name="models">Reads models, and hosts in other files.</param>
    /// <param name="terminal">Where standard input comes from.</param>
    public static MicroarchitectureHost Read(string? text, string? machine, ModelArgument models, Terminal terminal)
    {
        if (text is null)
        {
            return ReadThisMachine(machine, terminal);
        }

        if (text.StartsWith('@') && text[1..] != KvmHost.Device)
        {
            byte[] content = ModelFile.ReadBytes(text[1..], terminal);
            if (LinuxMicroarchitecture.FindMachine(content) is string found)
            {
                return LinuxMicroarchitecture.Read(content, FamilyOf(machine ?? found));
            }

            terminal.ReadOnce[text[1..]] = content;
        }

        if (machine is not null)
        {
            throw new UsageException("--machine is for a /proc/cpuinfo: anything else says itself what it is.");
        }

        HostDescription description = models.ReadDescription(text);
        return description.Cpuid is CpuidData cpuid ? cpuid.ToMicroarchitectureHost()
            : description.Host.Unreported.IsEmpty ? LinuxMicroarchitecture.Describe(description.Host.Offer)
            : throw new UnknownException($"{description.Host.Source} does not say enough of the machine.");
    }

    private static MicroarchitectureHost ReadThisMachine(string? machine, Terminal terminal)
    {
        const string file = "/proc/cpuinfo";
        if (File.Exists(file))
        {
            byte[] content = ModelFile.ReadBytes(file, terminal);
            return LinuxMicroarchitecture.Read(content, FamilyOf(machine ?? NameOf(RuntimeInformation.OSArchitecture) ?? LinuxMicroarchitecture.FindMachine(content) ?? ""));
        }

        return ThisX86Machine.IsSupported && ThisX86Machine.TryRead(out CpuidData? data, out _)
            ? data.ToMicroarchitectureHost()
            : throw new UnknownException("This machine has no /proc/cpuinfo and no CPUID. Another machine's is read from a file: cpufacility march @FILE.");
    }

    /// <summary>archspec's name for what <c>uname -m</c> says: of 32 bits it has one family each.</summary>
    private static string FamilyOf(string machine) => machine switch
    {
        "i386" or "i486" or "i586" or "i686" => "x86",
        "arm64" => "aarch64",
        _ when machine.StartsWith("armv", StringComparison.Ordinal) => "arm",
        _ => machine,
    };

    private static string? NameOf(System.Runtime.InteropServices.Architecture architecture) => architecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "x86_64",
        System.Runtime.InteropServices.Architecture.Arm64 => "aarch64",
        System.Runtime.InteropServices.Architecture.Ppc64le => "ppc64le",
        System.Runtime.InteropServices.Architecture.RiscV64 => "riscv64",
        _ => null,
    };
}
