using System.Buffers.Binary;
using System.Text;
using CpuFacility.Linux;
using CpuFacility.Power;

namespace CpuFacility.Interop.Tests.Linux;

public class PowerCpuInfoTests
{
    /// <summary>As Linux 5.8 writes it in a guest of QEMU, by a public report; the clock and two of four processors left out.</summary>
    private const string Guest =
        "processor\t: 0\ncpu\t\t: POWER10 (architected), altivec supported\nclock\t\t: 1000.000000MHz\nrevision\t: 1.0 (pvr 0080 0100)\n\n"
        + "processor\t: 1\ncpu\t\t: POWER10 (architected), altivec supported\nclock\t\t: 1000.000000MHz\nrevision\t: 1.0 (pvr 0080 0100)\n\n"
        + "timebase\t: 512000000\nplatform\t: pSeries\nmodel\t\t: IBM pSeries (emulated by qemu)\nmachine\t\t: CHRP IBM pSeries (emulated by qemu)\nMMU\t\t: Radix\n";

    private const string Raw = "processor\t: 0\ncpu\t\t: POWER8E (raw), altivec supported\nclock\t\t: 3425.000000MHz\nrevision\t: 2.1 (pvr 004b 0201)\n\ntimebase\t: 512000000\nplatform\t: PowerNV\nfirmware\t: OPAL\n";

    [Fact]
    public void Parse_Guest_GivesProcessorsAndMachine()
    {
        PowerCpuInfo info = PowerCpuInfo.Parse(Encoding.UTF8.GetBytes(Guest));
        Assert.Equal("POWER10 (architected)", info.Processor);
        Assert.True(info.HasAltivec);
        Assert.Equal((0x00800100u, "1.0", 2, 512000000UL), (info.Pvr, info.Revision, info.ProcessorCount, info.Timebase!.Value));
        Assert.Equal(("pSeries", "IBM pSeries (emulated by qemu)", "CHRP IBM pSeries (emulated by qemu)", "Radix", ""), (info.Platform, info.Model, info.Machine, info.Mmu, info.Firmware));
        Assert.Equal("power10", info.Mode?.Name);
        Assert.Empty(info.DifferentProcessors);
    }

    [Fact]
    public void Parse_RawProcessor_HasNoMode()
    {
        PowerCpuInfo info = PowerCpuInfo.Parse(Encoding.UTF8.GetBytes(Raw));
        Assert.Null(info.Mode);
        Assert.Equal(new PowerIdentity(0x004B0201), info.Identity);
        Assert.Equal(("PowerNV", "OPAL"), (info.Platform, info.Firmware));
        HostCapability host = info.CreateHost(PowerEditions.Libvirt, new PowerFeatureWords(0xDC0065C2, 0xFF000000));
        Assert.Equal("POWER8", host.Offer.Definition.Name);
        Assert.Equal(CompatibilityVerdict.Compatible, CpuModels.Power.Parse("power8").CheckMigrationTo(host).Verdict);

        // QEMU 11.1 has no POWER8E.
        Assert.Throws<FacilityFormatException>(() => info.CreateHost(CpuModels.Power, null));
    }

    [Fact]
    public void Parse_UnlikeProcessors_AreNamed() =>
        Assert.Equal([1], PowerCpuInfo.Parse(Encoding.UTF8.GetBytes(Replace(Guest, "0080 0100)\n\nt", "0080 0200)\n\nt"))).DifferentProcessors.AsEnumerable());

    [Fact]
    public void Parse_ProcessorThatDiffersTwice_IsNamedOnce() =>
        Assert.Equal([8], PowerCpuInfo.Parse(Encoding.UTF8.GetBytes(Guest + "\nprocessor : 8\ncpu : POWER9\nrevision : 2.2 (pvr 004e 1202)\n")).DifferentProcessors.AsEnumerable());

    [Theory]
    [InlineData("", "", "The text is no /proc/cpuinfo")]
    [InlineData("processor\t: 0", "vendor_id : GenuineIntel", "The text is no /proc/cpuinfo")]
    [InlineData("cpu\t\t", "vendor_id\t", "The text is no /proc/cpuinfo")]
    [InlineData("processor\t: 0", "processor\t: x", "The number of a processor")]
    [InlineData("0080 0100", "0080-0100", "The revision is written")]
    [InlineData("0080 0100", "0080 010g", "The revision is written")]
    [InlineData("0080 0100)", "0080 0100", "The revision is written")]
    [InlineData("revision", "version", "The first processor has no line 'revision'")]
    [InlineData("clock", "cpu", "Processor 0 has two lines 'cpu'")]
    [InlineData("processor\t: 1\n", "", "Processor 0 has two lines 'cpu'")]
    [InlineData("MMU", "model", "The text has two lines 'model'")]
    [InlineData("512000000", "-5", "The time base")]
    public void TryParse_WrongText_IsRefused(string old, string @new, string reason)
    {
        string text = old.Length == 0 ? "" : Replace(Guest, old, @new);
        Assert.False(PowerCpuInfo.TryParse(Encoding.UTF8.GetBytes(text), out PowerCpuInfo? info, out FacilityFormatError error));
        Assert.Null(info);
        Assert.StartsWith(reason, error.Reason, StringComparison.Ordinal);
        Assert.InRange(error.Position, 0, text.Length);
    }

    /// <summary>As glibc 2.36 writes them (sysdeps/powerpc/dl-procinfo.h), and as numbers.</summary>
    [Theory]
    [InlineData("AT_HWCAP:             true_le archpmu vsx arch_2_06 dfp ic_snoop smt mmu fpu altivec ppc64 ppc32\nAT_HWCAP2:       scv darn ieee128 arch_3_00 htm-nosc vcrypto tar isel ebb dscr htm arch_2_07\n", 0xDC0065C2UL, 0xFFF00000UL)]
    [InlineData("AT_HWCAP2: 0xeff00000\nAT_HWCAP: 0xdc0065c2\n", 0xDC0065C2UL, 0xEFF00000UL)]
    [InlineData("AT_HWCAP: \nAT_HWCAP2:\n", 0UL, 0UL)]
    [InlineData("AT_HWCAP: power5+\n", 0x00020000UL, 0UL)]
    [InlineData("AT_HWCAP: 0x8000000000000000\n", 0x8000000000000000UL, 0UL)]
    public void Parse_FeatureWordsBehindTheText_AreRead(string lines, ulong first, ulong second)
    {
        PowerCpuInfo info = PowerCpuInfo.Parse(Encoding.UTF8.GetBytes(Guest + lines));
        Assert.Equal(new PowerFeatureWords(first, second), info.FeatureWords);
        Assert.Empty(info.UnknownNames);
        Assert.Null(PowerCpuInfo.Parse(Encoding.UTF8.GetBytes(Guest)).FeatureWords);
    }

    [Fact]
    public void Parse_FeatureWordsWithOtherNames_AreKept()
    {
        PowerCpuInfo info = PowerCpuInfo.Parse(Encoding.UTF8.GetBytes(Guest + "AT_HWCAP: vsx arch_3_00 power9 new-thing\n"));
        Assert.Equal(["arch_3_00", "power9", "new-thing"], info.UnknownNames.ToArray());
        Assert.Equal(new PowerFeatureWords(0x80, 0), info.FeatureWords);
        Assert.Equal("Names that are no facilities: arch_3_00, power9, new-thing.", Assert.Single(info.CreateHost(PowerEditions.Libvirt, info.FeatureWords).Unnamed));
    }

    [Fact]
    public void CreateHost_WrongArguments_AreRefused()
    {
        PowerCpuInfo info = PowerCpuInfo.Parse(Encoding.UTF8.GetBytes(Guest));
        Assert.Throws<ArgumentNullException>(() => info.CreateHost(null!, null));
        Assert.Throws<ArgumentNullException>(() => info.CreateHost(CpuModels.Power, null, null!));
        Assert.Throws<FacilityFormatException>(() => info.CreateHost(CpuModels.X86, null));
        Assert.Throws<FacilityFormatException>(static () => PowerCpuInfo.Parse(default));
        Assert.Throws<FacilityFormatException>(static () => AuxiliaryVector.Parse(default, isLittleEndian: true));
        Assert.Throws<ArgumentNullException>(static () => ((AuxiliaryVector)null!).GetPowerFeatureWords());
    }

    [Fact]
    public void TryParse_TooLong_IsRefused() =>
        Assert.False(PowerCpuInfo.TryParse(new byte[PowerCpuInfo.MaximumLength + 1], out _, out _));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AuxiliaryVector_BothByteOrders_GiveTheWords(bool isLittleEndian)
    {
        byte[] bytes = Write(isLittleEndian, (33, 0x7FFF0000), (16, 0xDC0065C2), (15, 0x1234), (26, 0xEFF00000), (0, 0));
        AuxiliaryVector vector = AuxiliaryVector.Parse(bytes, isLittleEndian);
        Assert.Equal(4, vector.Entries.Length);
        Assert.Equal(new PowerFeatureWords(0xDC0065C2, 0xEFF00000), vector.GetPowerFeatureWords());
        Assert.True(vector.TryGet(AuxiliaryVector.Platform, out ulong address) && address == 0x1234);
        Assert.False(vector.TryGet(6, out _));
        Assert.False(AuxiliaryVector.TryParse(Write(isLittleEndian, (16, 1), (0, 0)), !isLittleEndian, out vector!, out _) && vector.TryGet(16, out _));
        Assert.Null(AuxiliaryVector.Parse(Write(isLittleEndian, (0, 0)), isLittleEndian).GetPowerFeatureWords());
    }

    [Fact]
    public void AuxiliaryVector_WrongBytes_AreRefused()
    {
        byte[] good = Write(true, (16, 1), (26, 2), (0, 0));
        for (int length = 0; length < good.Length; length++)
        {
            Assert.False(AuxiliaryVector.TryParse(good.AsSpan(0, length), true, out _, out FacilityFormatError error));
            Assert.Equal(length, error.Position);
        }

        Assert.True(AuxiliaryVector.TryParse([.. good, 0, 0, 0], true, out _, out _));
        Assert.False(AuxiliaryVector.TryParse([.. good, 0, 1], true, out _, out FacilityFormatError behind));
        Assert.Equal(good.Length + 1, behind.Position);
        Assert.False(AuxiliaryVector.TryParse(Write(true, (16, 1), (16, 1), (0, 0)), true, out _, out FacilityFormatError twice));
        Assert.Equal(16, twice.Position);
        Assert.False(AuxiliaryVector.TryParse(new byte[AuxiliaryVector.MaximumLength + 16], true, out _, out _));
    }

    [SkippableFact]
    public void AuxiliaryVector_OfThisProcess_IsRead()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.Is64BitProcess, "There is no /proc/self/auxv of 64-bit words.");
        AuxiliaryVector vector = AuxiliaryVector.Parse(File.ReadAllBytes("/proc/self/auxv"), BitConverter.IsLittleEndian);
        Assert.True(vector.TryGet(AuxiliaryVector.HardwareCapabilities, out _));

        // AT_PAGESZ.
        Assert.True(vector.TryGet(6, out ulong pageSize));
        Assert.Equal((ulong)Environment.SystemPageSize, pageSize);
    }

    private static string Replace(string text, string old, string @new)
    {
        string changed = text.Replace(old, @new, StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        return changed;
    }

    private static byte[] Write(bool isLittleEndian, params (ulong Type, ulong Value)[] entries)
    {
        byte[] bytes = new byte[entries.Length * 16];
        for (int i = 0; i < entries.Length; i++)
        {
            ulong type = isLittleEndian ? entries[i].Type : BinaryPrimitives.ReverseEndianness(entries[i].Type);
            ulong value = isLittleEndian ? entries[i].Value : BinaryPrimitives.ReverseEndianness(entries[i].Value);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * 16), type);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan((i * 16) + 8), value);
        }

        return bytes;
    }
}
