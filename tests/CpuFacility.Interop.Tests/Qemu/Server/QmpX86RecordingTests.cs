using System.Text.Json;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>
/// The repository's own recording of QEMU 7.2 against the server's answers, which are those of QEMU 11.1: what the two releases share must be
/// equal, and what they do not share is listed.
/// </summary>
public class QmpX86RecordingTests
{
    private static readonly IReadOnlyList<RecordedExchange> Recorded = RecordedExchanges.Qemu72;

    [Fact]
    public void Recording_IsWhole()
    {
        Assert.Equal(217, Recorded.Count);
        string[] names = [.. Recorded.Single(static one => one.Command == "query-cpu-definitions").Reply.GetProperty("return").EnumerateArray().Select(static row => row.GetProperty("name").GetString()!)];
        Assert.Equal(132, names.Length);
        Assert.Equal(names, Static().Where(static one => !one.HasProperties).Select(static one => one.Model));
        Assert.All(Static(), static one => Assert.Equal(327, one.Properties!.Value.EnumerateObject().Count()));
    }

    /// <summary>Every model of 7.2 that 11.1 has differs in nothing but what the list says: the list is the test.</summary>
    [Fact]
    public void StaticExpansions_EveryModel_DifferAsListed()
    {
        var session = new QmpX86Session();
        var lines = new List<string>();
        int equal = 0;
        foreach (RecordedExchange one in Static().Where(static one => !one.HasProperties))
        {
            string[] differences = session.Ask(one.Request).TryGetProperty("return", out JsonElement answer)
                ? [.. QmpX86Session.Differences(one.Properties!.Value, PropsOf(answer))]
                : ["there is no such model"];
            equal += differences.Length == 0 ? 1 : 0;
            if (differences.Length > 0)
            {
                lines.Add($"{one.Model}: {string.Join(", ", differences.Order(StringComparer.Ordinal))}");
            }
        }

        if (Environment.GetEnvironmentVariable(ApprovedApi.ApproveVariable) == "1")
        {
            File.WriteAllLines(QmpX86Releases.ApprovedPath, lines);
        }

        Assert.Equal(File.ReadAllLines(QmpX86Releases.ApprovedPath), lines);
        Assert.Equal(132, equal + lines.Count);
        Assert.InRange(equal, 100, 132);
    }

    /// <summary>Dependencies and levels: with features switched, the answers are equal but for the rules that came later.</summary>
    [Fact]
    public void StaticExpansions_WithProperties_FollowTheRulesOfBothReleases()
    {
        var session = new QmpX86Session();
        RecordedExchange[] asked = [.. Static().Where(static one => one.HasProperties && one.Model != "max")];
        Assert.Equal(42, asked.Length);
        Assert.All(asked, one => Assert.Empty(QmpX86Releases.Unexplained(one.Properties!.Value, PropsOf(session.Ask(one.Request).GetProperty("return")))));
    }

    /// <summary>Measured on QEMU 7.2: features raise levels, and without them those of the definition are left.</summary>
    [Theory]
    [InlineData("Opteron_G3-v1", "{}", "min-xlevel", 0x8000_000A)]
    [InlineData("Opteron_G3-v1", "{\"svm\":false}", "min-xlevel", 0x8000_0008)]
    [InlineData("Opteron_G2", "{\"svm\":false}", "xlevel", 0x8000_0008)]
    [InlineData("Cooperlake", "{}", "level-func7", 1)]
    [InlineData("Cooperlake", "{\"avx512-bf16\":false}", "level-func7", 0)]
    [InlineData("base", "{\"avx2\":true}", "level", 7)]
    [InlineData("base", "{\"md-clear\":true}", "level", 0)]
    [InlineData("base", "{\"avx2\":true,\"level\":5}", "level", 5)]
    [InlineData("base", "{\"avx2\":true,\"level\":5}", "min-level", 7)]
    [InlineData("base", "{\"avx2\":true,\"min-level\":20}", "level", 20)]
    [InlineData("base", "{\"svm\":true,\"xlevel\":2147483656}", "min-xlevel", 0x8000_000A)]
    [InlineData("base", "{\"npt\":true}", "min-xlevel", 0)]
    public void FullExpansion_FeaturesOffAndOn_HasTheLevelsThatAreLeft(string model, string props, string property, long value) => Assert.Equal(
        value,
        PropsOf(new QmpX86Session().Expand("full", model, props)).GetProperty(property).GetInt64());

    /// <summary>Aliases, levels that are set, and which of two names of one feature wins.</summary>
    [Fact]
    public void FullExpansions_WithProperties_AreEqual()
    {
        var session = new QmpX86Session();
        RecordedExchange[] asked = [.. Recorded.Where(static one => one is { Type: "full", Properties: not null } && !QmpX86Releases.ChangedModels.Value.Contains(one.Model))];
        Assert.InRange(asked.Length, 12, 20);
        foreach (RecordedExchange one in asked)
        {
            JsonElement answer = session.Ask(one.Request).GetProperty("return");
            Assert.Equal(one.Model, answer.GetProperty("model").GetProperty("name").GetString());
            Assert.Empty(QmpX86Releases.Unexplained(one.Properties!.Value, PropsOf(answer)));
        }
    }

    /// <summary>
    /// What 7.2 refuses, the server refuses, but for the model that came later and the two commands that the library answers; the words of later
    /// releases are tested apart.
    /// </summary>
    [Fact]
    public void Errors_Recorded_AreErrors()
    {
        var session = new QmpX86Session();
        RecordedExchange[] refused = [.. Recorded.Where(static one => one.Reply.TryGetProperty("error", out _))];
        Assert.Equal(24, refused.Length);
        Assert.All(refused, one => Assert.Equal(
            one.Command == "query-cpu-model-expansion" && one.Model != "SapphireRapids",
            session.Ask(one.Request).TryGetProperty("error", out _)));
    }

    private static IEnumerable<RecordedExchange> Static() => Recorded.Where(static one => one is { Type: "static", Properties: not null });

    private static JsonElement PropsOf(JsonElement answer) => answer.GetProperty("model").GetProperty("props");
}
