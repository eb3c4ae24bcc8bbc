using CpuFacility.Qemu;

namespace CpuFacility.Interop.Tests.Qemu.Client;

public class QmpCpuModelTests
{
    [Fact]
    public void ToModel_UnknownProperties_AreKeptThereAndBack()
    {
        var sent = new QmpCpuModel("z14-base", [new("vx", "true"), new("new-thing", "\"v2\""), new("other", "{\"a\":[1]}")]);
        CpuModel model = sent.ToModel(CpuModels.S390x);
        Assert.Equal([new("new-thing", "\"v2\""), new("other", "{\"a\":[1]}")], model.UnknownProperties.ToArray());
        Assert.Equal(model, QmpCpuModel.FromModel(model).ToModel(CpuModels.S390x));
        Assert.Contains("\"new-thing\":\"v2\"", QmpCpuModel.FromModel(model).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TryToModel_UnknownModel_SaysSo()
    {
        Assert.False(new QmpCpuModel("z99").TryToModel(CpuModels.S390x, out CpuModel? model, out FacilityFormatError error));
        Assert.Null(model);
        Assert.Contains("z99", error.Reason, StringComparison.Ordinal);
        Assert.Throws<FacilityFormatException>(() => new QmpCpuModel("z99").ToModel(CpuModels.S390x));
    }

    [Theory]
    [InlineData("true", "vx")]
    [InlineData("on", "te")]
    [InlineData("", "te")]
    public void QmpCpuModel_BadProperties_AreRefused(string value, string name) =>
        Assert.Throws<ArgumentException>(() => new QmpCpuModel("z14", [new("vx", "true"), new(name, value)]));
}
