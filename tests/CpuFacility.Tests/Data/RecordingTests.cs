using CpuFacility.Testing;

namespace CpuFacility.Tests.Data;

/// <summary>The recording itself is whole, and a second recording of the same QEMU says the same.</summary>
public class RecordingTests
{
    [Fact]
    public void Qemu72_Tables_AreWhole()
    {
        RecordedAnswers recorded = RecordingReader.Qemu72;

        string[] names = [.. recorded.Definitions.Select(d => d.Name)];
        Assert.Equal("7.2.22", recorded.Version);
        Assert.Equal(78, names.Distinct().Count());
        Assert.Equal(names, recorded.Accepted.Keys);
        Assert.Equal(from n in names from t in (string[])["static", "full"] select $"expansion {t} {n}", recorded.Expansions.Select(c => c.Key));
        Assert.Equal(from a in names from b in names select $"comparison  {a}|{b}", recorded.Comparisons.Select(c => c.Key));
        Assert.Equal(from a in names from b in names select $"baseline  {a}|{b}", recorded.Baselines.Select(c => c.Key));
    }

    [Fact]
    public void Qemu72_RandomCases_HoldAnswersAndErrors()
    {
        foreach ((string kind, int count) in (IEnumerable<(string, int)>)[("comparison", 2500), ("baseline", 2500), ("expansion", 1800)])
        {
            RecordedCase[] cases = [.. RecordingReader.Qemu72.RandomCases(kind)];

            Assert.Equal(count, cases.Length);
            Assert.InRange(cases.Count(c => c.Answer.Error is null), count / 2, count - 50);
            Assert.Contains(cases, c => c.Models.Any(m => m.Properties.Count > 3));
        }
    }

    [SkippableFact]
    public void Qemu72_SharedOracle_AnswersTheSame()
    {
        RecordedAnswers oracle = RecordingReader.ReadOracle(SharedFolder.Require("oracles", "qemu-7.2-s390x.json.gz"));
        Dictionary<string, RecordedCase> own = RecordingReader.Qemu72.Cases.Where(c => !c.IsRandom).ToDictionary(c => c.Key);

        Assert.Equal((78 * 2) + (2 * 78 * 78), oracle.Cases.Count);
        Assert.Equal(own.Keys.Order(), oracle.Cases.Select(c => c.Key).Order());
        Assert.All(oracle.Cases, c => Assert.True(c.Answer.SaysTheSameAs(own[c.Key].Answer), c.Key));
        Assert.Equal(78, oracle.Definitions.Count);
        Assert.All(oracle.Definitions.Zip(RecordingReader.Qemu72.Definitions), pair =>
        {
            Assert.Equal(pair.First with { UnavailableFeatures = [] }, pair.Second with { UnavailableFeatures = [] });
            Assert.Equal(pair.First.UnavailableFeatures, pair.Second.UnavailableFeatures);
        });
    }

    [SkippableFact]
    public void Qemu111_SharedOracle_HasEveryExpansion()
    {
        RecordedAnswers oracle = RecordingReader.ReadOracle(SharedFolder.Require("oracles", "qemu-11.1-s390x-expansions.json.gz"));

        Assert.Equal(82, oracle.Definitions.Count);
        Assert.Equal(82 * 2, oracle.Expansions.Count(c => c.Answer.Name is not null));
    }
}
