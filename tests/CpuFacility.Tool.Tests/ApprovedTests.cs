using System.Text.Json;
using CpuFacility.Testing;

namespace CpuFacility.Tool.Tests;

/// <summary>What each verb writes, as text and as JSON, and its exit code: held against the files in Approved.</summary>
public sealed class ApprovedTests
{
    public static TheoryData<string, string[]> Cases => new()
    {
        { "models", ["models"] },
        { "models-all-names", ["models", "--all-names", "--qemu-version", "7.2"] },
        { "models-host", ["models", "--host", "z13,te=off"] },
        { "models-runnable", ["models", "--host", "z13,te=off", "--runnable"] },
        { "show", ["show", "z14,te=off"] },
        { "show-unknown-property", ["show", Reply("unknown-property.json")] },
        { "expand", ["expand", "z14,te=off"] },
        { "expand-full", ["expand", "z14,te=off", "--full"] },
        { "compare-identical", ["compare", "z14", "z14"] },
        { "compare-subset", ["compare", "z13", "z14"] },
        { "compare-superset", ["compare", "z14", "z14,te=off,cte=off"] },
        { "compare-incompatible", ["compare", "z14,te=off,cte=off", "z13"] },
        { "compare-unknown", ["compare", Reply("unknown-property.json"), "z14"] },
        { "baseline", ["baseline", "zEC12.2,msa5=on", "zEC12,te=off"] },
        { "baseline-lost", ["baseline", "z14,srs=off", "z14"] },
        { "check-yes", ["check", "z13", "--on", "z14"] },
        { "check-no", ["check", "zEC12.2,msa5=on", "--on", "zEC12,te=off"] },
        { "check-unknown", ["check", Reply("unknown-property.json"), "--on", "z14"] },
        { "check-policy-strict", ["check", "z13", "--on", "z13,vx=off", "--emulated", "vx", "--policy", "strict"] },
        { "check-policy-effective", ["check", "z13", "--on", "z13,vx=off", "--emulated", "vx", "--policy", "effective"] },
        { "check-policy-hardware-only", ["check", "z13", "--on", "z13,vx=off,te=off", "--emulated", "vx,te", "--policy", "hardware-only"] },
        { "check-allowed-software", ["check", "z13", "--on", "z13,vx=off,te=off", "--emulated", "vx,te", "--allow-software", "vx"] },
        { "check-tag-unknown", ["check", "z13~77777777777777777777777777777777", "--on", "z13", "--policy", "strict"] },
        { "check-tag-without-policy", ["check", "z13~77777777777777777777777777777777", "--on", "z13"] },
        { "check-cpuinfo-policy", ["check", "z13-base", "--on", Text("z13.txt"), "--policy", "strict"] },
        { "check-cpuinfo", ["check", "z13", "--on", Text("z13.txt")] },
        { "host-cpuinfo", ["host", Text("z17.txt")] },
        { "host-emulated", ["host", "z13,vx=off", "--emulated", "vx"] },
        { "identify-type", ["identify", "--cpuid", "2064"] },
        { "identify-numbers", ["identify", "--cpuid", "ff00000029640000", "--ibc", "00100031", "--stfle", "fbebfffbfcfffd40007ce00000000000d0"] },
        { "identify-cpuinfo", ["identify", Text("z13.txt")] },
        { "identify-none", ["identify", "--cpuid", "ffff", "--stfle", "20"] },
        { "negotiate-exact", ["negotiate", "z13", "--on", "z13,vx=off", "--emulated", "vx"] },
        { "negotiate-part", ["negotiate", "z13", "--on", "z13,vx=off,te=off", "--emulated", "vx"] },
        { "negotiate-strict", ["negotiate", "z13", "--on", "z13,te=off", "--strict"] },
        { "negotiate-too-new", ["negotiate", "max", "--on", "z13", "--emulated", "tcg"] },
        { "negotiate-unknown", ["negotiate", "z13-base", "--on", Text("z13.txt")] },
        { "tag-host", ["tag", "z13,te=off", "--on", "z13,vx=off", "--emulated", "vx"] },
        { "tag-hardware", ["tag", "z13", "--on", "z14"] },
        { "tag-table", ["tag", "z13"] },
        { "tag-preset", ["tag", "max"] },
        { "tag-unknown", ["tag", "z13~77777777777777777777777777777777"] },
        { "facilities-name", ["facilities", "--name", "vector"] },
        { "facilities-block", ["facilities", "--block", "stfl", "--model", "z900-base"] },
        { "facilities-no-bit", ["facilities", "--block", "misc"] },
        { "facilities-none", ["facilities", "--name", "no such thing"] },
        { "lint-clean", ["lint", "gen16a-base"] },
        { "lint-findings", ["lint", "z14,vx=off"] },
        { "arm-models", ["models", "--arch", "arm"] },
        { "arm-show", ["show", "arm:max,sve512=on,sve384=on"] },
        { "arm-host", ["host", "arm:neoverse-v1"] },
        { "arm-compare", ["compare", "arm:cortex-a53", "arm:neoverse-v1"] },
        { "arm-check-yes", ["check", "arm:cortex-a53", "--on", "arm:cortex-a72"] },
        { "arm-check-no", ["check", "arm:neoverse-v1", "--on", "arm:cortex-a76"] },
        { "arm-check-programs", ["check", "arm:cortex-a53", "--on", "arm:cortex-a76", "--rule", "programs"] },
        { "arm-check-kvm", ["check", "arm:cortex-a55,pmu=off", "--on", "arm:cortex-a55", "--rule", "kvm"] },
        { "arm-baseline", ["baseline", "arm:a64fx", "arm:neoverse-v1"] },
        { "arm-level", ["level", "arm:neoverse-n2"] },
        { "arm-level-not-reached", ["level", "arm:cortex-a76", "--require", "armv8.4-a"] },
        { "riscv-models", ["models", "--arch", "riscv"] },
        { "riscv-show", ["show", "riscv:rva23s64"] },
        { "riscv-host", ["host", "riscv:thead-c908v"] },
        { "riscv-compare", ["compare", "riscv:rva22s64", "riscv:rva23s64"] },
        { "riscv-check-no", ["check", "riscv:rva23s64", "--on", "riscv:rva22s64"] },
        { "riscv-baseline", ["baseline", "riscv:rva23s64", "riscv:tt-ascalon"] },
        { "riscv-level", ["level", "riscv:rva22s64"] },
        { "riscv-level-none", ["level", "riscv:x-rv128"] },
        { "riscv-level-unknown", ["level", "riscv:rv64", "--require", "rva20u64"] },
        { "march-model", ["march", "Haswell"] },
        { "march-power", ["march", Machine("power9.cpuinfo.txt")] },
        { "march-machine", ["march", Machine("power9.cpuinfo.txt"), "--machine", "ppc64"] },
        { "march-cpuid", ["march", Machine("epyc-guest.cpuid.txt")] },
        { "march-cpuinfo", ["march", Machine("epyc-guest.cpuinfo.txt")] },
        { "march-target-no", ["march", "arm:neoverse-n1", "--target", "neoverse_v1"] },
        { "march-target-yes", ["march", "arm:neoverse-n1", "--target", "cortex_a72"] },
        { "x86-models", ["models", "--arch", "x86"] },
        { "x86-models-libvirt", ["models", "--edition", "libvirt-9.0"] },
        { "x86-models-host", ["models", "--host", Machine("skylake-server.xml")] },
        { "x86-models-runnable", ["models", "--host", "EPYC", "--runnable"] },
        { "x86-show", ["show", "Skylake-Server-v4,avx512f=off,+vmx"] },
        { "x86-show-libvirt", ["show", "EPYC-Rome", "--edition", "libvirt-12.8"] },
        { "x86-show-properties", ["show", "EPYC-v2,family=25,phys-bits=48,hv_relaxed"] },
        { "x86-expand", ["expand", "Nehalem-v2,-sse4.2"] },
        { "x86-expand-full", ["expand", "486", "--full"] },
        { "x86-compare-subset", ["compare", "EPYC-v1", "EPYC-v2"] },
        { "x86-compare-vendors", ["compare", "EPYC-v1", "Haswell-v4"] },
        { "x86-baseline", ["baseline", "Skylake-Server-v4", "Haswell-v4", "Broadwell-v4,+avx512f"] },
        { "x86-baseline-vendors", ["baseline", "EPYC-v1", "Haswell-v4"] },
        { "x86-check-yes", ["check", "Nehalem", "--on", "Haswell-v1"] },
        { "x86-check-no", ["check", "EPYC-Rome-v1", "--on", "EPYC-v1"] },
        { "x86-check-vendors", ["check", "Skylake-Server-v4", "--on", Machine("epyc-guest.cpuid.txt")] },
        { "x86-check-cpuinfo", ["check", "EPYC-v1,-monitor,-svm,-vme", "--on", Machine("epyc-guest.cpuinfo.txt")] },
        { "x86-facilities", ["facilities", "--arch", "x86", "--block", "CPUID_7_0_EBX"] },
        { "x86-lint", ["lint", "Skylake-Server-v4,+npt"] },
        { "x86-host-cpuid", ["host", Machine("epyc-guest.cpuid.txt")] },
        { "x86-host-cpudata", ["host", Machine("skylake-server.xml")] },
        { "x86-host-cpuinfo", ["host", Machine("epyc-guest.cpuinfo.txt")] },
        { "x86-identify", ["identify", Machine("epyc-guest.cpuid.txt")] },
        { "x86-identify-libvirt", ["identify", Machine("skylake-server.xml"), "--edition", "libvirt-12.8"] },
        { "power-models-libvirt", ["models", "--arch", "ppc64", "--edition", "libvirt-12.8"] },
        { "power-models-runnable", ["models", "--host", "power10", "--runnable"] },
        { "power-show", ["show", "power9"] },
        { "power-show-libvirt", ["show", "POWER9", "--edition", "libvirt-12.8"] },
        { "power-show-limit", ["show", "power10,max-cpu-compat=power8"] },
        { "power-expand-full", ["expand", "power9,max-cpu-compat=power8", "--full"] },
        { "power-compare", ["compare", "power9", "power10"] },
        { "power-baseline", ["baseline", "power9", Machine("power10-lpar.txt"), "power11"] },
        { "power-baseline-side-mode", ["baseline", "power7+", "power7+"] },
        { "power-baseline-none", ["baseline", "970", "power9"] },
        { "power-check-yes", ["check", "power9,max-cpu-compat=power8", "--on", "power8"] },
        { "power-check-no", ["check", "power9", "--on", "power8"] },
        { "power-check-threads", ["check", "power8", "--on", "power7+"] },
        { "power-check-transactions", ["check", Machine("power9.txt"), "--on", Machine("power10-lpar.txt")] },
        { "power-check-no-modes", ["check", "970", "--on", "power9"] },
        { "power-negotiate", ["negotiate", "power10", "--on", "power9"] },
        { "power-host", ["host", Machine("power9.txt")] },
        { "power-host-partition", ["host", Machine("power10-lpar.txt")] },
        { "power-host-libvirt", ["host", Machine("power8e.txt"), "--edition", "libvirt-9.0"] },
        { "power-identify", ["identify", "0x004e1202"] },
        { "power-identify-cpuinfo", ["identify", Machine("power10-lpar.txt"), "--edition", "libvirt-12.8"] },
        { "power-identify-limit", ["identify", Machine("power9-lpar.txt")] },
        { "power-host-limit", ["host", Machine("power9-lpar.txt")] },
        { "power-identify-logical", ["identify", "0x0f000004"] },
        { "power-identify-none", ["identify", "004b0201"] },
        { "power-identify-no-modes", ["identify", "0x00390202"] },
        { "power-facilities", ["facilities", "--arch", "power", "--block", "AT_HWCAP2"] },
        { "level", ["level", "Skylake-Server-v4"] },
        { "level-reached", ["level", Machine("epyc-guest.cpuid.txt"), "--require", "x86-64-v3"] },
        { "level-not-reached", ["level", Machine("epyc-guest.cpuid.txt"), "--require", "x86-64-v4"] },
        { "level-none", ["level", "486"] },
        { "cpuid", ["cpuid", Machine("epyc-guest.cpuid.txt")] },
        { "cpuid-cpudata", ["cpuid", Machine("skylake-server.xml")] },
        { "cpuid-as-libvirt", ["cpuid", Machine("epyc-guest.cpuid.txt"), "--as", "libvirt"] },
        { "cpuid-as-cpuid", ["cpuid", Machine("skylake-server.xml"), "--as", "cpuid"] },
        { "mask", ["mask", Machine("skylake-server.xml"), "--model", "Haswell-v4"] },
        { "mask-not-offered", ["mask", Machine("skylake-server.xml"), "--model", "EPYC-v1", "--unnamed", "keep"] },
        { "mask-as-cpuid", ["mask", Machine("skylake-server.xml"), "--model", "Haswell-v4", "--as", "cpuid"] },
        { "mask-guest", ["mask", Machine("epyc-guest.cpuid.txt"), "--guest", Machine("skylake-server.xml")] },
        { "libvirt-show-domain", ["show", Machine("guest.domain.xml")] },
        { "libvirt-show-old", ["show", Machine("guest.domain.xml"), "--edition", "libvirt-9.0"] },
        { "libvirt-host-qemu", ["host", Machine("epyc-guest.capabilities.xml"), "--edition", "qemu-11.1"] },
        { "libvirt-show-capabilities", ["show", Machine("epyc-guest.capabilities.xml")] },
        { "libvirt-expand", ["expand", Machine("s390x.domain.xml")] },
        { "libvirt-lint", ["lint", Machine("s390x.domain.xml")] },
        { "libvirt-compare", ["compare", Machine("guest.domain.xml"), Machine("tcg.domcapabilities.xml")] },
        { "libvirt-baseline", ["baseline", Machine("epyc-guest.capabilities.xml"), Machine("tcg.domcapabilities.xml")] },
        { "libvirt-check", ["check", Machine("guest.domain.xml"), "--on", Machine("epyc-guest.capabilities.xml")] },
        { "libvirt-check-s390x", ["check", Machine("s390x.domain.xml"), "--on", Machine("s390x.domcapabilities.xml")] },
        { "libvirt-check-cpuid", ["check", Machine("guest.domain.xml"), "--on", Machine("epyc-guest.cpuid.txt")] },
        { "libvirt-host", ["host", Machine("tcg.domcapabilities.xml")] },
        { "libvirt-host-s390x", ["host", Machine("s390x.domcapabilities.xml")] },
        { "libvirt-host-power", ["host", Machine("power9.capabilities.xml")] },
        { "libvirt-identify", ["identify", Machine("epyc-guest.capabilities.xml")] },
        { "libvirt-negotiate", ["negotiate", Machine("guest.domain.xml"), "--on", Machine("tcg.domcapabilities.xml")] },
        { "libvirt-level", ["level", Machine("epyc-guest.capabilities.xml")] },
        { "libvirt-tag", ["tag", Machine("s390x.domain.xml"), "--on", Machine("s390x.domcapabilities.xml")] },
        { "libvirt-models", ["models", "--host", Machine("s390x.domcapabilities.xml"), "--runnable"] },
        { "libvirt-mask", ["mask", Machine("skylake-server.xml"), "--model", Machine("guest.domain.xml")] },
        { "convert-to-qemu", ["convert", "Penryn,vmx=on,sse4.1=off", "--to", "qemu", "--edition", "libvirt-9.0"] },
        { "convert-to-qemu-s390x", ["convert", Machine("s390x.domain.xml"), "--to", "qemu"] },
        { "convert-to-qemu-power", ["convert", "POWER9", "--to", "qemu"] },
        { "convert-to-libvirt", ["convert", "Skylake-Server-v4,-avx512f,+vmx", "--to", "libvirt"] },
        { "convert-to-libvirt-s390x", ["convert", "z14,te=off,cte=off", "--to", "libvirt"] },
        { "convert-to-libvirt-power", ["convert", "power9_v2.2", "--to", "libvirt"] },
        { "mask-guest-same", ["mask", Machine("skylake-server.xml"), "--guest", Machine("skylake-server.xml")] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Run_Text_IsApproved(string name, string[] args)
    {
        ToolRun run = ToolRun.Of(args);
        Approved.Check($"{name}.txt", $"{run.Output}exit code {run.ExitCode}\n");
        Assert.Empty(run.Error);
        Assert.DoesNotContain('\e', run.Output);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Run_Json_IsApprovedAndOneDocument(string name, string[] args)
    {
        ToolRun run = ToolRun.Of([.. args, "--json"]);
        Approved.Check($"{name}.json", run.Output);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal($"cpufacility/{args[0]}/1", document.RootElement.GetProperty("schema").GetString());
        Assert.Equal(run, ToolRun.Of([.. args, "--json"]));
        Assert.Equal(ToolRun.Of(args).ExitCode, run.ExitCode);
        Assert.Empty(run.Error);
    }

    private static string Text(string file) => $"@{RepositoryFolder.Locate("tests", "CpuFacility.Interop.Tests", "Linux", "Texts", file)}";

    private static string Machine(string file) => $"@{RepositoryFolder.Locate("tests", "CpuFacility.Tool.Tests", "Machines", file)}";

    private static string Reply(string file) => $"@{RepositoryFolder.Locate("tests", "CpuFacility.Tool.Tests", "Replies", file)}";
}
