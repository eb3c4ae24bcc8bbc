using System.Text;
using CpuFacility.Linux;
using CpuFacility.Microarchitectures;
using CpuFacility.RiscV;

namespace CpuFacility.Interop.Tests.Linux;

/// <summary><c>/proc/cpuinfo</c> of RISC-V machines, and of all families for the detection of the microarchitecture.</summary>
public class RiscVCpuInfoTests
{
    /// <summary>The first two processors of a SpacemiT K1 under a kernel of its vendor, as users published the text; the word <c>ime</c> is the vendor's.</summary>
    internal const string SpacemitK1 =
        """
        processor	: 0
        hart		: 0
        model name	: Spacemit(R) X60
        isa		: rv64imafdcv_zicbom_zicboz_zicntr_zicond_zicsr_zifencei_zihintpause_zihpm_zfh_zfhmin_zca_zcd_zba_zbb_zbc_zbs_zkt_zve32f_zve32x_zve64d_zve64f_zve64x_zvfh_zvfhmin_zvkt_sscofpmf_sstc_svinval_svnapot_svpbmt_ime
        mmu		: sv39
        uarch		: spacemit,x60
        mvendorid	: 0x710
        marchid		: 0x8000000058000001
        mimpid		: 0x1000000049772200

        processor	: 4
        hart		: 4
        model name	: Spacemit(R) X60
        isa		: rv64imafdcv_zicbom_zicboz_zicntr_zicond_zicsr_zifencei_zihintpause_zihpm_zfh_zfhmin_zca_zcd_zba_zbb_zbc_zbs_zkt_zve32f_zve32x_zve64d_zve64f_zve64x_zvfh_zvfhmin_zvkt_sscofpmf_sstc_svinval_svnapot_svpbmt
        mmu		: sv39
        uarch		: spacemit,x60
        mvendorid	: 0x710
        marchid		: 0x8000000058000001
        mimpid		: 0x1000000049772200

        """;

    [Fact]
    public void Parse_SpacemitK1_HasAllThatTheTextSays()
    {
        RiscVCpuInfo info = RiscVCpuInfo.Parse(Encoding.UTF8.GetBytes(SpacemitK1));
        Assert.Equal(("sv39", "spacemit,x60", 2), (info.Mmu, info.Microarchitecture, info.ProcessorCount));
        Assert.Equal((0x710UL, 0x8000000058000001UL, 0x1000000049772200UL), (info.VendorId, info.ArchitectureId, info.ImplementationId));
        Assert.Equal(["ime"], info.Isa.UnknownExtensions.ToArray());
        Assert.Equal([4], info.DifferentProcessors.ToArray());
        Assert.True(CpuModels.RiscV.Catalog.CreateSet(RiscVFacility.V, RiscVFacility.Sv39, RiscVFacility.Zvkt).IsSubsetOf(info.Facilities));
        Assert.Null(info.HartIsa);
    }

    /// <summary>A machine with vectors that is short of RVA22, by what its older kernel does not name and current ones do.</summary>
    [Fact]
    public void Facilities_SpacemitK1_AgainstProfiles()
    {
        RiscVCpuInfo info = RiscVCpuInfo.Parse(Encoding.UTF8.GetBytes(SpacemitK1));
        RiscVProfileCheck[] checks = [.. RiscVProfileCheck.CheckAll(info.Facilities, RiscVExtensions.NotNamedByLinux)];
        Assert.Equal("RVA22U64: lacks zicbop, ziccrse; not known: za64rs, zic64b, ziccamoa, ziccif, zicclsm.", Line("RVA22U64"));
        Assert.Equal("RVI20U64: all there.", Line("RVI20U64"));

        string Line(string name) => checks.Single(check => check.Profile.Name == name).ToString();
    }

    [Fact]
    public void Parse_HartIsa_IsReadToo()
    {
        RiscVCpuInfo info = RiscVCpuInfo.Parse("processor\t: 0\nisa\t\t: rv64imac\nhart isa\t: rv64imac_zba\nmmu\t\t: none\n"u8);
        Assert.Equal(("rv64imac", "rv64imac_zba"), (info.Isa.ToString(), info.HartIsa?.ToString()));
        Assert.Equal(info.Isa.Facilities, info.Facilities);
        Assert.Null(info.VendorId);
    }

    [Theory]
    [InlineData("", 0, "The text has no line 'isa': it is no /proc/cpuinfo of Linux on RISC-V.")]
    [InlineData("processor : 0\nvendor_id : GenuineIntel\n", 39, "The text has no line 'isa': it is no /proc/cpuinfo of Linux on RISC-V.")]
    [InlineData("processor : x\n", 12, "The number of a processor is a decimal number.")]
    [InlineData("processor : 0\nisa : rv64\n", 24, "The base is missing: i, e or g follows rv64.")]
    [InlineData("processor : 0\nisa : rv64imac_\n", 29, "The name of an extension is missing.")]
    [InlineData("processor : 0\nisa : rv64i\nisa : rv64i\n", 32, "The line 'isa' of the first processor is there twice.")]
    [InlineData("processor : 0\nisa : rv64i\n\nprocessor : 1\nisa : x\n", 47, "An ISA string begins with rv32, rv64 or rv128.")]
    [InlineData("processor : 0\nmvendorid : 710\n", 26, "The line 'mvendorid' has one hexadecimal number of 64 bits after 0x.")]
    public void TryParse_Nonsense_IsRefusedWithThePosition(string text, int position, string reason)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Assert.False(RiscVCpuInfo.TryParse(bytes, out RiscVCpuInfo? info, out FacilityFormatError error));
        Assert.Null(info);
        Assert.Equal((position, reason), (error.Position, error.Reason));
        Assert.Throws<FacilityFormatException>(() => RiscVCpuInfo.Parse(bytes));
    }

    [Fact]
    public void TryParse_TooLong_IsRefused()
    {
        Assert.False(RiscVCpuInfo.TryParse(new byte[RiscVCpuInfo.MaximumLength + 1], out _, out FacilityFormatError error));
        Assert.Equal(RiscVCpuInfo.MaximumLength, error.Position);
        Assert.Throws<ArgumentException>(() => LinuxMicroarchitecture.Read(new byte[LinuxMicroarchitecture.MaximumLength + 1], "x86_64"));
    }

    // Lines in the forms of the kernel: arch/arm64, arch/powerpc, arch/riscv, arch/x86.
    [Theory]
    [InlineData("aarch64", "processor\t: 0\nFeatures\t: fp asimd evtstrm aes pmull sha1 sha2 crc32 cpuid\nCPU implementer\t: 0x41\nCPU part\t: 0xd08\n\nprocessor\t: 1\nCPU implementer\t: 0x61\n", "cortex_a72")]
    [InlineData("aarch64", "processor\t: 0\nFeatures\t: fp asimd evtstrm aes pmull sha1 sha2 crc32 cpuid\nCPU implementer\t: 0x70\nCPU part\t: 0xd08\n", "aarch64")]
    [InlineData("ppc64le", "processor\t: 0\ncpu\t\t: POWER9 (architected), altivec supported\n\nprocessor\t: 1\ncpu\t\t: POWER8\n", "power9le")]
    [InlineData("ppc64", "processor\t: 0\ncpu\t\t: POWER10, altivec supported\n", "power10")]
    [InlineData("ppc64le", "processor\t: 0\ncpu\t\t: PPC970FX, altivec supported\n", "ppc64le")]
    [InlineData("riscv64", SpacemitK1, "x60")]
    [InlineData("riscv64", "processor\t: 0\nuarch\t\t: sifive,u74-mc\n", "u74mc")]
    [InlineData("riscv64", "processor\t: 0\nuarch\t\t: thead,c906\n", "riscv64")]
    [InlineData("x86_64", "processor\t: 0\nvendor_id\t: AuthenticAMD\nflags\t\t: mmx sse sse2 sse4a abm cx16 3dnow 3dnowext\n\n", "k10")]
    [InlineData("x86_64", "processor\t: 0\nvendor_id\t: GenuineIntel\nflags\t\t: mmx sse sse2 sse4a abm cx16 3dnow 3dnowext\n\n", "x86_64")]
    [InlineData("x86_64", "", "x86_64")]
    [InlineData("x86_64", "\n\n\u00e9\n", "x86_64")]
    public void Read_Text_IsDetected(string machine, string text, string expected) =>
        Assert.Equal(expected, MicroarchitectureDetection.Detect(LinuxMicroarchitecture.Read(Encoding.UTF8.GetBytes(text), machine)).Target.Name);

    [Fact]
    public void Read_ImplementerWithoutName_IsTheNumberOrTheWord()
    {
        Assert.Equal("0x70", LinuxMicroarchitecture.Read("CPU implementer : 0x70\n"u8, "aarch64").Vendor);
        Assert.Equal("Apple", LinuxMicroarchitecture.Read("CPU implementer : Apple\n"u8, "aarch64").Vendor);
        Assert.Equal("generic", LinuxMicroarchitecture.Read("processor : 0\n"u8, "aarch64").Vendor);
    }
}
