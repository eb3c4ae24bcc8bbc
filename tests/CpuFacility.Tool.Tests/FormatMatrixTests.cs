using System.Text;
using CpuFacility.Testing;

namespace CpuFacility.Tool.Tests;

/// <summary>Every format takes its own text and no other's.</summary>
public class FormatMatrixTests
{
    private const string RiscV = "processor\t: 0\nhart\t\t: 0\nisa\t\t: rv64imafdc_zba\nmmu\t\t: sv39\n\n";

    /// <summary>Texts by the format that is theirs. Some are of other programs, in the form that their sources show.</summary>
    private static readonly (string Format, byte[] Content)[] Texts =
    [
        ("a QMP reply", Bytes("""{"return": {"model": {"name": "z14"}}}""")),
        ("/proc/cpuinfo of Linux on IBM Z", File.ReadAllBytes(RepositoryFolder.Locate("tests", "CpuFacility.Interop.Tests", "Linux", "Texts", "z15.txt"))),
        ("/proc/cpuinfo of Linux on x86", File.ReadAllBytes(Machine("epyc-guest.cpuinfo.txt"))),
        ("/proc/cpuinfo of Linux on POWER", File.ReadAllBytes(Machine("power9.txt"))),
        ("/proc/cpuinfo of Linux on Arm", File.ReadAllBytes(Machine("two-kinds.arm.txt"))),
        ("/proc/cpuinfo of Linux on RISC-V", Bytes(RiscV)),
        ("/proc/cpuinfo of Linux on RISC-V", Bytes("isa : rv64gc\n")),
        ("ID registers of Arm as text", Bytes("MIDR_EL1 0x410fd083\nID_AA64PFR0_EL1=0x2222\n")),
        ("ID registers of Arm as text", Bytes("# dump\nSYS_ID_AA64ISAR0_EL1 : 0x11120\n")),
        ("an ISA string of RISC-V", Bytes("rv64gcv_zba_zbb\n")),
        ("an ISA string of RISC-V", Bytes("rv64i\0i\0m\0zba\0")),
        ("an ISA string of RISC-V", Bytes("cpu@0 {\n\triscv,isa-base = \"rv64i\";\n\triscv,isa-extensions = \"i\", \"m\";\n};\n")),
        ("libvirt's <cpudata>", File.ReadAllBytes(Machine("skylake-server.xml"))),
        ("the text of cpuid -r", File.ReadAllBytes(Machine("epyc-guest.cpuid.txt"))),
        ("the bytes of a kvm_cpuid2", [1, .. new byte[47]]),
        ("libvirt's <cpu>", Bytes("<cpu><model>EPYC</model></cpu>")),
        ("libvirt's <domain>", File.ReadAllBytes(Machine("guest.domain.xml"))),
        ("libvirt's <capabilities>", File.ReadAllBytes(Machine("power9.capabilities.xml"))),
        ("libvirt's <domainCapabilities>", File.ReadAllBytes(Machine("tcg.domcapabilities.xml"))),
        ("a kvm_s390_vm_cpu_machine of 4,112 bytes", new byte[4112]),
        ("", []),
        ("", Bytes("processor\t: 0\ncpu model\t\t: MIPS 24Kc V7.4\nisa\t\t\t: mips1 mips2 mips32r1\n")),
        ("", Bytes("rv64 is what I have\n")),
        ("", Bytes("z14\n")),
    ];

    [Fact]
    public void Matches_EachTextInEachFormat_IsItsOwnAlone()
    {
        foreach ((string name, byte[] content) in Texts)
        {
            string[] taken = [.. ModelFile.All.Where(format => format.Matches(content)).Select(static format => format.Name)];
            Assert.Equal(name.Length == 0 ? [] : [name], taken);
        }

        // No format without a text of its own here.
        Assert.Empty(ModelFile.All.Select(static format => format.Name).Except(Texts.Select(static text => text.Format)));
    }

    [Fact]
    public void Host_NobodysFile_NamesAllThatCanBeRead()
    {
        ToolRun run = ToolRun.WithInput("hello\n", "host", "@-");
        Assert.Equal(2, run.ExitCode);
        Assert.All(ModelFile.All, format => Assert.Contains(format.Name, run.Error, StringComparison.Ordinal));
    }

    private static string Machine(string file) => RepositoryFolder.Locate("tests", "CpuFacility.Tool.Tests", "Machines", file);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
