using CpuFacility.S390x;
using CpuFacility.Testing;

namespace CpuFacility.Tool.Tests;

/// <summary>A folder with the files of a machine stands in for its root.</summary>
public sealed class ThisMachineTests : IDisposable
{
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
