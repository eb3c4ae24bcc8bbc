using System.Buffers.Binary;
using CpuFacility.Linux;
using CpuFacility.RiscV;

namespace CpuFacility.Tool;

/// <summary>Reads what Linux says of this RISC-V machine: <c>/proc/cpuinfo</c>, and the sizes of cache blocks in the device tree where there is one.</summary>
internal static class ThisRiscVMachine
{
    private const string Processor = "proc/device-tree/cpus/cpu@0";

    public static HostDescription Read(ReleaseView view, byte[] text, string root, Terminal terminal)
    {
        if (!RiscVCpuInfo.TryParse(text, out RiscVCpuInfo? info, out FacilityFormatError error))
        {
            throw new UsageException($"/proc/cpuinfo cannot be read. {ModelFile.Place(text, error)}");
        }

        var values = new RiscVValues
        {
            ManagementBlockSize = ReadSize(root, "riscv,cbom-block-size", terminal),
            PrefetchBlockSize = ReadSize(root, "riscv,cbop-block-size", terminal),
            ZeroBlockSize = ReadSize(root, "riscv,cboz-block-size", terminal),
        };
        HostDescription found = RiscVCpuInfoFormat.Describe(view, info, values, values == default ? "/proc/cpuinfo" : "/proc/cpuinfo and /proc/device-tree");
        ModelFile.WriteNotes(found.Notes, terminal);
        return found;
    }

    /// <summary>Numbers of device trees are big-endian, with 32 bits.</summary>
    private static uint ReadSize(string root, string property, Terminal terminal)
    {
        string file = Path.Combine(root, Processor, property);
        if (!File.Exists(file))
        {
            return 0;
        }

        byte[] bytes = ModelFile.ReadBytes(file, terminal);
        return bytes.Length == sizeof(uint) && BinaryPrimitives.ReadUInt32BigEndian(bytes) is uint size && uint.IsPow2(size)
            ? size
            : throw new UsageException($"/{Processor}/{property} cannot be read. It has a power of two, in four bytes.");
    }
}
