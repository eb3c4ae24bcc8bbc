using System.Runtime.InteropServices;
using CpuFacility.Cpuid;
using CpuFacility.X86;

namespace CpuFacility.Interop.Tests.Cpuid;

public class ThisX86MachineTests
{
    [Fact]
    public void TryRead_AnyMachine_GivesATableOrAReason()
    {
        bool isX86 = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86
            && Environment.GetEnvironmentVariable("DOTNET_EnableHWIntrinsic") != "0";
        Assert.Equal(isX86, ThisX86Machine.TryRead(out CpuidData? data, out string reason));
        Assert.Equal(isX86, ThisX86Machine.IsSupported);
        Assert.Equal(isX86 ? "" : "There is no CPUID to read: the program does not run on x86, or .NET's use of its instructions is switched off.", reason);
        Assert.Equal(isX86, data is not null);
        Assert.NotEqual("", data?.Vendor);
        Assert.Null(data?.Xcr0);
    }

    /// <summary>Line by line what the tool reads, on whatever processor each of the two runs.</summary>
    [SkippableFact]
    public void TryRead_ThisMachine_IsWhatTheToolReads()
    {
        CpuidTool.Require();
        Assert.True(ThisX86Machine.TryRead(out CpuidData? ours, out string reason), reason);
        CpuidData tool = CpuidText.Read(Command.Run("cpuid", "-1", "-r"));
        foreach (CpuidEntry line in ours.Entries)
        {
            // The tool leaves out leaves that are younger than it, those of a hypervisor behind another, and the end of AMD's list of caches.
            if (tool.TryGet(line.Leaf, line.Subleaf, out CpuidRegisters registers))
            {
                Assert.Equal(WithoutPlace(line), WithoutPlace(line with { Registers = registers }));
            }
            else
            {
                Assert.True(
                    line.Leaf is > 0x20 and < 0x2000_0000 or > 0x4000_0000 and < 0x4001_0000 or > 0x8000_0026
                    || line is { Leaf: 0x8000_001D, Registers.Eax: 0 }, $"the tool lacks {line}");
            }
        }

        // The tool prints the beginnings of ranges that the processor does not have, and an empty subleaf more than leaf 1BH has.
        Assert.All(
            tool.Entries.Where(line => !ours.TryGet(line.Leaf, line.Subleaf, out _)),
            static line => Assert.True(
                line.Registers == default || line.Leaf is 0x2000_0000 or 0x4000_0000 or 0x4000_0100 or 0x8086_0000 or 0xC000_0000, $"{line} is missing"));
        Assert.InRange(ours.Entries.Length, tool.Entries.Length / 2, int.MaxValue);
    }

    /// <summary>What depends on the processor that the thread runs on: the APIC id, in each place where it stands.</summary>
    private static CpuidEntry WithoutPlace(CpuidEntry line) => line with
    {
        Registers = line.Leaf switch
        {
            0x1 => line.Registers with { Ebx = line.Registers.Ebx & 0x00FF_FFFF },
            0xB or 0x1F or 0x8000_0026 => line.Registers with { Edx = 0 },
            0x8000_001E => default,
            _ => line.Registers,
        },
    };
}
