using CpuFacility.Qemu;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Api;

public class PublicApiTests
{
    [Fact]
    public void Interop_PublicApi_IsApproved() => ApprovedApi.Check(
        typeof(QmpModelReader).Assembly, "tests", "CpuFacility.Interop.Tests", "Api", "CpuFacility.Interop.approved.txt");
}
