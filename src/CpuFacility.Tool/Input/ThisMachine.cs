using System.Runtime.InteropServices;
using CpuFacility.Cpuid;
using CpuFacility.Linux;
using CpuFacility.X86;

namespace CpuFacility.Tool;

/// <summary>Reads what this machine says of itself.</summary>
internal static class ThisMachine
{
    /// <summary>Reads the files of a Linux system; the root is another folder in tests only.</summary>
    public static HostDescription Read(ReleaseView view, Terminal terminal, string root = "/") =>
        root == "/" && ThisX86Machine.IsSupported ? ReadX86(view) : ReadText(view, terminal, root);

    private static HostDescription ReadText(ReleaseView view, Terminal terminal, string root)
    {
        string cpuInfo = Path.Combine(root, "proc/cpuinfo");
        byte[] text = File.Exists(cpuInfo) ? ModelFile.ReadBytes(cpuInfo, terminal) : [];
        return S390xCpuInfo.Matches(text) ? ReadS390x(view, text, root)
            : PowerCpuInfo.Matches(text) ? ReadPower(view, text, root, terminal)
            : ArmCpuInfo.Matches(text) ? ThisArmMachine.Read(view, text, root, terminal)
            : RiscVCpuInfo.Matches(text) ? ThisRiscVMachine.Read(view, text, root, terminal)
            : throw new UnknownException(
                $"This machine ({RuntimeInformation.OSArchitecture}) says nothing that can be read yet: /proc/cpuinfo of Linux on IBM Z, POWER, 64-bit Arm or RISC-V can be. "
                + "Another machine's is read from a file: cpufacility host @FILE.");
    }

    private static HostDescription ReadX86(ReleaseView view)
    {
        CpuModelRegistry registry = view.Registry(CpuArchitecture.X86);
        return ThisX86Machine.TryRead(out CpuidData? data, out string reason)
            ? X86HostReader.TryDescribe(registry, data, "CPUID of this machine")
                ?? throw new UnknownException($"The processor, {data.Identity}, has too few features for any model of {registry.Edition}.")
            : throw new UnknownException(reason);
    }

    private static HostDescription ReadS390x(ReleaseView view, byte[] text, string root)
    {
        if (!S390xCpuInfo.TryParse(text, out S390xCpuInfo? info, out FacilityFormatError error))
        {
            throw new UsageException($"/proc/cpuinfo cannot be read. At byte {error.Position}: {error.Reason}");
        }

        // Only kernels with a view of the ultravisor have it.
        string indications = Path.Combine(root, "sys/firmware/uv/query/feature_indications");
        if (File.Exists(indications))
        {
            info = info.TryAddUltravisor(File.ReadAllText(indications), out S390xCpuInfo? both, out error)
                ? both
                : throw new UsageException($"/sys/firmware/uv/query/feature_indications cannot be read. {error.Reason}");
        }

        CpuModelRegistry registry = view.Registry(CpuArchitecture.S390x);
        return info.TryGetHost(registry, out HostCapability? host)
            ? new HostDescription(host)
            : throw new UnknownException($"The machine, of type {info.MachineType:x4}, is none that {registry.Edition} has a model for.");
    }

    private static HostDescription ReadPower(ReleaseView view, byte[] text, string root, Terminal terminal)
    {
        if (!PowerCpuInfo.TryParse(text, out PowerCpuInfo? info, out FacilityFormatError error))
        {
            throw new UsageException($"/proc/cpuinfo cannot be read. {ModelFile.Place(text, error)}");
        }

        CpuModelRegistry registry = view.Registry(CpuArchitecture.Power);
        HostDescription description = PowerCpuInfoFormat.TryDescribe(registry, info, ReadVector(root, terminal)?.GetPowerFeatureWords(), "/proc/cpuinfo and /proc/self/auxv")
            ?? throw new UnknownException(PowerCpuInfoFormat.DescribeUnknown(registry, info.Pvr));
        ModelFile.WriteNotes(description.Notes, terminal);
        return description;
    }

    /// <summary>The auxiliary vector of this program; null if there is no such file.</summary>
    public static AuxiliaryVector? ReadVector(string root, Terminal terminal)
    {
        string file = Path.Combine(root, "proc/self/auxv");
        if (!File.Exists(file))
        {
            return null;
        }

        return AuxiliaryVector.TryParse(ModelFile.ReadBytes(file, terminal), BitConverter.IsLittleEndian, out AuxiliaryVector? vector, out FacilityFormatError error)
            ? vector
            : throw new UsageException($"/proc/self/auxv cannot be read. At byte {error.Position}: {error.Reason}");
    }
}
