using System.Text;
using CpuFacility.Linux;
using CpuFacility.Microarchitectures;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Linux;

/// <summary>Machines as Linux or a model describes them, for the detection of their microarchitecture.</summary>
public class LinuxMicroarchitectureTests
{
    /// <summary>The lines are in the form of the kernel's <c>arch/*/kernel/cpu*.c</c>, with what archspec keeps of each host.</summary>
    [SkippableFact]
    public void Read_RecordedHosts_IsWhatArchspecAnswered()
    {
        int compared = 0;
        foreach (Dictionary<string, string> host in CsvRows.Read(SharedFolder.Require("oracles", "archspec-hosts.csv")).Where(static row => row["platform"] == "linux"))
        {
            string text = host["arch"] switch
            {
                "x86_64" => $"processor\t: 0\nvendor_id\t: {host["vendor"]}\nflags\t\t: {host["features"]} lm\n\nprocessor\t: 1\n",
                "aarch64" => $"processor\t: 0\nFeatures\t: {host["features"]}\nCPU implementer\t: 0x41\nCPU architecture: 8\nCPU part\t: {host["cpu_part"]}\n\n",
                "riscv64" => $"processor\t: 0\nhart\t\t: 0\nisa\t\t: rv64imafdc\nuarch\t\t: spacemit,{host["uarch"]}\n\n",
                _ => $"processor\t: 0\ncpu\t\t: POWER{host["generation"]} (architected), altivec supported\n\n",
            };
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            string machine = LinuxMicroarchitecture.FindMachine(bytes)!;
            Assert.Equal(host["arch"] == "ppc64" ? "ppc64le" : host["arch"], machine);
            Assert.Equal(host["detected"], MicroarchitectureDetection.Detect(LinuxMicroarchitecture.Read(bytes, host["arch"])).Target.Name);
            compared++;
        }

        Assert.True(compared >= 15, $"only {compared} hosts");
    }

    [Theory]
    [InlineData("vendor_id       : IBM/S390\n", "s390x")]
    [InlineData("vendor_id\t: GenuineIntel\nflags\t: fpu sse2\n", "i686")]
    [InlineData("vendor_id\t: GenuineIntel\nflags\t: fpu sse2 lm\n", "x86_64")]
    [InlineData("processor\t: 0\nCPU implementer\t: 0x41\nCPU architecture: 7\n", "arm")]
    [InlineData("processor\t: 0\nCPU implementer\t: 0x41\nCPU architecture: 8\n", "aarch64")]
    [InlineData("hart\t: 0\nisa\t: rv32imac\n", "riscv32")]
    [InlineData("hart\t: 0\nisa\t: rv64imac\n", "riscv64")]
    [InlineData("processor\t: 0\ncpu\t\t: POWER9, altivec supported\n", "ppc64le")]
    [InlineData("isa : rv64\n", null)]
    [InlineData("flags : lm\n", null)]
    [InlineData("cpu : Cell\n", null)]
    [InlineData("", null)]
    [InlineData("a text of words\nand no colon", null)]
    public void FindMachine_Text_IsTheArchitectureOfItsLines(string text, string? expected) =>
        Assert.Equal(expected, LinuxMicroarchitecture.FindMachine(Encoding.UTF8.GetBytes(text)));

    /// <summary>A guest with such a model runs code for its namesake, or for what lacks nothing that QEMU leaves out of the model.</summary>
    [Theory]
    [InlineData("Haswell", "haswell")]
    [InlineData("Broadwell", "broadwell")]
    [InlineData("EPYC", "x86_64_v3")]
    [InlineData("EPYC-Rome", "zen2")]
    [InlineData("EPYC-Milan-v2", "zen3")]
    [InlineData("qemu64", "x86_64")]
    [InlineData("power8", "power8le")]
    [InlineData("power10", "power10le")]
    [InlineData("arm:neoverse-n1", "neoverse_n1")]
    [InlineData("arm:cortex-a72", "cortex_a72")]
    [InlineData("arm:a64fx", "a64fx")]
    [InlineData("riscv:rv64", "riscv64")]
    public void Describe_Model_IsDetectedAsItsNamesake(string expression, string expected) =>
        Assert.Equal(expected, MicroarchitectureDetection.Detect(LinuxMicroarchitecture.Describe(Parse(expression))).Target.Name);

    [Fact]
    public void Describe_ModelOfArm_HasItsPartAndImplementer()
    {
        MicroarchitectureHost host = LinuxMicroarchitecture.Describe(Parse("arm:cortex-a76"));
        Assert.Equal((0xD0B, "ARM"), (host.ArmPart, host.Vendor));
        Assert.Equal("Fujitsu", LinuxMicroarchitecture.Describe(Parse("arm:a64fx")).Vendor);
    }

    [Theory]
    [InlineData("z14", "s390x")]
    [InlineData("riscv:rv32", "riscv32")]
    public void Describe_ModelOfAFamilyThatArchspecDoesNotKnow_NamesTheFamily(string expression, string expected) =>
        Assert.Equal(expected, LinuxMicroarchitecture.Describe(Parse(expression)).Family);

    private static CpuModel Parse(string expression)
    {
        int colon = expression.IndexOf(':', StringComparison.Ordinal);
        foreach (CpuModelRegistry registry in CpuModels.All.Where(registry => colon < 0 || registry.Architecture.ToString().Equals(expression[..colon], StringComparison.OrdinalIgnoreCase)))
        {
            if (registry.TryParse(expression.AsSpan(colon + 1), out CpuModel? model, out _))
            {
                return model;
            }
        }

        throw new InvalidOperationException(expression);
    }
}
