using System.Text;
using System.Text.Json;
using CpuFacility.Qemu;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Qemu;

/// <summary>
/// Random models with properties switched, wrong values and unknown names among them, as they were sent to a real QEMU 7.2
/// (<c>tests/Recordings</c>): read from JSON as QEMU reads it, they must give QEMU's answers.
/// </summary>
public class RandomModelTests
{
    private static readonly CpuModelRegistry Registry = CpuModels.S390x.AsOf(new Version(7, 2));

    [Theory]
    [InlineData("expansion", 1_800)]
    [InlineData("comparison", 2_500)]
    [InlineData("baseline", 2_500)]
    public void Parse_RandomModels_GiveQemusAnswers(string kind, int count) =>
        QemuAnswers.AssertEqual(Registry, RecordingReader.Qemu72.RandomCases(kind), count, ParseJson);

    /// <summary>QEMU refuses properties that it has no name for, where the reader keeps them.</summary>
    internal static CpuModel? ParseJson(CpuModelRegistry registry, RecordedModel recorded)
    {
        string properties = string.Join(',', recorded.Properties.Select(static property => $"{JsonSerializer.Serialize(property.Name)}:{property.Json}"));
        byte[] json = Encoding.UTF8.GetBytes($$"""{ "name": {{JsonSerializer.Serialize(recorded.Name)}}, "props": { {{properties}} } }""");
        return QmpModelReader.TryParse(registry, json, out CpuModel? model, out _) && model.UnknownProperties.IsEmpty ? model : null;
    }
}
