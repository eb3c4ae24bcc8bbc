using CpuFacility.Kvm;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Kvm;

/// <summary>Sizes, offsets and numbers for x86 against the kernel's own header for user space, as a compiler sees it.</summary>
public class KvmX86LayoutTests
{
    [SkippableFact]
    public void Layout_KernelHeader_IsTheSame()
    {
        (string Name, ulong Value)[] ours =
        [
            ("kvm_cpuid2", KvmCpuid2.HeaderLength),
            ("kvm_cpuid2.nent", 0),
            ("kvm_cpuid2.entries", KvmCpuid2.HeaderLength),
            ("kvm_cpuid_entry2", KvmCpuid2.EntryLength),
            ("kvm_cpuid_entry2.function", KvmCpuid2.FunctionOffset),
            ("kvm_cpuid_entry2.index", KvmCpuid2.IndexOffset),
            ("kvm_cpuid_entry2.flags", KvmCpuid2.FlagsOffset),
            ("kvm_cpuid_entry2.eax", KvmCpuid2.EaxOffset),
            ("kvm_cpuid_entry2.ebx", KvmCpuid2.EbxOffset),
            ("kvm_cpuid_entry2.ecx", KvmCpuid2.EcxOffset),
            ("kvm_cpuid_entry2.edx", KvmCpuid2.EdxOffset),
            ("kvm_cpuid_entry2.padding", KvmCpuid2.PaddingOffset),
            ("KVM_CPUID_FLAG_SIGNIFCANT_INDEX", KvmCpuid2.SignificantIndex),
            ("KVM_CPUID_FLAG_STATEFUL_FUNC", KvmCpuid2.StatefulFunction),
            ("KVM_CPUID_FLAG_STATE_READ_NEXT", KvmCpuid2.StateReadNext),
            ("kvm_msrs", KvmMsrs.HeaderLength),
            ("kvm_msrs.nmsrs", 0),
            ("kvm_msrs.entries", KvmMsrs.HeaderLength),
            ("kvm_msr_entry", KvmMsrs.EntryLength),
            ("kvm_msr_entry.index", KvmMsrs.IndexOffset),
            ("kvm_msr_entry.reserved", KvmMsrs.ReservedOffset),
            ("kvm_msr_entry.data", KvmMsrs.DataOffset),
            ("kvm_msr_list", sizeof(uint)),
            ("kvm_msr_list.nmsrs", 0),
            ("kvm_msr_list.indices", sizeof(uint)),
            ("KVM_API_VERSION", KvmX86.ApiVersion),
            ("KVM_GET_API_VERSION", KvmX86.GetApiVersion),
            ("KVM_GET_SUPPORTED_CPUID", KvmX86.GetSupportedCpuid),
            ("KVM_GET_EMULATED_CPUID", KvmX86.GetEmulatedCpuid),
            ("KVM_GET_MSR_FEATURE_INDEX_LIST", KvmX86.GetMsrFeatureIndexList),
            ("KVM_GET_MSRS", KvmX86.GetMsrs),
        ];
        Assert.Equal(ours.Select(static pair => $"{pair.Name} {pair.Value}"), ReadHeader());
    }

    private static string[] ReadHeader()
    {
        ThisMachine.RequireLinuxOnX86();
        Skip.IfNot(
            File.Exists("/usr/include/linux/kvm.h"),
            "/usr/include/linux/kvm.h is missing: Debian's package linux-libc-dev has the kernel's headers.");
        Skip.IfNot(Command.IsThere("gcc"), "gcc is missing: this test compiles a small C program.");
        string folder = Directory.CreateTempSubdirectory("layout").FullName;
        try
        {
            string program = Path.Combine(folder, "layout");
            Command.Run("gcc", "-o", program, RepositoryFolder.Locate("tests", "CpuFacility.Interop.Tests", "Kvm", "layout-x86.c"));
            return Command.Run(program).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
