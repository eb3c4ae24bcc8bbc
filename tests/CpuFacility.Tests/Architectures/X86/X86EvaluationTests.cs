using System.IO.Compression;
using System.Text.Json;
using CpuFacility.Testing;
using CpuFacility.X86;

namespace CpuFacility.Tests.Architectures.X86;

/// <summary>Which models run where, against what QEMU says of its own software emulation.</summary>
public class X86EvaluationTests
{
    /// <summary>All lists of unavailable features, in QEMU's order.</summary>
    [SkippableFact]
    public void Evaluate_SoftwareEmulation_LacksWhatQemuSays()
    {
        using var stream = new GZipStream(File.OpenRead(SharedFolder.Require("oracles", "qemu-11.1-x86-expansions.json.gz")), CompressionMode.Decompress);
        using JsonDocument recording = JsonDocument.Parse(stream);
        CpuModel host = X86Editions.QemuEmulation.Parse("max");
        Dictionary<string, ModelUsability> ours = X86Editions.QemuEmulation.Evaluate(host, CpuModelKinds.All).ToDictionary(static one => one.Model.Name);
        JsonElement[] rows = [.. recording.RootElement.GetProperty("definitions").EnumerateArray()];
        Assert.Equal(189, rows.Length);
        int entries = 0;
        foreach (JsonElement row in rows.Where(static row => row.GetProperty("name").GetString() != "host"))
        {
            string[] expected = [.. row.GetProperty("unavailable-features").EnumerateArray().Select(static feature => feature.GetString()!)];
            ModelUsability usability = ours[row.GetProperty("name").GetString()!];
            Assert.Equal(expected, usability.GetUnavailableFeatures().AsEnumerable());
            Assert.Equal(expected.Length == 0, usability.IsRunnable);
            entries += expected.Length;
        }

        Assert.Equal(2644, entries);
        Assert.Equal(188, ours.Count);
    }

    [Fact]
    public void Evaluate_OtherVendor_DoesNotMatter()
    {
        ModelUsability usability = X86Editions.Qemu.Evaluate(X86Editions.Qemu.Parse("EPYC-v1")).Single(static one => one.Definition.Name == "Haswell-noTSX");
        Assert.False(usability.IsTooNew);
        Assert.Equal(usability.Model.Facilities.Except(X86Editions.Qemu.Parse("EPYC-v1").Configured), usability.Missing);
        Assert.StartsWith("lacks ", usability.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Runnable_EveryModelOnItself_Runs()
    {
        foreach (CpuModelRegistry registry in X86Editions.All)
        {
            Assert.All(registry.NamedModels, model => Assert.Contains(registry.Runnable(model, CpuModelKinds.All), one => one.Model == model));
        }
    }
}
