using System.Text;
using System.Text.Json;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>The x86 QEMU that is installed here and our server, asked the same: what the two releases share must be equal.</summary>
public class QmpX86SideBySideTests
{
    private const int Questions = 600;

    [SkippableTheory]
    [InlineData(20_261_124)]
    [InlineData(20_261_125)]
    public async Task Server_RandomFeatures_AnswersAsQemu(int seed)
    {
        using LiveQemu qemu = StartKnownRelease();
        string[] models = await UnchangedModelsAsync(qemu);
        string[] features = await FeaturesAsync(qemu);
        Assert.InRange(features.Length, 300, 420);
        var random = new Random(seed);
        byte[][] requests = [.. Enumerable.Range(0, Questions).Select(_ => QmpX86Releases.NextQuestion(random, models, features))];
        Assert.True(await CompareAsync(qemu, requests) > Questions * 300);
    }

    [SkippableFact]
    public async Task Server_UnchangedModels_AnswersAsQemu()
    {
        using LiveQemu qemu = StartKnownRelease();
        string[] models = await UnchangedModelsAsync(qemu);
        Assert.InRange(models.Length, 90, 132);
        byte[][] requests = [.. models.SelectMany(static name => (byte[][])[
            QmpRequests.Expansion("static", QmpRequests.Model(name)), QmpRequests.Expansion("full", QmpRequests.Model(name))])];
        Assert.True(await CompareAsync(qemu, requests) > models.Length * 600);
    }

    /// <summary>With everything off, the levels of the definitions themselves show; with what others need on, what a definition hides.</summary>
    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Server_UnchangedModelsUncovered_AnswersAsQemu(bool isOn)
    {
        using LiveQemu qemu = StartKnownRelease();
        string[] models = await UnchangedModelsAsync(qemu);
        string[] features = await FeaturesAsync(qemu);
        HashSet<string> needed = [.. CpuModels.X86.Catalog.Dependencies.Select(static row => CpuModels.X86.Catalog.NameOf(row.Required))];
        string props = string.Join(',', features.Where(name => !isOn || needed.Contains(name)).Select(name => $"\"{name}\":{(isOn ? "true" : "false")}"));
        byte[][] requests = [.. models.Select(name => QmpRequests.Expansion("full", $"{{\"name\":\"{name}\",\"props\":{{{props}}}}}"))];
        Assert.True(await CompareAsync(qemu, requests) > models.Length * 300);
    }

    /// <summary>The list of what has changed between the releases is that of 7.2.</summary>
    private static LiveQemu StartKnownRelease()
    {
        LiveQemu qemu = LiveQemu.StartX86();
        if (qemu.Release != new Version(7, 2))
        {
            Version release = qemu.Release;
            qemu.Dispose();
            Skip.If(true, $"QEMU {release} is not the recorded 7.2.");
        }

        return qemu;
    }

    /// <summary>Asks both and compares what both have. Gives the number of properties that were compared.</summary>
    private static async Task<int> CompareAsync(LiveQemu qemu, byte[][] requests)
    {
        IReadOnlyList<string> expected = await QmpWire.AskAsync(qemu.SecondSocketPath, requests);
        var session = new QmpX86Session();
        Assert.Equal(requests.Length, expected.Count);
        int compared = 0;
        foreach ((byte[] request, string reply) in requests.Zip(expected))
        {
            string question = Encoding.UTF8.GetString(request);
            JsonElement theirs = Props(reply);
            JsonElement ours = Props(session.Ask(question));
            string[] unexplained = [.. QmpX86Releases.Unexplained(theirs, ours)];
            Assert.True(unexplained.Length == 0, $"{question}\n  name, QEMU, ours: {string.Join(", ", unexplained)}");
            compared += theirs.EnumerateObject().Count(property => ours.TryGetProperty(property.Name, out _));
        }

        return compared;
    }

    private static async Task<string[]> UnchangedModelsAsync(LiveQemu qemu)
    {
        IReadOnlyList<string> reply = await QmpWire.AskAsync(qemu.SecondSocketPath, [Encoding.UTF8.GetBytes("{'execute': 'query-cpu-definitions'}")]);
        return [.. QmpX86Session.Parse(reply[0]).GetProperty("return").EnumerateArray()
            .Select(static row => row.GetProperty("name").GetString()!)
            .Where(static name => !QmpX86Releases.ChangedModels.Value.Contains(name))];
    }

    /// <summary>The features that this QEMU and the edition know, by their main names.</summary>
    private static async Task<string[]> FeaturesAsync(LiveQemu qemu)
    {
        IReadOnlyList<string> reply = await QmpWire.AskAsync(qemu.SecondSocketPath, [QmpRequests.Expansion("static", QmpRequests.Model("base"))]);
        return [.. Props(reply[0]).EnumerateObject()
            .Where(static property => property.Value.ValueKind is JsonValueKind.True or JsonValueKind.False && CpuModels.X86.Vocabulary.TryFind(property.Name, out _))
            .Select(static property => property.Name)];
    }

    private static JsonElement Props(string reply) => QmpX86Session.Parse(reply).GetProperty("return").GetProperty("model").GetProperty("props");
}
