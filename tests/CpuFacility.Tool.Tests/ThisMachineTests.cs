using CpuFacility.Arm;
using CpuFacility.Power;
using CpuFacility.S390x;
using CpuFacility.Testing;

namespace CpuFacility.Tool.Tests;

/// <summary>A folder with the files of a machine stands in for its root.</summary>
public sealed class ThisMachineTests : IDisposable
{
    private const string Midr = "sys/devices/system/cpu/cpu0/regs/identification/midr_el1";
    private const string Revidr = "sys/devices/system/cpu/cpu0/regs/identification/revidr_el1";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("cpufacility-root-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Read_IbmZ_IsTheHostOfItsText()
    {
        Write("proc/cpuinfo", File.ReadAllText(RepositoryFolder.Locate("tests", "CpuFacility.Interop.Tests", "Linux", "Texts", "z15.txt")));
        HostCapability host = Read();
        Assert.Equal("gen15a", host.Offer.Definition.Name);
        Assert.Equal(FacilityOrigin.Unknown, host.GetOrigin(S390xFacility.Appv));

        Write("sys/firmware/uv/query/feature_indications", "800000000000000\n");
        host = Read();
        Assert.Equal(FacilityOrigin.Hardware, host.GetOrigin(S390xFacility.Appv));
        Assert.Equal(FacilityOrigin.None, host.GetOrigin(S390xFacility.Appvi));
    }

    [Fact]
    public void Read_BadIndications_AreRefused()
    {
        Write("proc/cpuinfo", "vendor_id : IBM/S390\nmachine : 2964\nfacilities : 0 1\n");
        Write("sys/firmware/uv/query/feature_indications", "no number\n");
        Assert.Contains("feature_indications cannot be read", Assert.Throws<UsageException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NothingOfIbmZ_SaysSo()
    {
        Assert.Throws<UnknownException>(Read);
        Write("proc/cpuinfo", "processor : 0\nvendor_id : GenuineIntel\n");
        Assert.Contains("cpufacility host @FILE", Assert.Throws<UnknownException>(Read).Message, StringComparison.Ordinal);
        Write("proc/cpuinfo", "vendor_id : IBM/S390\n");
        Assert.Contains("no machine type", Assert.Throws<UsageException>(Read).Message, StringComparison.Ordinal);
        Write("proc/cpuinfo", "vendor_id : IBM/S390\nmachine : ffff\nfacilities : 2\n");
        Assert.Contains("of type ffff", Assert.Throws<UnknownException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Power_IsTheHostOfItsTextAndItsVector()
    {
        Write("proc/cpuinfo", File.ReadAllText(RepositoryFolder.Locate("tests", "CpuFacility.Tool.Tests", "Machines", "power9.cpuinfo.txt")));
        HostCapability host = Read();
        Assert.Equal("power9_v2.2", host.Offer.Definition.Name);
        Assert.Equal(FacilityOrigin.Unknown, host.GetOrigin(PowerFacility.Vsx));
        Assert.Equal(FacilityOrigin.Hardware, host.GetOrigin(PowerFacility.CompatPower9));

        WriteVector((16, 0xDC0065C2), (26, 0xFFF00000), (0, 0));
        host = Read();
        Assert.Equal(FacilityOrigin.Hardware, host.GetOrigin(PowerFacility.Vsx));
        Assert.Equal(FacilityOrigin.Hardware, host.GetOrigin(PowerFacility.Arch2_05));
        Assert.Equal(FacilityOrigin.None, host.GetOrigin(PowerFacility.Mma));
        Assert.Equal("/proc/cpuinfo and /proc/self/auxv", host.Source);

        WriteVector((6, 65536), (0, 0));
        Assert.Equal(FacilityOrigin.Unknown, Read().GetOrigin(PowerFacility.Vsx));
        WriteVector((16, 0xDC0065C2));
        Assert.Contains("/proc/self/auxv cannot be read. At byte 16", Assert.Throws<UsageException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PowerOfNoModel_SaysWhichEditionHasIt()
    {
        Write("proc/cpuinfo", "processor : 0\ncpu : POWER8E (raw)\nrevision : 2.1 (pvr 004b 0201)\n");
        Assert.Equal(
            "qemu-11.1 has no model of PVR 004B0201H. libvirt-12.8 has one: add --edition libvirt-12.8.", Assert.Throws<UnknownException>(Read).Message);
        Write("proc/cpuinfo", "processor : 0\ncpu : POWER99\nrevision : 2.1 (pvr 1234 0201)\n");
        Assert.Equal("qemu-11.1 has no model of PVR 12340201H.", Assert.Throws<UnknownException>(Read).Message);
        Write("proc/cpuinfo", "processor : 0\ncpu : POWER9\nrevision : 2.1\n");
        Assert.Contains("/proc/cpuinfo cannot be read. At byte 27, line 3: The revision", Assert.Throws<UsageException>(Read).Message, StringComparison.Ordinal);
    }

    /// <summary>The vector has a bit without a name, which the words of the text cannot have.</summary>
    [Fact]
    public void Read_Arm_IsTheHostOfItsTextAndItsVector()
    {
        Write("proc/cpuinfo", File.ReadAllText(RepositoryFolder.Locate("tests", "CpuFacility.Tool.Tests", "Machines", "two-kinds.arm.txt")));
        HostCapability host = Read();
        Assert.Equal(("host", "/proc/cpuinfo"), (host.Offer.Definition.Name, host.Source));
        Assert.Equal(FacilityOrigin.Unknown, host.GetOrigin(ArmFacility.Sve));
        Assert.Equal(FacilityOrigin.Hardware, host.GetOrigin(ArmFacility.Aes));

        WriteVector((16, 0x8FF), (26, 1UL << 63), (29, 1UL << 63), (0, 0));
        host = Read();
        Assert.Equal("/proc/cpuinfo and /proc/self/auxv", host.Source);
        Assert.Equal(FacilityOrigin.None, host.GetOrigin(ArmFacility.Sve));
        Assert.Contains("AT_HWCAP3 8000000000000000H", Assert.Single(host.Unnamed), StringComparison.Ordinal);
        Write(Midr, "0x00000000410fd034\n");
        Write(Revidr, "0x0000000000000180\n");
        Assert.Contains("REVIDR_EL1 of the first processor is 180H", ReadNotes(), StringComparison.Ordinal);
        Write(Midr, "0x00000000410fd4f0\n");
        Assert.Contains("has another processor than /proc/cpuinfo, which counts here: ARM Neoverse-V2", ReadNotes(), StringComparison.Ordinal);
        Write(Midr, "none\n");
        Assert.Contains("/regs/identification/midr_el1 cannot be read. ", Assert.Throws<UsageException>(Read).Message, StringComparison.Ordinal);
        Write("proc/cpuinfo", "processor : 0\nCPU implementer : 0x41\n");
        Assert.Contains("/proc/cpuinfo cannot be read. At byte 0: Processor 0 lacks", Assert.Throws<UsageException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RiscV_IsTheHostOfItsTextAndItsBlockSizes()
    {
        Write("proc/cpuinfo", "processor\t: 0\nhart\t\t: 0\nisa\t\t: rv64imafdc_zicboz\nmmu\t\t: sv39\n\n");
        Assert.Equal(("rv64", "/proc/cpuinfo"), (Read().Identity.ToString(), Read().Source));
        Write("proc/device-tree/cpus/cpu@0/riscv,cboz-block-size", "\0\0\0@");
        Assert.Equal(("rv64 with cboz_blocksize 64", "/proc/cpuinfo and /proc/device-tree"), (Read().Identity.ToString(), Read().Source));
        Write("proc/device-tree/cpus/cpu@0/riscv,cboz-block-size", "\0\0\0A");
        Assert.Contains("riscv,cboz-block-size cannot be read", Assert.Throws<UsageException>(Read).Message, StringComparison.Ordinal);
        Write("proc/cpuinfo", "isa : rv64\n");
        Assert.Contains("/proc/cpuinfo cannot be read. At byte 10", Assert.Throws<UsageException>(Read).Message, StringComparison.Ordinal);
    }

    private string ReadNotes()
    {
        using var notes = new StringWriter();
        var terminal = new Terminal { Output = notes, Error = notes, OpenInput = () => Stream.Null, OpenOutput = () => Stream.Null };
        _ = ThisMachine.Read(new ReleaseView(null, null, null), terminal, _root.FullName);
        return notes.ToString();
    }

    private void WriteVector(params (ulong Type, ulong Value)[] entries)
    {
        Write("proc/self/auxv", "");
        ulong[] words = [.. entries.SelectMany(static entry => new[] { entry.Type, entry.Value })];
        File.WriteAllBytes(Path.Combine(_root.FullName, "proc/self/auxv"), System.Runtime.InteropServices.MemoryMarshal.AsBytes<ulong>(words).ToArray());
    }

    private HostCapability Read()
    {
        using var silent = new StringWriter();
        var terminal = new Terminal { Output = silent, Error = silent, OpenInput = () => Stream.Null, OpenOutput = () => Stream.Null };
        return ThisMachine.Read(new ReleaseView(null, null, null), terminal, _root.FullName).Host;
    }

    private void Write(string path, string text)
    {
        string file = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
