using System.Text.Json;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Qemu;

/// <summary>
/// The QEMU that is installed here, asked the same as the library: other random models than those of the recording, and whatever release it is.
/// </summary>
public class LiveQemuTests
{
    private const int Models = 2_000;

    [SkippableFact]
    public void Expand_EveryName_EqualsQemu()
    {
        using LiveQemu qemu = LiveQemu.Start();
        CpuModelRegistry registry = LiveModels.RegistryOf(qemu);
        IEnumerable<RecordedCase> cases = registry.NamedModels
            .Select(static model => new RecordedModel(model.Name, []))
            .SelectMany(model => (RecordedCase[])[LiveModels.AskExpansion(qemu, "static", model), LiveModels.AskExpansion(qemu, "full", model)]);
        QemuAnswers.AssertEqual(registry, cases, registry.NamedModels.Length * 2, RandomModelTests.ParseJson);
    }

    [SkippableTheory]
    [InlineData("static", 7_001)]
    [InlineData("full", 7_002)]
    public void Expand_RandomModels_EqualsQemu(string type, int seed)
    {
        using LiveQemu qemu = LiveQemu.Start();
        CpuModelRegistry registry = LiveModels.RegistryOf(qemu);
        var random = new LiveModels(registry, seed);
        IEnumerable<RecordedCase> cases = Enumerable.Range(0, Models).Select(_ => LiveModels.AskExpansion(qemu, type, random.Next()));
        AssertEqual(registry, cases);
    }

    [SkippableTheory]
    [InlineData("comparison", 7_003)]
    [InlineData("baseline", 7_004)]
    public void CompareAndBaseline_RandomModels_EqualQemu(string kind, int seed)
    {
        using LiveQemu qemu = LiveQemu.Start();
        CpuModelRegistry registry = LiveModels.RegistryOf(qemu);
        var random = new LiveModels(registry, seed);
        IEnumerable<RecordedCase> cases = Enumerable.Range(0, Models).Select(_ =>
        {
            RecordedModel first = random.Next();
            return LiveModels.AskPair(qemu, kind, first, random.NextBeside(first));
        });
        AssertEqual(registry, cases);
    }

    [SkippableFact]
    public void Evaluate_OnTheEmulator_EqualsQueryCpuDefinitions()
    {
        using LiveQemu qemu = LiveQemu.Start();
        CpuModelRegistry registry = LiveModels.RegistryOf(qemu);
        using JsonDocument reply = qemu.Execute("query-cpu-definitions");
        RecordedDefinition[] expected = [.. reply.RootElement.GetProperty("return").EnumerateArray().Select(RecordingReader.Definition)];

        Dictionary<string, ModelUsability> ours = registry.Evaluate(registry.Parse("max"), CpuModelKinds.All)
            .ToDictionary(static usability => usability.Model.Name);
        Assert.Equal(expected.Select(static row => row.Name).Order(), ours.Keys.Order());
        foreach (RecordedDefinition row in expected)
        {
            ModelUsability usability = ours[row.Name];
            Assert.Equal(row.UnavailableFeatures, usability.GetUnavailableFeatures().AsEnumerable());
            Assert.Equal(row.UnavailableFeatures.Count == 0, usability.IsRunnable);
            Assert.Equal(row.IsStatic, usability.Model.Kind == CpuModelKind.Static);
        }
    }

    /// <summary>The cases must hold answers, errors, and for pairs every relation: equal errors alone would say little.</summary>
    private static void AssertEqual(CpuModelRegistry registry, IEnumerable<RecordedCase> cases)
    {
        RecordedCase[] asked = [.. cases];
        QemuAnswers.AssertEqual(registry, asked, Models, RandomModelTests.ParseJson);
        Assert.InRange(asked.Count(static question => question.Answer.Error is not null), 1, Models / 2);
        switch (asked[0].Kind)
        {
            case "comparison":
                Assert.Superset(
                    new HashSet<string?> { "identical", "subset", "superset", "incompatible" },
                    asked.Select(static question => question.Answer.Result).ToHashSet());
                break;
            case "baseline":
                Assert.Contains(asked, static question => question.Answer.Error is { } error && error.Description.Contains("No compatible CPU model", StringComparison.Ordinal));
                break;
        }
    }
}
