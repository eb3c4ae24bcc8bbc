using CpuFacility.Testing;

namespace CpuFacility.Tests.Recorded;

/// <summary>The library's answers against recordings of real QEMU 7.2 and 11.1 in the folder beside the repository.</summary>
public class SharedOracleTests
{
    [SkippableFact]
    public void Answers_Qemu72_AreEqual()
    {
        RecordedAnswers recorded = RecordingReader.ReadOracle(SharedFolder.Require("oracles", "qemu-7.2-s390x.json.gz"));
        CpuModelRegistry registry = CpuModels.S390x.AsOf(new Version(7, 2));
        QemuAnswers.AssertEqual(registry, recorded.Expansions, 78 * 2);
        QemuAnswers.AssertEqual(registry, recorded.Comparisons, 6_084);
        QemuAnswers.AssertEqual(registry, recorded.Baselines, 6_084);
        QemuRecordingTests.AssertDefinitions(registry, recorded);
    }

    [SkippableFact]
    public void Answers_Qemu111_AreEqual()
    {
        RecordedAnswers recorded = RecordingReader.ReadOracle(SharedFolder.Require("oracles", "qemu-11.1-s390x-expansions.json.gz"));
        QemuAnswers.AssertEqual(CpuModels.S390x, recorded.Expansions, 82 * 2);
        QemuRecordingTests.AssertDefinitions(CpuModels.S390x, recorded);
    }
}
