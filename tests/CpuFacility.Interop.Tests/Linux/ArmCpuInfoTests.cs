using System.Text;
using CpuFacility.Arm;
using CpuFacility.Linux;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Linux;

/// <summary>
/// <c>/proc/cpuinfo</c> of Arm machines. The texts are put together in the form of the kernel's <c>arch/arm64/kernel/cpuinfo.c</c>; no such machine was at
/// hand.
/// </summary>
public class ArmCpuInfoTests
{
    /// <summary>One of each kind of a machine with four Cortex-A53 and two Cortex-A72, whose words are public knowledge.</summary>
    private static readonly string TwoKinds =
        Processor(0, "fp asimd evtstrm aes pmull sha1 sha2 crc32 cpuid", part: "0xd03", revision: "4")
        + Processor(1, "fp asimd evtstrm aes pmull sha1 sha2 crc32 cpuid", part: "0xd03", revision: "4")
        + Processor(4, "fp asimd evtstrm aes pmull sha1 sha2 crc32 cpuid", part: "0xd08", revision: "2");

    [Fact]
    public void Parse_TwoKinds_AreBothKept()
    {
        ArmCpuInfo info = Parse(TwoKinds);
        Assert.Equal(
            ["2 x ARM Cortex-A53 r0p4, MIDR 410FD034H", "1 x ARM Cortex-A72 r0p2, MIDR 410FD082H"],
            info.Kinds.Select(static kind => kind.ToString()));
        Assert.Equal((3, 0x410FD034u), (info.ProcessorCount, info.Identity.Midr));
        Assert.Equal("fp asimd evtstrm aes pmull sha1 sha2 crc32 cpuid", info.Words.ToString());
        Assert.Empty(info.DifferentProcessors);
        Assert.Empty(info.UnknownWords);
    }

    [Fact]
    public void CreateHost_CortexA72_LeavesOpenWhatItsWordsDoNotSay()
    {
        HostCapability host = Parse(TwoKinds).CreateHost(CpuModels.Arm);
        Assert.Equal(("host", "Cortex-A53", "/proc/cpuinfo"), (host.Offer.Definition.Name, host.Offer.Definition.Title, host.Source));
        Assert.Equal(FacilityOrigin.Hardware, host.GetOrigin(ArmFacility.Aes));
        Assert.Equal(FacilityOrigin.None, host.GetOrigin(ArmFacility.Lse));
        Assert.Equal(FacilityOrigin.Unknown, host.GetOrigin(ArmFacility.Sve));
        Assert.Equal(CpuModels.Arm.Catalog.All, host.Hardware.Union(host.Unreported).Union(Parse(TwoKinds).Reported));
        Assert.False(host.Offered.Overlaps(host.Unreported));
        Assert.Empty(host.Unnamed);
    }

    [Fact]
    public void CreateHost_UnknownWordsAndBits_AreReported()
    {
        ArmCpuInfo info = Parse(Processor(0, "fp asimd frobnicate cpuid frobnicate quux"));
        Assert.Equal(["frobnicate", "quux"], info.UnknownWords.ToArray());
        Assert.Equal(["Words that no facility is known for: frobnicate, quux."], info.CreateHost(CpuModels.Arm).Unnamed.ToArray());
        Assert.Equal(
            "Bits without a name: AT_HWCAP 0000000000000000H, AT_HWCAP2 0000000000000000H, AT_HWCAP3 8000000000000000H.",
            info.CreateHost(CpuModels.Arm, new ArmHwcaps(1, 0, 1UL << 63), "auxv").Unnamed[1]);
    }

    [Fact]
    public void Parse_UnlikeFeatures_AreThoseOfAll()
    {
        ArmCpuInfo info = Parse(Processor(0, "fp asimd aes cpuid") + Processor(7, "fp asimd sha1 cpuid") + Processor(9, "fp asimd aes cpuid"));
        Assert.Equal("fp asimd cpuid", info.Words.ToString());
        Assert.Equal([7], info.DifferentProcessors.ToArray());
    }

    /// <summary>Kernels before 3.19 gave the features and one identification behind all numbers.</summary>
    [Fact]
    public void Parse_OldKernel_HasOneIdentification()
    {
        ArmCpuInfo info = Parse(
            "Processor\t: AArch64 Processor rev 1 (aarch64)\nprocessor\t: 0\nprocessor\t: 1\nFeatures\t: fp asimd aes pmull sha1 sha2 crc32 \n"
            + "CPU implementer\t: 0x41\nCPU architecture: AArch64\nCPU variant\t: 0x1\nCPU part\t: 0xd07\nCPU revision\t: 1\n\nHardware\t: Some board\n");
        Assert.Equal((2, "1 x ARM Cortex-A57 r1p1, MIDR 411FD071H"), (info.ProcessorCount, Assert.Single(info.Kinds).ToString()));

        // The last word is crc32: of atomics, which came next, such a kernel says nothing.
        Assert.Equal(FacilityOrigin.Unknown, info.CreateHost(CpuModels.Arm).GetOrigin(ArmFacility.Lse));
    }

    /// <summary>The words of real machines, as archspec's tests have them, in any order.</summary>
    [SkippableFact]
    public void Parse_WordsOfRealMachines_AreAllKnown()
    {
        Dictionary<string, string>[] hosts = [.. CsvRows.Read(SharedFolder.Require("oracles", "archspec-hosts.csv")).Where(static row => row["platform"] == "linux" && row["arch"] == "aarch64")];
        Assert.Equal(5, hosts.Length);
        foreach (Dictionary<string, string> row in hosts)
        {
            ArmCpuInfo info = Parse(Processor(0, row["features"], part: row["cpu_part"]));
            Assert.Empty(info.UnknownWords);
            Assert.Equal(row["features"].Split(' ').Order(StringComparer.Ordinal), info.Words.GetNames().Order(StringComparer.Ordinal));
            string title = row["expected"] switch { "cortex_a72" => "Cortex-A72", "neoverse_v1" => "Neoverse-V1", "neoverse_n2" => "Neoverse-N2", _ => "Neoverse-V2" };
            Assert.Equal(title, info.Identity.Part?.Title);
        }
    }

    /// <summary>A real Neoverse V1 is what QEMU's model of it is, but for BF16, which the model lacks, and pointer authentication, which that machine's kernel or hypervisor keeps back.</summary>
    [SkippableFact]
    public void CreateHost_RealNeoverseV1_AgreesWithTheModel()
    {
        Dictionary<string, string> row = CsvRows.Read(SharedFolder.Require("oracles", "archspec-hosts.csv")).Single(static row => row["file"] == "linux-rhel8-neoverse_v1");
        HostCapability host = Parse(Processor(0, row["features"], part: row["cpu_part"])).CreateHost(CpuModels.Arm);
        FacilitySet model = CpuModels.Arm.Parse("neoverse-v1").Facilities.Except(host.Unreported);
        Assert.All(Names(model.Except(host.Offered)), static name => Assert.Matches("ID_AA64ISAR1_EL1\\.(AP|GP)[AI]\\.", name));
        Assert.Equal(["ID_AA64ISAR1_EL1.BF16.from-1"], Names(host.Offered.Except(model)));
    }

    [Fact]
    public void Parse_ManyProcessorsOfManyKinds_TakesTimeOfTheirNumber()
    {
        var text = new StringBuilder();
        for (int i = 0; i < 60_000; i++)
        {
            text.Append(Processor(i, $"fp w{i}", part: $"0x{i & 0xFFF:x3}", revision: $"{(i >> 12) & 0xF}"));
        }

        ArmCpuInfo info = Parse(text.ToString());
        Assert.Equal((60_000, 60_000, 59_999, 60_000), (info.ProcessorCount, info.Kinds.Length, info.DifferentProcessors.Length, info.UnknownWords.Length));
    }

    [Theory]
    [InlineData("", 0, "The text has no line 'CPU implementer': it is no /proc/cpuinfo of Linux on Arm.")]
    [InlineData("processor : 0\nvendor_id : GenuineIntel\n", 0, "The text has no line 'CPU implementer': it is no /proc/cpuinfo of Linux on Arm.")]
    [InlineData("CPU implementer : 0x41\n", 0, "Before the line 'CPU implementer' there is none for a processor, as in 'processor : 0'.")]
    [InlineData("processor : x\nCPU implementer : 0x41\n", 0, "The number of a processor is a decimal number.")]
    [InlineData("processor : 3\nCPU implementer : 0x41\nCPU part : 0xd03\n", 0, "Processor 3 lacks of its identification: 'CPU variant', 'CPU revision'.")]
    [InlineData("processor : 3\nCPU implementer : 0x41\n\nprocessor : 4\n", 0, "Processor 3 lacks of its identification: 'CPU variant', 'CPU part', 'CPU revision'.")]
    [InlineData("processor : 0\nCPU implementer : 0x41\nCPU implementer : 0x41\n", 37, "Processor 0 has two lines 'CPU implementer'.")]
    [InlineData("processor : 0\nCPU implementer : 0x100\n", 14, "The line 'CPU implementer' has one hexadecimal number after 0x, at most ff.")]
    [InlineData("processor : 0\nCPU implementer : 41\n", 14, "The line 'CPU implementer' has one hexadecimal number after 0x, at most ff.")]
    [InlineData("processor : 0\nCPU implementer : 0x41\nCPU revision : 16\n", 37, "The line 'CPU revision' has one decimal number, at most 15.")]
    [InlineData("processor : 0\nCPU implementer : 0x41\nCPU architecture: 7\n", 37, "The text is of a processor or kernel of 32 bits: the architecture of 64-bit Arm is 8 here. Such machines are not covered.")]
    [InlineData("processor : 0\nFeatures : half thumb fastmult\nCPU implementer : 0x41\n", 14, "The line 'Features' is what programs of 32 bits get ('half'): read /proc/cpuinfo with a program of 64 bits.")]
    [InlineData("processor : 0\nCPU implementer : 0x41\nCPU variant : 0x0\nCPU part : 0xd03\nCPU revision : 4\n", 89, "The text has no line 'Features'.")]
    public void TryParse_Nonsense_IsRefusedWithThePosition(string text, int position, string reason)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Assert.False(ArmCpuInfo.TryParse(bytes, out ArmCpuInfo? info, out FacilityFormatError error));
        Assert.Null(info);
        Assert.Equal((position, reason), (error.Position, error.Reason));
        Assert.Throws<FacilityFormatException>(() => ArmCpuInfo.Parse(bytes));
    }

    [Fact]
    public void TryParse_TooLong_IsRefused()
    {
        Assert.False(ArmCpuInfo.TryParse(new byte[ArmCpuInfo.MaximumLength + 1], out _, out FacilityFormatError error));
        Assert.Equal(ArmCpuInfo.MaximumLength, error.Position);
    }

    [Fact]
    public void GetArmHwcaps_Vector_HasThreeWords()
    {
        Assert.Equal(new ArmHwcaps(3, 5, 7), Vector((16, 3), (26, 5), (29, 7)).GetArmHwcaps());
        Assert.Equal(new ArmHwcaps(3, 0, 0), Vector((16, 3)).GetArmHwcaps());
        Assert.Null(Vector((26, 5)).GetArmHwcaps());
        Assert.False(AuxiliaryVector.TryParse(Bytes((29, 1), (29, 1)), isLittleEndian: BitConverter.IsLittleEndian, out _, out FacilityFormatError error));
        Assert.Equal((16, "The auxiliary vector has type 29 twice."), (error.Position, error.Reason));

        static AuxiliaryVector Vector(params (ulong, ulong)[] entries) => AuxiliaryVector.Parse(Bytes(entries), BitConverter.IsLittleEndian);
        static byte[] Bytes(params (ulong Type, ulong Value)[] entries) =>
            [.. entries.Append((0UL, 0UL)).SelectMany(static entry => BitConverter.GetBytes(entry.Item1).Concat(BitConverter.GetBytes(entry.Item2)))];
    }

    internal static string Processor(int number, string features, string part = "0xd08", string revision = "3") =>
        $"processor\t: {number}\nBogoMIPS\t: 108.00\nFeatures\t: {features}\nCPU implementer\t: 0x41\nCPU architecture: 8\nCPU variant\t: 0x0\nCPU part\t: {part}\nCPU revision\t: {revision}\n\n";

    private static IEnumerable<string> Names(FacilitySet facilities) => CpuModels.Arm.Vocabulary.Summarize(facilities).ToImmutableArray().Select(static term => term.Name);

    private static ArmCpuInfo Parse(string text) => ArmCpuInfo.Parse(Encoding.UTF8.GetBytes(text));
}
