using System.Globalization;
using CpuFacility.Kvm;
using CpuFacility.S390x;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Kvm;

/// <summary>Sizes, offsets and numbers against the kernel's own header for user space, as a compiler sees it.</summary>
public class KvmS390LayoutTests
{
    private const string Include = "/usr/s390x-linux-gnu/include";

    [SkippableFact]
    public void Layout_KernelHeader_IsTheSame()
    {
        Dictionary<string, int> header = ReadHeader();
        Dictionary<string, int> ours = new()
        {
            ["kvm_s390_vm_cpu_processor"] = KvmS390Processor.Length,
            ["kvm_s390_vm_cpu_processor.cpuid"] = KvmS390Processor.CpuIdOffset,
            ["kvm_s390_vm_cpu_processor.ibc"] = KvmS390Processor.IbcOffset,
            ["kvm_s390_vm_cpu_processor.pad"] = KvmS390Processor.PaddingOffset,
            ["kvm_s390_vm_cpu_processor.fac_list"] = KvmS390Processor.ListOffset,
            ["kvm_s390_vm_cpu_machine"] = KvmS390Machine.Length,
            ["kvm_s390_vm_cpu_machine.cpuid"] = KvmS390Machine.CpuIdOffset,
            ["kvm_s390_vm_cpu_machine.ibc"] = KvmS390Machine.IbcOffset,
            ["kvm_s390_vm_cpu_machine.pad"] = KvmS390Machine.PaddingOffset,
            ["kvm_s390_vm_cpu_machine.fac_mask"] = KvmS390Machine.MaskOffset,
            ["kvm_s390_vm_cpu_machine.fac_list"] = KvmS390Machine.ListOffset,
            ["kvm_s390_vm_cpu_feat"] = KvmS390Features.Length,
            ["kvm_s390_vm_cpu_feat.feat"] = 0,
            ["kvm_s390_vm_cpu_subfunc"] = KvmS390Subfunctions.Length,
            ["KVM_S390_VM_CPU_FEAT_NR_BITS"] = S390xBlocks.KvmFeatures.Width,
        };
        foreach (KvmS390Subfunctions.Field field in KvmS390Subfunctions.Fields.Where(static field => field.Name != "pfcr"))
        {
            ours.Add($"kvm_s390_vm_cpu_subfunc.{field.Name}", field.Offset);
        }

        for (int bit = 0; bit < S390xBlocks.KvmFeatures.Width; bit++)
        {
            if (S390xBlocks.KvmFeatures.TryFind(bit, out Facility facility))
            {
                // The kernel's name differs in one case: gpereh is GPERE there.
                string name = CpuModels.S390x.Catalog.NameOf(facility).ToUpperInvariant();
                ours.Add($"KVM_S390_VM_CPU_FEAT_{(name == "GPEREH" ? "GPERE" : name)}", bit);
            }
        }

        // Headers from 6.7 on have uv_feat. Where the reserved bytes begin tells whether pfcr (6.13) is there: a header before has them in its place.
        if (header.Remove("kvm_s390_vm_cpu_uv_feat", out int ultravisor))
        {
            Assert.Equal(KvmS390UltravisorFeatures.Length, ultravisor);
            Assert.Equal(0, header["kvm_s390_vm_cpu_uv_feat.feat"]);
            header.Remove("kvm_s390_vm_cpu_uv_feat.feat");
        }

        Assert.True(header.Remove("kvm_s390_vm_cpu_subfunc.reserved", out int reserved));
        Assert.Contains(reserved, new[] { KvmS390Subfunctions.Fields[^1].Offset, KvmS390Subfunctions.ReservedOffset });
        Assert.Equal(
            header.Select(static pair => $"{pair.Key} {pair.Value}").Order(StringComparer.Ordinal),
            ours.Select(static pair => $"{pair.Key} {pair.Value}").Order(StringComparer.Ordinal));
    }

    /// <summary>
    /// What Debian's header (6.1) does not have yet, worked out from Linux' arch/s390/include/uapi/asm/kvm.h by hand. Linux 6.13: "pfcr[16]" takes
    /// the first of the 1,728 bytes "reserved" behind "dfltcc[32]", which leaves 1,712. Linux 6.7: "feat" is a doubleword whose bit fields are 4
    /// bits without a name, "ap", "ap_intr" and 58 bits without a name, allocated from the left on a big-endian machine.
    /// </summary>
    [Fact]
    public void Layout_NewerFields_AreWhereTheirHeadersPutThem()
    {
        KvmS390Subfunctions.Field pfcr = KvmS390Subfunctions.Fields[^1];
        Assert.Equal(("pfcr", 32 + (14 * 16) + 32 + 32, 16), (pfcr.Name, pfcr.Offset, pfcr.Length));
        Assert.Equal(KvmS390Subfunctions.ReservedOffset, pfcr.Offset + pfcr.Length);
        Assert.Equal(2048 - 1712, KvmS390Subfunctions.ReservedOffset);
        Assert.Equal(8, KvmS390UltravisorFeatures.Length);
        Assert.True(S390xBlocks.UltravisorGuest.TryFind(4, out Facility ap));
        Assert.True(S390xBlocks.UltravisorGuest.TryFind(5, out Facility interruption));
        Assert.Equal((S390xFacility.Appv, S390xFacility.Appvi), (ap, interruption));
    }

    private static Dictionary<string, int> ReadHeader()
    {
        Skip.IfNot(
            File.Exists($"{Include}/asm/kvm.h"),
            $"{Include}/asm/kvm.h is missing: Debian's package linux-libc-dev-s390x-cross has the kernel's header for s390x.");
        Skip.IfNot(Command.IsThere("gcc"), "gcc is missing: this test compiles a small C program.");
        string folder = Directory.CreateTempSubdirectory("layout").FullName;
        try
        {
            // The structures have the same layout for every 64-bit compiler, so this machine's own will do, and its program can run here.
            string program = Path.Combine(folder, "layout");
            Command.Run("gcc", "-I", Include, "-o", program, RepositoryFolder.Locate("tests", "CpuFacility.Interop.Tests", "Kvm", "layout.c"));
            return Command.Run(program).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(static line => line.Split(' '))
                .ToDictionary(static words => words[0], static words => int.Parse(words[1], CultureInfo.InvariantCulture));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
