using System.Text.Json;
using CpuFacility.Arm;
using CpuFacility.Qemu;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Qemu;

/// <summary>Arm models from QMP replies that QEMU 11.1 gave.</summary>
public class QmpArmModelTests
{
    [SkippableFact]
    public void Parse_EachRecordedReply_IsTheModelOfTheRequest()
    {
        using JsonDocument recorded = JsonDocument.Parse(File.ReadAllText(SharedFolder.Require("facts", "qmp", "aarch64-expansion-props.json")));
        int replies = 0;
        foreach (JsonElement request in recorded.RootElement.EnumerateArray())
        {
            if (!request.GetProperty("reply").TryGetProperty("return", out _))
            {
                continue;
            }

            string expression = request.GetProperty("model").GetString()! + string.Concat(request.GetProperty("props").EnumerateObject().Select(
                static property => $",{property.Name}={(property.Value.GetBoolean() ? "on" : "off")}"));
            CpuModel asked = CpuModels.Arm.Parse(expression);
            CpuModel read = QmpModelReader.Parse(CpuModels.Arm, System.Text.Encoding.UTF8.GetBytes(request.GetProperty("reply").GetRawText()));
            Assert.Equal(asked, read);
            Assert.Equal(asked.ExpandFull().Properties.AsEnumerable(), read.ExpandFull().Properties.AsEnumerable());
            replies++;
        }

        Assert.Equal(5, replies);
    }

    [Fact]
    public void TryParse_PropertiesInConflict_SaysWhereAndWhy()
    {
        byte[] json = """{"model": {"name": "max", "props": {"sve256": false, "sve512": true, "sve384": true}}}"""u8.ToArray();
        Assert.True(QmpModelReader.TryParse(CpuModels.Arm, json, out _, out _));
        json = """{"model": {"name": "max", "props": {"pauth": false, "pauth-impdef": true}}}"""u8.ToArray();
        Assert.False(QmpModelReader.TryParse(CpuModels.Arm, json, out CpuModel? model, out FacilityFormatError error));
        Assert.Null(model);
        Assert.Equal("'pauth-impdef' cannot be on while 'pauth' is off.", error.Reason);
        Assert.Equal(json.AsSpan().IndexOf("\"props\""u8), error.Position);
    }

    [Fact]
    public void Parse_LengthsOfAReply_AreThoseOfTheGuest()
    {
        byte[] json = """{"model": {"name": "a64fx", "props": {"sve": true, "sve128": true, "sve256": true, "sve512": false}}}"""u8.ToArray();
        Assert.Equal("128 256", QmpModelReader.Parse(CpuModels.Arm, json).GetVectorLengths().ToString());
    }
}
