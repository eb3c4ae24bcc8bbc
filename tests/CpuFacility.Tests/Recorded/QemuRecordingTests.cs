using CpuFacility.Testing;

namespace CpuFacility.Tests.Recorded;

/// <summary>
/// The library's answers against those of a real QEMU 7.2, recorded by <c>tests/Recordings/record.cs</c>: all 78 models under all of the QMP
/// commands on CPU models. Random models with properties switched are compared where QMP's own rules are read: in the tests of the other
/// package.
/// </summary>
public class QemuRecordingTests
{
    private static readonly RecordedAnswers Recorded = RecordingReader.Qemu72;
    private static readonly CpuModelRegistry Registry = CpuModels.S390x.AsOf(new Version(7, 2));

    [Fact]
    public void Expand_EveryModel_EqualsQemu() => QemuAnswers.AssertEqual(Registry, Recorded.Expansions, count: 78 * 2);

    [Fact]
    public void CompareWith_EveryPair_EqualsQemu() => QemuAnswers.AssertEqual(Registry, Recorded.Comparisons, count: 78 * 78);

    [Fact]
    public void Baseline_EveryPair_EqualsQemu() => QemuAnswers.AssertEqual(Registry, Recorded.Baselines, count: 78 * 78);

    [Fact]
    public void Evaluate_EveryDefinition_LacksWhatQemuSays() => AssertDefinitions(Registry, Recorded);

    [Fact]
    public void TrySet_EveryFacilityOfEveryModel_IsAcceptedWhereQemuAcceptsIt()
    {
        Assert.Equal(78, Recorded.Accepted.Count);
        foreach ((string name, IReadOnlyList<string> accepted) in Recorded.Accepted)
        {
            IEnumerable<string> ours = Registry.Vocabulary.Summarize(Registry.Vocabulary.Known).ToImmutableArray()
                .Concat(Registry.Vocabulary.Groups.SelectMany(static group => Registry.Vocabulary.Order.Sort(group.Members).ToTerms(Registry)))
                .Select(static term => term.Name)
                .Distinct()
                .Where(property => Registry.TryParse($"{name},{property}=on", CpuModelSyntax.QemuExact, out _, out _));
            Assert.Equal(accepted.Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
        }
    }

    internal static void AssertDefinitions(CpuModelRegistry registry, RecordedAnswers recorded)
    {
        Assert.Equal(recorded.Definitions.Select(static row => row.Name).Order(), registry.NamedModels.Select(static model => model.Name).Order());
        CpuModel host = registry.Parse("max");
        Dictionary<string, ModelUsability> ours = registry.Evaluate(host, CpuModelKinds.All).ToDictionary(static usability => usability.Model.Name);
        foreach (RecordedDefinition row in recorded.Definitions)
        {
            Assert.Equal(row.UnavailableFeatures, ours[row.Name].GetUnavailableFeatures().AsEnumerable());
            Assert.Equal(row.UnavailableFeatures.Count == 0, ours[row.Name].IsRunnable);
            Assert.Equal(row.IsStatic, ours[row.Name].Model.Kind == CpuModelKind.Static);
        }
    }
}
