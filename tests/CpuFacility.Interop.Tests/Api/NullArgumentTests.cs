using System.Net;
using CpuFacility.Libvirt;
using CpuFacility.Qemu;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Api;

public class NullArgumentTests
{
    [Fact]
    public void Members_NullWhereItIsNotAllowed_ThrowWithTheNameOfTheParameter()
    {
        var calls = new NullArguments(
            CpuModels.S390x.Parse("z14"), CpuModels.S390x, LibvirtEdition.Current, LibvirtCpu.Read("<cpu><arch>x86_64</arch><model>Penryn</model></cpu>"),
            new QmpCpuModel("z14"), new QmpServer(new QmpServerOptions { Registry = CpuModels.S390x }), new MemoryStream(), new IPEndPoint(IPAddress.Loopback, 0));
        List<(string Parameter, string? Complaint)> checks = [.. typeof(QmpServer).Assembly.GetExportedTypes().SelectMany(calls.Check)];
        Assert.True(checks.Count > 50, $"Only {checks.Count} parameters were found.");
        Assert.Empty(checks.Where(static check => check.Complaint is not null).Select(static check => $"{check.Parameter}: {check.Complaint}"));
    }
}
