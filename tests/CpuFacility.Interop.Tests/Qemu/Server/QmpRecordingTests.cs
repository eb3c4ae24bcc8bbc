using System.Text.Json;
using CpuFacility.Qemu;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>The recorded questions sent to a session: answers and errors, with class and words, must be the recorded ones.</summary>
public class QmpRecordingTests
{
    [Fact]
    public void Session_OwnRecording_AnswersAsQemu72() => Check(RecordingReader.Qemu72, new Version(7, 2), 19_124);

    [SkippableFact]
    public void Session_SharedOracle72_AnswersAsQemu() =>
        Check(RecordingReader.ReadOracle(SharedFolder.Require("oracles", "qemu-7.2-s390x.json.gz")), new Version(7, 2), 12_324);

    [SkippableFact]
    public void Session_SharedOracle111_AnswersAsQemu() =>
        Check(RecordingReader.ReadOracle(SharedFolder.Require("oracles", "qemu-11.1-s390x-expansions.json.gz")), new Version(11, 1), 164);

    private static void Check(RecordedAnswers recording, Version release, int count)
    {
        var session = new TestSession(new QmpServerOptions { Registry = CpuModels.S390x.AsOf(release) });
        Assert.Contains($"\"micro\": {recording.Version.Split('.')[2]}", session.Greeting, StringComparison.Ordinal);
        CheckDefinitions(session, recording);
        int checkedCases = 0;
        foreach (RecordedCase question in recording.Cases)
        {
            string reply = session.Ask(Request(question));
            Assert.True(RecordingReader.ReadReply(reply).SaysTheSameAs(question.Answer), $"{question}\n  QEMU: {question.Answer}\n  ours: {reply}");
            checkedCases++;
        }

        Assert.Equal(count, checkedCases);
    }

    private static void CheckDefinitions(TestSession session, RecordedAnswers recording)
    {
        using JsonDocument document = JsonDocument.Parse(session.Ask("{'execute': 'query-cpu-definitions'}"));
        RecordedDefinition[] definitions = [.. document.RootElement.GetProperty("return").EnumerateArray()
            .Select(RecordingReader.Definition).OrderBy(static definition => definition.Name, StringComparer.Ordinal)];
        Assert.Equal(recording.Definitions.Count, definitions.Length);
        foreach ((RecordedDefinition expected, RecordedDefinition actual) in recording.Definitions.Zip(definitions))
        {
            Assert.Equal(expected with { UnavailableFeatures = [] }, actual with { UnavailableFeatures = [] });
            Assert.Equal(expected.UnavailableFeatures, actual.UnavailableFeatures);
        }
    }

    private static byte[] Request(RecordedCase question)
    {
        string[] models = [.. question.Models.Select(static model =>
            $"{{\"name\":{JsonSerializer.Serialize(model.Name)},\"props\":{{{string.Join(',', model.Properties.Select(static p => $"{JsonSerializer.Serialize(p.Name)}:{p.Json}"))}}}}}")];
        return question.Kind switch
        {
            "comparison" => QmpRequests.Comparison(models[0], models[1]),
            "baseline" => QmpRequests.Baseline(models[0], models[1]),
            _ => QmpRequests.Expansion(question.Type!, models[0]),
        };
    }
}
